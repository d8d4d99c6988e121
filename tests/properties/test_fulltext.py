"""The index against a plain list: what is found, by whom, in which order, on both databases."""

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text

from intranet.core import fulltext
from intranet.core.db import db
from intranet.core.fulltext.finding import EMPTY
from intranet.lib.stems import stem, stems_of, words_of
from tests.support.forms import FORMS, PAIRS

#: Forms that have their word's stem; the few others are counted in tests/unit/lib/test_stems.py.
KNOWN = {
    lemma: [lemma, *(form for form in forms if stems_of(form) == stems_of(lemma))]
    for lemma, forms in FORMS.items()
}
PATHS = ("/1/", "/1/2/", "/1/2/3/", "/1/20/", "/4/", "")
KINDS = ("file", "remark")


@dataclass
class Spec:
    """A document to be."""

    title: list[str]
    text: list[str]
    kind: str
    place: str

    @property
    def title_words(self) -> str:
        return " ".join(self.title)

    @property
    def whole(self) -> str:
        return f"{self.title_words} | {'; '.join(self.text)}"


forms = st.sampled_from(sorted(KNOWN)).flatmap(lambda lemma: st.sampled_from(KNOWN[lemma]))
cased = st.tuples(forms, st.sampled_from((str.lower, str.upper, str.title))).map(
    lambda pair: pair[1](pair[0])
)
specs = st.builds(
    Spec,
    title=st.lists(cased, max_size=2),
    text=st.lists(cased, max_size=6),
    kind=st.sampled_from(KINDS),
    place=st.sampled_from(PATHS),
)
questions = st.lists(cased, min_size=1, max_size=2).flatmap(
    lambda words: st.integers(1, len(words[-1])).map(
        lambda cut: " ".join([*words[:-1], words[-1][:cut]])
    )
)
usual = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def indexed(documents: list[Spec]) -> None:
    """Nothing but these, each under its place in the list."""
    db.session.remove()
    for entry in db.session.query(fulltext.Entry).all():
        fulltext.forget(entry.kind, entry.number)
    db.session.execute(delete(fulltext.Entry))
    db.session.commit()
    for n, spec in enumerate(documents):
        fulltext.index(
            spec.kind, n, title=spec.title_words, text="\n".join(spec.text), place=spec.place
        )


def numbers(words: str, *, visible=None, kinds=KINDS) -> list[int]:
    hits = fulltext.find(words, kinds=kinds, visible=visible, most=1000)
    return [hit.number for hit in hits]


def says(words: str, question: str) -> bool:
    """The same question answered plainly."""
    stems = set(stems_of(words))
    asked = list(words_of(question))
    *whole, last = [word for word in asked if word not in EMPTY] or asked
    beginnings = tuple(part for part in (stem(last), last) if len(part) >= 3)
    begins = any(found.startswith(beginnings) for found in stems)
    return (begins or stem(last) in stems) and all(stem(word) in stems for word in whole)


def expected(documents: list[Spec], question: str, visible, kinds) -> list[int]:
    found = [
        (says(spec.title_words, question), n)
        for n, spec in enumerate(documents)
        if says(spec.whole, question)
        and spec.kind in kinds
        and (visible is None or any(spec.place.startswith(path) for path in visible))
    ]
    return [n for _, n in sorted(found, reverse=True)]


@usual
@given(
    documents=st.lists(specs, max_size=8),
    question=questions,
    visible=st.none() | st.lists(st.sampled_from(PATHS[:-1]), max_size=2),
    kinds=st.sampled_from((KINDS, KINDS[:1])),
)
def test_both_databases_answer_as_a_plain_list_would(inside, documents, question, visible, kinds):
    indexed(documents)

    assert numbers(question, visible=visible, kinds=kinds) == expected(
        documents, question, visible, kinds
    )


@usual
@given(documents=st.lists(specs, min_size=1, max_size=4), data=st.data())
def test_each_word_finds_its_document_in_any_form(inside, documents, data):
    indexed(documents)
    spec = data.draw(st.sampled_from(documents))
    for word in [*spec.title, *spec.text]:
        lemma = next(lemma for lemma, forms in KNOWN.items() if word.lower() in forms)
        form = data.draw(st.sampled_from(KNOWN[lemma]))
        assert documents.index(spec) in numbers(form)


@usual
@given(documents=st.lists(specs, min_size=1, max_size=5), data=st.data())
def test_what_is_forgotten_or_renewed_is_found_no_more(inside, documents, data):
    indexed(documents)
    gone = data.draw(st.integers(0, len(documents) - 1))
    renewed = data.draw(st.integers(0, len(documents) - 1))
    fulltext.index(documents[renewed].kind, renewed, title="", text="ковёр", place="/1/")
    fulltext.forget(documents[gone].kind, gone)
    fulltext.forget("file", 10_000)

    for word in {w for spec in documents for w in (*spec.title, *spec.text)}:
        assert not {gone, renewed} & set(numbers(word))
    assert numbers("ковры ковёр") == []
    assert numbers("КОВЕР") == ([] if gone == renewed else [renewed])


@usual
@given(typed=st.text(max_size=40), written=st.text(max_size=40))
def test_no_letters_do_harm(inside, typed, written):
    indexed([Spec([], [], "file", "/1/")])
    fulltext.index("file", 0, title=written, text=written, place="/1/")

    for hit in fulltext.find(typed, kinds=KINDS, visible=["/1/", "%", "_!"]):
        assert "<" not in hit.title.replace("<mark>", "").replace("</mark>", "")
    if words := list(words_of(written)):
        assert numbers(words[0]) == [0]


def test_a_place_is_a_beginning_and_no_pattern(inside):
    indexed([Spec([], ["книга"], "file", "/1/2/")])

    assert numbers("книга", visible=["/1/2/"]) == numbers("книга", visible=["/1/"]) == [0]
    for path in ("/1/2/3/", "/_/", "%", "/2/", "/1/20/"):
        assert numbers("книга", visible=[path]) == []
    assert numbers("книга", visible=[]) == numbers("книга", kinds=[]) == []


def test_the_wrong_keyboard_and_small_words_do_not_hinder(inside):
    indexed([Spec(["Отчёт", "школы"], ["обзор новинок"], "file", "/1/")])

    for typed in ("jnxtn", "отчёт о школе", "j,pjh", "отч", "ШКОЛА ОТЧЕТЫ"):
        assert numbers(typed) == [0], typed
    assert numbers("") == numbers("отчёт без книг") == numbers("— !") == []


def test_titles_come_first_then_the_newest(inside, queries):
    indexed(
        [
            Spec(["книга"], [], "file", "/1/"),
            Spec([], ["книга"], "file", "/1/"),
            Spec([], ["книги"], "remark", "/1/"),
        ]
    )
    db.session.connection()  # SQLite counts the beginning of a transaction
    with queries(2):
        hits = fulltext.find("книг", kinds=KINDS, visible=None, most=2)

    assert [(hit.number, hit.rank) for hit in hits] == [(0, 1), (2, 0)]


def test_a_snippet_shows_what_was_found_and_nothing_runs(inside):
    long = "вступление " * 50 + "<b>Выставок</b> & книг было 5 " + "конец " * 50
    fulltext.index("file", 1, title="<i>Отчёт</i>", text=long, place="/1/")

    (hit,) = fulltext.find("отчет выставка", kinds=["file"], visible=None)
    assert hit.title == "&lt;i&gt;<mark>Отчёт</mark>&lt;/i&gt;"
    assert "&lt;b&gt;<mark>Выставок</mark>&lt;/b&gt; &amp; книг было 5" in hit.snippet
    assert hit.snippet.startswith("…") and hit.snippet.endswith("…") and len(hit.snippet) < 320


def test_words_far_down_a_long_text_are_found(inside):
    words = " ".join(f"слово{n}" for n in range(30_000))
    fulltext.index("file", 1, title="", text=f"{words} редкость", place="/1/")

    assert numbers("слово29999") == [1]
    assert numbers("редкости") == [1]


def test_a_text_of_noise_is_indexed_as_far_as_it_goes(inside):
    noise = " ".join(f"{n * 7919:x}шум{n}" for n in range(150_000))
    fulltext.index("file", 1, title="\0начало", text=noise + "\ud800", place="/1/")

    assert numbers("начало") == [1] and numbers("0шум0") == [1]
    stored = db.session.execute(text("SELECT length(text) FROM fulltext_entry")).scalar()
    assert stored <= 2_000_000


def test_nearly_every_pair_of_words_is_found(inside):
    indexed([Spec([lemma], [], "file", "/1/") for lemma in FORMS])
    places = {lemma: n for n, lemma in enumerate(FORMS)}
    lost = [pair for pair in PAIRS if places[pair[0]] not in numbers(pair[1])]

    assert len(lost) <= 0.02 * len(PAIRS), lost

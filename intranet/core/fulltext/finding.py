"""Finding by words: which things, in which order, with which of their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, Row, Select, false, func, literal, or_, select, true

from ...lib.cyrillic import in_russian_layout
from ...lib.stems import stem, words_of
from ..db import db
from .databases import DIALECTS, Question, Words
from .models import Entry
from .snippets import LOOKED_AT, Look, marked, snippet

#: Words of a question that are listened to.
MOST_WORDS = 12
#: Letters from which on the last word may be unfinished.
SHORTEST = 3
#: They stand in every document and say nothing, unless nothing else was said.
_EMPTY = "и в во на с со к ко по о об от до за из у не а но или для при the of and in to a"
EMPTY = frozenset(_EMPTY.split())


@dataclass(frozen=True)
class Hit:
    """A thing that answers. rank: 1 when its title alone does, else 0.

    title, snippet: safe to be shown, the words that were asked for inside <mark>.
    """

    kind: str
    number: int
    place: str
    rank: int
    title: Markup
    snippet: Markup


def find(
    words: str,
    *,
    kinds: Sequence[str],
    visible: Sequence[str] | None,
    also: Select[int] | None = None,
    most: int = 20,
) -> list[Hit]:
    """At most `most` things of `kinds` that say every one of `words`, the last maybe unfinished.

    visible: the paths below which the asker may see everything; None for one who sees all.
    also: selects the numbers of other things the asker may see; `kinds` is one kind then.
    Those found by their title come first, among equals the newest. Sends two statements, none
    when nothing can be found.
    """
    question = asked(words)
    if not question or not kinds or (visible is not None and not visible and also is None):
        return []
    rows = _rows(question, kinds, _seen(visible, also), most)
    if not rows:
        return []
    texts = _texts([row.id for row in rows])
    look = Look.of(question)
    return [
        Hit(
            row.kind,
            row.number,
            row.place,
            int(row.rank),
            marked(row.title, look),
            snippet(texts.get(row.id, ""), look),
        )
        for row in rows
    ]


def asked(words: str) -> Question:
    """The stems of the question, or of what the same keys say in the Russian layout."""
    typed = [_words(words), _words(in_russian_layout(words))]
    return [listed for n, listed in enumerate(typed) if listed and listed not in typed[:n]]


def _words(words: str) -> Words | None:
    listed = list(words_of(words[:1000]))[:MOST_WORDS]
    listed = [word for word in listed if word not in EMPTY] or listed
    if not listed:
        return None
    *stems, last = (stem(word) for word in listed)
    begun = {part for part in (last, listed[-1]) if len(part) >= SHORTEST}
    return Words(tuple(stems), last, tuple(sorted(begun)))


def _texts(ids: list[int]) -> dict[int, str]:
    shown = select(Entry.id, func.substr(Entry.text, 1, LOOKED_AT)).where(Entry.id.in_(ids))
    return {row[0]: row[1] for row in db.session.execute(shown)}


def _seen(visible: Sequence[str] | None, also: Select[int] | None) -> ColumnElement[bool]:
    if visible is None:
        return true()
    below = [Entry.place.startswith(path, autoescape=True) for path in visible]
    return or_(false(), *below, *([] if also is None else [Entry.number.in_(also)]))


def _rows(
    question: Question, kinds: Sequence[str], seen: ColumnElement[bool], most: int
) -> Sequence[Row[Any]]:
    """Those found by their title, then the newest of the others, in one statement.

    Of all that answers twice as many are taken: where fewer than `most` do so by their title,
    at least `most` of them do not, or there are no more.
    """
    titles = _newest(question, kinds, seen, most, in_title=True)
    anywhere = _newest(question, kinds, seen, 2 * most, in_title=False)
    found: dict[int, Row[Any]] = {}
    for row in db.session.execute(titles.union_all(anywhere)):
        if row.id not in found or row.rank:
            found[row.id] = row
    return sorted(found.values(), key=lambda row: (-row.rank, -row.id))[:most]


def _newest(
    question: Question,
    kinds: Sequence[str],
    seen: ColumnElement[bool],
    most: int,
    *,
    in_title: bool,
) -> Select[Any]:
    dialect = DIALECTS[db.engine.dialect.name]
    rank = literal(int(in_title)).label("rank")
    query = (
        select(Entry.id, Entry.kind, Entry.number, Entry.place, Entry.title, rank)
        .join(dialect.words, dialect.words.c[dialect.id] == Entry.id)
        .where(dialect.answers(question, in_title=in_title), Entry.kind.in_(kinds), seen)
        .order_by(dialect.words.c[dialect.id].desc())
        .limit(most)
    )
    return select(query.subquery())

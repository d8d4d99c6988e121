"""A word is found by its forms, however it is typed; different words stay different."""

import pytest

from intranet.lib.stems import stem, stems_of, words_of
from tests.support.forms import FORMS, PAIRS


def test_nearly_every_form_has_its_words_stem():
    lost = [(lemma, form) for lemma, form in PAIRS if stems_of(lemma) != stems_of(form)[:1]]

    assert len(PAIRS) >= 500
    assert len(lost) <= 0.02 * len(PAIRS), lost


def test_different_words_stay_different():
    """What may fall together are words of one root."""
    stems: dict[str, list[str]] = {}
    for lemma in FORMS:
        stems.setdefault(stems_of(lemma)[0], []).append(lemma)

    assert [words for words in stems.values() if len(words) > 1] == [["район", "районный"]]


@pytest.mark.parametrize(
    "typed",
    ["ОТЧЁТ", "отчет", "отчё\u00adт", "Отчёт,", "«отчёт»", "о\u0301тчёт", "ОТЧЕ\u0308Т"],
)
def test_how_a_word_is_typed_does_not_matter(typed: str):
    assert stems_of(typed) == stems_of("отчёт")


def test_signs_part_words_and_are_none():
    assert list(words_of("№5 e-mail; а_б 12 306\n☃ 漢字")) == [
        "5",
        "e",
        "mail",
        "а",
        "б",
        "12",
        "306",
    ]
    assert stems_of("— … ☺") == []


def test_a_word_without_end_is_cut():
    assert len(stem(next(words_of("ы" * 10_000)))) <= 40

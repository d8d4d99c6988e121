"""The meanings a person may choose from where a term can mean two things."""

import pytest

from intranet.lib.deadline_choices import choices, chosen, worded
from intranet.lib.deadlines import Kind, Reading, Window


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("2-е полугодие", {"as_read": "07-01…12-31", "school_half": "01-01…05-31"}),
        ("1 полугодие", {"as_read": "01-01…06-30", "school_half": "09-01…12-31"}),
        ("до марта", {"as_read": "…02-28", "whole_month": "…03-31"}),
        ("к маю", {"as_read": "…04-30", "whole_month": "…05-31"}),
        ("до конца учебного года", {"as_read": "…05-31", "to_august": "…08-31"}),
        ("март или апрель", {"as_read": "03-01…03-31 04-01…04-30", "window_1": "03-01…03-31",
                             "window_2": "04-01…04-30"}),
        ("бла бла", {}),
    ],
)  # fmt: skip
def test_the_meanings_of_a_phrase(phrase, expected):
    found = {
        choice.key: " ".join(f"{w.start or ''}…{w.end or ''}" for w in choice.reading.windows)
        for choice in choices(phrase, year=2026)
    }

    assert found == expected | {"undated": ""}


def test_a_chosen_meaning_keeps_every_letter_and_asks_no_more():
    for choice in choices("Ежегодно, 2-е полугодие", year=2026):
        assert choice.reading.phrase == "Ежегодно, 2-е полугодие"
        assert not choice.reading.needs_confirmation
        assert Reading.from_json(choice.reading.as_json()) == choice.reading


def test_an_interval_begins_with_a_year_of_ones_choice():
    keys = [choice.key for choice in choices("раз в 3 года", year=2026)]

    assert keys == ["since_2026", "since_2027", "since_2028", "undated"]
    assert chosen("раз в 3 года", "since_2028", year=2027).detail["since_year"] == 2028


@pytest.mark.parametrize("key", ["school_half", "", "window_9", "since_", "since_20"])
def test_what_is_not_offered_cannot_be_chosen(key):
    assert chosen("до марта", key, year=2026) is None


def test_words_take_the_place_of_a_phrase_nobody_understood():
    said = worded("к новому сезону", "до 15 мая 2026 г.")

    assert (said.phrase, said.kind) == ("к новому сезону", Kind.ONCE)
    assert said.windows == (Window(None, "2026-05-15"),)

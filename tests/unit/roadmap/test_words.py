"""Terms in words: what a month, a quarter, a half, a year and a span are called."""

from datetime import date

import pytest
from flask_babel import force_locale

from intranet.roadmap.models import Term
from intranet.roadmap.views.words import due_words, term_words

TODAY = date(2026, 5, 1)


def term(span, start, end):
    days = [date.fromisoformat(day) if day else None for day in (start, end)]
    return Term(span, *days)


TERMS = [
    (("month", "2026-04-01", "2026-04-30"), "апрель 2026", "April 2026"),
    (("quarter", "2026-04-01", "2026-06-30"), None, "quarter II of 2026"),
    (("half", "2026-01-01", "2026-06-30"), None, "half-year I of 2026"),
    (("half", "2026-07-01", "2026-12-31"), None, "half-year II of 2026"),
    (
        ("half", "2026-01-01", "2026-05-31"),
        None,
        "half-year II of the school year 2025/2026",
    ),
    (
        ("half", "2025-09-01", "2025-12-31"),
        None,
        "half-year I of the school year 2025/2026",
    ),
    (("year", "2026-01-01", "2026-12-31"), "2026", "2026"),
    (("year", "2025-09-01", "2026-08-31"), None, "school year 2025/2026"),
    (("range", "2026-04-01", "2026-06-30"), "апрель – июнь 2026", "April – June 2026"),
    (("range", "2025-12-01", "2026-02-28"), "декабрь 2025 – февраль 2026", None),
    (("range", "2026-04-01", "2026-04-15"), "1–15 апр. 2026", None),
    (("range", "2026-04-15", "2026-04-15"), "15 апр. 2026", "Apr 15, 2026"),
    (("day", "2026-04-30", "2026-04-30"), "30 апр. 2026", "Apr 30, 2026"),
    (("none", None, None), None, "no date set"),
]


@pytest.mark.parametrize(("given", "russian", "english"), TERMS)
def test_a_term_has_its_words(app, given, russian, english):
    for language, words in (("ru", russian), ("en", english)):
        with app.test_request_context(), force_locale(language):
            assert words is None or term_words(term(*given)).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-04-30", "overdue by 1 day"),
        ("2026-04-28", "overdue by 3 days"),
        ("2026-05-01", "today is the last day"),
        ("2026-05-02", "1 day left"),
        ("2026-05-06", "5 days left"),
    ],
)
def test_what_is_left_is_said_in_days(app, day, words):
    with app.test_request_context(), force_locale("en"):
        assert due_words(term("day", day, day), TODAY) == words


def test_nothing_is_left_to_say_of_what_is_done_or_has_no_date(app):
    with app.test_request_context():
        assert due_words(term("day", "2026-04-01", "2026-04-01"), TODAY, is_open=False) == ""
        assert due_words(term("none", None, None), TODAY) == ""

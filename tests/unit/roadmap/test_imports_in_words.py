"""Deadlines and warnings of an imported document in words."""

import pytest

from intranet.lib.deadlines import Doubt, read
from intranet.lib.plans.model import PlanWarning
from intranet.roadmap.views.readings import DOUBTS, Year, deadline_shown
from intranet.roadmap.views.warnings import LIGHT, WEIGHTY, warnings_of

CALENDAR, SCHOOL = Year(2026, is_school=False), Year(2026, is_school=True)


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Ежегодно (апрель, октябрь)", "every year: April 2026; October 2026"),
        ("ежегодно (по отдельному плану-графику)",
         "every year, no date set: по отдельному плану-графику"),
        ("по отдельному плану", "no date set: по отдельному плану"),
        ("по мере необходимости", "on an event, no date set: по мере необходимости"),
        ("ежемесячно", "every month: January 2026 … December 2026 (12 terms)"),
        ("2 раза в год", "every year: 2026 (2 times)"),
        ("до 15 марта", "by Mar 15, 2026"),
        ("с 1 сентября", "from Sep 1, 2026"),
        ("март 2031 г.", "nothing falls in 2026"),
        ("бла бла", "not understood: no date will be set"),
        ("", "not understood: no date will be set"),
        ("постоянно", "all the time: 2026"),
    ],
)  # fmt: skip
def test_what_a_deadline_asks_for_in_a_year(inside, phrase, words):
    assert deadline_shown(read(phrase).as_json(), CALENDAR).words == words


def test_a_school_year_reaches_into_the_next(inside):
    shown = deadline_shown(read("Ежегодно (апрель, октябрь)").as_json(), SCHOOL)

    assert shown.words == "every year: October 2026; April 2027"


def test_every_doubt_has_its_sentence():
    assert set(DOUBTS) == set(Doubt)


def test_what_nobody_read_is_named(inside):
    shown = deadline_shown(read("апрель, кроме Малой школы").as_json(), CALENDAR)

    assert shown.reasons == ("A part of the deadline was not understood: “кроме Малой школы”.",)


def test_the_chosen_meaning_is_marked(inside):
    agreed = read("до марта").as_json() | {"needs_confirmation": False}

    chosen = [c.key for c in deadline_shown(agreed, CALENDAR).choices if c.is_chosen]

    assert chosen == ["as_read"]


def test_every_warning_of_the_reader_has_its_sentence():
    told = PlanWarning.__doc__.split("code:")[1].split("where:")[0]
    codes = {word.strip(" .\n") for word in told.replace("a machine word:", "").split(",")}

    assert codes == set(WEIGHTY) | set(LIGHT)


def test_warnings_of_one_kind_are_one_sentence(inside):
    warnings = [
        {"code": "no_deadline", "where": n, "detail": {"number": str(n)}} for n in (3, 4, 7)
    ] + [{"code": "never_heard_of", "where": 9, "detail": {}}]

    found = warnings_of({"warnings": warnings})

    assert found.weighty == (
        "There is no deadline at: 3, 4, 7.",
        "There is something unusual in the rows: 9.",
    )

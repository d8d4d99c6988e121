"""The form that the program brings along: its example adds up, scenario 6 does not."""

from decimal import Decimal

import pytest

from intranet.lib.indicators import (
    Values,
    Verdict,
    as_json,
    check,
    compute,
    read_form,
    read_value,
    template,
)
from intranet.lib.indicators.templates import NAMES
from tests.support.indicator_forms import figures

FORM = read_form(template("school_library"))
#: The filled example: by kind of document, with contents that fit, and the end of last year.
EXAMPLE: Values = {
    **figures("01", 1192, 166, 8175),
    **figures("02", 1000, 120, 4500),
    **figures("03", 40, 6, 300),
    **figures("04", 100, 30, 3000),
    **figures("05", 10, 0, 200),
    **figures("06", 1190, 147, 8029),
    **figures("07", 2, 19, 3),
    **figures("08", 0, 0, 0),
    **figures("09", 0, 0, 143),
    "contingent": "520", "users": "540", "pupils": "500", "visits": "9100",
    "references": "310", "seats": "24", "catalogue": "yes", "records": "8000",
    "loans": "11645", "loans_books": "7833", "textbooks_needed": "4600",
    "textbooks_provided": "4500", "librarians": "0", "teacher_librarians": "2", "posts": "1.5",
    "qualified": "1", "trained": "2", "events": "40", "participants": "900", "lessons": "30",
    "contests": "3", "winners": "2", "practices": "1", "centre": "yes", "regulation": "yes",
    "regulation_on": "2025-09-01", "zones": "4", "workplaces": "3", "national_library": "yes",
    "resources": "", "textbook_system": "yes",
}  # fmt: skip
LAST: Values = {"01.end": "7149", "users": "530", "loans": "11000"}


def failed(values: Values) -> list[tuple[str, str]]:
    outcomes = check(FORM, values, LAST)
    return [(each.check.code, each.column) for each in outcomes if each.verdict is Verdict.FAILS]


def test_the_example_adds_up_in_every_check():
    outcomes = check(FORM, EXAMPLE, LAST)

    assert {each.verdict for each in outcomes} == {Verdict.HOLDS}


def test_the_example_is_typed_as_it_is_kept():
    typed = {cell.key: read_value(cell.indicator, EXAMPLE[cell.key]) for cell in FORM.asked}

    assert typed == EXAMPLE


def test_scenario_6_says_what_does_not_add_up():
    outcomes = check(FORM, EXAMPLE | {"09.end": "142"}, LAST)

    (outcome,) = [each for each in outcomes if each.verdict is Verdict.FAILS]
    finding = outcome.finding
    assert (outcome.check.code, outcome.column, outcome.check.is_hard) == ("media", "end", True)
    assert outcome.cells == ("01.end", "06.end", "07.end", "08.end", "09.end")
    sentence = f"{finding.left_text} {finding.contrary} {finding.right_text} ({finding.right})"
    assert sentence == "01 ≠ 06 + 07 + 08 + 09 (8174)"
    assert (finding.left, finding.difference) == (8175, 1)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"02.end": "5000"}, [("contents", "end")]),
        ({"01.end": "8176", "09.end": "144"}, [("balance", "")]),
        ({"pupils": "541"}, [("pupils_of_users", ""), ("pupils_of_contingent", "")]),
        ({"users": "700"}, [("users_change", "")]),
        ({"records": "0"}, [("catalogue_records", "")]),
        ({"catalogue": "no"}, [("no_catalogue", "")]),
        ({"loans_books": "11646"}, [("loans_part", "")]),
        ({"textbooks_provided": "4601"}, [("textbooks_part", "")]),
        ({"qualified": "3"}, [("qualified_staff", "")]),
        ({"trained": "3"}, [("trained_staff", "")]),
        ({"events": "0"}, [("participants_events", "")]),
        ({"contests": "0"}, [("winners_contests", "")]),
    ],
)
def test_each_slip_is_found_by_its_own_check(change: Values, codes: list[tuple[str, str]]):
    assert failed({**EXAMPLE, **change}) == codes


def test_ratios_are_reckoned_from_the_primaries():
    assert compute(FORM, EXAMPLE) == {
        "reading": Decimal("21.56"),
        "visiting": Decimal("16.85"),
        "turnover": Decimal("1.42"),
        "turnover_books": Decimal("2.13"),
        "supply": Decimal("15.14"),
        "provision": Decimal("97.8"),
    }


def test_every_computed_indicator_says_which_stock_it_uses():
    for row in (cell.indicator for cell in FORM.computed):
        assert row.hint
        if "01" in row.formula:
            assert "строка 01" in row.hint


def test_every_check_has_words_of_its_own():
    for each in FORM.checks:
        assert each.title and each.explanation


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_whole_forms_in_the_shortest_spelling(name: str):
    assert as_json(read_form(template(name))) == template(name)


def test_an_unknown_template_is_no_file():
    with pytest.raises(KeyError):
        template("../../secret")

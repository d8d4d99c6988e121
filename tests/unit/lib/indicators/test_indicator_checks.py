"""What a check says of a report: it adds up, it does not, or it cannot be said yet."""

from decimal import Decimal

import pytest

from intranet.lib.indicators import Absent, Form, Outcome, Values, Verdict, check
from tests.support.indicator_forms import figures, flat, form, row, rule, section, stock

HOLDS, FAILS, NOT_APPLICABLE = Verdict.HOLDS, Verdict.FAILS, Verdict.NOT_APPLICABLE
TABLE = form(stock("01", "06", "07"), checks=[rule("01 = 06 + 07", hard=False)])


def verdict(expression: str, values: Values, previous: Values | None = None) -> Verdict:
    return only(flat("a", "b", "c", checks=[expression]), values, previous).verdict


def only(given: Form, values: Values, previous: Values | None = None) -> Outcome:
    (outcome,) = check(given, values, previous)
    return outcome


def test_a_check_without_columns_is_reckoned_in_each():
    values = figures("01", 1192, 166, 8175) | figures("06", 1190, 147, 8029)
    values |= figures("07", 2, 19, 145)

    outcomes = check(TABLE, values)

    assert [(each.column, each.verdict) for each in outcomes] == [
        ("received", HOLDS),
        ("gone", HOLDS),
        ("end", FAILS),
    ]
    last = outcomes[-1]
    assert last.cells == ("01.end", "06.end", "07.end")
    assert not last.check.is_hard
    finding = last.finding
    assert (finding.left_text, finding.contrary, finding.right_text) == ("01", "≠", "06 + 07")
    assert (finding.left, finding.right, finding.difference) == (8175, 8174, 1)


def test_a_check_may_be_for_some_columns_only():
    given = form(stock("01"), checks=[rule("01 > 0", columns=["end"])])

    assert [each.column for each in check(given, {})] == ["end"]


def test_what_has_no_columns_is_the_same_in_each_of_them():
    given = form(stock("01"), section(row("shelves")), checks=[rule("01 <= shelves * 100")])

    outcomes = check(given, figures("01", 1, 300, 301) | {"shelves": "3"})

    assert [each.verdict for each in outcomes] == [HOLDS, HOLDS, FAILS]
    assert outcomes[2].cells == ("01.end", "shelves")


def test_an_empty_cell_is_no_zero():
    begun = only(flat("a", "b", "c", checks=["a = b + c"]), {"a": "5", "b": "5"})
    untouched = only(flat("a", "b", "c", checks=["a = b + c"]), {})

    assert (begun.verdict, begun.missing, begun.is_begun) == (NOT_APPLICABLE, ("c",), True)
    assert (untouched.verdict, untouched.is_begun) == (NOT_APPLICABLE, False)
    assert begun.reason is Absent.EMPTY
    assert begun.finding is None


def test_a_check_waits_for_what_a_computed_cell_is_reckoned_from():
    given = flat("loans", "users", ratio="loans / users", checks=["ratio <= 100"])

    begun, nobody = only(given, {"loans": "5"}), only(given, {"loans": "5", "users": "0"})

    assert (begun.missing, begun.is_begun) == (("users",), True)
    assert (nobody.missing, nobody.is_begun) == ((), False)
    assert nobody.reason is Absent.DIVISION_BY_ZERO
    assert only(given, {"loans": "505", "users": "5"}).verdict is FAILS


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        ("a = b", {"a": "1", "b": "1"}, HOLDS),
        ("a ≠ b", {"a": "1", "b": "1"}, FAILS),
        ("a < b", {"a": "1", "b": "2"}, HOLDS),
        ("a ≤ b", {"a": "2", "b": "2"}, HOLDS),
        ("a > b", {"a": "2", "b": "2"}, FAILS),
        ("a ≥ b", {"a": "1", "b": "2"}, FAILS),
        ("0 ≤ a ≤ b", {"a": "3", "b": "2"}, FAILS),
        ("0 < a ≤ b", {"a": "0"}, FAILS),
        ("0 ≤ a ≤ b", {"a": "0"}, NOT_APPLICABLE),
        ("a > 0 or b = 0", {"a": "1"}, HOLDS),
        ("a > 0 or b = 0", {"a": "0"}, NOT_APPLICABLE),
        ("a > 0 and b = 0", {"a": "0"}, FAILS),
        ("not a > 0", {}, NOT_APPLICABLE),
        ("if(a > 0; b > 0; b = 0)", {"a": "0", "b": "0"}, HOLDS),
        ("if(a > 0; b > 0; c > 0)", {"a": "1", "b": "0"}, FAILS),
        ("if(a > 0; b > 0; c > 0)", {"b": "1", "c": "1"}, NOT_APPLICABLE),
        ("a / b * b = a", {"a": "1", "b": "3"}, HOLDS),
        ("a / b > 1", {"a": "1", "b": "0"}, NOT_APPLICABLE),
        ("sum(a; b; c) = 6 and min(a; b; c) = 1", {"a": "1", "b": "2", "c": "3"}, HOLDS),
        ("max(a; b) = 2 and abs(a - b) = 1", {"a": "1", "b": "2"}, HOLDS),
        ("round(a / b) = 3 and round(a / b; 1) = 2.5", {"a": "5", "b": "2"}, HOLDS),
        ("a - b - c = -4", {"a": "1", "b": "2", "c": "3"}, HOLDS),
        ("a + b * c = 7", {"a": "1", "b": "2", "c": "3"}, HOLDS),
        ("within(a; b; 20)", {"a": "120", "b": "100"}, HOLDS),
        ("within(a; b; 20)", {"a": "79", "b": "100"}, FAILS),
        ("within(a; b; 20)", {"a": "0", "b": "0"}, HOLDS),
        ("within(a; b; 20)", {"a": "1", "b": "0"}, FAILS),
    ],
)
def test_verdicts(expression: str, values: Values, expected: Verdict):
    assert verdict(expression, values) is expected


def test_a_whole_row_may_be_summed():
    given = form(stock("01"), checks=[rule("sum(01.*) = 6")])

    assert only(given, figures("01", 1, 2, 3)).verdict is HOLDS
    assert only(given, figures("01", 1, 2, 4)).cells == ("01.received", "01.gone", "01.end")


def test_the_balance_needs_the_period_before():
    given = form(stock("01"), checks=[rule("last.01.end + 01.received − 01.gone = 01.end")])
    values = figures("01", 1192, 166, 8175)

    alone = only(given, values)
    assert (alone.verdict, alone.missing_previous) == (NOT_APPLICABLE, ("01.end",))
    assert (alone.missing, alone.is_begun) == ((), False)
    assert only(given, values, {"01.end": "7149"}).verdict is HOLDS
    failed = only(given, values, {"01.end": "7150"})
    assert (failed.verdict, failed.finding.left) == (FAILS, 8176)
    assert failed.cells == ("01.received", "01.gone", "01.end")
    assert failed.previous == ("01.end",)


def test_a_change_against_last_period_is_told_in_percent():
    given = form(stock("01"), checks=[rule("within(01; last.01; 20)")])

    outcomes = check(given, figures("01", 1, 1, 130), figures("01", 1, 1, 100))

    assert [each.verdict for each in outcomes] == [HOLDS, HOLDS, FAILS]
    finding = outcomes[-1].finding
    assert (finding.sign, finding.left_text, finding.right_text) == ("±", "01", "last.01")
    assert (finding.left, finding.right, finding.percent) == (130, 100, 20)


def test_yes_and_no_are_truths():
    rows = [row("catalogue", "yes_no"), row("records")]
    given = form(section(*rows), checks=[rule("не catalogue или records > 0")])

    failed = only(given, {"catalogue": "yes", "records": "0"})

    assert failed.verdict is FAILS
    assert (failed.finding.left_text, failed.finding.left) == ("records", 0)
    assert only(given, {"catalogue": "no"}).verdict is HOLDS
    assert only(given, {"catalogue": "yes"}).verdict is NOT_APPLICABLE


def test_decimals_are_compared_exactly():
    rows = [row("a", "decimal"), row("b", "decimal"), row("c", "decimal")]
    given = form(section(*rows), checks=[rule("a + b = c")])

    assert only(given, {"a": "0.1", "b": "0.2", "c": "0.3"}).verdict is HOLDS
    finding = only(given, {"a": "0.1", "b": "0.2", "c": "0.31"}).finding
    assert finding.difference == Decimal("-0.01")


def test_the_part_that_failed_is_the_one_that_is_told():
    given = flat("a", "b", "c", checks=["a > 0 and b > 0 and 0 ≤ c ≤ 10"])

    finding = only(given, {"a": "1", "b": "2", "c": "11"}).finding

    assert (finding.left_text, finding.contrary, finding.right_text) == ("c", ">", "10")


def test_a_part_that_did_not_decide_is_not_told():
    given = flat("a", "b", "c", checks=["(a > 0 or b > 0) and c > 0"])

    assert only(given, {"a": "1", "b": "0", "c": "0"}).finding.left_text == "c"

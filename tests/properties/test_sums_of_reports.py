"""The свод of any reports is what anybody would reckon by hand; typed values come back."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.lib.indicators import (
    BadValue,
    Indicator,
    Kind,
    Values,
    check,
    diff,
    read_value,
    shown_values,
    summarise,
)
from intranet.lib.indicators.numbers import half_up, plain
from tests.support.indicator_forms import flat, form, row, section

UNHURRIED = settings(deadline=None)
whole = st.integers(-(10**15) + 1, 10**15 - 1).map(str)
decimals = st.decimals(-(10**9), 10**9, places=6).map(plain)
FORM = form(
    section(
        row("loans"),
        row("users"),
        row("posts", "decimal", decimals=6),
        row("ok", "yes_no"),
        row("ratio", "computed", formula="loans / users"),
        row("more", "computed", formula="ratio * 2 + posts", decimals=0),
    )
)
reports = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "loans": whole,
            "users": whole | st.just("0"),
            "posts": decimals,
            "ok": st.sampled_from(["yes", "no"]),
        },
    ),
    max_size=12,
)


@UNHURRIED
@given(reports, st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(given_reports: list[Values], random):
    mixed = list(given_reports)
    random.shuffle(mixed)

    assert summarise(FORM, mixed) == summarise(FORM, iter(given_reports))


@UNHURRIED
@given(reports)
def test_sums_are_recomputed_sums(given_reports: list[Values]):
    summary = summarise(FORM, given_reports)

    for code in ("loans", "users", "posts"):
        figures = [Fraction(each[code]) for each in given_reports if code in each]
        total = summary.cells[code]
        assert total.filled == len(figures)
        if figures:
            assert Fraction(total.value) == sum(figures)
            assert (total.least, total.most) == (min(figures), max(figures))
    said = [each["ok"] for each in given_reports if "ok" in each]
    assert summary.cells["ok"].counts == {"yes": said.count("yes"), "no": said.count("no")}


@UNHURRIED
@given(reports)
def test_a_ratio_is_the_sum_over_the_sum(given_reports: list[Values]):
    cells = summarise(FORM, given_reports).cells
    loans, users, ratio = cells["loans"].value, cells["users"].value, cells["ratio"]

    if loans is None or not users:
        assert ratio.value is None and ratio.reason is not None
    elif ratio.value is not None:
        assert ratio.value == half_up(Fraction(loans) / Fraction(users), 2)


@UNHURRIED
@given(reports, reports)
def test_a_rise_of_one_report_is_the_rise_of_the_sum(one: list[Values], other: list[Values]):
    apart = [summarise(FORM, each).cells["loans"].value or 0 for each in (one, other)]

    assert (summarise(FORM, one + other).cells["loans"].value or 0) == sum(apart)


@UNHURRIED
@given(st.fractions(-(10**6), 10**6), st.integers(0, 6))
def test_rounding_is_to_the_nearest_and_a_half_goes_away_from_zero(number: Fraction, places: int):
    rounded = Fraction(half_up(number, places))

    assert abs(rounded - number) <= Fraction(1, 2 * 10**places)
    if abs(rounded - number) == Fraction(1, 2 * 10**places):
        assert abs(rounded) > abs(number)


typed = st.one_of(
    st.text(max_size=40),
    st.text("0123456789 .,-−\u00a0\u2009", max_size=20),
    st.dates().map(lambda day: f"{day:%d.%m.%Y}"),
    st.sampled_from(["да", "Нет", "yes", "8 175", "8175,5"]),
)


@UNHURRIED
@given(typed, st.sampled_from([kind for kind in Kind if kind is not Kind.COMPUTED]))
def test_whatever_is_typed_is_refused_or_comes_back_as_itself(text: str, kind: Kind):
    asked = Indicator("01", "Показатель", kind, decimals=2 if kind is Kind.DECIMAL else 0)
    try:
        kept = read_value(asked, text)
    except BadValue as refusal:
        assert refusal.code
        return
    assert read_value(asked, kept) == kept
    if kind.is_number and kept:
        assert plain(Decimal(kept)) == kept


@UNHURRIED
@given(reports, reports)
def test_a_difference_names_exactly_the_cells_that_differ(one: list[Values], other: list[Values]):
    for before, after in zip(one, other, strict=False):
        changed = {change.cell.key for change in diff(FORM, before, after)}

        old, new = shown_values(FORM, before), shown_values(FORM, after)
        assert changed == {key for key in old if old[key] != new[key]}
        assert diff(FORM, before, before) == []


@UNHURRIED
@given(st.lists(st.integers(0, 500), min_size=3, max_size=30), st.integers(-1, 1))
def test_a_sum_that_is_one_off_always_fails(parts: list[int], slip: int):
    codes = [f"p{n}" for n in range(len(parts))]
    made = flat("total", *codes, checks=["total = " + " + ".join(codes)])
    values = dict(zip(codes, map(str, parts), strict=True))

    (outcome,) = check(made, values | {"total": str(sum(parts) + slip)})

    assert outcome.verdict == ("fails" if slip else "holds")
    assert outcome.finding.difference == slip

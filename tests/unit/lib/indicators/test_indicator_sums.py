"""Computed cells, the свод over many reports, differences, and what carries over."""

from decimal import Context, Decimal, localcontext

from intranet.lib.indicators import (
    Absent,
    Change,
    carried,
    carry_over,
    compute,
    diff,
    filled,
    summarise,
    unfilled,
)
from tests.support.indicator_forms import COLUMNS, flat, form, row, section, stock

LENDING = flat("loans", "users", ratio="loans / users")


def test_ratios_are_rounded_half_up_to_their_decimals():
    rows = [row("a"), row("b")]
    rows += [row(f"r{n}", "computed", formula="a / b", decimals=n) for n in (0, 1, 3)]

    results = compute(form(section(*rows)), {"a": "1", "b": "8"})

    assert results == {"r0": Decimal(0), "r1": Decimal("0.1"), "r3": Decimal("0.125")}
    assert [str(result) for result in results.values()] == ["0", "0.1", "0.125"]


def test_what_another_school_printed_wrongly_is_reckoned_right():
    given = flat("loans", "stock", turnover="loans / stock")

    assert compute(given, {"loans": "21090", "stock": "36794"}) == {"turnover": Decimal("0.57")}


def test_without_figures_there_is_a_reason_instead():
    assert compute(LENDING, {"loans": "5"}) == {"ratio": Absent.EMPTY}
    assert compute(LENDING, {"loans": "5", "users": "0"}) == {"ratio": Absent.DIVISION_BY_ZERO}
    assert compute(LENDING, {"users": "0"}) == {"ratio": Absent.EMPTY}


def test_a_computed_cell_takes_another_as_it_is_shown():
    given = flat("a", "b", third="a / b", back="third * b")

    assert compute(given, {"a": "1", "b": "3"}) == {
        "third": Decimal("0.33"),
        "back": Decimal("0.99"),
    }


def test_figures_that_grow_without_end_are_cut_off():
    power = "*".join(["a"] * 90)
    given = flat("a", big=power, bigger="*".join(["big"] * 90))

    results = compute(given, {"a": "999999999999999"})

    assert results == {"big": Absent.TOO_LARGE, "bigger": Absent.TOO_LARGE}


def test_a_computed_row_has_a_cell_in_each_column():
    share = row("share", "computed", formula="02 / 01 * 100", decimals=1)
    given = form(section(row("01"), row("02"), share, columns=COLUMNS[:2]))

    values = {"01.received": "8", "02.received": "1", "01.gone": "0", "02.gone": "0"}
    assert compute(given, values) == {
        "share.received": Decimal("12.5"),
        "share.gone": Absent.DIVISION_BY_ZERO,
    }


def test_ratios_of_the_district_come_from_the_sums():
    summary = summarise(LENDING, [{"loans": "90", "users": "10"}, {"loans": "10", "users": "90"}])

    ratio = summary.cells["ratio"]
    assert (ratio.value, ratio.filled) == (Decimal("1.00"), 2)
    assert (ratio.least, ratio.most) == (Decimal("0.11"), Decimal("9.00"))


def test_the_svod_of_every_kind():
    rows = [
        row("posts", "decimal"),
        row("share", "decimal", summed=False),
        row("ok", "yes_no"),
        row("status", "choice", choices=[{"code": c, "title": c} for c in ("new", "old")]),
        row("on", "date"),
        row("note", "text"),
        row("nobody"),
    ]
    reports = [
        {"posts": "0.5", "share": "50", "ok": "yes", "status": "old", "on": "2026-04-06"},
        {"posts": "1.25", "share": "100", "ok": "no", "note": "да", "on": "", "other": "7"},
        {"ok": "yes"},
    ]

    summary = summarise(form(section(*rows)), iter(reports))

    cells = summary.cells
    assert summary.reports == 3
    assert list(cells) == [each["code"] for each in rows]
    assert (cells["posts"].value, cells["posts"].filled) == (Decimal("1.75"), 2)
    assert (cells["posts"].least, cells["posts"].most) == (Decimal("0.5"), Decimal("1.25"))
    assert (cells["share"].value, cells["share"].most) == (None, Decimal(100))
    assert cells["ok"].counts == {"yes": 2, "no": 1}
    assert cells["status"].counts == {"new": 0, "old": 1}
    assert (cells["on"].filled, cells["note"].filled) == (1, 1)
    assert (cells["nobody"].filled, cells["nobody"].value) == (0, None)


def test_what_nobody_can_reckon_has_its_reason_in_the_svod():
    rows = [row("share", "decimal", summed=False), row("half", "computed", formula="share / 2")]
    given = form(section(*rows))

    assert summarise(LENDING, []).cells["ratio"].reason is Absent.EMPTY
    nobody = summarise(LENDING, [{"loans": "1", "users": "0"}])
    assert nobody.cells["ratio"].reason is Absent.DIVISION_BY_ZERO
    assert summarise(given, [{"share": "50"}]).cells["half"].reason is Absent.NOT_SUMMED


def test_no_setting_of_the_caller_rounds_a_sum():
    with localcontext(Context(prec=3)):
        summary = summarise(LENDING, [{"loans": "999999", "users": "1"}] * 3)

        assert summary.cells["loans"].value == 2999997
        assert str(summary.cells["ratio"].value) == "999999.00"


def test_differences_tell_by_how_much():
    changes = diff(LENDING, {"loans": "100", "users": "50"}, {"loans": "75"})

    loans, users, ratio = LENDING.cells
    assert changes == [
        Change(loans, "100", "75", Decimal(-25), Decimal("-25.0")),
        Change(users, "50", ""),
        Change(ratio, "2", ""),
    ]
    from_zero = diff(LENDING, {"loans": "0"}, {"loans": "5"})[0]
    assert (from_zero.difference, from_zero.percent) == (Decimal(5), None)
    from_below = diff(LENDING, {"loans": "-100"}, {"loans": "-50"})[0]
    assert (from_below.difference, from_below.percent) == (Decimal(50), Decimal("50.0"))
    assert diff(LENDING, {"loans": "5"}, {"loans": "5", "users": ""}) == []


def test_what_means_the_same_carries_over_to_the_next_form():
    status = row("status", "choice", choices=[{"code": c, "title": c} for c in ("new", "old")])
    fewer = row("status", "choice", choices=[{"code": "new", "title": "Новая"}])
    old = form(stock("01", "02"), section(row("users"), row("half", "decimal"), status))
    new = form(stock("01"), section(row("users", max=5), row("half"), fewer, row("fresh")))
    values = {"01.end": "7", "02.end": "3", "users": "9", "half": "1", "status": "old"}

    assert carried(old, new) == ("01.received", "01.gone", "01.end", "users", "status")
    assert carry_over(old, new, values) == {"01.end": "7", "users": "9"}
    assert carry_over(old, new, {"status": "new"}) == {"status": "new"}


def test_required_cells_that_are_empty_are_named():
    given = form(section(row("a", required=True), row("b"), row("c", required=True)))

    assert [cell.key for cell in unfilled(given, {"a": "0", "c": ""})] == ["c"]
    assert filled(given, {"a": "0", "c": ""}) == 1

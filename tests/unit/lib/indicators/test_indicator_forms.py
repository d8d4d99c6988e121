"""A document becomes a form only when everything in it fits; problems say where and what."""

import json
from decimal import Decimal
from typing import Any

import pytest

from intranet.lib.indicators import (
    InvalidForm,
    Kind,
    Problem,
    as_json,
    editing,
    estimated_minutes,
    read_form,
)
from tests.support.indicator_forms import COLUMNS, document, flat, form, row, rule, section, stock


def found(document: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidForm) as refusal:
        read_form(document)
    return [(problem.where, problem.code) for problem in refusal.value.problems]


def test_cells_stand_in_the_order_of_the_page():
    given = form(stock("01", "02"), section(row("users")))

    keys = [cell.key for cell in given.cells]
    assert keys == ["01.received", "01.gone", "01.end", "02.received", "02.gone", "02.end", "users"]


def test_computed_cells_are_not_asked():
    given = flat("loans", "users", reading="loans / users")

    assert [cell.key for cell in given.asked] == ["loans", "users"]
    assert given.figures_asked == 2


def test_minutes_grow_with_what_is_asked():
    few, many = flat("a"), flat(*(f"a{n}" for n in range(60)), ratio="a1 / a2")

    assert (estimated_minutes(few), estimated_minutes(many)) == (4, 23)


def test_a_form_comes_back_from_its_own_document():
    rows = [
        row("01", unit="экз.", hint="Все экземпляры", required=True, min=0, max="1000"),
        row("posts", "decimal", decimals=3, summed=False),
        row("on", "date", min="2020-01-01"),
        row("note", "text", max=100),
        row("status", "choice", choices=[{"code": "1", "title": "Да"}]),
        row("ok", "yes_no"),
        row("half", "computed", formula="01 / 2", decimals=0),
    ]
    checks = [rule("01 > 0 or ok", hard=False, explanation="Проверьте")]
    columned = section(row("02"), code="more", columns=COLUMNS)
    given = form(section(*rows), columned, checks=[*checks, rule("02 >= 0", "b", columns=["end"])])

    again = json.loads(json.dumps(as_json(given)))

    assert read_form(again) == given
    assert given.indicator["01"].min == Decimal(0)
    assert given.indicator["half"].kind is Kind.COMPUTED


@pytest.mark.parametrize(
    ("given", "where", "code"),
    [
        (None, "", "wrong_type"),
        ([], "", "wrong_type"),
        ({"title": "Отчёт"}, "sections", "no_indicators"),
        ({"title": " ", "sections": []}, "title", "missing"),
        (document() | {"colour": "red"}, "colour", "unknown_key"),
        (document("stock"), "sections.0", "wrong_type"),
        (document(section(row("01"), hint="\0")), "sections.0.hint", "bad_character"),
        (document(section(row("01"), title="а" * 301)), "sections.0.title", "too_long"),
        (document(section(*[row("01")] * 201)), "sections.0.indicators", "too_many"),
        (document(section(row("01", "money"))), "sections.0.indicators.0.kind", "unknown_kind"),
        (document(section(row("10"))), "sections.0.indicators.0.code", "bad_code"),
        (document(section(row("0"))), "sections.0.indicators.0.code", "bad_code"),
        (document(section(row("a.b"))), "sections.0.indicators.0.code", "bad_code"),
        (document(section(row("Если"))), "sections.0.indicators.0.code", "reserved_code"),
        (document(section(row("01", min="x"))), "sections.0.indicators.0.min", "not_a_number"),
        (document(section(row("01", min=True))), "sections.0.indicators.0.min", "not_a_number"),
        (document(section(row("01", max=10**5000))), "sections.0.indicators.0.max", "not_a_number"),
        (document(section(row("d", "date", min="1"))), "sections.0.indicators.0.min", "not_a_date"),
        (document(section(row("01", required=1))), "sections.0.indicators.0.required",
         "wrong_type"),
        (document(section(row("p", "decimal", decimals=7))), "sections.0.indicators.0.decimals",
         "out_of_range"),
        (document(section(row("01"), row("01"))), "sections.0.indicators.1.code",
         "duplicate_code"),
        (document(section(row("01")), section(row("02"))), "sections.1.code", "duplicate_code"),
        (document(section(row("01"), columns=[COLUMNS[0]] * 2)), "sections.0.columns.1.code",
         "duplicate_code"),
        (document(section(row("01", min=5, max=4))), "sections.0.indicators.0.max",
         "limits_crossed"),
        (document(section(row("on", "date", min="2026-02-01", max="2026-01-01"))),
         "sections.0.indicators.0.max", "limits_crossed"),
        (document(section(row("ok", "yes_no", min=1))), "sections.0.indicators.0.min",
         "not_for_this_kind"),
        (document(section(row("01", decimals=2))), "sections.0.indicators.0.decimals",
         "not_for_this_kind"),
        (document(section(row("t", "text", max=0))), "sections.0.indicators.0.max",
         "out_of_range"),
        (document(section(row("c", "choice"))), "sections.0.indicators.0.choices", "no_choices"),
        (document(section(row("c", "computed"))), "sections.0.indicators.0.formula",
         "no_formula"),
        (document(section(row("01", formula="1"))), "sections.0.indicators.0.formula",
         "not_for_this_kind"),
        (document(section(row("c", "computed", formula="01", required=True), row("01"))),
         "sections.0.indicators.0.required", "not_for_this_kind"),
        (document(section(row("01")), checks=[rule("01 > 0"), rule("01 < 9")]), "checks.1.code",
         "duplicate_code"),
        (document(section(row("01")), checks=[rule("01 > 0", columns=["end"])]),
         "checks.0.columns", "columns_not_used"),
        (document(stock("01"), checks=[rule("01 > 0", columns=["start"])]), "checks.0.columns",
         "unknown_column"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(given: object, where: str, code: str):
    assert found(given) == [(where, code)]


@pytest.mark.parametrize(
    ("expression", "code", "detail"),
    [
        ("01 = 07 + 5", "unknown_code", {"name": "07", "at": 5}),
        ("last.07 = 01.end", "unknown_code", {"name": "last.07", "at": 0}),
        ("01.start = 1", "unknown_column", {"name": "01.start", "at": 0}),
        ("users.end = 1", "unknown_column", {"name": "users.end", "at": 0}),
        ("sum(users.*) = 1", "unknown_column", {"name": "users.*", "at": 4}),
        ("note = 1", "wrong_kind", {"name": "note", "at": 0, "kind": "text"}),
        ("on > 2026", "wrong_kind", {"name": "on", "at": 0, "kind": "date"}),
        ("1 = 1", "no_reference", {}),
        ("01 + users", "truth_expected", {"part": "01 + users"}),
        ("users and 01.end > 0", "truth_expected", {"part": "users"}),
        ("ok > 0", "number_expected", {"part": "ok"}),
        ("(users = 1) + 1 > 0", "number_expected", {"part": "users = 1"}),
        ("01.* > 0", "star_outside", {"part": "01.*"}),
        ("sum(01.* + 1) > 0", "star_outside", {"part": "01.*"}),
        ("sum(11) > users and if(ok; users; 1)", "truth_expected", {"part": "if(ok; users; 1)"}),
        ("if(ok; users; users > 1)", "truth_expected", {"part": "if(ok; users; users > 1)"}),
        ("round(users; 7) > 0", "decimals_expected", {"part": "round(users; 7)"}),
        ("round(users; users) > 0", "decimals_expected", {"part": "round(users; users)"}),
        ("01 = other", "column_needed", {"section": "another"}),
        ("01 = (", "expected", {"at": 6, "expected": "operand", "found": ""}),
    ],
)
def test_an_expression_must_make_sense_in_its_form(expression: str, code: str, detail: dict):
    people = section(row("users"), row("note", "text"), row("on", "date"), row("ok", "yes_no"))
    another = section(row("other"), code="another", columns=COLUMNS[:1])

    with pytest.raises(InvalidForm) as refusal:
        form(stock("01"), people, another, checks=[rule(expression)])

    problem = refusal.value.problems[0]
    assert (problem.where, problem.code, problem.detail) == ("checks.0.expression", code, detail)


@pytest.mark.parametrize(
    ("formulas", "circle"),
    [
        ({"a": "a + users"}, ["a", "a"]),
        ({"a": "b + users", "b": "a"}, ["a", "b", "a"]),
        ({"a": "users + b", "b": "c", "c": "a / users"}, ["a", "b", "c", "a"]),
    ],
)
def test_formulas_may_not_run_in_a_circle(formulas: dict[str, str], circle: list[str]):
    with pytest.raises(InvalidForm) as refusal:
        flat("users", **formulas)

    problems = refusal.value.problems
    assert {problem.code for problem in problems} == {"cycle"}
    assert problems[0].detail == {"codes": circle}


def test_a_formula_knows_this_report_only_and_its_own_columns():
    def problem(formula: str, **more: Any) -> str:
        rows = [row("ratio", "computed", formula=formula)]
        with pytest.raises(InvalidForm) as refusal:
            form(stock("01"), section(*rows, **more))
        return refusal.value.problems[0].code

    assert problem("last.01.end * 2") == "last_in_formula"
    assert problem("01 * 2") == "column_needed"
    assert problem("01 * 2", columns=COLUMNS) == "column_needed"
    assert problem("01.end > 2") == "number_expected"


def test_all_problems_are_told_at_once():
    given = document(section(row("01", min=2, max=1), row("01")), checks=[rule("01 = 07")])

    assert [code for _where, code in found(given)] == [
        "duplicate_code",
        "limits_crossed",
        "unknown_code",
    ]


@pytest.mark.parametrize(
    ("expression", "part"),
    [
        ("users / 0 > 1", "users / 0"),
        ("users = 1 + 2 / 0.00", "2 / 0"),
        ("if(users > 0; users / users * 0; 1 / 0) > 0", "1 / 0"),
    ],
)
def test_dividing_by_a_written_zero_is_refused_when_a_form_is_built(expression: str, part: str):
    whole = document(section(row("users")), checks=[rule(expression)])

    with pytest.raises(InvalidForm) as refusal:
        editing.checked(whole)

    assert refusal.value.problems == (
        Problem("checks.0.expression", "divided_by_zero", {"part": part}),
    )
    assert form(section(row("users")), checks=[rule(expression)]), "one from before is read"
    formula = section(row("users"), row("c", "computed", formula=f"users * {part}"))
    with pytest.raises(InvalidForm, match="indicators.1.formula: divided_by_zero"):
        editing.checked(document(formula))
    assert editing.checked(document(section(row("users")), checks=[rule("0 / users = 0")]))

"""The sense of a form whose shape is right: codes, limits, and everything expressions name."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from intranet.lib.indicators.language import (
    ALL,
    BadExpression,
    Number,
    Pair,
    Ref,
    Sort,
    Tree,
    misfits,
    parse,
    parts_of,
    spelled,
    text_of,
)
from intranet.lib.indicators.model import Check, Form, Indicator, Kind, Section
from intranet.lib.indicators.problems import Problem
from intranet.lib.indicators.scope import open_sections, refs
from intranet.lib.indicators.shapes import repeated

LIMITED = (Kind.INTEGER, Kind.DECIMAL, Kind.DATE)


def problems(form: Form) -> Iterator[Problem]:
    """Everything about `form` that makes no sense, in the order of its document."""
    if not form.indicator:
        yield Problem("sections", "no_indicators")
    yield from _duplicates("sections", [section.code for section in form.sections])
    codes = [row.code for section in form.sections for row in section.indicators]
    places = [
        f"sections.{s}.indicators.{n}.code"
        for s, section in enumerate(form.sections)
        for n in range(len(section.indicators))
    ]
    for place in sorted(repeated(codes)):
        yield Problem(places[place], "duplicate_code", {"name": codes[place]})
    for s, section in enumerate(form.sections):
        yield from _duplicates(f"sections.{s}.columns", list(section.column_codes))
        for n, row in enumerate(section.indicators):
            yield from _row(form, section, row, f"sections.{s}.indicators.{n}")
    yield from _duplicates("checks", [check.code for check in form.checks])
    for n, check in enumerate(form.checks):
        yield from _check(form, check, f"checks.{n}")


def _duplicates(path: str, codes: list[str]) -> Iterator[Problem]:
    for place in sorted(repeated(codes)):
        yield Problem(f"{path}.{place}.code", "duplicate_code", {"name": codes[place]})


def _row(form: Form, section: Section, row: Indicator, path: str) -> Iterator[Problem]:
    yield from _fittings(row, path)
    if row.kind is Kind.CHOICE:
        if not row.choices:
            yield Problem(f"{path}.choices", "no_choices")
        yield from _duplicates(f"{path}.choices", [choice.code for choice in row.choices])
    if row.kind is not Kind.COMPUTED:
        return
    if not row.formula.strip():
        yield Problem(f"{path}.formula", "no_formula")
        return
    where = f"{path}.formula"
    found = list(_expression(form, row.formula, where, Sort.NUMBER))
    yield from found
    if found:
        return
    for ref in refs(row.formula):
        if ref.is_last:
            yield Problem(where, "last_in_formula", _facts(ref))
    for other in open_sections(form, row.formula):
        if other.code != section.code:
            yield Problem(where, "column_needed", {"section": other.code})
    circle = _circle(form, row.code)
    if circle:
        yield Problem(where, "cycle", {"codes": circle})


def _fittings(row: Indicator, path: str) -> Iterator[Problem]:
    """What is said of an indicator although it means nothing for its kind; limits crossed."""
    is_number = row.kind.is_number
    said = {
        "min": row.min is not None and row.kind not in LIMITED,
        "max": row.max is not None and row.kind not in (*LIMITED, Kind.TEXT),
        "decimals": bool(row.decimals) and row.kind not in (Kind.DECIMAL, Kind.COMPUTED),
        "choices": bool(row.choices) and row.kind is not Kind.CHOICE,
        "formula": bool(row.formula) and row.kind is not Kind.COMPUTED,
        "required": row.is_required and row.kind is Kind.COMPUTED,
        "summed": not row.is_summed and not is_number,
    }
    for key, is_wrong in said.items():
        if is_wrong:
            yield Problem(f"{path}.{key}", "not_for_this_kind", {"kind": str(row.kind)})
    if _are_crossed(row.min, row.max):
        yield Problem(f"{path}.max", "limits_crossed")
    if row.kind is Kind.TEXT and isinstance(row.max, Decimal) and not 1 <= row.max <= 10_000:
        yield Problem(f"{path}.max", "out_of_range", {"least": 1, "most": 10_000})


def _are_crossed(least: Decimal | date | None, most: Decimal | date | None) -> bool:
    if isinstance(least, Decimal) and isinstance(most, Decimal):
        return least > most
    return isinstance(least, date) and isinstance(most, date) and least > most


def _check(form: Form, check: Check, path: str) -> Iterator[Problem]:
    where = f"{path}.expression"
    found = list(_expression(form, check.expression, where, Sort.TRUTH))
    yield from found
    if found:
        return
    sections = open_sections(form, check.expression)
    for section in sections[1:]:
        yield Problem(where, "column_needed", {"section": section.code})
    if check.columns and not sections:
        yield Problem(f"{path}.columns", "columns_not_used")
    for code in check.columns:
        if sections and code not in sections[0].column_codes:
            yield Problem(f"{path}.columns", "unknown_column", {"name": code})


def _expression(form: Form, text: str, where: str, wanted: Sort) -> Iterator[Problem]:
    try:
        tree = parse(text)
    except BadExpression as bad:
        yield Problem(where, bad.code, dict(bad.detail))
        return
    if not refs(text):
        yield Problem(where, "no_reference")
        return
    found = [problem for ref in refs(text) for problem in _reference(form, ref, where)]
    yield from found
    if not found:
        for misfit in misfits(tree, wanted, lambda ref: _sort(form, ref)):
            yield Problem(where, misfit.code, {"part": misfit.part})


def divisions_by_zero(form: Form) -> Iterator[Problem]:
    """Where a form that makes sense divides by a written 0.

    They are refused when a form is built; one that was built before can still be read.
    """
    written = [(f"checks.{n}.expression", each.expression) for n, each in enumerate(form.checks)]
    written += [
        (f"sections.{s}.indicators.{n}.formula", row.formula)
        for s, section in enumerate(form.sections)
        for n, row in enumerate(section.indicators)
        if row.kind is Kind.COMPUTED
    ]
    for where, text in written:
        for part in _by_zero(parse(text)):
            yield Problem(where, "divided_by_zero", {"part": text_of(part)})


def _by_zero(tree: Tree) -> Iterator[Tree]:
    """Divisions by a 0 that is written there: nothing ever comes of them."""
    match tree:
        case Pair("/", _, Number(value)) if not value:
            yield tree
    for part in parts_of(tree):
        yield from _by_zero(part)


def _reference(form: Form, ref: Ref, where: str) -> Iterator[Problem]:
    section = form.section_of.get(ref.code)
    if section is None:
        yield Problem(where, "unknown_code", _facts(ref))
        return
    kind = form.indicator[ref.code].kind
    if ref.column and ref.column not in (*section.column_codes, *(ALL if section.columns else ())):
        yield Problem(where, "unknown_column", _facts(ref))
    elif kind in (Kind.TEXT, Kind.DATE, Kind.CHOICE):
        yield Problem(where, "wrong_kind", _facts(ref) | {"kind": str(kind)})


def _facts(ref: Ref) -> dict[str, Any]:
    return {"name": spelled(ref), "at": ref.at}


def _sort(form: Form, ref: Ref) -> Sort:
    return Sort.TRUTH if form.indicator[ref.code].kind is Kind.YES_NO else Sort.NUMBER


def _circle(form: Form, start: str) -> list[str]:
    """The codes on a way from `start` back to itself through formulas, or none."""
    ways = [[start]]
    seen = set()
    while ways:
        way = ways.pop()
        for code in _named(form, way[-1]):
            if code == start:
                return [*way, start]
            if code not in seen:
                seen.add(code)
                ways.append([*way, code])
    return []


def _named(form: Form, code: str) -> list[str]:
    row = form.indicator.get(code)
    if row is None or row.kind is not Kind.COMPUTED:
        return []
    try:
        return list(dict.fromkeys(ref.code for ref in refs(row.formula)))
    except BadExpression:
        return []

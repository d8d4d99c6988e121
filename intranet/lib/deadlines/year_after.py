"""Reading the year written right after a point, of the calendar or of the school."""

from dataclasses import replace

from .model import Doubt, Kind
from .numbers import is_year
from .points import Span
from .scan import Scan


def same_year(scan: Scan, spans: list[Span]) -> list[Span]:
    """The year after a list belongs to the whole list: «I, III кварталы 2026 г.»."""
    year, school = own_year(scan)
    for span in spans:
        if school and span.last and span.last.unit == "half":
            return [_school_half(span, year) for span in spans]
    return [span.of(year, school=school) for span in spans]


def _school_half(span: Span, year: int | None) -> Span:
    first = replace(span.first, year=year, school=True) if span.first else None
    return Span(first, replace(span.last, year=year, school=True) if span.last else None)


def dated(scan: Scan, span: Span) -> Span:
    year, school = own_year(scan)
    return span.of(year, school=school)


def own_year(scan: Scan) -> tuple[int | None, bool]:
    """The year written right after a point, and whether it is a school year."""
    mark = scan.i
    scan.take("this")
    if is_year(scan.at()):
        year = int(scan.at().value)
        scan.i += 1
        school = _second_year(scan, year) or scan.take("school")
        while scan.take("year"):
            pass
        scan.facts.school_year |= school
        return year, school
    school = scan.take("school")
    if scan.take("year"):
        scan.facts.school_year |= school
        return None, school
    scan.i = mark
    if scan.take("с", "year"):  # «с. г.», of this year
        return None, False
    if scan.is_("every|reported", "year"):
        scan.i += 2
        scan.facts.recurring.append(Kind.YEARLY)
    elif scan.is_("next", "year"):
        scan.i += 2
        scan.facts.detail["next_year"] = True
        scan.facts.doubt(Doubt.NO_YEAR_WRITTEN)
    return None, False


def _second_year(scan: Scan, year: int) -> bool:
    """«/2026» or «-26 уч.» after 2025: a school year."""
    mark = scan.i
    if not (scan.take("slash") or scan.take("dash")):
        return False
    slash, number = scan.at(-1).name == "slash", scan.at()
    if number.name == "number" and int(number.value) in (year + 1, (year + 1) % 100):
        scan.i += 1
        school = scan.take("school")
        if school or (slash and len(number.text) in (2, 4)):
            return True
        if scan.is_("year") and scan.text[scan.at().start] in "уУ":
            return True
    scan.i = mark
    return False

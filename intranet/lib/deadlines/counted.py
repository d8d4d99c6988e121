"""Reading numbers and what they count: quarters, halves, days, decades, weeks of a month."""

import re
from dataclasses import replace

from .model import Doubt, Kind
from .numbers import Run, is_year, number_run, spans_of
from .points import Point, Span, whole
from .scan import Scan
from .year_after import dated, same_year


def counted(scan: Scan) -> list[Span]:
    """A run of numbers and the unit it counts."""
    run = number_run(scan)
    if not run:
        return []
    school = scan.is_("school", "half") and scan.take("school")
    token = scan.at()
    scan.i += 1
    match token.name:
        case "quarter":
            return same_year(scan, spans_of(run, "quarter"))
        case "half":
            return same_year(scan, spans_of(run, "half", school=bool(school)))
        case "month" if not is_year(scan.at(-2)):
            return same_year(scan, spans_of(run, "day", month=int(token.value)))
        case "decade":
            return _of_month(scan, run)
        case "week":
            return _weeks(scan, run)
        case "middle" if scan.is_("month"):
            return _half_month(scan, run)
        case "term":
            scan.facts.detail["school_term"] = [number for number, _ in run]
            scan.facts.doubt(Doubt.SCHOOL_TERM_DATES)
            return [whole(Point("none"))]
        case "of_month":
            return _days_of_month(scan, run)
    return []


def _of_month(scan: Scan, run: Run) -> list[Span]:
    """Decades: of a named month, or of every month."""
    spans = spans_of([(3 if n == -1 else n, sign) for n, sign in run], "decade")
    if scan.is_("month"):
        month = _month_number(scan)
        named = [
            Span(replace(s.first, month=month), replace(s.last, month=month))  # type: ignore[type-var]
            for s in spans
        ]
        return same_year(scan, named)
    every = scan.take("every")
    if not scan.take("months"):
        return []
    if every:
        scan.facts.recurring.append(Kind.MONTHLY)
    elif Kind.MONTHLY not in scan.facts.recurring:
        scan.facts.doubt(Doubt.RECURRENCE_NOT_SAID)
    return [Span(Point("of_month", 10 * run[0][0] - 9), Point("of_month", _decade_end(run[-1][0])))]


def _decade_end(number: int) -> int:
    return 31 if number in (3, -1) else 10 * number


def _half_month(scan: Scan, run: Run) -> list[Span]:
    """«вторая половина марта»: from the 16th, and a person is asked."""
    scan.facts.doubt(Doubt.VAGUE_PART)
    month = _month_number(scan)
    first, last = Point("day", 1, month), Point("day", 15, month)
    if run[0][0] != 1:
        first, last = Point("day", 16, month), Point("decade", 3, month)
    return same_year(scan, [Span(first, last)])


def _weeks(scan: Scan, run: Run) -> list[Span]:
    """A week of a month has no agreed days: the month is kept and a person asked."""
    numbers = [number for number, _ in run]
    if scan.is_("month"):
        spans = [dated(scan, whole(Point("month", month=_month_number(scan))))]
        scan.facts.detail["week"] = numbers
        scan.facts.doubt(Doubt.WEEK_OF_MONTH)
        return spans
    every = scan.take("every")
    if scan.take("months"):
        scan.facts.detail["week"] = numbers
        scan.facts.recurring.append(Kind.MONTHLY)
        if not every and numbers != [-1]:
            scan.facts.doubt(Doubt.WEEK_OF_MONTH)
        return [whole(Point("none"))]
    return []


def _days_of_month(scan: Scan, run: Run) -> list[Span]:
    """«до 5 числа каждого месяца»; «5 числа марта» is a plain day."""
    if scan.is_("month"):
        if len(run) == 1 and _are_about(scan):
            scan.facts.doubt(Doubt.VAGUE_PART)
            return [dated(scan, whole(Point("month", month=_month_number(scan))))]
        month = _month_number(scan)
        return same_year(scan, spans_of(run, "day", month=month))
    if scan.take("every", "months"):
        scan.facts.recurring.append(Kind.MONTHLY)
    elif scan.is_("months"):
        scan.i += 1
    return spans_of(run, "of_month")


def _are_about(scan: Scan) -> bool:
    """Whether the days before the place are «20-е числа», «в 20-х числах»: no day at all."""
    number, noun = scan.at(-2), scan.at(-1)
    are_several = re.search(r"(\Wе|ые|ие)$", scan.text[number.start : number.end].lower())
    return noun.text == "числах" or (noun.text == "числа" and are_several is not None)


def _month_number(scan: Scan) -> int:
    """The month at the place; moves past it."""
    scan.i += 1
    return int(scan.at(-1).value)

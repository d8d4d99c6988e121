"""What must happen in one plan year: the cards that one reading asks for."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from .model import NATURAL, Kind, Reading
from .placing import MONTHS_OF_SCHOOL, PlanYear, is_within, placed

MANY_TIMES = 12  # «20 раз в год» is one card, not twenty


class Span(StrEnum):
    """What an occurrence is called by: «апрель 2026», «II квартал 2026», «2026» …"""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"
    NONE = "none"


@dataclass(frozen=True)
class Occurrence:
    """One thing to be done in a plan year, both days counted; None is an open side.

    `key` is the same at every call and unique within the plan year. `number` is the month
    (1–12), quarter (1–4) or half (1–2) of `span`, in calendar `year`; for a half of a
    school year (`school_year`) `year` is the one the school year begins in. `turn` counts
    cards of one span («2 раза в год») from 1; it is 0 where there is only one.
    """

    key: str
    start: date | None
    end: date | None
    span: Span
    year: int
    number: int | None = None
    school_year: bool = False
    turn: int = 0


def occurrences(
    reading: Reading, year: int, *, school_year: bool = False
) -> tuple[Occurrence, ...]:
    """The occurrences of `reading` in plan year `year`, the earliest end first.

    With `school_year` the plan year is 1 September `year` to 31 August `year` + 1. Terms
    without dates give one occurrence without dates; a term of another year gives none.
    A reading that needs confirmation is expanded as it stands: the caller says so.
    Rules: docs/deadlines.md. Raises ValueError when `year` is not within 1901…2199.

    >>> from intranet.lib.deadlines import read
    >>> [str(o.end) for o in occurrences(read("Ежегодно (апрель, октябрь)"), 2026)]
    ['2026-04-30', '2026-10-31']
    >>> [o.key for o in occurrences(read("ежеквартально"), 2026)]
    ['quarter-1', 'quarter-2', 'quarter-3', 'quarter-4']
    """
    if not 1901 <= year <= 2199:
        raise ValueError(f"a plan year within 1901…2199, not {year}")
    plan = PlanYear(year, school_year)
    if not _is_due(reading, year):
        return ()
    found = sorted(_expand(reading, plan), key=_order)
    return tuple(_unique(found))


def _is_due(reading: Reading, year: int) -> bool:
    """Whether a recurring term has begun, has not ended, and is in step by `year`."""
    since, until = reading.detail.get("since_year"), reading.detail.get("until_year")
    if since is not None and year < since or until is not None and year > until:
        return False
    interval = reading.detail.get("interval", 1)
    if reading.kind is not Kind.YEARLY or since is None or interval < 1:
        return True
    return bool((year - since) % interval == 0)


def _expand(reading: Reading, plan: PlanYear) -> Iterator[Occurrence]:
    detail = reading.detail
    match reading.kind:
        case Kind.MONTHLY:
            yield from _monthly(reading, plan)
        case Kind.QUARTERLY | Kind.HALF_YEARLY if len(reading.windows) == NATURAL[reading.kind]:
            yield from _windows(reading, plan)
        case Kind.QUARTERLY if detail.get("per_term"):
            yield from (_undated(plan, turn) for turn in range(1, 5))
        case Kind.QUARTERLY:
            yield from _quarterly(reading, plan)
        case Kind.HALF_YEARLY:
            yield from _half_yearly(reading, plan)
        case Kind.YEARLY | Kind.ONCE | Kind.CONTINUOUS | Kind.WEEKLY | Kind.DAILY:
            yield from _windows(reading, plan)
        case _:
            yield _undated(plan)


def _undated(plan: PlanYear, turn: int = 0) -> Occurrence:
    key = f"none-{turn}" if turn else "none"
    return Occurrence(key, None, None, Span.NONE, plan.year, school_year=plan.school, turn=turn)


def _windows(reading: Reading, plan: PlanYear) -> Iterator[Occurrence]:
    """One occurrence per window; `times` copies where «2 раза в год» names no dates."""
    if not reading.windows:
        lasting = reading.kind in (Kind.WEEKLY, Kind.DAILY, Kind.CONTINUOUS)
        if lasting or (reading.kind is Kind.YEARLY and "day_of_month" in reading.detail):
            yield _named(plan, plan.first, plan.last)
        else:
            yield _undated(plan)
        return
    times = reading.detail.get("times", 1) if reading.kind is Kind.YEARLY else 1
    turns = times if len(reading.windows) == 1 and 1 < times <= MANY_TIMES else 1
    for place, window in enumerate(reading.windows):
        days = placed(reading, window, place, plan)
        if days is None:
            continue
        one = _on_weekday(reading, _named(plan, *days))
        for turn in range(1, turns + 1):
            yield one if turns == 1 else replace(one, key=f"{one.key}-{turn}", turn=turn)


def _monthly(reading: Reading, plan: PlanYear) -> Iterator[Occurrence]:
    """12 months; September to May where the plan or the term is of the school year."""
    school = plan.school or reading.school_year
    months = MONTHS_OF_SCHOOL if school else tuple(range(1, 13))
    interval = max(1, reading.detail.get("interval", 1))
    for month in months[interval - 1 :: interval]:
        year = plan.year_of(month)
        first = date(year, month, 1)
        last = date(year, month, monthrange(year, month)[1])
        if not is_within(reading, first, last, plan):
            continue
        one = _named(plan, first, last)
        yield from _month_days(reading, _on_weekday(reading, one))


def _month_days(reading: Reading, one: Occurrence) -> Iterator[Occurrence]:
    """«до 5 числа»: the end is the fifth, of the next month where it is after the period."""
    days: Any = reading.detail.get("day_of_month")
    if days is None or one.start is None:
        yield one
        return
    month = _reported(reading, one)
    for day in days if isinstance(days, list) else [days]:
        longest = monthrange(one.start.year, one.start.month)[1]
        end = one.start.replace(day=min(day, longest))
        first = reading.detail.get("day_of_month_from")
        start = one.start.replace(day=min(first, longest)) if first else None
        several = isinstance(days, list)
        key = f"{month.key}-{day:02}" if several else month.key
        yield replace(month, key=key, start=start, end=end)


def _reported(reading: Reading, one: Occurrence) -> Occurrence:
    """The month reported on is the one before the month in which the report is due."""
    if "after_period" not in reading.detail or one.start is None:
        return one
    before = one.start - timedelta(days=1)
    return replace(one, key=f"month-{before.month:02}", year=before.year, number=before.month)


def _quarterly(reading: Reading, plan: PlanYear) -> Iterator[Occurrence]:
    """Four quarters by their ends, or by the days their reports are due."""
    late = "after_period" in reading.detail
    for quarter in range(1, 5):
        year = plan.year_of(3 * quarter - 2 if late else 3 * quarter)
        first = date(year, 3 * quarter - 2, 1)
        last = date(year, 3 * quarter, monthrange(year, 3 * quarter)[1])
        if is_within(reading, first, last, plan):
            yield _report(reading, _named(plan, first, last), 4)


def _half_yearly(reading: Reading, plan: PlanYear) -> Iterator[Occurrence]:
    """January–June and July–December; in a school year September–December, January–May."""
    halves = [(date(plan.year, 1, 1), date(plan.year, 6, 30)),
              (date(plan.year, 7, 1), date(plan.year, 12, 31))]  # fmt: skip
    school = plan.school or reading.school_year
    if school:
        spring = plan.year_of(5)
        halves = [(date(plan.year, 9, 1), date(plan.year, 12, 31)),
                  (date(spring, 1, 1), date(spring, 5, 31))]  # fmt: skip
    for number, (first, last) in enumerate(halves, 1):
        if school:
            year = first.year if number == 1 else first.year - 1
            one = Occurrence(f"half-{number}", first, last, Span.HALF, year, number, True)
        else:
            one = _named(plan, first, last)
        if is_within(reading, first, last, plan):
            yield _report(reading, one, 2)


def _report(reading: Reading, one: Occurrence, parts: int) -> Occurrence:
    """«до 10 числа»: of the last month, or of the month after the period reported on."""
    day: Any = reading.detail.get("day_of_month")
    late = "after_period" in reading.detail
    month = one.start if late else one.end
    if month is None or one.start is None or not isinstance(day, int):
        return one
    end = month.replace(day=min(day, monthrange(month.year, month.month)[1]))
    if not late:
        return replace(one, start=None, end=end)
    number = ((one.number or 1) - 2) % parts + 1
    year = one.year if number < parts else one.year - 1
    return replace(one, key=f"{one.span}-{number}", start=None, end=end, number=number, year=year)


def _on_weekday(reading: Reading, one: Occurrence) -> Occurrence:
    """«последняя пятница месяца», «2-я среда апреля»: the very day of a month's occurrence."""
    week, weekday = reading.detail.get("week"), reading.detail.get("weekday")
    if one.span is not Span.MONTH or not isinstance(week, int) or not isinstance(weekday, int):
        return one
    if one.start is None or one.end is None:
        return one
    if week == -1:
        day = one.end - timedelta(days=(one.end.isoweekday() - weekday) % 7)
    else:
        ahead = (weekday - one.start.isoweekday()) % 7
        day = min(one.start + timedelta(days=ahead + 7 * (week - 1)), one.end)
    return replace(one, start=day, end=day)


def _named(plan: PlanYear, start: date | None, end: date | None) -> Occurrence:
    """An occurrence called by the calendar unit its days make up."""
    if start is None or end is None:
        day = end or start or plan.last
        side = "until" if start is None else "from"
        return Occurrence(f"{side}-{day:%m-%d}", start, end, Span.DAY, day.year, None, plan.school)
    if start == end:
        return Occurrence(f"day-{end:%m-%d}", start, end, Span.DAY, end.year, None, plan.school)
    if (start, end) == (plan.first, plan.last):
        return Occurrence("year", start, end, Span.YEAR, plan.year, None, plan.school)
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1 and start.year == end.year
    length = end.month - start.month + 1 if whole else 0
    if length == 1:
        key = f"month-{end.month:02}"
        return Occurrence(key, start, end, Span.MONTH, end.year, end.month, plan.school)
    if length in (3, 6) and end.month % length == 0:
        span, number = (Span.QUARTER if length == 3 else Span.HALF), end.month // length
        return Occurrence(f"{span}-{number}", start, end, span, end.year, number, False)
    key = f"range-{start:%m-%d}-{end:%m-%d}"
    return Occurrence(key, start, end, Span.RANGE, end.year, None, plan.school)


def _order(one: Occurrence) -> tuple[date, date, str]:
    far = date.max
    return one.end or far, one.start or date.min, one.key


def _unique(found: list[Occurrence]) -> Iterator[Occurrence]:
    """Keys made unique, should two windows of one term have the same days."""
    seen: dict[str, int] = {}
    for one in found:
        seen[one.key] = seen.get(one.key, 0) + 1
        yield one if seen[one.key] == 1 else replace(one, key=f"{one.key}-{seen[one.key]}")

"""Placing windows: the days of a window, with or without years, in one plan year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .model import Kind, Reading, Window

MONTHS_OF_SCHOOL = (9, 10, 11, 12, 1, 2, 3, 4, 5)


@dataclass(frozen=True)
class PlanYear:
    """A plan year: its first and last day."""

    year: int
    school: bool

    @property
    def first(self) -> date:
        return date(self.year, 9 if self.school else 1, 1)

    @property
    def last(self) -> date:
        return date(self.year + 1, 8, 31) if self.school else date(self.year, 12, 31)

    def year_of(self, month: int) -> int:
        """The calendar year in which `month` of this plan falls."""
        return self.year + (self.school and month < 9)


def placed(
    reading: Reading, window: Window, place: int, plan: PlanYear
) -> tuple[date | None, date | None] | None:
    """The days of `window` in the plan year, or None when it belongs to another year."""
    if len(window.end or window.start or "") == 10:
        return _dated(reading, window, plan)
    if plan.school and reading.detail.get("half_years") and not reading.school_year:
        if window == Window("07-01", "12-31"):
            return date(plan.year + 1, 1, 1), date(plan.year + 1, 5, 31)
        if window == Window("01-01", "06-30"):
            return date(plan.year, 9, 1), date(plan.year, 12, 31)
    if (window.start, window.end) == ("01-01", "12-31"):
        return plan.first, plan.last
    leap = place in reading.detail.get("february_end", ())
    return _yearless(window, plan, leap)


def _dated(
    reading: Reading, window: Window, plan: PlanYear
) -> tuple[date | None, date | None] | None:
    """A window with years counts in the plan year of its end; a lasting one in each it meets."""
    start = date.fromisoformat(window.start) if window.start else None
    end = date.fromisoformat(window.end) if window.end else None
    if reading.kind in (Kind.CONTINUOUS, Kind.WEEKLY, Kind.DAILY):
        if (start and start > plan.last) or (end and end < plan.first):
            return None
        return max(start or plan.first, plan.first), min(end or plan.last, plan.last)
    due = end or start
    return (start, end) if due and plan.first <= due <= plan.last else None


def _yearless(window: Window, plan: PlanYear, leap: bool) -> tuple[date | None, date | None]:
    """A window without years is placed by its end; over New Year, by its start."""
    start, end = window.start, window.end
    if start and end and start > end and not plan.school:
        return _day(start, plan.year), _day(end, plan.year + 1, leap)
    last = _day(end, plan.year_of(int(end[:2])), leap) if end else None
    if start is None:
        return None, last
    if last is None:
        return _day(start, plan.year_of(int(start[:2]))), None
    first = _day(start, last.year)
    return (first if first <= last else _day(start, last.year - 1)), last


def _day(written: str, year: int, leap: bool = False) -> date:
    """«02-29» is the 28th in a common year; a February that ends «02-28» may end on the 29th."""
    month, day = int(written[:2]), int(written[3:])
    longest = monthrange(year, month)[1]
    return date(year, month, longest if leap and month == 2 else min(day, longest))


def is_within(reading: Reading, first: date, last: date, plan: PlanYear) -> bool:
    """Whether the windows of a recurring term, if it has any, meet these days."""
    if not reading.windows:
        return True
    for place, window in enumerate(reading.windows):
        if (window.start, window.end) == ("09-01", "05-31"):
            return first.month in MONTHS_OF_SCHOOL
        days = placed(reading, window, place, plan)
        if len(window.end or window.start or "") == 10:
            days = _iso(window)
        if days and (days[0] or first) <= last and (days[1] or last) >= first:
            return True
    return False


def _iso(window: Window) -> tuple[date | None, date | None]:
    return (
        date.fromisoformat(window.start) if window.start else None,
        date.fromisoformat(window.end) if window.end else None,
    )

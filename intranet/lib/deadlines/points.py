"""Calendar points and spans of them: what is written, and the days it begins and ends on."""

from calendar import monthrange
from dataclasses import dataclass, replace

Day = tuple[int | None, int, int]  # year or None, month, day


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter … as written; `year` is None where none is written.

    With `school` the year is the one the school year begins in.
    """

    unit: str  # day month quarter half decade season year span_of_years bare
    number: int = 0
    month: int = 0
    year: int | None = None
    school: bool = False

    def of(self, year: int | None, *, school: bool = False) -> "Point":
        """This point in `year`, if it has no year of its own."""
        if self.year is not None or year is None:
            return self
        if school and self.unit not in ("half", "year"):
            first = {"quarter": self.number * 3, "season": self.number}.get(self.unit, self.month)
            return replace(self, year=year if first >= 9 else year + 1)
        return replace(self, year=year, school=school or self.school)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day of `first` to the last day of `last`; None is an open side.

    With `before` the span ends the day before `last` begins; with `after` it begins the
    day after `first` ends.
    """

    first: Point | None
    last: Point | None
    before: bool = False
    after: bool = False

    def of(self, year: int | None, *, school: bool = False) -> "Span":
        first = self.first.of(year, school=school) if self.first else None
        last = self.last.of(year, school=school) if self.last else None
        return replace(self, first=first, last=last)

    @property
    def has_year(self) -> bool:
        return all(p.year is not None for p in (self.first, self.last) if p)


def whole(point: Point) -> Span:
    """The span of one point."""
    return Span(point, point)


def last_day(year: int | None, month: int) -> int:
    """The last day of `month`; February has 28 days where no year is known.

    >>> last_day(None, 2), last_day(2028, 2)
    (28, 29)
    """
    return monthrange(year or 2001, month)[1]


def is_real(point: Point) -> bool:
    """Whether the calendar has such a point; 29 February needs no year to be real."""
    match point.unit:
        case "day":
            if not 1 <= point.month <= 12:
                return False
            return 1 <= point.number <= monthrange(point.year or 2000, point.month)[1]
        case "month":
            return 1 <= point.month <= 12
        case "quarter":
            return 1 <= point.number <= 4
        case "half":
            return 1 <= point.number <= 2
        case "decade":
            return 1 <= point.number <= 3
        case _:
            return point.year is None or 1900 <= point.year <= 2100


def first_of(point: Point) -> Day:
    """The day `point` begins on."""
    year = point.year
    match point.unit:
        case "day":
            return year, point.month, point.number
        case "month":
            return year, point.month, 1
        case "decade":
            return year, point.month, 10 * point.number - 9
        case "quarter":
            return year, 3 * point.number - 2, 1
        case "season":
            before = point.number == 12 and year is not None
            return (year - 1 if before and year else year), point.number, 1
        case "half" if point.school:
            return (year, 9, 1) if point.number == 1 else (year and year + 1, 1, 1)
        case "half":
            return year, 6 * point.number - 5, 1
        case _:
            return year, 9 if point.school else 1, 1


def last_of(point: Point) -> Day:
    """The day `point` ends on."""
    year = point.year
    match point.unit:
        case "day":
            return year, point.month, point.number
        case "decade" if point.number < 3:
            return year, point.month, 10 * point.number
        case "month" | "decade":
            month = point.month
        case "quarter":
            month = 3 * point.number
        case "season":
            month = 2 if point.number == 12 else point.number + 2
        case "half" if point.school:
            month, year = (12, year) if point.number == 1 else (5, year and year + 1)
        case "half":
            month = 6 * point.number
        case _:
            month, year = (5, year and year + 1) if point.school else (12, year)
    return year, month, last_day(year, month)


def day_before(day: Day) -> Day:
    """The day before `day`, which begins a month or is later in it."""
    year, month, number = day
    if number > 1:
        return year, month, number - 1
    if month > 1:
        return year, month - 1, last_day(year, month - 1)
    return year and year - 1, 12, 31


def written(day: Day) -> str:
    """'YYYY-MM-DD', or 'MM-DD' without a year.

    >>> written((None, 4, 30))
    '04-30'
    """
    year, month, number = day
    return f"{month:02}-{number:02}" if year is None else f"{year:04}-{month:02}-{number:02}"

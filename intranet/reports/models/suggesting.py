"""Days that are suggested for a new campaign: from a term, or like an earlier campaign."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

#: Days after the deadline until which a report is taken, marked late, and until it closes.
LATE, CLOSING = 5, 10
#: Days that schools get when nothing says how many.
USUAL = 14
HALF_A_YEAR = 6  # months


@dataclass(frozen=True)
class Days:
    """The four days of a campaign, each the last that counts, by the clocks of who collects."""

    opens_on: date
    due_on: date
    late_until_on: date
    closes_on: date

    @property
    def half(self) -> int:
        """Which half of its year the deadline is in: 1 or 2."""
        return 1 if self.due_on.month <= HALF_A_YEAR else 2


def around(opens_on: date, due_on: date) -> Days:
    """The usual days around a deadline.

    >>> str(around(date(2026, 4, 1), date(2026, 4, 20)).closes_on)
    '2026-04-30'
    """
    return Days(opens_on, due_on, due_on + timedelta(LATE), due_on + timedelta(CLOSING))


def for_term(starts_on: date | None, ends_on: date | None, *, today: date) -> Days:
    """So that everything is over when the term ends; from `today` when the term is no help.

    >>> days = for_term(date(2026, 4, 1), date(2026, 4, 30), today=date(2026, 3, 2))
    >>> str(days.opens_on), str(days.due_on)
    ('2026-04-01', '2026-04-20')
    >>> str(for_term(None, None, today=date(2026, 3, 2)).due_on)
    '2026-03-16'
    """
    if ends_on is None or ends_on <= today:
        return around(today, today + timedelta(USUAL))
    due_on = ends_on - timedelta(CLOSING)
    if due_on <= max(today, starts_on or today):
        due_on = ends_on
    opens_on = starts_on or due_on - timedelta(USUAL)
    return around(max(min(opens_on, due_on), min(today, due_on)), due_on)


def like(earlier: Days, *, today: date) -> Days:
    """The days of an earlier campaign, moved by half years until the deadline is to come.

    >>> before = around(date(2026, 4, 1), date(2026, 4, 20))
    >>> str(like(before, today=date(2026, 9, 1)).due_on)
    '2026-10-20'
    """
    months = HALF_A_YEAR
    while _later(earlier.due_on, months) <= today:
        months += HALF_A_YEAR
    return _moved(earlier, months)


def in_term(
    earlier: Days, months: int, starts_on: date | None, ends_on: date, *, today: date
) -> Days:
    """The days of an earlier campaign so many months later, where its deadline is in the term.

    Else what the term alone suggests.

    >>> before, april = around(date(2026, 4, 1), date(2026, 4, 20)), date(2026, 4, 2)
    >>> str(in_term(before, 6, date(2026, 10, 1), date(2026, 10, 31), today=april).due_on)
    '2026-10-20'
    >>> str(in_term(before, 5, date(2026, 10, 1), date(2026, 10, 31), today=april).due_on)
    '2026-10-21'
    """
    days = _moved(earlier, months)
    if (starts_on or days.due_on) <= days.due_on <= ends_on and days.due_on > today:
        return days
    return for_term(starts_on, ends_on, today=today)


def months_between(earlier: date, later: date) -> int:
    """Whole months of the calendar from one day's month to the other's."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def retitled(title: str, earlier: date, later: date) -> str:
    """A title that names the month of its deadline, with the month of the next one.

    >>> retitled("Отчёт о Модели, апрель 2026", date(2026, 4, 20), date(2026, 10, 20))
    'Отчёт о Модели, октябрь 2026'
    """
    before, after = (format_date(day, "LLLL y", locale="ru") for day in (earlier, later))
    return title.replace(before, after)


def _moved(earlier: Days, months: int) -> Days:
    days = (earlier.opens_on, earlier.due_on, earlier.late_until_on, earlier.closes_on)
    return Days(*(_later(day, months) for day in days))


def _later(day: date, months: int) -> date:
    """The same day so many months later; the last of its month stays the last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last, is_last = monthrange(year, month + 1)[1], day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))

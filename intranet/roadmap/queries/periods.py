"""The quarters of a board's year, as filters, lanes and the paper plan cut it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, null

from ..models import Board, Card

#: In a lane's or a cell's key: due outside of the board's year.
OUTSIDE = 9


@dataclass(frozen=True)
class Period:
    """The part of a calendar quarter that lies in a board's year; both days included."""

    key: int
    quarter: int
    start: date
    end: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end


def periods(board: Board) -> list[Period]:
    """The quarters of the board's year in order; their numbers are the calendar's.

    A school year begins in September, in the middle of quarter III, and ends with July
    and August of the next one: it has five, and two of them are called III.
    """
    if not board.plan.is_school_year:
        months = [(quarter, board.year, 3 * quarter - 2, 3 * quarter) for quarter in range(1, 5)]
    else:
        first, second = board.year, board.year + 1
        months = [
            (3, first, 9, 9),
            (4, first, 10, 12),
            (1, second, 1, 3),
            (2, second, 4, 6),
            (3, second, 7, 8),
        ]
    return [
        Period(key, quarter, date(year, from_month, 1), _last_day(year, to_month))
        for key, (quarter, year, from_month, to_month) in enumerate(months, start=1)
    ]


def key_of(due_on: date | None, among: list[Period]) -> int | None:
    """The key of the period of `due_on`; OUTSIDE of the year, None without a day."""
    if due_on is None:
        return None
    return next((period.key for period in among if due_on in period), OUTSIDE)


def key_in_sql(board: Board) -> ColumnElement[int | None]:
    """`key_of` for the database."""
    whens = [(Card.due_on.between(p.start, p.end), p.key) for p in periods(board)]
    return case((Card.due_on.is_(None), null()), *whens, else_=OUTSIDE)


def _last_day(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)

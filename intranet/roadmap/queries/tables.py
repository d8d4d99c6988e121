"""The cards of a board as a table in any allowed order, and as the paper plan's quarters."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from ...core.db import db
from ...people.models import Organisation, folded
from ..models import Board, Card, Column
from .lanes import titles_of
from .periods import OUTSIDE, Period, key_of, periods
from .showing import Shown, those

#: Rows of a table that are shown at once.
PAGE = 100
Key = Callable[[Row[Any], dict[int, Column]], Any]


def natural(number: str) -> tuple[tuple[bool, int, str], ...]:
    """What sorts numbers as people count: 2 before 10, 10 before 10.1, digits before letters.

    >>> sorted(["10.1", "10", "2", "2а", "2.10", "2.9"], key=natural)
    ['2', '2.9', '2.10', '2а', '10', '10.1']
    """
    parts = re.findall(r"\d{1,18}|[^\W\d_]+", number)
    return tuple(
        (False, int(part), "") if part.isdecimal() else (True, 0, part.casefold()) for part in parts
    )


def _left(row: Row[Any], columns: dict[int, Column]) -> date | None:
    return row.due_on if columns[row.column_id].is_open else None


#: What each order goes by; None comes last, whichever way one sorts.
ORDERS: dict[str, Key] = {
    "number": lambda row, _columns: natural(row.number) or None,
    "title": lambda row, _columns: folded(row.title),
    "executors": lambda row, _columns: folded(row.lead) if row.lead else None,
    "due": lambda row, _columns: row.due_on,
    "state": lambda row, columns: columns[row.column_id].position,
    "checks": lambda row, _columns: (
        row.checked_count / row.check_count if row.check_count else None
    ),
    "left": _left,
}


@dataclass(frozen=True)
class Order:
    """By what the rows are sorted, and which way. An unknown key is the number."""

    key: str = "number"
    is_descending: bool = False

    @classmethod
    def of(cls, argument: str) -> "Order":
        """The order in an address: «due», or «-due» for the latest first."""
        key = argument.removeprefix("-")
        return cls(key, argument.startswith("-")) if key in ORDERS else cls()

    @property
    def argument(self) -> str:
        return f"-{self.key}" if self.is_descending else self.key

    @property
    def arguments(self) -> dict[str, str]:
        """What of it an address must say."""
        return {"sort": self.argument} if self != Order() else {}

    def towards(self, key: str) -> str:
        """The argument that a press on the head of `key` leads to."""
        return f"-{key}" if key == self.key and not self.is_descending else key

    def direction(self, key: str) -> str | None:
        """What the head of `key` says of itself: aria-sort."""
        if key != self.key:
            return None
        return "descending" if self.is_descending else "ascending"


@dataclass(frozen=True)
class Sheet:
    """A page of the table, or all of it: page 0."""

    order: Order
    rows: list[Shown]
    total: int
    page: int
    #: Ids of cards whose item has more cards in this year: their period tells them apart.
    repeated: set[int]


def sheet(
    board: Board, conditions: Sequence[ColumnElement[bool]], *, order: Order, page: int
) -> Sheet:
    """The cards that meet `conditions`, in order; page 0 is all of them.

    A page beyond the last one is the last one.
    """
    lines = _ordered(_lines(board, conditions), order, {c.id: c for c in board.columns})
    last = max(1, -(-len(lines) // PAGE))
    page = min(max(page, 0), last)
    shown = lines[(page - 1) * PAGE : page * PAGE] if page else lines
    ids = [line.id for line in shown]
    return Sheet(order, those(ids), len(lines), page, _repeated(board))


def _lines(board: Board, conditions: Sequence[ColumnElement[bool]]) -> list[Any]:
    """What sorts and places every card that meets `conditions`: one light statement."""
    query = (
        select(
            Card.id,
            Card.number,
            Card.title,
            Card.due_on,
            Card.column_id,
            Card.section_id,
            Card.lead_id,
            Card.check_count,
            Card.checked_count,
            Organisation.short_name.label("lead"),
        )
        .outerjoin(Organisation, Organisation.id == Card.lead_id)
        .where(Card.board_id == board.id, ~Card.is_archived, *conditions)
    )
    return list(db.session.execute(query))


def _ordered(lines: Sequence[Row[Any]], order: Order, columns: dict[int, Column]) -> list[Row[Any]]:
    """Sorted here and not by the database, which does not know that 2 comes before 10."""

    def place(line: Any) -> Any:
        return (not line.number, natural(line.number), line.due_on or date.max, line.id)

    keyed = [(ORDERS[order.key](line, columns), line) for line in sorted(lines, key=place)]
    having = [pair for pair in keyed if pair[0] is not None]
    having.sort(key=lambda pair: pair[0], reverse=order.is_descending)
    return [line for _key, line in having] + [line for key, line in keyed if key is None]


def _repeated(board: Board) -> set[int]:
    several = (
        select(Card.item_id)
        .where(Card.board_id == board.id, ~Card.is_archived)
        .group_by(Card.item_id)
        .having(func.count() > 1)
    )
    query = select(Card.id).where(Card.board_id == board.id, Card.item_id.in_(several))
    return set(db.session.scalars(query))


@dataclass
class GridRow:
    """A section or an organisation, with its cards by the key of their period."""

    title: str
    cells: dict[int | None, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Grid:
    """The paper plan: rows by quarters. `rest` holds the keys of columns without a quarter."""

    periods: list[Period]
    rest: list[int | None]
    rows: list[GridRow]
    total: int

    @property
    def keys(self) -> list[int | None]:
        """The keys of all columns, in order."""
        return [*(period.key for period in self.periods), *self.rest]

    def key_of(self, day: date) -> int | None:
        """The key of the column in which `day` lies."""
        return key_of(day, self.periods)


def grid(board: Board, conditions: Sequence[ColumnElement[bool]], *, by: str) -> Grid:
    """The cards that meet `conditions`, by section or organisation and quarter.

    The summer after a school year, and days outside of the year, have a column only when
    there is a card in it; cards without a date always have one.
    """
    lines = _ordered(_lines(board, conditions), Order("due"), {})
    columns, titles = periods(board), titles_of(board, by)
    rows = {key: GridRow(title) for key, title in titles.items()}
    used = set()
    for line in lines:
        column = key_of(line.due_on, columns)
        used.add(column)
        own = line.section_id if by == "section" else line.lead_id
        rows[own if own in rows else None].cells[column].append(line)
    return Grid(
        periods=[period for period in columns if period.key <= 4 or period.key in used],
        rest=[OUTSIDE, None] if OUTSIDE in used else [None],
        rows=[row for row in rows.values() if row.cells],
        total=len(lines),
    )

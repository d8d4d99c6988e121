"""Cards and columns as lists show them, as rows: they are read far more often than changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Row, bindparam, func, select, union_all

from ...core.db import ask, db
from ...people.models import Organisation, Person
from ..models import Assignment, Board, Card, Column, Share, Term

#: Cards of a column that are shown at once.
PAGE = 25

_SHOWN = (
    Card.id,
    Card.column_id,
    Card.rank,
    Card.version,
    Card.number,
    Card.title,
    Card.span,
    Card.starts_on,
    Card.due_on,
    Card.check_count,
    Card.checked_count,
    Card.comment_count,
    Card.file_count,
    Card.lead_id,
    Card.section_id,
)


@dataclass
class Shown:
    """A card as lists show it: its row, whose it is, who is named on it."""

    row: Row[Any]
    organisations: list[str] = field(default_factory=list)
    organisation_ids: list[int] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    __tablename__ = Card.__tablename__

    @property
    def id(self) -> int:
        return int(self.row.id)

    @property
    def term(self) -> Term:
        return Term(self.row.span, self.row.starts_on, self.row.due_on)


class _Names:
    """Statements for the names on some cards: of their organisations and of their people."""

    def __init__(self, cards: Any) -> None:
        self.organisations = (
            select(Share.card_id, Organisation.id, Organisation.short_name)
            .join(Organisation, Organisation.id == Share.organisation_id)
            .where(Share.card_id.in_(cards))
            .order_by(Share.card_id, Share.position)
        )
        self.people = (
            select(Assignment.card_id, Person.name)
            .join(Person, Person.id == Assignment.person_id)
            .where(Assignment.card_id.in_(cards))
            .order_by(Assignment.card_id, Person.name)
        )


_of_those = _Names(bindparam("cards", expanding=True))


def _dress(rows: Sequence[Any], names: _Names = _of_those, **values: Any) -> list[Shown]:
    """Rows with the short names of their organisations and the names of their people."""
    cards: dict[int, Shown] = {row.id: Shown(row) for row in rows}
    if not cards:
        return []
    values = values or {"cards": list(cards)}
    for card_id, organisation_id, name in ask(names.organisations, **values).all():
        cards[card_id].organisations.append(name)
        cards[card_id].organisation_ids.append(organisation_id)
    for card_id, name in ask(names.people, **values).all():
        cards[card_id].people.append(name)
    return list(cards.values())


_shown = select(*_SHOWN).where(Card.id == bindparam("card"))


def shown(card_id: int) -> Shown:
    """One card as lists show it."""
    (found,) = _dress(ask(_shown, card=card_id).all())
    return found


def first_pages(
    columns: Iterable[Column], conditions: Sequence[ColumnElement[bool]], *, most: int = PAGE
) -> dict[int, list[Shown]]:
    """The first cards of each column, one more than `most` where there are more.

    One indexed read a column in one statement: a window function over all of them
    takes sixty times as long.
    """
    pages: dict[int, list[Shown]] = {column.id: [] for column in columns}
    if not pages:
        return pages
    numbers = {f"column_{place}": column_id for place, column_id in enumerate(pages)}
    for shown in _read_first(len(pages), conditions, most=most + 1, **numbers):
        pages[shown.row.column_id].append(shown)
    for cards in pages.values():
        cards.sort(key=lambda shown: shown.row.rank.encode())
    return pages


def _read_first(
    columns: int, conditions: Sequence[ColumnElement[bool]], **values: int
) -> list[Shown]:
    if conditions:
        return _dress(ask(_first_of(columns, conditions), **values).all())
    first, names = _all_first_of(columns)
    return _dress(ask(first, **values).all(), names, **values)


def _first_of(
    columns: int, conditions: Sequence[ColumnElement[bool]], what: Sequence[Any] = _SHOWN
) -> CompoundSelect[Any]:
    """The first `most` cards of each of so many columns: `column_0`, `column_1`…"""
    parts = [
        select(*what)
        .where(Card.column_id == bindparam(f"column_{place}"), ~Card.is_archived, *conditions)
        .order_by(Card.rank)
        .limit(bindparam("most"))
        .subquery()
        .select()
        for place in range(columns)
    ]
    return union_all(*parts)


@cache
def _all_first_of(columns: int) -> tuple[CompoundSelect[Any], "_Names"]:
    """The same without conditions, and the names: making them takes longer than asking them."""
    return _first_of(columns, ()), _Names(_first_of(columns, (), (Card.id,)))


def next_page(
    column: Column, after: str, conditions: Sequence[ColumnElement[bool]], *, most: int = PAGE
) -> list[Shown]:
    """The cards of one column behind rank `after`, one more than `most` if there are more."""
    query = (
        select(*_SHOWN)
        .where(Card.column_id == column.id, ~Card.is_archived, Card.rank > after, *conditions)
        .order_by(Card.rank)
        .limit(most + 1)
    )
    return _dress(db.session.execute(query).all())


def every(board: Board, conditions: Sequence[ColumnElement[bool]], *, order: Any) -> list[Shown]:
    """All cards of the board that meet `conditions`, for the table and the export."""
    query = (
        select(*_SHOWN)
        .where(Card.board_id == board.id, ~Card.is_archived, *conditions)
        .order_by(*order, Card.id)
    )
    return _dress(db.session.execute(query).all())


def those(ids: Sequence[int]) -> list[Shown]:
    """The cards of these numbers as lists show them, in the order of the numbers."""
    found = _dress(db.session.execute(select(*_SHOWN).where(Card.id.in_(ids))).all())
    places = {card_id: place for place, card_id in enumerate(ids)}
    return sorted(found, key=lambda shown: places[shown.id])


def counts(board: Board, conditions: Sequence[ColumnElement[bool]]) -> dict[int, int]:
    """How many cards each column has; without conditions the kept counts, else counted."""
    if not conditions:
        return {column.id: column.card_count for column in board.columns}
    query = (
        select(Card.column_id, func.count())
        .where(Card.board_id == board.id, ~Card.is_archived, *conditions)
        .group_by(Card.column_id)
    )
    found = {column_id: count for column_id, count in db.session.execute(query)}
    return {column.id: found.get(column.id, 0) for column in board.columns}


@dataclass
class ColumnShown:
    """A column with its first cards, how many it has in all, and whether there are more."""

    column: Column
    cards: list[Shown]
    count: int
    has_more: bool = False
    most: int = PAGE
    lane: str = ""
    lane_title: str = ""

    __tablename__ = Column.__tablename__

    @property
    def id(self) -> str:
        """The column's number; with the lane's where the column is cut into several."""
        return f"{self.column.id}-lane-{self.lane}" if self.lane else str(self.column.id)


def columns_shown(
    board: Board,
    conditions: Sequence[ColumnElement[bool]],
    *,
    only: Sequence[Column] | None = None,
    most: int = PAGE,
) -> list[ColumnShown]:
    """The columns of the board, or some of them, as they are shown: `most` cards of each."""
    columns = board.columns if only is None else only
    numbers = counts(board, conditions)
    pages = first_pages(columns, conditions, most=most)
    return [
        ColumnShown(
            column=column,
            cards=pages[column.id][:most],
            count=numbers[column.id],
            has_more=len(pages[column.id]) > most,
            most=most,
        )
        for column in columns
    ]

"""Lanes across a board: by section, by responsible organisation, by quarter."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from ...core.db import ask, db
from ...people.models import Organisation
from ..models import Board, Card, Column, Section
from .periods import OUTSIDE, key_in_sql, periods
from .showing import ColumnShown, Shown, columns_shown, those

LANES = ("none", "section", "organisation", "quarter")


@dataclass(frozen=True)
class Lane:
    """One row of a board: its title, and the columns with its own cards."""

    key: str
    title: str
    columns: list[ColumnShown]


@dataclass
class Cell:
    """What one lane has in one column: its first cards, and how many in all."""

    cards: list[Shown]
    count: int


def lanes_shown(
    board: Board, by: str, conditions: Sequence[ColumnElement[bool]], *, most: int
) -> list[Lane]:
    """The board cut into lanes; without lanes it is one without a title.

    A lane is a fact of the card, so nobody can drag a card from one lane into another.
    Each lane counts its own cards, and shows `most` of them in each column.
    """
    if by == "none":
        return [Lane("", "", columns_shown(board, conditions, most=most))]
    cells, titles = _cells(board, by, conditions, most), titles_of(board, by)
    keys = {key for key, _column_id in cells}
    return [
        Lane(
            str(key or 0),
            titles[key],
            [_column(c, cells.get((key, c.id)), key, titles[key], most) for c in board.columns],
        )
        for key in titles
        if key in keys
    ]


def _column(
    column: Column, cell: Cell | None, key: int | None, title: str, most: int
) -> ColumnShown:
    cell = cell or Cell([], 0)
    return ColumnShown(
        column=column,
        cards=cell.cards,
        count=cell.count,
        has_more=cell.count > len(cell.cards),
        most=most,
        lane=str(key or 0),
        lane_title=title,
    )


def _cells(
    board: Board, by: str, conditions: Sequence[ColumnElement[bool]], most: int
) -> dict[tuple[int | None, int], Cell]:
    """The first `most` cards of each lane in each column.

    Here a window function is worth its price: the cells are as many as lanes × columns.
    """
    lane = lane_in_sql(board, by)
    cell = (lane, Card.column_id)
    ranked = (
        select(
            Card.id,
            Card.column_id,
            lane.label("lane"),
            func.row_number().over(partition_by=cell, order_by=Card.rank).label("place"),
            func.count().over(partition_by=cell).label("total"),
        )
        .where(Card.board_id == board.id, ~Card.is_archived, *conditions)
        .subquery()
    )
    rows = db.session.execute(
        select(ranked).where(ranked.c.place <= most).order_by(ranked.c.place)
    ).all()
    cards = {card.id: card for card in those([row.id for row in rows])}
    found: dict[tuple[int | None, int], Cell] = defaultdict(lambda: Cell([], 0))
    for row in rows:
        each = found[row.lane, row.column_id]
        each.cards.append(cards[row.id])
        each.count = row.total
    return dict(found)


def lane_in_sql(board: Board, by: str) -> ColumnElement[Any] | InstrumentedAttribute[Any]:
    """What sorts a card into its lane."""
    if by == "section":
        return Card.section_id
    return Card.lead_id if by == "organisation" else key_in_sql(board)


def titles_of(board: Board, by: str) -> dict[int | None, str]:
    """The titles of all lanes there may be, by key and in order; those with nothing come last."""
    titles: dict[int | None, str] = {}
    if by == "section":
        return titles | headings_of(board.plan_id) | {None: _("Without a section")}
    if by == "organisation":
        leading = select(Card.lead_id).where(Card.board_id == board.id)
        pairs = (
            select(Organisation.id, Organisation.short_name)
            .where(Organisation.id.in_(leading))
            .order_by(Organisation.short_name)
        )
        titles |= {id_: name for id_, name in db.session.execute(pairs)}
        return titles | {None: _("No organisation is named")}
    titles |= {p.key: quarter_title(p.quarter, p.end.year) for p in periods(board)}
    return titles | {OUTSIDE: _("Outside of this year"), None: _("No date set")}


_headings = (
    select(Section.id, Section.number, Section.title)
    .where(Section.plan_id == bindparam("plan_id"))
    .order_by(Section.position)
)


def headings_of(plan_id: int) -> dict[int, str]:
    """The headings of the plan by their numbers, in its order."""
    rows = ask(_headings, plan_id=plan_id)
    return {row.id: Section.words(row.number, row.title) for row in rows}


def quarter_title(quarter: int, year: int) -> str:
    """«II квартал 2026»."""
    roman = ("I", "II", "III", "IV")[quarter - 1]
    return _("quarter %(roman)s of %(year)s", roman=roman, year=year)

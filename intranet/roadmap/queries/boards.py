"""Boards: one whole, its version at a glance, who is named on it, whom it names."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from ...core.db import ask, db
from ...people.models import Organisation, Viewer
from ..models import Assignment, Board, Card, Column, Executor, Item, Plan, Share

_board = (
    select(Board)
    .join(Board.plan)
    .join(Plan.organisation)
    .where(Board.id == bindparam("board_id"))
    .options(
        contains_eager(Board.plan).contains_eager(Plan.organisation),
        joinedload(Board.columns),
    )
)


def board(board_id: int) -> Board | None:
    """One board with its columns, its plan and whose plan it is."""
    return db.session.scalars(_board, {"board_id": board_id}).unique().first()


_held = select(Board.version).where(Board.id == bindparam("board")).with_for_update()
_columns = (
    select(Column)
    .where(Column.board_id == bindparam("board"))
    .order_by(Column.position)
    .execution_options(populate_existing=True)
)


def lock(board: Board) -> None:
    """Hold `board` until the transaction ends; its version and its columns are read afresh.

    What else was loaded with it, such as the plan with its rows, stays as it is.
    """
    set_committed_value(board, "version", ask(_held, board=board.id).scalar())
    fresh = db.session.scalars(_columns, {"board": board.id}).all()
    set_committed_value(board, "columns", list(fresh))


_glance = (
    select(
        Board.version,
        Board.plan_id,
        Plan.title,
        Plan.year_kind,
        Organisation.path,
        Organisation.time_zone,
    )
    .join(Plan, Plan.id == Board.plan_id)
    .join(Organisation, Organisation.id == Plan.organisation_id)
    .where(Board.id == bindparam("board_id"))
)


def glance(board_id: int) -> Any | None:
    """What every open page asks again and again: the version, and all that versions do not tell.

    (version, plan_id, title, year_kind, path, time_zone), the last two of the organisation.
    """
    return ask(_glance, board_id=board_id).first()


def is_named(plan_id: int, viewer: Viewer) -> bool:
    """Whether the plan names the viewer, or an organisation that the viewer works for."""
    own = {seat.organisation_id for seat in viewer.seats} | {viewer.organisation_id}
    named = (
        select(Executor.id)
        .join(Item)
        .where(Item.plan_id == plan_id, Executor.organisation_id.in_(own))
    )
    shared = (
        select(Share.id)
        .join(Card)
        .join(Board)
        .where(Board.plan_id == plan_id, Share.organisation_id.in_(own))
    )
    assigned = (
        select(Assignment.card_id)
        .join(Card)
        .join(Board)
        .where(Board.plan_id == plan_id, Assignment.person_id == viewer.id)
    )
    return bool(db.session.scalar(select(named.exists() | shared.exists() | assigned.exists())))


def count_late(board: Board, today: date) -> int:
    """Cards whose last day has passed and which are still to be done."""
    open_ids = [column.id for column in board.columns if column.is_open]
    query = select(func.count()).where(
        Card.board_id == board.id,
        ~Card.is_archived,
        Card.due_on < today,
        Card.column_id.in_(open_ids),
    )
    return db.session.scalar(query) or 0


def organisation_named(organisation_id: int | None) -> str:
    """The short name of an organisation; nothing for none."""
    if organisation_id is None:
        return ""
    query = select(Organisation.short_name).where(Organisation.id == organisation_id)
    return db.session.scalar(query) or ""


def organisations_on(board: Board) -> Sequence[Any]:
    """(id, short_name) of those that have a share in some card of the board, by name."""
    query = (
        select(Organisation.id, Organisation.short_name)
        .where(
            Organisation.id.in_(
                select(Share.organisation_id).join(Card).where(Card.board_id == board.id)
            )
        )
        .order_by(Organisation.short_name)
    )
    return db.session.execute(query).all()


def with_organisation(organisation_id: int) -> list[int]:
    """The boards on which some card is shared by an organisation."""
    query = select(Card.board_id).join(Share).where(Share.organisation_id == organisation_id)
    return list(db.session.scalars(query.distinct()))


def with_person(person_id: int) -> list[int]:
    """The boards on which somebody is named on a card."""
    query = select(Card.board_id).join(Assignment).where(Assignment.person_id == person_id)
    return list(db.session.scalars(query.distinct()))


def outdate(board_ids: Sequence[int]) -> None:
    """Have everybody who looks at these boards ask for every column afresh."""
    for board_id in board_ids:
        if found := board(board_id):
            lock(found)
            found.changed(*found.columns)

"""Plans with their rows, and documents that wait to be confirmed."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from ...core.db import db
from ..models import Board, Card, Draft, Executor, Item, Plan


def plan(plan_id: int) -> Plan | None:
    """One plan with the organisation that owns it."""
    query = select(Plan).where(Plan.id == plan_id).options(joinedload(Plan.organisation))
    return db.session.scalar(query)


def whole_plan(plan_id: int) -> Plan | None:
    """One plan with every row, sub-item and executor, and its boards: six statements."""
    return db.session.scalar(_whole(plan_id))


def lock_plan(plan_id: int) -> Plan | None:
    """One plan with every row, read afresh and held until the transaction ends."""
    held = select(Plan.id).where(Plan.id == plan_id).with_for_update()
    db.session.execute(held)
    query = _whole(plan_id).execution_options(populate_existing=True)
    return db.session.scalar(query)


def _whole(plan_id: int) -> Select[Plan]:
    items = selectinload(Plan.items)
    return (
        select(Plan)
        .where(Plan.id == plan_id)
        .options(
            joinedload(Plan.organisation),
            selectinload(Plan.sections),
            selectinload(Plan.boards),
            items.selectinload(Item.subitems),
            items.selectinload(Item.executors).joinedload(Executor.organisation),
            items.joinedload(Item.section),
        )
    )


def board_of_year(plan: Plan, year: int) -> Board | None:
    """The board of one year of a plan, with its columns."""
    query = (
        select(Board)
        .where(Board.plan_id == plan.id, Board.year == year)
        .options(selectinload(Board.columns), joinedload(Board.plan))
    )
    return db.session.scalar(query)


def boards_since(plan: Plan, year: int) -> Sequence[Board]:
    """The boards of `year` and later: those on which a new edition is seen."""
    query = (
        select(Board)
        .where(Board.plan_id == plan.id, Board.year >= year)
        .options(selectinload(Board.columns), joinedload(Board.plan))
        .order_by(Board.year)
    )
    return db.session.scalars(query).all()


def cards_of_items(board: Board) -> Sequence[Card]:
    """Every card of the board that comes from a row of the plan, archived ones too."""
    query = (
        select(Card)
        .where(Card.board_id == board.id, Card.item_id.is_not(None))
        .options(
            joinedload(Card.column),
            selectinload(Card.shares),
            selectinload(Card.checks),
            selectinload(Card.people),
            selectinload(Card.notes),
        )
        .order_by(Card.id)
    )
    return db.session.scalars(query).all()


def plan_titled(organisation_id: int, title: str) -> Plan | None:
    """The organisation's plan with this very title: the same document, perhaps amended."""
    query = select(Plan).where(Plan.organisation_id == organisation_id, Plan.title == title)
    return db.session.scalars(query.order_by(Plan.id)).first()


def draft(draft_id: int) -> Draft | None:
    """A document that was read, with whose it will be and the plan it amends."""
    query = (
        select(Draft)
        .where(Draft.id == draft_id)
        .options(joinedload(Draft.organisation), joinedload(Draft.plan))
    )
    return db.session.scalar(query)


def lock_draft(draft: Draft) -> None:
    """Hold `draft` until the transaction ends; it is read afresh."""
    query = (
        select(Draft)
        .where(Draft.id == draft.id)
        .options(joinedload(Draft.organisation), joinedload(Draft.plan))
        .with_for_update(of=Draft)
        .execution_options(populate_existing=True)
    )
    db.session.scalar(query)
    draft.__dict__.pop("items", None)


def last_edition(plan_id: int) -> Draft | None:
    """The document that came into force last as this plan or as an edition of it."""
    query = select(Draft).where(Draft.plan_id == plan_id, Draft.is_confirmed)
    return db.session.scalars(query.order_by(Draft.id.desc())).first()

"""The plans one may see, each year with how far it has come: for the list of boards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true
from sqlalchemy.orm import contains_eager

from ...core.db import db
from ...people.models import Organisation, Viewer
from ..models import (
    OPEN_STAGES,
    Assignment,
    Board,
    Card,
    Column,
    Executor,
    Item,
    Plan,
    Share,
    Stage,
)


@dataclass
class YearShown:
    """A board in the list. total: without what was taken off control."""

    board: Board
    done: int = 0
    total: int = 0
    late: int = 0


@dataclass
class PlanShown:
    """A plan in the list, its years newest first."""

    plan: Plan
    years: list[YearShown] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(year.late for year in self.years)


def overview(viewer: Viewer, *, today: Callable[[str], date]) -> list[PlanShown]:
    """The plans that `viewer` may see, the latest first: three statements however many.

    today: the day it is in a time zone; each plan is late by its owner's.
    """
    query = (
        select(Plan)
        .join(Plan.organisation)
        .where(seen_by(viewer))
        .options(contains_eager(Plan.organisation))
        .order_by(Plan.id.desc())
    )
    found = {plan.id: PlanShown(plan) for plan in db.session.scalars(query)}
    years: dict[int, YearShown] = {}
    for board, stage, count in db.session.execute(_counts(found)):
        plan = found[board.plan_id]
        if board.id not in years:
            years[board.id] = YearShown(board)
            plan.years.append(years[board.id])
        year = years[board.id]
        year.total += count if stage != Stage.DROPPED else 0
        year.done += count if stage == Stage.DONE else 0
    zones = {shown.plan.organisation.time_zone for shown in found.values()}
    for board_id, count in db.session.execute(_late(years, zones, today)):
        years[board_id].late = count
    return list(found.values())


def seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which plans `viewer` may see, as `policy.may_see` says; Organisation is the owner."""
    if viewer.is_administrator:
        return true()
    own = own_organisations(viewer)
    named = select(Item.plan_id).join(Executor).where(Executor.organisation_id.in_(own))
    on_cards = select(Board.plan_id).join(Card, Card.board_id == Board.id)
    shared = on_cards.join(Share).where(Share.organisation_id.in_(own))
    assigned = on_cards.join(Assignment).where(Assignment.person_id == viewer.id)
    return or_(
        *(Organisation.path.startswith(path) for path in viewer.scope),
        Plan.id.in_(named),
        Plan.id.in_(shared),
        Plan.id.in_(assigned),
    )


def own_organisations(viewer: Viewer) -> set[int]:
    """Those that `viewer` works for."""
    return {seat.organisation_id for seat in viewer.seats} | {viewer.organisation_id}


def is_past(zones: Iterable[str], today: Callable[[str], date]) -> ColumnElement[bool]:
    """Whether a card's last day has passed where the plan's owner is."""
    return or_(
        false(),
        *(
            and_(Organisation.time_zone == zone, Card.due_on < today(zone))
            for zone in sorted(zones)
        ),
    )


def _counts(plans: Iterable[int]) -> Any:
    return (
        select(Board, Column.stage, func.sum(Column.card_count))
        .join(Column, Column.board_id == Board.id)
        .where(Board.plan_id.in_(plans))
        .group_by(Board.id, Column.stage)
        .order_by(Board.year.desc())
    )


def _late(years: Iterable[int], zones: Iterable[str], today: Callable[[str], date]) -> Any:
    return (
        select(Card.board_id, func.count())
        .join(Column, Column.id == Card.column_id)
        .join(Board, Board.id == Card.board_id)
        .join(Plan, Plan.id == Board.plan_id)
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .where(
            Card.board_id.in_(years),
            ~Card.is_archived,
            Column.stage.in_(OPEN_STAGES),
            is_past(zones, today),
        )
        .group_by(Card.board_id)
    )

"""What the road map asks of one person: late, this week, waiting; and what was done lately."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from ...core.activity import Activity
from ...core.db import db
from ...people.models import Organisation, Viewer
from ..events import CardMoved
from ..models import OPEN_STAGES, Assignment, Board, Card, Column, Plan, Share, Stage, Term
from .overviews import is_past, own_organisations

LISTS = ("late", "week", "waiting")
Today = Callable[[str], date]

Lead = aliased(Organisation)


@dataclass(frozen=True)
class Entry:
    """A card on somebody's day. today: where the plan's owner is."""

    row: Row[Any]
    today: date

    @property
    def term(self) -> Term:
        return Term(self.row.span, self.row.starts_on, self.row.due_on)


@dataclass
class Day:
    """is_controlling: the lists are of all cards of the plans that the person controls."""

    is_controlling: bool
    counts: dict[str, int]
    lists: dict[str, list[Entry]] = field(default_factory=dict)
    done: list[Entry] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        return not any(self.counts.values())


def day(
    viewer: Viewer, controlled: tuple[str, ...], *, today: Today, only: str = "", most: int = 4
) -> Day:
    """What needs `viewer`: three lists, disjoint, in four statements however many cards.

    controlled: the paths below which the viewer controls every plan. Whoever controls none
    sees what their own organisation has not done yet, and what names them.
    late: the last day has passed. week: it comes until Sunday. waiting: for a controller
    what stands under review; for others whatever else is theirs, later or without a day.
    only: that list alone, up to `most` of it.
    """
    zones = db.session.scalars(
        select(Organisation.time_zone)
        .join(Plan, Plan.organisation_id == Organisation.id)
        .distinct()
    ).all()
    mine = _is_controlled(controlled) if controlled else _is_owed(viewer)
    in_list = _lists(zones, today, is_controlling=bool(controlled))
    shown = [only] if only else list(LISTS)
    found = Day(bool(controlled), _counts(mine, in_list))
    parts = [_cards(mine, in_list[name], name, most) for name in shown]
    found.lists = {name: [] for name in shown}
    for row in db.session.execute(union_all(*(part.subquery().select() for part in parts))):
        found.lists[row.list].append(Entry(row, today(row.time_zone)))
    for entries in found.lists.values():
        entries.sort(key=lambda e: (e.row.due_on or date.max, e.row.number, e.row.id))
    named = mine if controlled else or_(_is_assigned(viewer), _has_share(viewer))
    found.done = [Entry(row, today(row.time_zone)) for row in db.session.execute(_done(named))]
    return found


def _is_controlled(paths: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(Organisation.path.startswith(path) for path in paths))


def _is_owed(viewer: Viewer) -> ColumnElement[bool]:
    """Whether the viewer's organisation has yet to do its share, or the card names the viewer."""
    return or_(_is_assigned(viewer), _has_share(viewer, Share.state != "done"))


def _is_assigned(viewer: Viewer) -> ColumnElement[bool]:
    return exists().where(Assignment.card_id == Card.id, Assignment.person_id == viewer.id)


def _has_share(viewer: Viewer, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    own = own_organisations(viewer)
    return exists().where(Share.card_id == Card.id, Share.organisation_id.in_(own), *more)


def _lists(
    zones: Iterable[str], today: Today, *, is_controlling: bool
) -> dict[str, ColumnElement[bool]]:
    """Which list a card belongs to; only what is still to be done belongs to any."""
    zones = list(zones)
    weeks = []
    for zone in zones:
        start = today(zone)
        sunday = start + timedelta(days=6 - start.weekday())
        weeks.append(and_(Organisation.time_zone == zone, Card.due_on.between(start, sunday)))
    late, week = is_past(zones, today) if zones else false(), or_(false(), *weeks)
    rest = or_(Card.due_on.is_(None), and_(~late, ~week))
    waiting = Column.stage == Stage.REVIEW if is_controlling else rest
    return {"late": late, "week": week, "waiting": waiting}


def _counts(mine: ColumnElement[bool], lists: dict[str, ColumnElement[bool]]) -> dict[str, int]:
    sums = [
        func.sum(case((condition, 1), else_=0)).label(name) for name, condition in lists.items()
    ]
    row = db.session.execute(_placed(select(*sums)).where(_is_open(), mine)).one()
    return {name: count or 0 for name, count in row._mapping.items()}


def _cards(mine: ColumnElement[bool], in_list: ColumnElement[bool], name: str, most: int) -> Any:
    query = select(literal(name).label("list"), *_SHOWN)
    return (
        _placed(query)
        .where(_is_open(), mine, in_list)
        .order_by(Card.due_on.is_(None), Card.due_on, Card.number, Card.id)
        .limit(most)
    )


def _done(mine: ColumnElement[bool], most: int = 5) -> Any:
    """The cards that were moved into a column of things done, the latest first."""
    at = func.max(Activity.at).label("at")
    query = select(*_SHOWN, at).join(
        Activity, and_(Activity.subject_kind == Card.__tablename__, Activity.subject_id == Card.id)
    )
    return (
        _placed(query)
        .where(~Card.is_archived, Column.stage == Stage.DONE, Activity.name == CardMoved.name, mine)
        .group_by(Card.id, Board.id, Plan.id, Organisation.id, Column.id, Lead.id)
        .order_by(func.max(Activity.id).desc())
        .limit(most)
    )


def _is_open() -> ColumnElement[bool]:
    return and_(~Card.is_archived, Column.stage.in_(OPEN_STAGES))


_SHOWN = (
    Card.id,
    Card.number,
    Card.title,
    Card.span,
    Card.starts_on,
    Card.due_on,
    Card.board_id,
    Column.name.label("column"),
    Plan.title.label("plan"),
    Board.year,
    Organisation.time_zone,
    Lead.short_name.label("lead"),
)


def _placed(query: Any) -> Any:
    """With the card's column, its board, its plan, the plan's owner and who leads the card."""
    return (
        query.join_from(Card, Column, Column.id == Card.column_id)
        .join(Board, Board.id == Card.board_id)
        .join(Plan, Plan.id == Board.plan_id)
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .outerjoin(Lead, Lead.id == Card.lead_id)
    )

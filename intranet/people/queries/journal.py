"""The journal of actions: the activity table, page after page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select

from ...core.activity import Activity
from ...core.db import db
from ..events import AccessRefused
from ..models import Person, folded

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What the journal is narrowed to; everything empty wants everything.

    who: words of the doer's name or login; person_id: whom it was done by or to;
    name: of the event; since, until: moments.
    """

    who: str = ""
    person_id: int | None = None
    name: str = ""
    since: datetime | None = None
    until: datetime | None = None


def journal(wanted: Wanted, *, before: int | None = None) -> tuple[Sequence[Activity], int | None]:
    """A page of what happened, newest first, and the number before which the next page is."""
    query = _narrowed(select(Activity), wanted).order_by(Activity.id.desc()).limit(PAGE + 1)
    if before:
        query = query.where(Activity.id < before)
    found = db.session.scalars(query).all()
    more = found[PAGE - 1].id if len(found) > PAGE else None
    return found[:PAGE], more


def refusals(person_id: int, *, since: datetime) -> list[tuple[str, datetime]]:
    """The addresses that a person was refused since a moment, and when, the newest first."""
    query = (
        select(Activity.particulars, Activity.at)
        .where(
            Activity.subject_kind == Person.__tablename__,
            Activity.subject_id == person_id,
            Activity.name == AccessRefused.name,
            Activity.at > since,
        )
        .order_by(Activity.id.desc())
    )
    return [(said["address"], at) for said, at in db.session.execute(query)]


def _narrowed(query: Select[Activity], wanted: Wanted) -> Select[Activity]:
    for word in folded(wanted.who).split():
        doers = select(Person.id).where(Person.words.contains(word, autoescape=True))
        query = query.where(Activity.actor_id.in_(doers))
    if wanted.person_id:
        to_person = (Activity.subject_kind == Person.__tablename__) & (
            Activity.subject_id == wanted.person_id
        )
        query = query.where(or_(to_person, Activity.actor_id == wanted.person_id))
    if wanted.name:
        query = query.where(Activity.name == wanted.name)
    if wanted.since:
        query = query.where(Activity.at >= wanted.since)
    if wanted.until:
        query = query.where(Activity.at < wanted.until)
    return query

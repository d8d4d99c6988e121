"""Whom a report or a campaign concerns."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...core.db import db
from ...people.models import Organisation, Person, Role, RoleKind
from ..models import Campaign, Report

#: Who prepares a report of an organisation.
WRITERS = (RoleKind.LIBRARIAN, RoleKind.HEAD)


def holders(organisation_ids: Iterable[int], *kinds: RoleKind) -> dict[int, list[Person]]:
    """Organisation → the people with open accounts who hold one of `kinds` there, by name."""
    query = (
        select(Role.organisation_id, Person)
        .join(Person, Person.id == Role.person_id)
        .where(Role.organisation_id.in_(list(organisation_ids)), Role.kind.in_(kinds))
        .where(Person.is_active)
        .order_by(Person.words)
        .distinct()
    )
    found: dict[int, list[Person]] = {}
    for organisation_id, person in db.session.execute(query):
        found.setdefault(organisation_id, []).append(person)
    return found


def coordinators(campaign: Campaign) -> Sequence[Person]:
    """Who runs the campaign: coordinators of who collects it."""
    return holders([campaign.organisation_id], RoleKind.COORDINATOR).get(
        campaign.organisation_id, []
    )


def readers(report: Report) -> Sequence[Person]:
    """Who can be mentioned on a report: its organisation's people and who reviews it."""
    query = (
        select(Person)
        .where(Person.organisation_id == report.organisation_id, Person.is_active)
        .options(joinedload(Person.organisation))
        .order_by(Person.words)
    )
    own = list(db.session.scalars(query))
    campaign = report.campaign
    return own + [each for each in coordinators(campaign) if each not in own]


def campaign_people(organisation: Organisation) -> Sequence[Person]:
    """Who can be named as a reviewer: people with accounts of who collects, by name."""
    query = select(Person).where(Person.organisation_id == organisation.id, Person.is_active)
    return db.session.scalars(query.order_by(Person.words)).all()

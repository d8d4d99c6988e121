"""Who may see a plan, and whom a card can name: the policy's answers turned around."""

from collections.abc import Sequence

from sqlalchemy import false, or_, select, true
from sqlalchemy.orm import joinedload

from ...core.db import db
from ...people.models import Organisation, Person, Role, RoleKind, Viewer, folded
from ..models import Assignment, Board, Card, Executor, Item, Plan, Share


def readers(plan: Plan) -> Sequence[Person]:
    """Everybody with an open account who may see `plan`, by name.

    The same as `policy.may_see`: those at or above its owner, those of organisations that
    it names, those named on its cards, and administrators.
    """
    above = [int(part) for part in plan.organisation.path.split("/") if part]
    named = select(Executor.organisation_id).join(Item).where(Item.plan_id == plan.id)
    shared = select(Share.organisation_id).join(Card).join(Board).where(Board.plan_id == plan.id)
    assigned = select(Assignment.person_id).join(Card).join(Board).where(Board.plan_id == plan.id)
    working = select(Role.person_id).where(
        or_(
            Role.kind == RoleKind.ADMINISTRATOR,
            Role.organisation_id.in_(above),
            Role.organisation_id.in_(named),
            Role.organisation_id.in_(shared),
        )
    )
    query = (
        select(Person)
        .where(
            Person.is_active,
            or_(
                Person.organisation_id.in_(above),
                Person.organisation_id.in_(named),
                Person.organisation_id.in_(shared),
                Person.id.in_(working),
                Person.id.in_(assigned),
            ),
        )
        .order_by(Person.name, Person.id)
    )
    return db.session.scalars(query).all()


def may_assign(card: Card, viewer: Viewer, person: Person) -> bool:
    """Whether `person`, with organisation, is one of those whom `assignable` offers."""
    is_executor = person.organisation_id in {share.organisation_id for share in card.shares}
    is_seen = viewer.is_administrator or viewer.sees(person.organisation.path)
    return person.is_active and (is_executor or is_seen)


def assignable(card: Card, viewer: Viewer, *, text: str = "", most: int = 20) -> list[Person]:
    """Whom `viewer` can name on `card`: colleagues one may see, and people of its executors.

    text: every word of it must be in the name, the login, the post or the organisation.
    """
    sharing = [share.organisation_id for share in card.shares]
    is_seen = [Organisation.path.startswith(own) for own in viewer.scope]
    is_everything_seen = true() if viewer.is_administrator else false()
    may = or_(Person.organisation_id.in_(sharing), is_everything_seen, *is_seen)
    query = (
        select(Person)
        .join(Person.organisation)
        .where(Person.is_active, may)
        .options(joinedload(Person.organisation))
        .order_by(Person.name, Person.id)
    )
    words, named = folded(text).split(), {person.id for person in card.people}
    found: list[Person] = []
    for person in db.session.scalars(query):
        said = folded(f"{person.name} {person.login} {person.post} {person.organisation}")
        if person.id not in named and all(word in said for word in words):
            found.append(person)
        if len(found) == most:
            break
    return found

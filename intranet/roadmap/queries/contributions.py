"""What organisations hand in to a card."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...core.db import db
from ...people.models import Organisation
from ..models import Contribution


def to(card_id: int) -> Sequence[Contribution]:
    """Everything that is expected of a card's organisations, by their names."""
    query = (
        select(Contribution)
        .join(Contribution.organisation)
        .where(Contribution.card_id == card_id)
        .options(joinedload(Contribution.organisation))
        .order_by(Organisation.sorting)
    )
    return db.session.scalars(query).all()


def of(card_id: int, organisation_id: int) -> Contribution | None:
    """What one organisation hands in to a card."""
    query = select(Contribution).where(
        Contribution.card_id == card_id, Contribution.organisation_id == organisation_id
    )
    return db.session.scalar(query)


def organisation_ids(card_id: int) -> set[int]:
    """Of whom something is expected already."""
    query = select(Contribution.organisation_id).where(Contribution.card_id == card_id)
    return set(db.session.scalars(query))

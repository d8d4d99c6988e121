"""Documents that wait to be confirmed, for the list of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from ...core.db import db
from ...people.models import Organisation, Person
from ..models import Draft

MOST = 20  # the newest; older ones can still be reached by their address


@dataclass(frozen=True)
class Waiting:
    """A draft in the list; made_at: aware, UTC. Without an author it came by a command."""

    id: int
    title: str
    year: int
    made_at: datetime
    organisation: str
    author: str | None

    def __str__(self) -> str:
        return self.title or "—"


def waiting(paths: Iterable[str]) -> Sequence[Waiting]:
    """What waits for the organisations at `paths` of the tree and below, the newest first.

    One statement, without the documents themselves. No paths: nothing.
    """
    below = [Organisation.path.startswith(path, autoescape=True) for path in paths]
    query = (
        select(
            Draft.id,
            Draft.document["title"].as_string(),
            Draft.year,
            Draft.made_at,
            Organisation.name,
            Person.name,
        )
        .join(Organisation, Organisation.id == Draft.organisation_id)
        .outerjoin(Person, Person.id == Draft.author_id)
        .where(Draft.is_confirmed.is_(False), or_(False, *below))
        .order_by(Draft.id.desc())
        .limit(MOST)
    )
    return [Waiting(*row) for row in db.session.execute(query)]

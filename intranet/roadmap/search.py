"""What of the road map can be found: cards of the boards one sees, or is named on."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import false, or_, select
from sqlalchemy.orm import joinedload

from ..core import search
from ..core.db import db
from ..core.search import Hit
from ..people.models import Organisation, Viewer
from .models import Assignment, Board, Card, Plan, Share
from .queries.filters import says


def cards(text: str, viewer: Viewer, most: int) -> Sequence[Hit]:
    """Cards that say every word of `text`, newest board first."""
    query = (
        select(Card)
        .join(Board, Board.id == Card.board_id)
        .join(Plan, Plan.id == Board.plan_id)
        .join(Organisation, Organisation.id == Plan.organisation_id)
        .where(~Card.is_archived, *says(text))
        .options(joinedload(Card.board).joinedload(Board.plan))
        .order_by(Board.year.desc(), Card.due_on, Card.id)
        .limit(most)
    )
    if not viewer.is_administrator:
        own = {seat.organisation_id for seat in viewer.seats} | {viewer.organisation_id}
        shared = select(Share.card_id).where(Share.organisation_id.in_(own))
        assigned = select(Assignment.card_id).where(Assignment.person_id == viewer.id)
        below = or_(false(), *(Organisation.path.startswith(path) for path in viewer.scope))
        query = query.where(or_(below, Card.id.in_(shared), Card.id.in_(assigned)))
    return [
        Hit(str(card), str(card.board.year_words), "roadmap.card", {"card_id": card.id})
        for card in db.session.scalars(query)
    ]


search.offer("cards", _l("Cards"), "layout-kanban", cards)

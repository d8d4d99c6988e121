"""Whom the road map tells about what: those called by a comment, those named on a card."""

from ..comments.events import CommentSaid
from ..core.events import on
from ..core.notices import notify
from .events import PersonAssigned
from .models import Card


@on(CommentSaid)
def person_mentioned(event: CommentSaid) -> None:
    """Tell those whom a comment on a card calls, each once for that comment."""
    card = event.subject
    if not isinstance(card, Card):
        return
    for person_id in event.mentioned:
        notify(
            person_id,
            event.name,
            page="roadmap.card",
            card_id=card.id,
            title=str(card),
            actor=event.actor.name if event.actor else "",
            comment_id=event.comment_id,
        )


@on(PersonAssigned)
def person_assigned(event: PersonAssigned) -> None:
    """Tell somebody that a card is theirs now; nobody is told of the own deed."""
    if event.actor and event.actor.id == event.person_id:
        return
    notify(
        event.person_id,
        event.name,
        page="roadmap.card",
        card_id=event.subject.id,
        title=str(event.subject),
        actor=event.actor.name if event.actor else "",
    )

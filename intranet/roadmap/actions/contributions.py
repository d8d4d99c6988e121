"""What organisations hand in to a card, as the reports tell of it."""

from collections.abc import Iterable

from ...core import clock
from ...core.actions import action
from ...core.db import db
from ..models import Card, Contribution, Stage
from ..queries import boards, cards, contributions
from .moves import Intent, move

#: In what stages a card is moved on by itself when everything is in.
UNFINISHED = (Stage.PLANNED, Stage.WORKING)


@action
def expect(card_id: int, organisation_ids: Iterable[int]) -> None:
    """Note that these organisations owe something to the card; once, however often it is said."""
    card = cards.card(card_id)
    if card is None:
        return
    known = contributions.organisation_ids(card_id)
    fresh = [each for each in organisation_ids if each not in known]
    db.session.add_all(Contribution(card_id=card_id, organisation_id=each) for each in fresh)
    _show(card)


@action
def note(card_id: int, organisation_id: int, *, report_id: int, state: str) -> None:
    """Note how far an organisation is: waiting, working (something is in), done or excused."""
    card = cards.card(card_id)
    contribution = contributions.of(card_id, organisation_id)
    if card is None or contribution is None:
        return
    contribution.state, contribution.report_id = state, report_id
    contribution.changed_at = clock.now()
    _show(card)


@action
def complete(card_id: int) -> None:
    """Everything is in: a card that is not further yet goes to «under review» by itself."""
    card = cards.card(card_id)
    if card is None or card.is_archived or card.column.stage not in UNFINISHED:
        return
    target = card.board.column_of(Stage.REVIEW)
    if target.stage == Stage.REVIEW:
        move(card, Intent(target.id), is_controller=True, by=None)


def _show(card: Card) -> None:
    boards.lock(card.board)
    card.board.changed(card.column)

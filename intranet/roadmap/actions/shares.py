"""What is done of a card: points of its checklist, shares of its organisations."""

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.events import Actor, emit
from .. import events
from ..models import Card, Check, Share
from .cards import hold
from .years import words_of

SHARE_STATES = ("waiting", "working", "done")


@action
def tick(card: Card, check_id: int, *, is_done: bool, by: Actor) -> Check:
    """Have a point be done, or not; saying what is so already changes nothing."""
    check = _point(card, check_id)
    if check.is_done != is_done:
        check.is_done = is_done
        _recount(card)
        emit(events.CheckChanged(subject=card, actor=by, point=str(check), is_done=is_done))
    return check


@action
def add_point(card: Card, *, text: str, by: Actor) -> None:
    """Add a point of one's own below the document's."""
    hold(card)
    position = max((check.position for check in card.checks), default=-1) + 1
    card.checks.append(Check(position=position, number="", text=text, is_done=False))
    _recount(card)
    emit(events.CheckChanged(subject=card, actor=by, point=text, is_done=False))


@action
def change_point(card: Card, check_id: int, *, text: str, by: Actor) -> None:
    """Rewrite a point that was added by hand."""
    check = _own_point(card, check_id)
    if check.text != text:
        check.text = text
        _recount(card)
        emit(events.CheckChanged(subject=card, actor=by, point=text, is_done=check.is_done))


@action
def remove_point(card: Card, check_id: int, *, by: Actor) -> None:
    """Take a point that was added by hand off the list."""
    check = _own_point(card, check_id)
    card.checks.remove(check)
    _recount(card)
    emit(events.CheckChanged(subject=card, actor=by, point=str(check), is_done=check.is_done))


@action
def change_share(card: Card, share_id: int, *, state: str, remark: str, by: Actor) -> None:
    """Say how far an organisation is. Refuses «done» without a word or a link to show for it."""
    hold(card)
    share = _share(card, share_id)
    if state == "done" and not remark.strip():
        raise Refusal(_l("Say in a few words what was done, or give a link to it."))
    if (share.state, share.remark) == (state, remark.strip()):
        return
    share.state, share.remark, share.changed_at = state, remark.strip(), clock.now()
    card.board.changed(card.column)
    emit(
        events.ShareChanged(
            subject=card,
            actor=by,
            organisation=share.organisation.short_name,
            state=state,
            remark=share.remark,
        )
    )


def _share(card: Card, share_id: int) -> Share:
    share = next((each for each in card.shares if each.id == share_id), None)
    if share is None:
        raise Refusal(_l("This organisation is no longer an executor of the card."))
    return share


def _point(card: Card, check_id: int) -> Check:
    hold(card)
    check = next((each for each in card.checks if each.id == check_id), None)
    if check is None:
        raise Refusal(_l("This point is no longer on the list."))
    return check


def _own_point(card: Card, check_id: int) -> Check:
    check = _point(card, check_id)
    if check.subitem_id is not None:
        raise Refusal(_l("This point is the document's. Only the plan itself can change it."))
    return check


def _recount(card: Card) -> None:
    card.recount()
    card.words = words_of(card, card.item)
    card.board.changed(card.column)

"""A card as one person meets it now: its term today, and what this person may do with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from ...core import clock
from ...core.i18n import day_in_words
from ...core.subjects import Subject
from ...core.web import allow, found, update
from ...lib.deadlines import Kind
from ...people.models import Viewer
from ...people.session import viewer
from .. import policy
from ..actions.years import occurrences
from ..models import Board, Card, Contribution, Item, Share, Term
from ..queries import audience, boards, cards
from .history import Line, history
from .words import due_words, term_words

#: Lines of its history on a card's page; a page of its own has them all.
HISTORY = 10


@dataclass
class CardSight:
    """What every partial of a card's page needs to know besides the card."""

    card: Card
    me: Viewer
    today: date
    may_comment: bool

    @property
    def board(self) -> Board:
        return self.card.board

    @property
    def zone(self) -> str:
        return self.card.board.plan.organisation.time_zone

    @property
    def is_controller(self) -> bool:
        return policy.may_control(self.me, self.card.board.plan)

    @property
    def may_work(self) -> bool:
        """In the archive nothing is worked on."""
        return not self.card.is_archived and policy.may_work_on(self.me, self.card)

    @property
    def may_edit(self) -> bool:
        return not self.card.is_archived and self.is_controller

    def may_change(self, share: Share) -> bool:
        return not self.card.is_archived and policy.may_change_share(self.me, self.card, share)

    @property
    def state(self) -> str:
        """late, soon, later, undated or closed."""
        return self.card.term.state(self.today, is_open=self.card.column.is_open)

    @property
    def state_words(self) -> str:
        """«просрочено на 3 дня»; where nothing has to be done any more, the column's name."""
        if not self.card.column.is_open:
            return self.card.column.name
        return due_words(self.card.term, self.today) or _("no date set")

    @property
    def url(self) -> str:
        return url_for("roadmap.card", card_id=self.card.id)

    @property
    def subject(self) -> Subject:
        """The card as something that comments and files hang on."""
        return Subject(
            thing=self.card,
            url=self.url,
            zone=self.zone,
            may_comment=self.may_comment,
            may_attach=self.may_work,
            may_moderate=self.is_controller,
            readers=lambda: audience.readers(self.card.board.plan),
            following=lambda: _as_subject(cards.next_occurrence(self.card)),
        )

    def may_open(self, contribution: Contribution) -> bool:
        """Whether the report behind it is one for the viewer: the own one or one from below."""
        return policy.may_see_below(self.me, contribution.organisation.path)

    @property
    def reading(self) -> str:
        """How the deadline's words were understood for the board's year."""
        return reading_words(self.card.item, self.card.board) if self.card.item else ""


def sight_of(card: Card | None) -> CardSight | None:
    """`card` as the viewer meets it; None when it is not there or not for this person."""
    if card is None:
        return None
    me, plan = viewer(), card.board.plan
    is_own = me.is_administrator or me.sees(plan.organisation.path)
    is_named = not is_own and boards.is_named(plan.id, me)
    if not policy.may_see(me, plan, is_named=is_named):
        return None
    return CardSight(
        card=card,
        me=me,
        today=clock.today(plan.organisation.time_zone),
        may_comment=policy.may_comment(me, plan, is_named=is_named),
    )


def look_at_card(card_id: int) -> CardSight:
    """The card of the address, if the viewer may see it; else a missing page."""
    sight = found(sight_of(cards.whole_card(card_id)))
    allow(True)
    return sight


def as_subject(card_id: int) -> Subject | None:
    """The card for the rooms of comments and files."""
    return _as_subject(cards.card(card_id))


def _as_subject(card: Card | None) -> Subject | None:
    sight = sight_of(card)
    return sight.subject if sight else None


def changed(
    sight: CardSight, *parts: str, anchor: str, message: str | None = None, **context: Any
) -> Any:
    """Answer a deed on the card: the parts that show it, and the history, as they are now.

    The first part takes the place of what was sent; "" when all of them travel by themselves.
    """
    cards.reread(sight.card)
    first, *others = parts
    return update(
        first or None,
        *others,
        "roadmap/_card_history.html",
        url=f"{sight.url}#{anchor}",
        message=message,
        sight=sight,
        lines=lines_of(sight),
        **context,
    )


def lines_of(sight: CardSight, *, most: int = HISTORY) -> list[Line]:
    """What happened to the card, newest first."""
    return history(sight.card, zone=sight.zone, most=most)


def reading_words(item: Item, board: Board) -> str:
    """«30 апреля 2026 г.», «апрель 2026, октябрь 2026», or why there is no date."""
    kinds = {
        Kind.UNSCHEDULED: _("no date set"),
        Kind.ON_EVENT: _("by an event, without a date"),
        Kind.UNKNOWN: _("not understood: waits for a person"),
        Kind.CONTINUOUS: _("all the time"),
    }
    reading = item.understood
    if reading.kind in kinds:
        return kinds[reading.kind]
    terms = [Term(str(o.span), o.start, o.end) for o in occurrences(item, board)]
    words = [
        day_in_words(term.due_on) if term.span == "day" and term.due_on else term_words(term)
        for term in terms
    ]
    return ", ".join(dict.fromkeys(words)) or _("nothing in this year")

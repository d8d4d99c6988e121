"""Moving a card: by mouse, finger, keyboard or form, it is this one deed."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from ...core import activity
from ...core.actions import Conflict, Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...lib import ranks
from .. import events
from ..models import Board, Card, Column
from ..queries import boards, cards


@dataclass(frozen=True)
class Intent:
    """Where somebody wants a card: in a column, behind one card, else ahead of another.

    seen: the version of the card that the person saw.
    operation: the request's own name, so that it acts once however often it arrives.
    """

    column_id: int
    after: int | None = None
    before: int | None = None
    seen: int = 0
    reason: str = ""
    operation: str | None = None


@dataclass(frozen=True)
class Moved:
    """What a move did, and what it takes to undo it.

    versions: in which version of the board each column had changed before this move.
    home: the live cards that stood directly ahead of it and behind it.
    """

    card: Card
    source: Column
    target: Column
    versions: dict[int, int]
    home: tuple[int | None, int | None] = (None, None)
    is_merged: bool = False

    def stale_columns(self, seen: int | None) -> list[int]:
        """Columns that a page which saw version `seen` of the board must ask for afresh.

        A page that moved the card itself knows its own two columns, unless somebody else
        changed them or the card landed elsewhere than meant. None: it moved nothing itself.
        """
        own = {self.source.id, self.target.id}
        if seen is None:
            return sorted(own)
        others = {column_id for column_id, version in self.versions.items() if version > seen}
        return sorted(others | ({self.target.id} if self.is_merged else set()))


@action
def move(card: Card, intent: Intent, *, is_controller: bool, by: Actor | None) -> Moved:
    """Put `card` where `intent` says, between cards as they stand now.

    An outdated intent merges: a neighbour that went away is replaced by the other one, or
    by the end of the column. Conflict only where that would undo a decision: the card is
    archived, its column is gone, or the controller has taken it over meanwhile.
    """
    boards.lock(card.board)
    cards.reread_standing(card)
    board = card.board
    target = board.column(intent.column_id)
    source = board.column(card.column_id)
    versions = {column.id: column.changed_in for column in board.columns}
    if source and activity.of_operation(intent.operation):
        return Moved(card, source, source, versions)
    if target is None or source is None:
        raise Conflict(_l("This column does not exist any more. The board has been changed."))
    _check(card, source, target, intent, is_controller=is_controller)
    home = cards.neighbours(source, card)
    is_merged = place(card, target, after=intent.after, before=intent.before)
    card.column = target
    card.version += 1
    _count(source, target)
    board.changed(source, target)
    emit(
        events.CardMoved(
            subject=card,
            actor=by,
            operation=intent.operation,
            board_id=board.id,
            from_column=source.id,
            from_name=source.name,
            to_column=target.id,
            to_name=target.name,
            reason=intent.reason.strip(),
        )
    )
    return Moved(card, source, target, versions, home, is_merged)


def _check(
    card: Card, source: Column, target: Column, intent: Intent, *, is_controller: bool
) -> None:
    if card.is_archived:
        raise Conflict(_l("Somebody has put “%(card)s” into the archive.", card=str(card)))
    is_outdated = intent.seen and intent.seen != card.version
    if source.only_controller and target.id != source.id:
        if is_outdated:
            raise Conflict(
                _l(
                    "“%(card)s” is in “%(column)s” by now. Look at it first, then move it.",
                    card=str(card),
                    column=source.name,
                )
            )
        if not is_controller:
            raise Refusal(
                _l(
                    "Only the plan's controller moves cards out of “%(column)s”.",
                    column=source.name,
                )
            )
    card.enter(target, is_controller=is_controller, reason=intent.reason)


def place(card: Card, column: Column, *, after: int | None, before: int | None) -> bool:
    """Give `card` a rank in `column` behind `after`, else ahead of `before`, else at the end.

    Between two visible neighbours there may be hidden cards; directly behind the first is
    strictly between both. True when a neighbour that was named is no longer there.
    """
    low: str | None
    high: str | None
    behind = cards.rank_of(column, after, but=card.id)
    ahead = cards.rank_of(column, before, but=card.id) if behind is None else None
    if behind is not None:
        low, high = behind, cards.rank_behind(column, behind, but=card.id)
    elif ahead is not None:
        low, high = cards.rank_ahead(column, ahead, but=card.id), ahead
    else:
        low, high = cards.last_rank(column, but=card.id), None
    rank = ranks.between(low, high)
    card.column_id, card.rank = column.id, rank
    if ranks.is_crowded(rank):
        _make_room(card, column)
    wanted = after if after is not None else before
    return wanted is not None and behind is None and (after is not None or ahead is None)


def _make_room(card: Card, column: Column) -> None:
    """Give the crowded run around `card` short ranks again; their order stays."""
    db.session.flush()
    around = cards.ranks_around(column, card.rank, most=ranks.RUN_ROWS)
    ids, present = [id_ for id_, _ in around], [rank for _, rank in around]
    fresh = ranks.repair(
        present,
        ids.index(card.id),
        after=cards.rank_ahead(column, present[0], but=0),
        before=cards.rank_behind(column, present[-1], but=0),
    )
    for index, rank in fresh.items():
        db.session.execute(update(Card).where(Card.id == ids[index]).values(rank=rank))
    db.session.refresh(card, ["rank"])


def _count(source: Column, target: Column) -> None:
    source.card_count -= 1
    target.card_count += 1


def append(card: Card, column: Column, board: Board) -> None:
    """Put a card that is not on the board yet at the end of `column`."""
    card.column_id = column.id
    card.column = column
    card.rank = ranks.between(cards.last_rank(column), None)
    column.card_count += 1
    board.changed(column)

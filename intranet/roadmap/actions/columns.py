"""The columns of a board: what they are called, mean, hold and allow, and in which order."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from ...core.actions import Conflict, Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...lib import ranks
from .. import events
from ..models import Board, Column, Stage
from ..queries import boards, cards

COLOURS = ("grey", "blue", "teal", "green", "amber", "violet", "red")
MOST_COLUMNS = 20


@dataclass(frozen=True)
class Layout:
    """What one may say about a column; `wip_limit` is the most cards at once, or no limit."""

    name: str
    stage: str
    colour: str = "grey"
    wip_limit: int | None = None
    only_controller: bool = False
    needs_reason: bool = False


@action
def add(board: Board, layout: Layout, *, by: Actor) -> Column:
    """Put a new column at the right end. Refuses more columns than anybody can read."""
    boards.lock(board)
    if len(board.columns) >= MOST_COLUMNS:
        raise Refusal(_l("A board holds at most %(num)s columns.", num=MOST_COLUMNS))
    position = max(column.position for column in board.columns) + 1
    column = Column(position=position, card_count=0, changed_in=1)
    _apply(column, layout)
    board.columns.append(column)
    _tell(board, by)
    return column


@action
def change(board: Board, column_id: int, layout: Layout, *, by: Actor) -> None:
    """Rename a column, or say anew what it means, holds and allows."""
    boards.lock(board)
    column = _column(board, column_id)
    if layout.stage != column.stage:
        _keep_a_planned_one(board, column)
    _apply(column, layout)
    _tell(board, by)


@action
def shift(board: Board, column_id: int, *, by_places: int, by: Actor) -> None:
    """Move a column to the left (-1) or to the right (1); at the end it stays."""
    boards.lock(board)
    order = list(board.columns)
    here = order.index(_column(board, column_id))
    there = min(max(here + by_places, 0), len(order) - 1)
    if here == there:
        return
    order.insert(there, order.pop(here))
    for position, column in enumerate(order):
        column.position = position
    _tell(board, by)


@action
def remove(board: Board, column_id: int, *, heir_id: int | None, by: Actor) -> None:
    """Take a column away; its cards, archived ones too, go to the end of the heir.

    Refuses the last planned column, into which new cards fall, and to leave cards behind.
    """
    boards.lock(board)
    column = _column(board, column_id)
    _keep_a_planned_one(board, column)
    heir = board.column(heir_id) if heir_id else None
    if heir is column:
        heir = None
    _hand_over(board, column, heir, by)
    board.columns.remove(column)
    for position, each in enumerate(board.columns):
        each.position = position
    _tell(board, by)


def _hand_over(board: Board, column: Column, heir: Column | None, by: Actor) -> None:
    left = cards.all_in(column)
    if not left:
        return
    if heir is None:
        raise Refusal(_l("“%(column)s” holds cards. Choose where they go.", column=column.name))
    places = ranks.spread(len(left), cards.last_rank(heir), None)
    for card, rank in zip(left, places, strict=True):
        card.column_id, card.rank = heir.id, rank
        card.column = heir
        card.version += 1
    heir.card_count += column.card_count
    db.session.flush()
    for card in left:
        emit(
            events.CardMoved(
                subject=card,
                actor=by,
                board_id=board.id,
                from_column=column.id,
                from_name=column.name,
                to_column=heir.id,
                to_name=heir.name,
            )
        )


def _column(board: Board, column_id: int) -> Column:
    column = board.column(column_id)
    if column is None:
        raise Conflict(_l("This column does not exist any more. The board has been changed."))
    return column


def _keep_a_planned_one(board: Board, column: Column) -> None:
    planned = [each for each in board.columns if each.stage == Stage.PLANNED]
    if planned == [column]:
        raise Refusal(
            _l(
                "New cards of the plan fall into “%(column)s”: one such must stay.",
                column=column.name,
            )
        )


def _apply(column: Column, layout: Layout) -> None:
    column.name, column.stage, column.colour = layout.name, layout.stage, layout.colour
    column.wip_limit = layout.wip_limit
    column.only_controller, column.needs_reason = layout.only_controller, layout.needs_reason


def _tell(board: Board, by: Actor) -> None:
    """Every column counts as changed: their order and number are part of what is seen."""
    db.session.flush()
    board.changed(*board.columns)
    emit(events.BoardChanged(subject=board, actor=by))

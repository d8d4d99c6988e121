"""Opening a year of a plan: its items' deadlines become cards."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from ...core import clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...core.i18n import force_language
from ...lib import deadlines, ranks
from ...lib.deadlines import Occurrence
from ...people.models import folded
from .. import events
from ..models import Board, Card, Check, Column, Item, Plan, Share, Stage, Subitem
from ..queries import boards, cards, plans

#: stage, colour, only the controller drops here, a reason is asked.
COLUMNS = (
    (Stage.PLANNED, _l("Planned"), "grey", False, False),
    (Stage.WORKING, _l("In progress"), "blue", False, False),
    (Stage.REVIEW, _l("Under review"), "violet", False, False),
    (Stage.DONE, _l("Done"), "green", True, False),
    (Stage.DROPPED, _l("Taken off control"), "amber", True, True),
)
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_AHEAD = 5  # years: what is further away was mistyped


@action
def open_year(plan: Plan, *, year: int, by: Actor | None) -> Board:
    """Make the cards of `year`, and its board when there is none; again changes nothing.

    A school year is named by the year in which it begins.
    Refuses a year outside of this century, and a new one that is far ahead.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(_l("The year must be between 2000 and 2100."))
    plan = plans.lock_plan(plan.id) or plan  # two people at once open one year
    board = plans.board_of_year(plan, year)
    if board is None:
        _keep_near(plan, year)
        board = _new_board(plan, year)
    items = [item for item in plan.items if not item.is_excluded]  # before the lock reads anew
    boards.lock(board)
    fresh = _missing_cards(board, items)
    if fresh:
        put(fresh, board)
        emit(events.YearOpened(subject=board, actor=by, card_count=len(fresh)))
    return board


def _keep_near(plan: Plan, year: int) -> None:
    last = clock.today(plan.organisation.time_zone).year + MOST_AHEAD
    if year > last:
        sentence = _l("%(year)s is far ahead. Years up to %(last)s can be opened.")
        raise Refusal(sentence % {"year": year, "last": last})


def put(fresh: list[Card], board: Board) -> None:
    """New cards go to the end of the first column, in the order of the document."""
    column = board.column_of(Stage.PLANNED)
    places = ranks.spread(len(fresh), cards.last_rank(column), None)
    for card, rank in zip(fresh, places, strict=True):
        card.column, card.rank = column, rank
    db.session.add_all(fresh)
    column.card_count += len(fresh)
    board.changed(column)


def _new_board(plan: Plan, year: int) -> Board:
    with force_language(None):  # column names are data: in the installation's language
        columns = [
            Column(
                position=position,
                stage=stage,
                name=str(name),
                colour=colour,
                only_controller=only_controller,
                needs_reason=needs_reason,
                card_count=0,
                changed_in=1,
            )
            for position, (stage, name, colour, only_controller, needs_reason) in enumerate(COLUMNS)
        ]
    board = Board(plan=plan, plan_id=plan.id, year=year, version=1, columns=columns)
    db.session.add(board)
    db.session.flush()
    return board


def _missing_cards(board: Board, items: Iterable[Item]) -> list[Card]:
    query = select(Card.item_id, Card.key, Card.column_id).where(Card.board_id == board.id)
    known: dict[int | None, dict[str | None, bool]] = {}
    closed = {column.id for column in board.columns if not column.is_open}
    for item_id, key, column_id in db.session.execute(query):
        known.setdefault(item_id, {})[key] = column_id in closed
    return [
        card_of(board, item, occurrence)
        for item in items
        for occurrence in missing(occurrences(item, board), known.get(item.id, {}), board)
    ]


def missing(
    wanted: Iterable[Occurrence], known: Mapping[str | None, bool], board: Board
) -> list[Occurrence]:
    """What has no card yet. A done card whose own term is gone stands for a term that has passed.

    known: of the cards there are, by key, whether each is done or taken off control.
    """
    ones = list(wanted)
    today = clock.today(board.plan.organisation.time_zone)
    found = [one for one in ones if one.key not in known]
    settled = sum(is_closed for key, is_closed in known.items() if key not in {o.key for o in ones})
    past = [one for one in found if one.end and one.end < today][:settled]
    return [one for one in found if one not in past]


def occurrences(item: Item | Subitem, board: Board) -> tuple[Occurrence, ...]:
    """What the deadline of `item` asks for in the board's year."""
    if item.reading is None:
        return ()
    reading = deadlines.Reading.from_json(item.reading)
    return deadlines.occurrences(reading, board.year, school_year=board.plan.is_school_year)


def card_of(board: Board, item: Item, occurrence: Occurrence) -> Card:
    """A card for one occurrence: title, term, checklist of the sub-items, shares."""
    card = Card(
        board=board,
        item_id=item.id,
        key=occurrence.key,
        number=item.label,
        title=item.heading,
        span=str(occurrence.span),
        starts_on=occurrence.start,
        due_on=occurrence.end,
        section_id=item.section_id,
        checks=[check_of(subitem, board, n) for n, subitem in enumerate(item.subitems)],
        shares=_shares_of(item),
        people=[],
        notes=[],
    )
    card.lead_id = card.shares[0].organisation_id if card.shares else None
    card.words = words_of(card, item)
    card.recount()
    return card


def check_of(subitem: Subitem, board: Board, position: int) -> Check:
    """A point of the checklist for one sub-item."""
    own = occurrences(subitem, board)
    return Check(
        subitem_id=subitem.id,
        position=position,
        number=subitem.number,
        text=subitem.text,
        executors_text=subitem.executors_text or "",
        deadline=subitem.deadline or "",
        due_on=own[0].end if own else None,
        is_done=False,
    )


def _shares_of(item: Item) -> list[Share]:
    ids = dict.fromkeys(e.organisation_id for e in item.executors if e.organisation_id)
    return [
        Share(organisation_id=organisation_id, position=position, state="waiting")
        for position, organisation_id in enumerate(ids)
    ]


def words_of(card: Card, item: Item | None) -> str:
    """Everything one may search for in a card, folded."""
    parts = [card.number, card.title, card.description or ""]
    parts += [str(check) for check in card.checks]
    if item is not None:
        parts += [item.number, item.executors_text, item.deadline]
    return folded(" ".join(parts))

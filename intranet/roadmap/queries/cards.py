"""One card with everything about it, and its neighbours in a column."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from ...core.db import ask, db
from ..models import Board, Card, Column, Item, Note, Plan, Section, Share

_PLACE = (
    joinedload(Card.board).joinedload(Board.plan).joinedload(Plan.organisation),
    joinedload(Card.board).selectinload(Board.columns),
    joinedload(Card.column),
    selectinload(Card.shares).joinedload(Share.organisation),
    selectinload(Card.people),
)


def card(card_id: int) -> Card | None:
    """One card with its place, its shares and its people: what policies and moves need."""
    return db.session.scalar(select(Card).where(Card.id == card_id).options(*_PLACE))


_on_board = select(Card).where(Card.id == bindparam("card"), Card.board_id == bindparam("board"))
_standing = select(Card.column_id, Card.rank, Card.version, Card.is_archived).where(
    Card.id == bindparam("card")
)


def on_board(board: Board, card_id: int) -> Card | None:
    """A card of this very board and nothing about it: all that moving it takes."""
    return db.session.scalar(_on_board, {"card": card_id, "board": board.id})


def reread_standing(card: Card) -> None:
    """Where `card` stands by now: before a lock it may have been read elsewhere."""
    row = ask(_standing, card=card.id).one()
    for name, value in row._mapping.items():
        set_committed_value(card, name, value)


_WHOLE = (
    *_PLACE,
    joinedload(Card.section),
    joinedload(Card.item).selectinload(Item.subitems),
    selectinload(Card.checks),
    selectinload(Card.notes).joinedload(Note.author),
)


def whole_card(card_id: int) -> Card | None:
    """One card with all that its page shows."""
    return db.session.scalar(select(Card).where(Card.id == card_id).options(*_WHOLE))


def reread(card: Card) -> None:
    """Bring `card` and all about it afresh: what was read before a lock may be outdated."""
    query = select(Card).where(Card.id == card.id).options(*_WHOLE)
    db.session.scalar(query.execution_options(populate_existing=True))


def next_occurrence(card: Card) -> Card | None:
    """The live card of the same item whose term ends next after that of `card`, in any year."""
    if card.item_id is None:
        return None
    query = select(Card).where(
        Card.item_id == card.item_id,
        Card.due_on > card.due_on,
        ~Card.is_archived,
        ~Card.is_excluded,
    )
    return db.session.scalar(query.order_by(Card.due_on, Card.id).limit(1).options(*_PLACE))


def archived(board: Board, *, page: int, per_page: int) -> tuple[Sequence[Card], int]:
    """One page of the archive of `board`, newest first, and how many there are."""
    is_there = (Card.board_id == board.id, Card.is_archived)
    query = (
        select(Card)
        .where(*is_there)
        .options(joinedload(Card.column))
        .order_by(Card.id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    total = db.session.scalar(select(func.count()).where(*is_there)) or 0
    return db.session.scalars(query).all(), total


def sections_of(plan_id: int) -> Sequence[Section]:
    """The headings of a plan, for choosing one."""
    query = select(Section).where(Section.plan_id == plan_id).order_by(Section.position)
    return db.session.scalars(query).all()


def counts_in(board: Board) -> dict[int, int]:
    """How many cards every column holds, archived ones too."""
    query = (
        select(Card.column_id, func.count())
        .where(Card.board_id == board.id)
        .group_by(Card.column_id)
    )
    return dict(db.session.execute(query).all())


def all_in(column: Column) -> Sequence[Card]:
    """Every card of a column in its order, archived ones too."""
    query = select(Card).where(Card.column_id == column.id).order_by(Card.rank)
    return db.session.scalars(query).all()


_of_column = Card.column_id == bindparam("column")
_not_it = Card.id != bindparam("but")
_rank_of = select(Card.rank).where(Card.id == bindparam("card"), _of_column, ~Card.is_archived)
_rank_behind = select(func.min(Card.rank)).where(_of_column, Card.rank > bindparam("rank"), _not_it)
_rank_ahead = select(func.max(Card.rank)).where(_of_column, Card.rank < bindparam("rank"), _not_it)
_last_rank = select(func.max(Card.rank)).where(_of_column, _not_it)


def rank_of(column: Column, card_id: int | None, *, but: int) -> str | None:
    """The rank of a live card of `column`; None when it is no longer there, or is `but`."""
    if card_id is None or card_id == but:
        return None
    return ask(_rank_of, column=column.id, card=card_id).scalar()


def rank_behind(column: Column, rank: str, *, but: int) -> str | None:
    """The rank next after `rank` in the whole column, archived cards included."""
    return ask(_rank_behind, column=column.id, rank=rank, but=but).scalar()


def rank_ahead(column: Column, rank: str, *, but: int) -> str | None:
    """The rank next before `rank` in the whole column, archived cards included."""
    return ask(_rank_ahead, column=column.id, rank=rank, but=but).scalar()


def last_rank(column: Column, *, but: int = 0) -> str | None:
    """The greatest rank in the whole column, archived cards included."""
    return ask(_last_rank, column=column.id, but=but).scalar()


def ranks_around(column: Column, rank: str, *, most: int) -> list[tuple[int, str]]:
    """(id, rank) of up to `most` cards to each side of `rank`, itself included, in order."""
    pair = select(Card.id, Card.rank).where(Card.column_id == column.id)
    ahead = pair.where(Card.rank <= rank).order_by(Card.rank.desc()).limit(most + 1)
    behind = pair.where(Card.rank > rank).order_by(Card.rank).limit(most)
    before = [(id_, found) for id_, found in db.session.execute(ahead)][::-1]
    return before + [(id_, found) for id_, found in db.session.execute(behind)]


def in_column(column: Column, *, most: int = 500) -> Sequence[Card]:
    """The live cards of a column in their order, for choosing a place by name."""
    query = (
        select(Card)
        .where(Card.column_id == column.id, ~Card.is_archived)
        .order_by(Card.rank)
        .limit(most)
    )
    return db.session.scalars(query).all()


_live = select(Card.id).where(_of_column, ~Card.is_archived)
_neighbours = select(
    _live.where(Card.rank < bindparam("rank"))
    .order_by(Card.rank.desc())
    .limit(1)
    .scalar_subquery(),
    _live.where(Card.rank > bindparam("rank")).order_by(Card.rank).limit(1).scalar_subquery(),
)


def neighbours(column: Column, card: Card) -> tuple[int | None, int | None]:
    """The ids of the live cards directly ahead of and behind `card`."""
    found = ask(_neighbours, column=column.id, rank=card.rank).one()
    return found[0], found[1]


def numbered(board: Board, number: str) -> Sequence[Card]:
    """The cards of a board that bear this number, by their term."""
    query = select(Card).where(Card.board_id == board.id, Card.number == number)
    return db.session.scalars(query.order_by(Card.due_on, Card.id)).all()

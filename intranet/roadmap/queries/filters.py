"""What a board's address narrows the cards to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select

from ...core.sqlite import fold_text
from ...lib.cyrillic import in_russian_layout
from ...people.models import OrganisationAlias, folded
from ..models import OPEN_STAGES, SOON, Assignment, Board, Card, Share
from .periods import periods

STATES = ("late", "soon", "undated")
LONGEST_TEXT = 200
#: «7», «7.1», «12.»: the number of an item, which must be found whole.
NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})*\.?")
#: What may follow the number of an item in the text.
AFTER_NUMBER = " .,;:)"


@dataclass(frozen=True)
class Filters:
    """Everything off by default; what an address says wrongly is left out."""

    mine: bool = False
    state: str = ""
    organisation: int | None = None
    section: int | None = None
    quarter: int | None = None
    text: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Filters":
        """The filters in an address; unknown or wrong values filter nothing."""
        state = arguments.get("state", "")
        quarter = _number(arguments.get("quarter"))
        return cls(
            mine=arguments.get("mine") == "1",
            state=state if state in STATES else "",
            organisation=_number(arguments.get("organisation")),
            section=_number(arguments.get("section")),
            quarter=quarter if quarter in {1, 2, 3, 4} else None,
            text=arguments.get("q", "").replace("\0", "").strip()[:LONGEST_TEXT],
        )

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def arguments(self) -> dict[str, Any]:
        """The same as arguments of an address; what is off is not there."""
        given = {name: value for name, value in vars(self).items() if value}
        if "text" in given:
            given["q"] = given.pop("text")
        if "mine" in given:
            given["mine"] = 1
        return given

    def but(self, **changes: Any) -> dict[str, Any]:
        """The arguments of an address that differs in `changes`."""
        return Filters(**(vars(self) | changes)).arguments

    def conditions(
        self, board: Board, *, person_id: int, organisation_id: int, today: date
    ) -> list[ColumnElement[bool]]:
        """What must be true of a card. `mine`: named on it, or one's organisation has a share."""
        found: list[ColumnElement[bool]] = []
        if self.mine:
            found.append(or_(_assigned(person_id), _shared(organisation_id)))
        if self.organisation:
            found.append(_shared(self.organisation))
        if self.section:
            found.append(Card.section_id == self.section)
        if self.quarter:
            of_quarter = [p for p in periods(board) if p.quarter == self.quarter]
            found.append(or_(*(Card.due_on.between(p.start, p.end) for p in of_quarter)))
        if self.text:
            found.extend(says(self.text))
        if self.state:
            found.append(_in_state(self.state, board, today))
        return found


def _in_state(state: str, board: Board, today: date) -> ColumnElement[bool]:
    """late, soon or undated: only of columns in which something is still to be done."""
    open_ids = [column.id for column in board.columns if column.stage in OPEN_STAGES]
    is_open = Card.column_id.in_(open_ids)
    if state == "late":
        return and_(is_open, Card.due_on < today)
    if state == "soon":
        return and_(is_open, Card.due_on.between(today, today + timedelta(days=SOON)))
    return and_(is_open, Card.due_on.is_(None))


def _assigned(person_id: int) -> ColumnElement[bool]:
    return exists().where(Assignment.card_id == Card.id, Assignment.person_id == person_id)


def _shared(organisation_id: int) -> ColumnElement[bool]:
    return Card.id.in_(select(Share.card_id).where(Share.organisation_id == organisation_id))


def says(text: str) -> list[ColumnElement[bool]]:
    """Whether a card, or a name of an organisation with a share in it, says every word.

    A word typed in the Latin layout may be meant in the Russian one: either will do. A
    number alone is that of an item; beside words it may be the school's («КСОШ № 1»).
    """
    words = folded(text).split()
    return [
        _numbered(word.rstrip("."), is_alone=len(words) == 1)
        if NUMBER.fullmatch(word)
        else _holds(word)
        for word in words
    ]


def _holds(word: str) -> ColumnElement[bool]:
    meant = dict.fromkeys((word, fold_text(in_russian_layout(word)) or ""))
    in_card = [Card.words.contains(each, autoescape=True) for each in meant]
    in_name = [OrganisationAlias.folded.contains(each, autoescape=True) for each in meant]
    return or_(*in_card, Card.id.in_(_named(or_(*in_name))))


def _numbered(number: str, *, is_alone: bool) -> ColumnElement[bool]:
    """Whether the number stands by itself: «7.1» is neither 17.1 nor 7.10."""

    def stands_in(text: ColumnElement[str]) -> ColumnElement[bool]:
        padded = literal(" ") + text + literal(" ")
        return or_(*(padded.contains(f" {number}{sign}", autoescape=True) for sign in AFTER_NUMBER))

    in_card = stands_in(Card.words.expression)
    if is_alone:
        return in_card
    return or_(in_card, Card.id.in_(_named(stands_in(OrganisationAlias.folded.expression))))


def _named(condition: ColumnElement[bool]) -> Select[Any]:
    """Cards in which an organisation has a share, one of whose names meets `condition`."""
    return (
        select(Share.card_id)
        .join(OrganisationAlias, OrganisationAlias.organisation_id == Share.organisation_id)
        .where(condition)
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def quarter_days(board: Board, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter of the board's year, by the calendar's numbers.

    Quarter III of a school year is its September; July and August are its end.
    """
    first = next(period for period in periods(board) if period.quarter == quarter)
    return first.start, first.end

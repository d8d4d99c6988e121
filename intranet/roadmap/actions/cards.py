"""Cards one by one: written by hand, corrected, archived, and who is named on them."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from ...core import activity, clock
from ...core.actions import Conflict, Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...people.models import Organisation, Person
from .. import events
from ..models import Board, Card, Note, Share
from ..queries import boards, cards
from .moves import append
from .years import words_of


@dataclass(frozen=True)
class Writing:
    """What a person writes on a card. Days are the district's; `due_on` still counts."""

    title: str
    starts_on: date | None = None
    due_on: date | None = None
    description: str = ""
    number: str = ""

    @property
    def span(self) -> str:
        """A day, a range, or none: months and quarters come from the plan alone."""
        if self.due_on is None:
            return "none"
        return "range" if self.starts_on and self.starts_on != self.due_on else "day"

    def check(self) -> None:
        """Refuse a term that ends before it begins, and a beginning without an end."""
        if self.starts_on and not self.due_on:
            raise Refusal(_l("Say until when, or leave out the start too."))
        if self.starts_on and self.due_on and self.starts_on > self.due_on:
            raise Refusal(_l("The start is later than the last day."))


class ReasonMissing(Refusal):
    """Another date for a card of the plan, without a word why."""


def hold(card: Card, *, archived: bool = False) -> None:
    """Keep others off the card's board until the transaction ends; read the card afresh.

    Refuses a card that is in the archive, unless `archived` ones will do.
    """
    boards.lock(card.board)
    cards.reread(card)
    if card.is_archived and not archived:
        raise Conflict(_l("“%(card)s” is in the archive. Restore it first.", card=str(card)))


@action
def add(
    board: Board,
    writing: Writing,
    *,
    column_id: int,
    organisation: Organisation | None = None,
    section_id: int | None = None,
    people: tuple[Person, ...] = (),
    operation: str | None = None,
    by: Actor,
) -> Card | None:
    """Write a card by hand at the end of a column; the same operation twice writes it once.

    None when the operation had come before. Refuses a term that makes no sense, and a
    column that is gone.
    """
    boards.lock(board)
    if activity.of_operation(operation):
        return None
    writing.check()
    column = board.column(column_id)
    if column is None:
        raise Conflict(_l("This column does not exist any more. The board has been changed."))
    card = _new(board, writing, organisation)
    card.section_id, card.people = section_id, list(people)
    card.words = words_of(card, None)
    with db.session.no_autoflush:
        append(card, column, board)
    db.session.add(card)
    emit(events.CardAdded(subject=card, actor=by, operation=operation))
    return card


def _new(board: Board, writing: Writing, organisation: Organisation | None) -> Card:
    return Card(
        board=board,
        title=writing.title,
        number=writing.number,
        description=writing.description,
        span=writing.span,
        starts_on=writing.starts_on,
        due_on=writing.due_on,
        lead_id=organisation.id if organisation else None,
        shares=[Share(organisation_id=organisation.id, position=0)] if organisation else [],
        checks=[],
        notes=[],
        version=1,
    )


@action
def edit(card: Card, writing: Writing, *, seen: int, reason: str = "", by: Actor) -> None:
    """Put `writing` in place of what stands on the card; nothing new tells nobody.

    seen: the version of the card that the person saw. Conflict when the texts were written
    anew since; a move in between is none. Another date of a card that the plan asked for
    needs a reason, and the first date is kept.
    """
    hold(card)
    if seen < card.edited_in:
        raise Conflict(_l("Somebody changed this card while you were writing."))
    writing.check()
    fields = changes(card, writing)
    if not fields:
        return
    before = card.due_on
    if "due_on" in fields:
        _postpone(card, reason)
    for name in fields:
        setattr(card, name, getattr(writing, name))
    if {"starts_on", "due_on"} & set(fields):
        card.span = writing.span
    card.version += 1
    card.edited_in = card.version
    card.words = words_of(card, card.item)
    card.board.changed(card.column)
    is_moved = "due_on" in fields
    emit(
        events.CardChanged(
            subject=card,
            actor=by,
            fields=fields,
            reason=reason.strip() if is_moved else "",
            due_before=before.isoformat() if is_moved and before else "",
            due_after=card.due_on.isoformat() if is_moved and card.due_on else "",
        )
    )


def changes(card: Card, writing: Writing) -> list[str]:
    """The names of what `writing` says differently; the number of the plan is not ours."""
    names = ["title", "starts_on", "due_on", "description"]
    if card.item_id is None:
        names.append("number")
    return [name for name in names if getattr(card, name) != getattr(writing, name)]


def _postpone(card: Card, reason: str) -> None:
    if card.item_id is None or card.due_on is None:
        return
    if not reason.strip():
        raise ReasonMissing(_l("This term is the plan's. Say why it changes."))
    card.first_due_on = card.first_due_on or card.due_on
    card.postponed_count += 1


@action
def archive(card: Card, *, by: Actor) -> None:
    """Take the card off the board; its place is kept. Twice is once."""
    hold(card, archived=True)
    if card.is_archived:
        return
    card.is_archived = True
    card.version += 1
    card.column.card_count -= 1
    card.board.changed(card.column)
    emit(events.CardArchived(subject=card, actor=by))


@action
def restore(card: Card, *, by: Actor) -> None:
    """Put the card back where it stood. Twice is once."""
    hold(card, archived=True)
    if not card.is_archived:
        return
    card.is_archived = False
    card.version += 1
    card.column.card_count += 1
    card.board.changed(card.column)
    emit(events.CardRestored(subject=card, actor=by))


@action
def assign(card: Card, person: Person, *, by: Actor) -> None:
    """Name `person` on the card: from now on the card is theirs to see and to work on."""
    hold(card)
    if person.id in {each.id for each in card.people}:
        return
    card.people.append(person)
    card.board.changed(card.column)
    emit(events.PersonAssigned(subject=card, actor=by, person_id=person.id, person=person.name))


@action
def unassign(card: Card, person_id: int, *, by: Actor) -> None:
    """Take a person off the card. Twice is once."""
    hold(card)
    person = next((each for each in card.people if each.id == person_id), None)
    if person is None:
        return
    card.people.remove(person)
    card.board.changed(card.column)
    emit(events.PersonUnassigned(subject=card, actor=by, person_id=person.id, person=person.name))


@action
def note(card: Card, *, text: str, operation: str | None = None, by: Actor) -> None:
    """Say what was done; the same operation twice says it once."""
    hold(card)
    if activity.of_operation(operation):
        return
    db.session.add(Note(card_id=card.id, author_id=by.id, at=clock.now(), text=text))
    emit(events.NoteAdded(subject=card, actor=by, operation=operation))

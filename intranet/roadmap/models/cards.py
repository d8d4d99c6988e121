"""Cards: what must happen by a date, who owes what to it, and what was done."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.actions import Refusal
from ...core.db import Bytewise, Model
from ...people.models import Organisation, Person
from .boards import Board, Column
from .plans import Item, Section
from .terms import Term


class Card(Model):
    """What must happen by a date: one occurrence of an item in the board's year."""

    __tablename__ = "roadmap_card"
    __table_args__ = (
        UniqueConstraint("board_id", "item_id", "key"),
        UniqueConstraint("column_id", "rank"),
        Index("ix_roadmap_card_in_column", "column_id", "is_archived", "rank"),
        Index("ix_roadmap_card_due", "board_id", "is_archived", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("roadmap_board.id"))
    column_id: Mapped[int] = mapped_column(ForeignKey("roadmap_column.id"))
    rank: Mapped[str] = mapped_column(Bytewise)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_item.id"), index=True)
    #: Which occurrence of the item: stable within the year, so opening it twice makes it once.
    key: Mapped[str | None]
    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    #: What `starts_on`…`due_on` is: month, quarter, half, year, range, day, none.
    span: Mapped[str] = mapped_column(default="none")
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]  # the last day that counts, district time
    #: What the plan said before anybody postponed it, and how often that happened.
    first_due_on: Mapped[date | None]
    postponed_count: Mapped[int] = mapped_column(default=0)
    description: Mapped[str] = mapped_column(default="")  # Markdown
    #: The version of the card in which its texts or its term were last written.
    edited_in: Mapped[int] = mapped_column(default=1)
    is_archived: Mapped[bool] = mapped_column(default=False)
    #: A later edition of the plan asks for it no more; worked on already, it stays with a mark.
    is_excluded: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    #: Everything one may search for in this card, folded.
    words: Mapped[str] = mapped_column(default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_section.id"))
    check_count: Mapped[int] = mapped_column(default=0)
    checked_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    file_count: Mapped[int] = mapped_column(default=0)

    board: Mapped[Board] = relationship(lazy="raise_on_sql")
    column: Mapped[Column] = relationship(lazy="raise_on_sql")
    item: Mapped[Item | None] = relationship(lazy="raise_on_sql")
    section: Mapped[Section | None] = relationship(lazy="raise_on_sql")
    shares: Mapped[list["Share"]] = relationship(
        back_populates="card",
        order_by="Share.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    checks: Mapped[list["Check"]] = relationship(
        back_populates="card",
        order_by="Check.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    people: Mapped[list[Person]] = relationship(
        secondary="roadmap_assignment", order_by=Person.name, lazy="raise_on_sql"
    )
    notes: Mapped[list["Note"]] = relationship(
        back_populates="card",
        order_by="Note.id.desc()",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def term(self) -> "Term":
        return Term(self.span, self.starts_on, self.due_on)

    def share_of(self, organisation_id: int) -> "Share | None":
        return next((s for s in self.shares if s.organisation_id == organisation_id), None)

    def recount(self) -> None:
        """Bring the kept counts of the checklist in step with its points."""
        self.check_count = len(self.checks)
        self.checked_count = sum(check.is_done for check in self.checks)

    def enter(self, column: Column, *, is_controller: bool, reason: str) -> None:
        """Refuse what the column does not allow; the place inside it is the caller's.

        A column can be the controller's only, and ask for a reason.
        """
        if self.is_archived:
            raise Refusal(_l("This card is in the archive. Restore it first."))
        if column.id == self.column_id:
            return
        if column.only_controller and not is_controller:
            raise Refusal(
                _l("Only the plan's controller moves cards into “%(column)s”.", column=column.name)
            )
        if column.needs_reason and not reason.strip():
            raise Refusal(_l("Moving into “%(column)s” needs a reason.", column=column.name))


class Share(Model):
    """What one responsible organisation owes to a card. The first one leads."""

    __tablename__ = "roadmap_share"
    __table_args__ = (UniqueConstraint("card_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("roadmap_card.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    position: Mapped[int]
    state: Mapped[str] = mapped_column(default="waiting")  # waiting, working, done
    remark: Mapped[str] = mapped_column(default="")  # evidence in words, or a link
    changed_at: Mapped[datetime | None]

    card: Mapped[Card] = relationship(back_populates="shares", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class Contribution(Model):
    """What one organisation hands in to a card: its report, asked for by a campaign.

    Apart from shares, because it gives no rights on the card and there may be hundreds.
    """

    __tablename__ = "roadmap_contribution"
    __table_args__ = (UniqueConstraint("card_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("roadmap_card.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    report_id: Mapped[int | None]  # of the room of reports, whose page it has
    state: Mapped[str] = mapped_column(default="waiting")  # waiting, working, done, excused
    changed_at: Mapped[datetime | None]

    card: Mapped[Card] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class Check(Model):
    """A point of a card's checklist: a sub-item of the document, or one added by hand."""

    __tablename__ = "roadmap_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("roadmap_card.id"), index=True)
    subitem_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_subitem.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    executors_text: Mapped[str] = mapped_column(default="")  # where they differ from the item's
    deadline: Mapped[str] = mapped_column(default="")  # where it differs, in its words
    due_on: Mapped[date | None]
    is_done: Mapped[bool] = mapped_column(default=False)

    card: Mapped[Card] = relationship(back_populates="checks", lazy="raise_on_sql")

    def __str__(self) -> str:
        return f"{self.number}. {self.text}" if self.number else self.text


class Assignment(Model):
    """A person named on a card."""

    __tablename__ = "roadmap_assignment"

    card_id: Mapped[int] = mapped_column(ForeignKey("roadmap_card.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Note(Model):
    """A progress note: what was done, said once, in the author's words."""

    __tablename__ = "roadmap_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("roadmap_card.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str]

    card: Mapped[Card] = relationship(back_populates="notes", lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")

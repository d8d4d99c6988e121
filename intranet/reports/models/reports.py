"""What one organisation owes to a campaign: its draft, its way to acceptance, its remarks."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.actions import Conflict, Refusal
from ...core.db import Model
from ...people.models import Organisation, Person
from .campaigns import Campaign
from .files import ReportFile
from .terms import (
    CORRECTION,
    IN,
    ON_DESK,
    STATE_NAMES,
    WRITABLE,
    State,
    Timeliness,
    timeliness_of,
)

if TYPE_CHECKING:
    from .versions import Version


class Overwritten(Conflict):
    """Cells that somebody else has changed meanwhile: `cells` holds what is written there now."""

    def __init__(self, cells: dict[str, str]) -> None:
        text = next(iter(cells.values()))
        super().__init__(
            _l("Meanwhile “%(text)s” was written here in another window.", text=text or "—")
        )
        self.cells = cells


class Report(Model):
    """The report that one organisation owes. `seal` grows with every step of its way.

    The list of those who owe is made when the campaign opens; nobody is ever taken off it,
    only excused, so no rate passes 100 %.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("campaign_id", "organisation_id"),
        Index("ix_report_organisation", "organisation_id", "campaign_id"),
        #: All that the matrix reads, so that it passes by the drafts, which are long.
        Index(
            "ix_report_matrix",
            "campaign_id",
            "organisation_id",
            "state",
            "seal",
            "number",
            "seen_number",
            "counted_on",
            "extended_to",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("report_campaign.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[str] = mapped_column(default=State.WAITING)
    seal: Mapped[int] = mapped_column(default=1)
    #: Cell → canonical text, as lib.indicators reads it. What is empty is left out.
    draft: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, deferred=True)
    #: Check → why it does not hold, where it is soft.
    explanations: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, deferred=True)
    changed_at: Mapped[datetime | None]
    #: How much of what is asked is filled in; kept, because the matrix shows it.
    filled_count: Mapped[int] = mapped_column(default=0)
    #: The number of the last version handed in; 0: none yet.
    number: Mapped[int] = mapped_column(default=0)
    #: The version that a reviewer opened last.
    seen_number: Mapped[int] = mapped_column(default=0)
    accepted_number: Mapped[int | None]
    #: When the version that counts for timeliness came.
    counted_on: Mapped[date | None]
    handed_at: Mapped[datetime | None]
    #: A later day of its own, with the reason.
    extended_to: Mapped[date | None]
    extension_reason: Mapped[str] = mapped_column(default="")
    #: Until then it is taken although its campaign is over: it came back, or got more time.
    correct_until: Mapped[date | None]
    #: Why nothing is asked of it.
    excuse: Mapped[str] = mapped_column(default="")
    reminded_at: Mapped[datetime | None]
    #: The last step of the reminders that was taken, in days from the deadline: −7, 3.
    reminded_step: Mapped[int | None]

    campaign: Mapped[Campaign] = relationship(back_populates="reports", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    files: Mapped[list[ReportFile]] = relationship(
        back_populates="report",
        order_by="ReportFile.id",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    versions: Mapped[list["Version"]] = relationship(
        back_populates="report", order_by="Version.number.desc()", lazy="raise_on_sql"
    )
    remarks: Mapped[list["Remark"]] = relationship(
        back_populates="report",
        order_by="Remark.id",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )

    def __str__(self) -> str:
        return f"{self.campaign} — {self.organisation.short_name}"

    @property
    def state_name(self) -> str:
        return str(STATE_NAMES[State(self.state)])

    @property
    def due_on(self) -> date:
        """The last day in time: the campaign's, or the later one of its own."""
        return max(self.campaign.due_on, self.extended_to or self.campaign.due_on)

    @property
    def last_on(self) -> date:
        """The last day on which it is taken: late at first, until the end when it is corrected."""
        last = self.campaign.closes_on if self.number else self.campaign.late_until_on
        return max(last, self.due_on, self.correct_until or last)

    @property
    def wanted_on(self) -> date:
        """The day towards which the organisation works: of what came back, the last one."""
        return self.last_on if self.state == State.RETURNED else self.due_on

    def is_taken_on(self, today: date) -> bool:
        """Whether it is still taken; of a closed campaign, what came back or got more time."""
        last_on = self.last_on if self.campaign.is_open else self.correct_until
        return last_on is not None and today <= last_on

    def correctable_until(self, today: date) -> date:
        """The last day for corrections, should it come back today."""
        return self.last_on if self.is_taken_on(today) else today + CORRECTION

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_changed_since_seen(self) -> bool:
        """A reviewer had looked, and the organisation handed in anew."""
        return 0 < self.seen_number < self.number

    @property
    def present_files(self) -> list[ReportFile]:
        """The files of the draft: not those that were replaced or taken off."""
        return [file for file in self.files if file.removed_at is None]

    @property
    def open_remarks(self) -> list["Remark"]:
        """The remarks on the version that was returned last."""
        return [remark for remark in self.remarks if remark.number == self.number]

    def timeliness(self, today: date) -> Timeliness:
        """Whether it came in time; today: the day it is where the reports are collected."""
        return timeliness_of(
            self.state, counted_on=self.counted_on, due_on=self.due_on, today=today
        )

    def check_seen(self, seen: int) -> None:
        """Refuse a step that was decided before another one, which the person has not seen."""
        if seen != self.seal:
            raise Conflict(
                _l("This report has moved on: it is “%(state)s” by now.", state=self.state_name)
            )

    def check_writable(self, today: date) -> None:
        """Refuse changes of what is handed in, and all after the closing day.

        today: the day it is where the reports are collected.
        """
        if self.state == State.EXCUSED:
            raise Refusal(_l("Nothing is asked of this organisation."))
        if not self.is_writable:
            raise Refusal(_l("This report is handed in. Take it back to change it."))
        self.check_taken(today)

    def check_taken(self, today: date) -> None:
        """Refuse what could not be handed in any more."""
        if not self.is_taken_on(today):
            raise Refusal(_l("The last day has passed. Ask the coordinator for an extension."))

    def fill(self, cells: dict[str, str], *, at: datetime) -> None:
        """Take over canonical texts; an empty one empties its cell."""
        kept = self.draft | cells
        self.draft = {cell: text for cell, text in kept.items() if text}
        self.changed_at = at
        if self.state == State.WAITING:
            self.state = State.DRAFT

    def hand_in(self, *, at: datetime, counted_on: date) -> None:
        """The draft becomes the next version. Its timeliness is that of the first one."""
        self.state = State.HANDED_IN
        self.number += 1
        self.seal += 1
        self.handed_at = at
        self.counted_on = min(self.counted_on or counted_on, counted_on)

    def take_back(self) -> None:
        """The organisation takes its report back, as long as nobody has begun to review it."""
        if self.state != State.HANDED_IN:
            raise Refusal(_l("Only a report that nobody reviews yet can be taken back."))
        self._step(State.DRAFT)
        self.counted_on = None  # it is judged by when it comes again

    def begin_review(self) -> None:
        """A reviewer has it in hand: it cannot be taken back any more."""
        self.seen_number = self.number
        if self.state == State.HANDED_IN:
            self._step(State.IN_REVIEW)

    def send_back(self, today: date) -> None:
        """Return it for correction. What the remarks say is the action's to keep."""
        self._check_on_desk()
        self.seen_number = self.number
        self._come_back(today)

    def accept(self) -> None:
        """Its last version counts from now on and does not change any more."""
        self._check_on_desk()
        self.accepted_number = self.seen_number = self.number
        self._step(State.ACCEPTED)

    def reopen(self, today: date) -> None:
        """An accepted report goes back to the organisation; its version stays as it was."""
        self.check_reopenable()
        self.accepted_number = None
        self._come_back(today)

    def check_reopenable(self) -> None:
        """Refuse to open again what is not accepted."""
        if self.state != State.ACCEPTED:
            raise Refusal(_l("Only an accepted report can be re-opened."))

    def check_excusable(self) -> None:
        """Refuse to ask nothing of who has handed in."""
        if self.state in IN:
            raise Refusal(_l("This report is handed in already. Return it first."))

    def excuse_for(self, reason: str) -> None:
        """Nothing is asked of the organisation, for a reason; an empty one takes that back."""
        if reason:
            self.check_excusable()
        elif self.state != State.EXCUSED:
            return
        self.excuse = reason
        back = State.DRAFT if self.draft or self.number else State.WAITING
        self._step(State.EXCUSED if reason else back)

    def extend(self, until: date, reason: str, today: date) -> None:
        """Give it a later day of its own, which has not passed where it is collected."""
        if until <= self.campaign.due_on:
            raise Refusal(_l("The new day must be later than the campaign's deadline."))
        if until < today:
            raise Refusal(_l("This day has passed already. Choose today or a later day."))
        self.extended_to, self.extension_reason = until, reason
        if not self.campaign.is_open:
            self.correct_until = until
        self.seal += 1

    def _check_on_desk(self) -> None:
        if self.state not in ON_DESK:
            raise Refusal(_l("This report does not lie on the reviewer's desk."))

    def _come_back(self, today: date) -> None:
        if not self.is_taken_on(today):
            self.correct_until = self.correctable_until(today)
        self._step(State.RETURNED)

    def _step(self, state: State) -> None:
        self.state = state
        self.seal += 1


class Remark(Model):
    """What a reviewer asks to be corrected in one version: of a cell, of a file, or of all."""

    __tablename__ = "report_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    number: Mapped[int]  # of the version
    cell: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("report_file.id"))
    text: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    #: When the organisation ticked it as seen to.
    done_at: Mapped[datetime | None]

    report: Mapped[Report] = relationship(back_populates="remarks", lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __str__(self) -> str:
        return self.text

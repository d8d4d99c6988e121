"""Campaigns: who asks, for what, by when, and in which form."""

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.actions import Conflict, Refusal
from ...core.db import Model
from ...lib import indicators
from ...people.models import Kind, Organisation, Person
from .terms import CampaignState, Dates

if TYPE_CHECKING:
    from .reports import Report

#: What a campaign asks that wants files only.
NO_FIGURES = indicators.Form("", ())


class Campaign(Model):
    """One collection of reports: «Отчёт о внедрении Модели, апрель 2026»."""

    __tablename__ = "report_campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Who collects; its time zone judges what is late.
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: The road map's occurrence that asks for it, when there is one.
    card_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_card.id"), index=True)
    #: The campaign before: its values stand beside, its form was copied.
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("report_campaign.id"))
    title: Mapped[str]
    period: Mapped[str] = mapped_column(default="")  # «I полугодие 2026 года»
    ground: Mapped[str] = mapped_column(default="")  # document and number that ask for it
    instructions: Mapped[str] = mapped_column(default="")  # Markdown
    opens_on: Mapped[date]
    due_on: Mapped[date]
    late_until_on: Mapped[date]
    closes_on: Mapped[date]
    state: Mapped[str] = mapped_column(default=CampaignState.DRAFT, index=True)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    #: The indicator form as lib.indicators prints it; an empty one asks for files only.
    form: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: The form before its last change, to undo that; None when there is nothing to undo.
    form_before: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)
    #: Whom a draft is going to ask; None: every school below. The reports say whom it asked.
    chosen_ids: Mapped[list[int] | None] = mapped_column(JSON)
    #: Grows with every change of what is asked.
    version: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    previous: Mapped["Campaign | None"] = relationship(remote_side=id, lazy="raise_on_sql")
    slots: Mapped[list["Slot"]] = relationship(
        back_populates="campaign",
        order_by="Slot.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    reviewers: Mapped[list[Person]] = relationship(
        secondary="report_reviewer", order_by=Person.name, lazy="raise_on_sql"
    )
    #: To whom the summary is passed up: the institute, the department.
    recipients: Mapped[list[Organisation]] = relationship(
        secondary="report_recipient", order_by=Organisation.sorting, lazy="raise_on_sql"
    )
    reports: Mapped[list["Report"]] = relationship(
        back_populates="campaign", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return f"{self.title}, {self.period}" if self.period else self.title

    @property
    def dates(self) -> Dates:
        return Dates(
            opens_on=self.opens_on,
            due_on=self.due_on,
            late_until_on=self.late_until_on,
            closes_on=self.closes_on,
            zone=self.organisation.time_zone,
        )

    @property
    def is_draft(self) -> bool:
        return self.state == CampaignState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == CampaignState.OPEN

    @cached_property
    def asked(self) -> indicators.Form:
        """The indicator form, ready to be filled."""
        rows = [row for part in self.form.get("sections", ()) for row in part.get("indicators", ())]
        return indicators.read_form(self.form) if rows else NO_FIGURES

    @property
    def piece_count(self) -> int:
        """How many figures and places for files it asks each organisation to fill."""
        return self.asked.figures_asked + len(self.slots)

    def same_figures(self, other: "Campaign") -> list[str]:
        """Titles of what both ask under the same code and title."""
        asked = {(cell.indicator.code, cell.indicator.title) for cell in other.asked.asked}
        rows = {cell.indicator.code: cell.indicator for cell in self.asked.asked}
        return [row.title for row in rows.values() if (row.code, row.title) in asked]

    def is_chosen(self, organisation: Organisation) -> bool:
        """Whether a draft is going to ask `organisation`: schools, unless others were chosen."""
        if self.chosen_ids is None:
            return organisation.kind == Kind.SCHOOL
        return organisation.id in self.chosen_ids

    def slot(self, slot_id: int) -> "Slot | None":
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def check_seen(self, seen: int) -> None:
        """Refuse what was decided before a version that the person has not seen."""
        if seen != self.version:
            raise Conflict(_l("Somebody has changed this campaign meanwhile. Look at it again."))

    def check_draft(self) -> None:
        """What is asked can be changed only until it is asked."""
        if not self.is_draft:
            raise Refusal(_l("This campaign is open already: what it asks for stays as it is."))

    def check_dates(self) -> None:
        """Refuse days that do not follow one another."""
        if not self.dates.in_order:
            raise Refusal(
                _l("The days must follow one another: opening, deadline, late until, closing.")
            )


class Slot(Model):
    """A place for files in every report of a campaign: what it is for, which files it takes."""

    __tablename__ = "report_slot"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("report_campaign.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    is_required: Mapped[bool] = mapped_column(default=False)
    #: Endings that are taken, with a space between; empty: all that the site takes.
    endings: Mapped[str] = mapped_column(default="")
    most_bytes: Mapped[int] = mapped_column(BigInteger)
    most_files: Mapped[int] = mapped_column(default=1)
    #: How files are named when they are taken out: {organisation}, {slot}, {number}.
    name_pattern: Mapped[str] = mapped_column(default="")

    campaign: Mapped[Campaign] = relationship(back_populates="slots", lazy="raise_on_sql")

    def __str__(self) -> str:
        return self.title

    @property
    def taken_endings(self) -> tuple[str, ...]:
        return tuple(self.endings.split())


class Reviewer(Model):
    """Somebody who looks the reports of a campaign through, besides its coordinators."""

    __tablename__ = "report_reviewer"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("report_campaign.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Recipient(Model):
    """An organisation above or beside to which a campaign's summary is passed."""

    __tablename__ = "report_recipient"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("report_campaign.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )

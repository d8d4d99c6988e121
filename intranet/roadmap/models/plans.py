"""The plan as the document has it: a row of the document is no card."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...lib.deadlines import Reading
from ...people.models import Organisation
from .terms import YearKind

if TYPE_CHECKING:
    from .boards import Board


class Plan(Model):
    """A road map as it was approved, owned by the organisation that controls it."""

    __tablename__ = "roadmap_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str]
    year_kind: Mapped[str] = mapped_column(default=YearKind.CALENDAR)
    made_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    sections: Mapped[list["Section"]] = relationship(
        back_populates="plan",
        order_by="Section.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    items: Mapped[list["Item"]] = relationship(
        back_populates="plan",
        order_by="Item.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    boards: Mapped[list["Board"]] = relationship(
        back_populates="plan", order_by="Board.year", lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return self.title

    @property
    def is_school_year(self) -> bool:
        return self.year_kind == YearKind.SCHOOL


class Section(Model):
    """A heading inside the table; a plan without any has none."""

    __tablename__ = "roadmap_section"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("roadmap_plan.id"), index=True)
    number: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]

    plan: Mapped[Plan] = relationship(back_populates="sections", lazy="raise_on_sql")

    def __str__(self) -> str:
        return self.words(self.number, self.title)

    @staticmethod
    def words(number: str, title: str) -> str:
        """A heading as it stands in the document."""
        return f"{number}. {title}" if number else title


class Item(Model):
    """A row of the document: number as printed, text, deadline in its words and its reading."""

    __tablename__ = "roadmap_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("roadmap_plan.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_section.id"), index=True)
    position: Mapped[int]
    number: Mapped[str]
    title: Mapped[str]
    result: Mapped[str] = mapped_column(default="")
    executors_text: Mapped[str] = mapped_column(default="")  # as written
    deadline: Mapped[str] = mapped_column(default="")  # as written, letter by letter
    reading: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Dropped from the plan by a later edition; its cards stay in history.
    is_excluded: Mapped[bool] = mapped_column(default=False)

    plan: Mapped[Plan] = relationship(back_populates="items", lazy="raise_on_sql")
    section: Mapped[Section | None] = relationship(lazy="raise_on_sql")
    subitems: Mapped[list["Subitem"]] = relationship(
        back_populates="item",
        order_by="Subitem.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )
    executors: Mapped[list["Executor"]] = relationship(
        order_by="Executor.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def understood(self) -> Reading:
        """What the deadline means, as it was read and confirmed."""
        return Reading.from_json(self.reading)

    @property
    def heading(self) -> str:
        """What its cards are called: the title, or the first sub-item where there is none."""
        return self.title or (self.subitems[0].text if self.subitems else "")

    @property
    def label(self) -> str:
        """The number people use: «7.1» where the item has that one sub-item, else «7»."""
        if len(self.subitems) == 1 and self.subitems[0].number:
            return self.subitems[0].number
        return self.number


class Subitem(Model):
    """A point inside an item; without executors or deadline of its own it has the item's."""

    __tablename__ = "roadmap_subitem"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("roadmap_item.id"), index=True)
    position: Mapped[int]
    number: Mapped[str]
    text: Mapped[str]
    executors_text: Mapped[str | None]  # None: inherited
    deadline: Mapped[str | None]  # None: inherited
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    item: Mapped[Item] = relationship(back_populates="subitems", lazy="raise_on_sql")

    def __str__(self) -> str:
        return f"{self.number}. {self.text}" if self.number else self.text


class Executor(Model):
    """Who answers for an item, or for one sub-item of it, in the document's words."""

    __tablename__ = "roadmap_executor"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("roadmap_item.id"), index=True)
    subitem_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_subitem.id"))
    position: Mapped[int]
    text: Mapped[str]
    #: None: named in the document («руководители ОО») but no organisation of the tree.
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

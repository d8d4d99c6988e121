"""The boards on which a plan's years are worked through, and their columns."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from .plans import Plan
from .terms import OPEN_STAGES, Stage


class Board(Model):
    """One year of a plan as columns of cards. `version` grows with every visible change."""

    __tablename__ = "roadmap_board"
    __table_args__ = (UniqueConstraint("plan_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("roadmap_plan.id"))
    year: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    plan: Mapped[Plan] = relationship(back_populates="boards", lazy="raise_on_sql")
    columns: Mapped[list["Column"]] = relationship(
        back_populates="board",
        order_by="Column.position",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )

    def __str__(self) -> str:
        return f"{self.plan.title}, {self.year_words}"

    @property
    def year_words(self) -> str:
        """«2026», or «2026/2027» for a school year."""
        return f"{self.year}/{self.year + 1}" if self.plan.is_school_year else str(self.year)

    def column(self, column_id: int) -> "Column | None":
        return next((column for column in self.columns if column.id == column_id), None)

    def column_of(self, stage: Stage) -> "Column":
        """The first column that means `stage`; a board always has a planned one."""
        return next((c for c in self.columns if c.stage == stage), self.columns[0])

    @property
    def column_ids(self) -> list[int]:
        """The columns from left to right."""
        return [column.id for column in self.columns]

    def changed_since(self, version: int) -> list[int]:
        """The ids of the columns that changed after `version`."""
        return [column.id for column in self.columns if column.changed_in > version]

    def changed(self, *columns: "Column") -> None:
        """Note a visible change, so that whoever looks at these columns sees it soon."""
        self.version += 1
        for column in columns:
            column.changed_in = self.version


class Column(Model):
    """A stage of work on one board, with its name, colour, limit and who may drop into it."""

    __tablename__ = "roadmap_column"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("roadmap_board.id"), index=True)
    position: Mapped[int]
    stage: Mapped[str]
    name: Mapped[str]
    colour: Mapped[str]
    #: Most cards at once; None: no limit. A warning, not a wall.
    wip_limit: Mapped[int | None]
    only_controller: Mapped[bool] = mapped_column(default=False)
    needs_reason: Mapped[bool] = mapped_column(default=False)
    #: The version of the board in which this column last changed.
    changed_in: Mapped[int] = mapped_column(default=1)
    #: Cards not archived: kept, because counting thousands costs more than the page.
    card_count: Mapped[int] = mapped_column(default=0)

    board: Mapped[Board] = relationship(back_populates="columns", lazy="raise_on_sql")

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    @property
    def is_over_limit(self) -> bool:
        return self.wip_limit is not None and self.card_count > self.wip_limit

"""The matrix of organisations and campaigns: what a cell shows, what an address chooses."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from .choosing import Chosen
from .terms import IN, ON_DESK, CampaignState, State, Timeliness

#: Organisations on one page.
PAGE = 300


class Asked(NamedTuple):
    """A campaign as the matrix needs it. is_mine: the viewer reviews it."""

    id: int
    title: str
    period: str
    due_on: date
    state: str
    organisation_id: int
    collector: str
    path: str
    zone: str
    is_mine: bool

    def __str__(self) -> str:
        return f"{self.title}, {self.period}" if self.period else self.title

    @property
    def is_draft(self) -> bool:
        return self.state == CampaignState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == CampaignState.OPEN


@dataclass(frozen=True, eq=False)
class Look:
    """All that a cell shows of a report: a few of them are shared by all cells of a matrix.

    is_changed: handed in anew since a reviewer looked. is_mine: the viewer reviews it.
    """

    state: str
    timeliness: Timeliness
    is_changed: bool = False
    is_mine: bool = False

    @cached_property
    def is_in(self) -> bool:
        return self.state in IN

    @cached_property
    def is_asked(self) -> bool:
        return self.state != State.EXCUSED

    @property
    def is_waiting(self) -> bool:
        """For the viewer to review it."""
        return self.is_mine and self.state in ON_DESK

    @property
    def is_missing(self) -> bool:
        return self.timeliness is Timeliness.MISSING

    @property
    def is_returned(self) -> bool:
        return self.state == State.RETURNED

    @property
    def is_problem(self) -> bool:
        return self.is_missing or self.is_returned or self.timeliness is Timeliness.LATE


#: What the filters let through.
SHOWN: dict[str, Callable[[Look], bool]] = {
    "problems": lambda look: look.is_problem,
    "waiting": lambda look: look.is_waiting,
    "missing": lambda look: look.is_missing,
    "returned": lambda look: look.is_returned,
}


class Cell(NamedTuple):
    """A report in the matrix."""

    report_id: int
    look: Look


@dataclass(frozen=True)
class Column:
    """Campaigns of the same title and period: one, or one of each district."""

    title: str
    period: str
    campaigns: tuple[Asked, ...]

    @property
    def due_on(self) -> date:
        return max(each.due_on for each in self.campaigns)

    @property
    def only(self) -> Asked | None:
        """The campaign, when it is one."""
        return self.campaigns[0] if len(self.campaigns) == 1 else None


@dataclass
class Row:
    """An organisation and what it owes, column by column; None where it is not asked.

    words: both its names, folded, by which it is found.
    """

    id: int
    name: str
    district_id: int
    district: str
    cells: list[Cell | None]
    words: str = ""

    @property
    def asked_count(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.look.is_asked)

    @property
    def in_count(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.look.is_in)


@dataclass(frozen=True)
class Counts:
    """What stands above the matrix: of all that the year, the kind and the words let through."""

    asked: int = 0
    handed_in: int = 0
    missing: int = 0
    returned: int = 0
    waiting: int = 0  # for the viewer
    on_desk: int = 0  # for any reviewer


@dataclass(frozen=True)
class Matrix:
    """A page of the matrix, and what one can choose of it. total: rows on all pages."""

    chosen: Chosen
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    counts: Counts = field(default_factory=Counts)
    years: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    #: Id → short name of what stands directly above the rows.
    districts: dict[int, str] = field(default_factory=dict)

    @property
    def is_grouped(self) -> bool:
        """Whether the viewer looks from above: there is more than one district."""
        return len(self.districts) > 1

    @property
    def is_reviewed(self) -> bool:
        """Whether anything in it is for the viewer to review."""
        return any(each.is_mine for column in self.columns for each in column.campaigns)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def counts_of(rows: Iterable[Row]) -> Counts:
    """What the tiles say of `rows`."""
    numbers = Counter(cell.look for row in rows for cell in row.cells if cell)

    def count(is_so: Callable[[Look], bool]) -> int:
        return sum(number for look, number in numbers.items() if is_so(look))

    return Counts(
        asked=count(lambda look: look.is_asked),
        handed_in=count(lambda look: look.is_in),
        missing=count(SHOWN["missing"]),
        returned=count(SHOWN["returned"]),
        waiting=count(SHOWN["waiting"]),
        on_desk=count(lambda look: look.state in ON_DESK),
    )

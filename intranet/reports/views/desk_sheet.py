"""A version as its reviewer reads it: figures beside the last period, checks, remarks, files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ...lib.indicators import (
    Cell,
    Change,
    Form,
    Indicator,
    Kind,
    Outcome,
    Section,
    Verdict,
    check,
    diff,
    shown_values,
)
from ..models import Remark, ReportFile, Slot, Version
from ..models.completeness import explained_as
from . import figures
from .sight import ReportSight

#: A figure that moved by more is looked at twice.
NOTABLE_PERCENT = 20


@dataclass(frozen=True)
class Figure:
    """One cell: what was handed in, what stood there in the last period, what was remarked."""

    cell: Cell
    shown: str
    shown_before: str
    percent: Decimal | None
    remarks: tuple[Remark, ...]
    typed: str

    @property
    def label(self) -> str:
        return self.cell.label

    @property
    def is_computed(self) -> bool:
        return self.cell.indicator.kind is Kind.COMPUTED

    @property
    def is_notable(self) -> bool:
        return self.percent is not None and abs(self.percent) > NOTABLE_PERCENT

    @property
    def percent_words(self) -> str:
        return figures.percent(self.percent)


@dataclass(frozen=True)
class Doubt:
    """A check that does not hold, with the organisation's own word on it."""

    sentence: str
    column: str
    explanation: str
    is_hard: bool


@dataclass
class DeskSheet:
    """All that the desk shows of the version that was handed in last.

    typed: remarks of a form that could not be taken, by the names of their fields.
    twins: file → other organisations of the campaign that have sent the same bytes.
    """

    sight: ReportSight
    version: Version | None
    before: Mapping[str, str] | None
    twins: Mapping[int, Sequence[str]]
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        return self.sight.campaign.asked

    @property
    def values(self) -> Mapping[str, str]:
        return self.version.values if self.version else {}

    @cached_property
    def _now(self) -> Mapping[str, str]:
        return shown_values(self.form, self.values)

    @cached_property
    def _before(self) -> Mapping[str, str]:
        return shown_values(self.form, self.before) if self.before else {}

    @cached_property
    def _changes(self) -> dict[str, Change]:
        before = self.before or {}
        return {change.cell.key: change for change in diff(self.form, before, self.values)}

    @cached_property
    def remarks(self) -> list[Remark]:
        """Those on the version that was returned last: what this one had to correct."""
        last = max((each.number for each in self.sight.report.remarks), default=0)
        return [each for each in self.sight.report.remarks if each.number == last]

    @property
    def remarks_on_all(self) -> list[Remark]:
        return [each for each in self.remarks if not each.cell and not each.file_id]

    def label(self, key: str) -> str:
        """The row and the column of a cell."""
        return self.form.cell[key].label

    def figure(self, section: Section, row: Indicator, place: int) -> Figure:
        column = section.columns[place] if section.columns else None
        cell = Cell(section, row, column)
        change = self._changes.get(cell.key)
        return Figure(
            cell,
            shown=figures.shown(row, self._now[cell.key]),
            shown_before=figures.shown(row, self._before.get(cell.key, "")),
            percent=change.percent if change else None,
            remarks=tuple(each for each in self.remarks if each.cell == cell.key),
            typed=self.typed.get(f"cell-{cell.key}", ""),
        )

    def row(self, section: Section, row: Indicator) -> list[Figure]:
        return [self.figure(section, row, n) for n in range(len(section.columns) or 1)]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """What does not add up."""
        outcomes = check(self.form, self.values, self.before)
        return [self._doubt(each) for each in outcomes if each.verdict is Verdict.FAILS]

    def _doubt(self, outcome: Outcome) -> Doubt:
        said = self.version.explanations if self.version else {}
        words = figures.said_of(self.form, outcome)
        column = figures.column_of(outcome, self.form.cell[outcome.cells[0]])
        return Doubt(words, column, said.get(explained_as(outcome), ""), outcome.check.is_hard)

    @property
    def notable_count(self) -> int:
        return sum(
            abs(each.percent) > NOTABLE_PERCENT
            for each in self._changes.values()
            if each.percent is not None
        )

    def files_of(self, slot: Slot) -> list[ReportFile]:
        files = self.version.files if self.version else []
        return [file for file in files if file.slot_id == slot.id]

    def remarks_on(self, file: ReportFile) -> list[Remark]:
        return [each for each in self.remarks if each.file_id == file.id]

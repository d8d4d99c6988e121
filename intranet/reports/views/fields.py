"""What stands on the page of a report: a cell, a row with its cells, a check that failed."""

from dataclasses import dataclass

from ...lib.indicators import Cell, Indicator, Kind, Outcome
from ..models import Remark
from ..models.completeness import explained_as
from . import figures


@dataclass(frozen=True)
class Field:
    """One cell: what is kept, what was typed and refused, what stood here in the last period.

    state: "" (nothing to say), saved, bad, conflict.
    """

    cell: Cell
    value: str = ""
    before: str = ""
    typed: str | None = None
    error: str = ""
    state: str = ""
    reason: str = ""
    remarks: tuple[Remark, ...] = ()
    is_missing: bool = False

    @property
    def key(self) -> str:
        return self.cell.key

    @property
    def dom(self) -> str:
        """What ids of the page are made of: no dot, which selectors would take for a class."""
        return self.cell.key.replace(".", "-")

    @property
    def indicator(self) -> Indicator:
        return self.cell.indicator

    @property
    def kept_text(self) -> str:
        """What is kept, as it stands in the field."""
        return figures.typed(self.indicator, self.value)

    @property
    def text(self) -> str:
        """What stands in the field: what is kept, or what was typed and refused."""
        return self.kept_text if self.typed is None else self.typed

    @property
    def shown(self) -> str:
        return figures.shown(self.indicator, self.value)

    @property
    def shown_before(self) -> str:
        return figures.shown(self.indicator, self.before)

    @property
    def is_computed(self) -> bool:
        return self.indicator.kind is Kind.COMPUTED

    @property
    def label(self) -> str:
        """The row and the column, for those who do not see the table."""
        return self.cell.label


@dataclass(frozen=True)
class Failure:
    """A check that does not hold, and the explanation where it is soft."""

    outcome: Outcome
    sentence: str
    column: str
    explanation: str

    @property
    def name(self) -> str:
        return explained_as(self.outcome)

    @property
    def dom(self) -> str:
        return self.name.replace(".", "-")

    @property
    def is_hard(self) -> bool:
        return self.outcome.check.is_hard


@dataclass(frozen=True)
class Row:
    """An indicator with its cells, and the checks that are told beside it."""

    indicator: Indicator
    fields: tuple[Field, ...]
    failures: tuple[Failure, ...]

    @property
    def code(self) -> str:
        return self.indicator.code

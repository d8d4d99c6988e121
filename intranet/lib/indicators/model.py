"""What a form of indicators consists of, and the cells that a person fills in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

#: The values of one report: cell key → canonical text of `read_value`; "" or nothing is empty.
Values = Mapping[str, str]


class Kind(StrEnum):
    """What stands in the cells of an indicator."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"
    COMPUTED = "computed"

    @property
    def is_number(self) -> bool:
        """Whether people type figures into it."""
        return self in (Kind.INTEGER, Kind.DECIMAL)


def usual_decimals(kind: Kind | None) -> int:
    """Places after the comma where a document does not say."""
    return 2 if kind in (Kind.DECIMAL, Kind.COMPUTED) else 0


@dataclass(frozen=True)
class Column:
    """A column of a section: поступило, выбыло, состоит."""

    code: str
    title: str


@dataclass(frozen=True)
class Choice:
    """One of the answers of an indicator of kind choice; the code is what is kept."""

    code: str
    title: str


@dataclass(frozen=True)
class Indicator:
    """A row of a section.

    code:        spelled as in expressions, such as "01" or "users"; one in the whole form.
    unit:        as printed, such as "экз."; "" for none.
    is_required: a report without it is not ready.
    min, max:    limits, both allowed: figures for integer and decimal, days for date; for text
                 `max` is the longest text in letters. None where there is none.
    decimals:    places after the comma, 0 … 6: most that may be typed, or what a computed one
                 is rounded to.
    formula:     of a computed one.
    is_summed:   False for figures that do not add up between schools, such as percents.
    """

    code: str
    title: str
    kind: Kind
    unit: str = ""
    hint: str = ""
    is_required: bool = False
    min: Decimal | date | None = None
    max: Decimal | date | None = None
    decimals: int = 0
    choices: tuple[Choice, ...] = ()
    formula: str = ""
    is_summed: bool = True

    @property
    def number(self) -> str:
        """Its number as the official form prints it; "" where the code is only a name.

        >>> Indicator("01", "Фонд", Kind.INTEGER).number, Indicator("readers", "", Kind.TEXT).number
        ('01', '')
        """
        return self.code if self.code[:1].isdigit() else ""

    @property
    def numbered_title(self) -> str:
        """«01 Объём фонда», or the title alone."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Section:
    """A part of a form; without columns each indicator is one cell."""

    code: str
    title: str
    indicators: tuple[Indicator, ...]
    hint: str = ""
    columns: tuple[Column, ...] = ()

    @property
    def has_numbers(self) -> bool:
        """Whether the official form numbers any of its rows."""
        return any(row.number for row in self.indicators)

    @property
    def column_codes(self) -> tuple[str, ...]:
        return tuple(column.code for column in self.columns)


@dataclass(frozen=True)
class Check:
    """What must add up.

    expression:  gives a truth. Where it names indicators of a section with columns without a
                 column, it is checked in each column separately.
    columns:     codes of the only columns in which it is checked; none: in each.
    is_hard:     a report that fails it cannot be handed in; a soft one asks for an explanation.
    title:       the rule in words; explanation: what to do when it fails.
    """

    code: str
    expression: str
    title: str
    explanation: str = ""
    is_hard: bool = True
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One place in the form: an indicator, and a column where its section has columns."""

    section: Section
    indicator: Indicator
    column: Column | None = None

    @property
    def label(self) -> str:
        """The row and the column in words: «Объём фонда, поступило»."""
        column = self.column.title if self.column else ""
        return f"{self.indicator.title}, {column}" if column else self.indicator.title

    @property
    def key(self) -> str:
        """The name under which its value is kept.

        >>> stock = Section("stock", "Фонд", (Indicator("01", "Фонд", Kind.INTEGER),))
        >>> Cell(stock, stock.indicators[0], Column("end", "Состоит")).key
        '01.end'
        """
        return key_of(self.indicator.code, self.column.code if self.column else "")


def key_of(code: str, column: str = "") -> str:
    """The key of a cell by the codes of its indicator and its column."""
    return f"{code}.{column}" if column else code


@dataclass(frozen=True)
class Form:
    """A whole form. Made by `read_form` only, which vouches that everything in it fits."""

    title: str
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell in the order of the page, computed ones among them."""
        return tuple(self._cells())

    def _cells(self) -> Iterator[Cell]:
        for section in self.sections:
            for indicator in section.indicators:
                for column in section.columns or (None,):
                    yield Cell(section, indicator, column)

    @cached_property
    def cell(self) -> dict[str, Cell]:
        """Cells by their keys."""
        return {cell.key: cell for cell in self.cells}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """Sections by the codes of their indicators."""
        return {row.code: section for section in self.sections for row in section.indicators}

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        """Indicators by their codes."""
        return {row.code: row for section in self.sections for row in section.indicators}

    @cached_property
    def asked(self) -> tuple[Cell, ...]:
        """The cells that a person fills in: all but the computed ones."""
        return tuple(cell for cell in self.cells if cell.indicator.kind is not Kind.COMPUTED)

    @cached_property
    def computed(self) -> tuple[Cell, ...]:
        """The cells that nobody fills in."""
        return tuple(cell for cell in self.cells if cell.indicator.kind is Kind.COMPUTED)

    @property
    def figures_asked(self) -> int:
        """How many cells a person fills in."""
        return len(self.asked)

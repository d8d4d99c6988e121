"""A summary as tables: the same figures on the page, in the sheet and in the document."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import format_decimal
from flask_babel import gettext as _

from ...lib.indicators import (
    Absent,
    Cell,
    Form,
    Indicator,
    Kind,
    Section,
    Summary,
    Total,
    shown_values,
)
from ..models.summing import Part


@dataclass(frozen=True)
class Figure:
    """One total. number: as a sheet holds it; text: as people read it; note: what to know."""

    key: str
    number: Decimal | None
    text: str
    filled: int
    note: str = ""


@dataclass(frozen=True)
class Line:
    """An indicator with its totals, one for each column."""

    indicator: Indicator
    figures: Sequence[Figure]


@dataclass(frozen=True)
class Block:
    """A section with its lines."""

    section: Section
    lines: Sequence[Line]

    @property
    def heads(self) -> list[str]:
        """What stands over the figures."""
        return [column.title for column in self.section.columns] or [_("Total")]


def blocks(form: Form, summary: Summary) -> list[Block]:
    """Every section of `form` with the totals of `summary`."""
    by_indicator: dict[str, list[Figure]] = {}
    for cell in form.cells:
        total = summary.cells.get(cell.key, Total(0))
        by_indicator.setdefault(cell.indicator.code, []).append(figure(cell, total, summary))
    return [
        Block(section, [Line(row, by_indicator[row.code]) for row in section.indicators])
        for section in form.sections
        if section.indicators
    ]


def figure(cell: Cell, total: Total, summary: Summary) -> Figure:
    """The total of one cell in words and as a number."""
    return Figure(
        key=cell.key,
        number=total.value,
        text=_text(cell.indicator, total),
        filled=total.filled,
        note=_note(cell.indicator, total, summary),
    )


def _text(indicator: Indicator, total: Total) -> str:
    if total.value is not None:
        return number_text(total.value, indicator.decimals)
    if indicator.kind is Kind.YES_NO:
        return _("yes: %(yes)s, no: %(no)s", **{n: total.counts.get(n, 0) for n in ("yes", "no")})
    if indicator.kind is Kind.CHOICE:
        said = [f"{c.title}: {total.counts.get(c.code, 0)}" for c in indicator.choices]
        return "; ".join(said)
    if total.reason is Absent.DIVISION_BY_ZERO:
        return _("cannot be divided by zero")
    if indicator.kind in (Kind.TEXT, Kind.DATE) and total.filled:
        return _("filled in: %(count)s", count=total.filled)
    return "—"


def number_text(number: Decimal, decimals: int) -> str:
    """«8 175», «11,50»: as many places as the indicator has."""
    places = f".{'0' * decimals}" if decimals else ""
    return str(format_decimal(number, format=f"#,##0{places}"))


def _note(indicator: Indicator, total: Total, summary: Summary) -> str:
    """Whose figure is missing from a sum: silence would make the sum look whole."""
    lacking = summary.reports - total.filled
    if indicator.kind is Kind.COMPUTED or not lacking:
        return ""
    return _("filled in by %(filled)s of %(all)s", filled=total.filled, all=summary.reports)


def figure_words(number: Decimal | None, cell: Cell) -> str:
    """A number of a cell as people read it; a dash for none."""
    return "—" if number is None else number_text(number, cell.indicator.decimals)


def total_words(total: Total, cell: Cell, summary: Summary) -> str:
    """The total of one cell, with its unit and whose figure is missing."""
    shown = figure(cell, total, summary)
    words = f"{shown.text} {cell.indicator.unit}".strip()
    return f"{words} ({shown.note})" if shown.note else words


def part_words(part: Part, cell: Cell, form: Form) -> str:
    """What one organisation handed in for a cell."""
    text = shown_values(form, part.values)[cell.key]
    if not text:
        return "—"
    if cell.indicator.kind is Kind.YES_NO:
        return _("yes") if text == "yes" else _("no")
    if cell.indicator.kind.is_number or cell.indicator.kind is Kind.COMPUTED:
        return number_text(Decimal(text), cell.indicator.decimals)
    titles = {choice.code: choice.title for choice in cell.indicator.choices}
    return titles.get(text, text)

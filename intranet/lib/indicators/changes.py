"""What differs between two versions of a report, or between two periods."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from intranet.lib.indicators.figures import compute
from intranet.lib.indicators.language import size
from intranet.lib.indicators.model import Cell, Form, Kind, Values
from intranet.lib.indicators.numbers import exact, half_up, plain, shown


@dataclass(frozen=True)
class Change:
    """One cell that differs.

    before, after: canonical texts; "" where there is no value.
    difference:    after − before, for figures on both sides.
    percent:       the difference in % of what was before, one decimal; None from zero.
    """

    cell: Cell
    before: str
    after: str
    difference: Decimal | None = None
    percent: Decimal | None = None


def diff(form: Form, before: Values, after: Values) -> list[Change]:
    """The cells whose values differ, in the order of the form; computed ones among them."""
    old, new = shown_values(form, before), shown_values(form, after)
    return [
        _change(cell, old[cell.key], new[cell.key])
        for cell in form.cells
        if old[cell.key] != new[cell.key]
    ]


def shown_values(form: Form, values: Values) -> dict[str, str]:
    """Every cell of the form with its canonical text, "" when empty; computed ones reckoned."""
    computed = compute(form, values)
    texts = {
        key: plain(result) if isinstance(result, Decimal) else ""
        for key, result in computed.items()
    }
    return {cell.key: texts.get(cell.key, values.get(cell.key, "")) for cell in form.cells}


def _change(cell: Cell, before: str, after: str) -> Change:
    is_figure = cell.indicator.kind.is_number or cell.indicator.kind is Kind.COMPUTED
    if not (is_figure and before and after):
        return Change(cell, before, after)
    was: int | Fraction = exact(before)
    difference: int | Fraction = exact(after) - was
    percent = half_up(Fraction(difference * 100) / size(was), 1) if was else None
    return Change(cell, before, after, shown(difference), percent)

"""The свод: many reports of one form made into one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal

from intranet.lib.indicators.figures import Figures, typed
from intranet.lib.indicators.language import Absent, Value
from intranet.lib.indicators.model import Cell, Form, Indicator, Kind, Values
from intranet.lib.indicators.numbers import exact

#: Wide enough for any sum of figures, whatever the caller's own context rounds to.
_EXACT = Context(prec=80)


@dataclass(frozen=True)
class Total:
    """One cell of the свод.

    filled:      in how many reports the cell holds a value; of a computed one, has a result.
    value:       the sum of integers and decimals; for a computed one its formula over the sums
                 (never an average). None when there is none: nobody filled it in, figures that
                 do not add up, answers, days, texts.
    least, most: the smallest and the largest figure of one report.
    counts:      for yes_no how many say "yes" and "no", for choice by code, zeros among them.
    reason:      why a computed one has no value.
    """

    filled: int
    value: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    reason: Absent | None = None


@dataclass(frozen=True)
class Summary:
    """reports: how many were summed up; cells: totals by key, in the order of the form."""

    reports: int
    cells: Mapping[str, Total]


def summarise(form: Form, reports: Iterable[Values]) -> Summary:
    """Sum up the reports, in one pass; the order in which they come changes nothing.

    A computed cell is reckoned from the sums of the cells its formula names, each over the
    reports that filled it in. Compare `filled` of these cells before comparing districts: where
    they differ, somebody's loans count without his readers.
    """
    tallies = {cell.key: _Tally() for cell in form.asked}
    results = {cell.key: _Tally() for cell in form.computed}
    count = 0
    for values in reports:
        count += 1
        for key, text in values.items():
            if text and key in tallies:
                tallies[key].add(text)
        if results:
            for key, result in Figures(form, typed(values)).computed().items():
                if isinstance(result, Decimal):
                    results[key].add(result)
    summed = _over_sums(form, tallies)
    totals = {
        cell.key: tallies[cell.key].total(cell.indicator)
        if cell.key in tallies
        else _computed(cell, results[cell.key], summed)
        for cell in form.cells
    }
    return Summary(count, totals)


@dataclass(slots=True)
class _Tally:
    """How often each text stands in one cell: few differ, so most are read once."""

    texts: dict[str | Decimal, int] = field(default_factory=dict)

    def add(self, text: str | Decimal) -> None:
        self.texts[text] = self.texts.get(text, 0) + 1

    @property
    def filled(self) -> int:
        return sum(self.texts.values())

    def figures(self) -> Iterator[tuple[Decimal, int]]:
        return ((Decimal(text), count) for text, count in self.texts.items())

    def sum(self) -> Decimal:
        total = Decimal(0)
        for figure, count in self.figures():
            total = _EXACT.fma(figure, Decimal(count), total)
        return total

    def total(self, row: Indicator) -> Total:
        if row.kind.is_number:
            return self.of_figures(is_summed=row.is_summed)
        codes = {Kind.YES_NO: ("yes", "no"), Kind.CHOICE: tuple(c.code for c in row.choices)}
        counts = {code: self.texts.get(code, 0) for code in codes.get(row.kind, ())}
        return Total(self.filled, counts=counts)

    def of_figures(self, *, is_summed: bool) -> Total:
        if not self.texts:
            return Total(0)
        figures = [figure for figure, _count in self.figures()]
        value = self.sum() if is_summed else None
        return Total(self.filled, value, min(figures), max(figures))


def _over_sums(form: Form, tallies: Mapping[str, _Tally]) -> Figures:
    def look(key: str, row: Indicator) -> Value:
        tally = tallies[key]
        if not tally.texts:
            return Absent.EMPTY
        is_summed = row.kind.is_number and row.is_summed
        return exact(tally.sum()) if is_summed else Absent.NOT_SUMMED

    return Figures(form, look)


def _computed(cell: Cell, results: _Tally, summed: Figures) -> Total:
    """A computed cell: reckoned over the sums, beside the range of the single reports."""
    value = summed.decimal(cell.key, cell.indicator.decimals)
    single = results.of_figures(is_summed=False)
    if isinstance(value, Absent):
        return Total(single.filled, None, single.least, single.most, reason=value)
    return Total(single.filled, value, single.least, single.most)

"""The figures of a report as expressions see them, computed ones among them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from intranet.lib.indicators.language import Absent, Ref, Value, evaluate, parse
from intranet.lib.indicators.model import Form, Indicator, Kind, Values
from intranet.lib.indicators.numbers import MOST_DIGITS, exact, half_up
from intranet.lib.indicators.scope import key_in, keys_of, refs

#: A computed figure must stay below it.
TOO_LARGE = 10 ** (MOST_DIGITS + 3)


def compute(form: Form, values: Values) -> dict[str, Decimal | Absent]:
    """The computed cells of a report by their keys, rounded half-up to their decimals.

    A cell whose formula lacks a figure or divides by zero is Absent, with the reason. A formula
    that names another computed cell takes it as it is shown, rounded, so that anybody can
    reckon it again.

    >>> from intranet.lib.indicators.reading import read_form
    >>> rows = [{"code": "loans", "title": "Книговыдача", "kind": "integer"},
    ...         {"code": "users", "title": "Читатели", "kind": "integer"},
    ...         {"code": "each", "title": "Читаемость", "kind": "computed",
    ...          "formula": "loans / users"}]
    >>> section = {"code": "service", "title": "Обслуживание", "indicators": rows}
    >>> form = read_form({"title": "Отчёт", "sections": [section]})
    >>> compute(form, {"loans": "11645", "users": "1013"})
    {'each': Decimal('11.50')}
    >>> compute(form, {"loans": "11645", "users": "0"})
    {'each': <Absent.DIVISION_BY_ZERO: 'division_by_zero'>}
    """
    return Figures(form, typed(values)).computed()


def typed(values: Values) -> Callable[[str, Indicator], Value]:
    """Look-up of what was filled in, for Figures."""

    def look(key: str, row: Indicator) -> Value:
        text = values.get(key)
        if not text:
            return Absent.EMPTY
        return text == "yes" if row.kind is Kind.YES_NO else exact(text)

    return look


@dataclass
class Figures:
    """Values by cells; `look` gives those of cells that are not computed."""

    form: Form
    look: Callable[[str, Indicator], Value]
    known: dict[str, Value] = field(default_factory=dict)

    def value(self, key: str) -> Value:
        """What the cell holds; what a computed one shows."""
        if key not in self.known:
            code, _, column = key.partition(".")
            row = self.form.indicator[code]
            is_computed = row.kind is Kind.COMPUTED
            self.known[key] = self._result(row, column) if is_computed else self.look(key, row)
        return self.known[key]

    def _result(self, row: Indicator, column: str) -> Value:
        value = evaluate(parse(row.formula), Seen(self, None, column))
        if isinstance(value, Absent):
            return value
        if abs(value) >= TOO_LARGE:
            return Absent.TOO_LARGE
        return exact(half_up(value, row.decimals))

    def asked_for(self, key: str) -> list[str]:
        """The keys of the cells people fill in that stand behind `key`: itself, if it is one."""
        code, _, column = key.partition(".")
        row = self.form.indicator[code]
        if row.kind is not Kind.COMPUTED:
            return [key]
        named = (keys_of(self.form, ref, column) for ref in refs(row.formula))
        asked = (self.asked_for(each) for keys in named for each in keys)
        return list(dict.fromkeys(each for keys in asked for each in keys))

    def computed(self) -> dict[str, Decimal | Absent]:
        """All computed cells by their keys."""
        return {
            cell.key: self.decimal(cell.key, cell.indicator.decimals) for cell in self.form.computed
        }

    def decimal(self, key: str, decimals: int) -> Decimal | Absent:
        value = self.value(key)
        return value if isinstance(value, Absent) else half_up(value, decimals)


@dataclass
class Seen:
    """What references mean in one column: of this report, and of the one before, if any."""

    now: Figures
    before: Figures | None
    column: str = ""

    def at(self, ref: Ref) -> Value:
        figures = self.before if ref.is_last else self.now
        if figures is None:
            return Absent.EMPTY
        return figures.value(key_in(self.now.form, ref, self.column))

    def row(self, ref: Ref) -> Sequence[Value]:
        figures = self.before if ref.is_last else self.now
        keys = keys_of(self.now.form, ref, self.column)
        return [figures.value(key) if figures else Absent.EMPTY for key in keys]

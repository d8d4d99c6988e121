"""Figures in words: as people read and type them, why one is refused, what does not add up."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal, get_decimal_symbol
from flask_babel import get_locale
from flask_babel import gettext as _

from ...core.i18n import short_day
from ...lib.indicators import Absent, BadValue, Cell, Form, Indicator, Kind, Outcome
from ...lib.indicators.language import Number, Ref, Tree, text_of

TYPED_DAY = "%d.%m.%Y"


def shown(indicator: Indicator, text: str) -> str:
    """A canonical value as people read it: «8 175», «1,25», «да», «06.04.2026»."""
    if not text:
        return ""
    match indicator.kind:
        case Kind.INTEGER | Kind.DECIMAL | Kind.COMPUTED:
            return figure(Decimal(text), indicator.decimals if indicator.formula else None)
        case Kind.YES_NO:
            return _("yes") if text == "yes" else _("no")
        case Kind.DATE:
            return short_day(date.fromisoformat(text))
        case Kind.CHOICE:
            return next((c.title for c in indicator.choices if c.code == text), text)
        case _:
            return text


def typed(indicator: Indicator, text: str) -> str:
    """A canonical value as it stands in its field, ready to be corrected."""
    match indicator.kind:
        case Kind.DECIMAL:
            return text.replace(".", get_decimal_symbol(get_locale()))
        case Kind.DATE if text:
            return date.fromisoformat(text).strftime(TYPED_DAY)
        case _:
            return text


def figure(number: Decimal, decimals: int | None = None) -> str:
    """A number in the reader's manner; `decimals`: so many places, zeros too."""
    pattern = None if decimals is None else f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return str(format_decimal(number, pattern, locale=get_locale(), decimal_quantization=False))


def percent(change: Decimal | None) -> str:
    """«+4,5 %», «−20 %»; nothing where nothing can be compared."""
    if change is None:
        return ""
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{figure(abs(change))}\N{NO-BREAK SPACE}%"


def why_bad(error: BadValue, indicator: Indicator) -> str:
    """What is wrong with what was typed, and what would be right."""
    least, most = (_limit(indicator, error.detail.get(name)) for name in ("least", "most"))
    sentences: dict[str, Callable[[], str]] = {
        "not_a_number": lambda: _("Type a number in figures, such as 8175."),
        "not_whole": lambda: _("Type a whole number, without a fraction."),
        "too_many_digits": lambda: _("At most %(most)s digits fit here.", most=most),
        "too_many_decimals": lambda: _("At most %(most)s places after the comma.", most=most),
        "too_small": lambda: _("It cannot be less than %(least)s.", least=least),
        "too_large": lambda: _("It cannot be more than %(most)s.", most=most),
        "not_a_date": lambda: _("Type a day as day.month.year, such as 06.04.2026."),
        "not_yes_or_no": lambda: _("Answer yes or no."),
        "not_a_choice": lambda: _("Choose one of the answers."),
        "too_long": lambda: _("At most %(most)s letters fit here.", most=most),
        "computed": lambda: _("This is reckoned by itself and is not typed."),
    }
    return sentences[error.code]()


def _limit(indicator: Indicator, limit: str | int | None) -> str:
    if isinstance(limit, str):
        return shown(indicator, limit)
    return "" if limit is None else str(limit)


def said_of(form: Form, outcome: Outcome) -> str:
    """What does not add up: «контроль не пройден: 01 ≠ 06 + 07 + 08 + 09 (8174)».

    What is reckoned of several cells, or is not on the page, is told with its value.
    """
    finding = outcome.finding
    if finding is None:
        return _("check not passed: %(what)s", what=outcome.check.title)
    sides = {
        "left": _side(form, finding.left_part, finding.left),
        "right": _side(form, finding.right_part, finding.right),
    }
    if finding.percent is not None:
        return _(
            "check not passed: %(left)s differs from %(right)s by more than %(percent)s %%",
            percent=_plain(finding.percent),
            **sides,
        )
    return _("check not passed: %(left)s %(sign)s %(right)s", sign=finding.contrary, **sides)


def _plain(number: Decimal) -> str:
    """A figure as the check reckoned it, without groups, in the reader's manner."""
    return str(format_decimal(number, "0.######", locale=get_locale()))


def _side(form: Form, tree: Tree, value: Decimal) -> str:
    """A side of a comparison: rows by their numbers, or by their titles where they have none."""

    def name(ref: Ref) -> str:
        named = form.indicator[ref.code]
        row = named.number or f"«{named.title}»"
        columns = {c.code: c.title for c in form.section_of[ref.code].columns}
        whole = f"{row} «{columns[ref.column]}»" if ref.column in columns else row
        return _("%(row)s of the last report", row=whole) if ref.is_last else whole

    text = text_of(tree, name).replace(" - ", " − ")
    is_in_sight = isinstance(tree, Number) or (isinstance(tree, Ref) and not tree.is_last)
    return text if is_in_sight else f"{text} ({_plain(value)})"


def column_of(outcome: Outcome, cell: Cell) -> str:
    """In which column the check was made, when it was made in one."""
    return cell.column.title if cell.column and outcome.column else ""


def why_absent(reason: Absent) -> str:
    """Why a computed cell is empty."""
    if reason is Absent.DIVISION_BY_ZERO:
        return _("cannot be reckoned: division by zero")
    if reason is Absent.EMPTY:
        return _("waits for the figures it is made of")
    return _("cannot be reckoned")

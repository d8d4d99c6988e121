"""What a person typed into a cell, read into the one text that is kept."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from intranet.lib.indicators.model import Indicator, Kind
from intranet.lib.indicators.numbers import plain, read_number
from intranet.lib.indicators.problems import BadValue

LONGEST_TEXT = 2_000  # letters, where the indicator sets no limit of its own
YES = frozenset({"yes", "y", "true", "on", "1", "да", "д"})
NO = frozenset({"no", "n", "false", "off", "0", "нет", "н"})
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def read_value(indicator: Indicator, typed: str) -> str:
    """The canonical text of what was typed into a cell of `indicator`; "" stays empty.

    integer, decimal → "8175", "-0.5"; yes_no → "yes", "no"; date → "2026-04-06"; choice → the
    code of the choice, which may be typed as its title; text → without spaces around it and
    without control characters. The canonical text is read back as itself. Whether the cell may
    stay empty is another question (`unfilled`).

    Raises BadValue with the reason.

    >>> stock = Indicator("01", "Фонд", Kind.INTEGER, unit="экз.", min=Decimal(0))
    >>> read_value(stock, "8 175 экз."), read_value(stock, "  ")
    ('8175', '')
    >>> read_value(Indicator("on", "Положение", Kind.DATE), "6.04.2026")
    '2026-04-06'
    """
    if indicator.kind is Kind.COMPUTED:
        raise BadValue("computed")
    if indicator.kind is Kind.TEXT:
        return _text(indicator, typed)
    text = " ".join(typed.split())
    if not text:
        return ""
    match indicator.kind:
        case Kind.YES_NO:
            return _yes_or_no(text)
        case Kind.DATE:
            return _date(indicator, text)
        case Kind.CHOICE:
            return _choice(indicator, text)
        case _:
            return _number(indicator, text)


def read_date(typed: str) -> date:
    """A day typed as «06.04.2026» or 2026-04-06. Raises BadValue: not_a_date.

    >>> read_date("6.4.2026")
    datetime.date(2026, 4, 6)
    """
    day, iso = _DAY.fullmatch(typed), _ISO.fullmatch(typed)
    parts = iso.groups() if iso else day.groups()[::-1] if day else ()
    try:
        year, month, day_of_month = map(int, parts)
        return date(year, month, day_of_month)
    except ValueError:
        raise BadValue("not_a_date") from None


def _number(indicator: Indicator, text: str) -> str:
    if indicator.unit:
        text = text.removesuffix(indicator.unit).rstrip()
    number = read_number(text)
    if indicator.kind is Kind.INTEGER and number != int(number):
        raise BadValue("not_whole")
    canonical = plain(number)
    if len(canonical.partition(".")[2]) > indicator.decimals:
        raise BadValue("too_many_decimals", most=indicator.decimals)
    if isinstance(indicator.min, Decimal) and number < indicator.min:
        raise BadValue("too_small", least=plain(indicator.min))
    if isinstance(indicator.max, Decimal) and number > indicator.max:
        raise BadValue("too_large", most=plain(indicator.max))
    return canonical


def _date(indicator: Indicator, text: str) -> str:
    day = read_date(text)
    if isinstance(indicator.min, date) and day < indicator.min:
        raise BadValue("too_small", least=indicator.min.isoformat())
    if isinstance(indicator.max, date) and day > indicator.max:
        raise BadValue("too_large", most=indicator.max.isoformat())
    return day.isoformat()


def _yes_or_no(text: str) -> str:
    word = text.lower()
    if word in YES | NO:
        return "yes" if word in YES else "no"
    raise BadValue("not_yes_or_no")


def _choice(indicator: Indicator, text: str) -> str:
    for choice in indicator.choices:
        if text == choice.code:
            return choice.code
    for choice in indicator.choices:
        if text.casefold() == " ".join(choice.title.split()).casefold():
            return choice.code
    raise BadValue("not_a_choice")


def _text(indicator: Indicator, typed: str) -> str:
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = unicodedata.normalize("NFC", kept).strip()
    most = int(indicator.max) if isinstance(indicator.max, Decimal) else LONGEST_TEXT
    if len(text) > most:
        raise BadValue("too_long", most=most)
    return text

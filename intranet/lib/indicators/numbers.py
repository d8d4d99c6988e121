"""Figures: as people type them, as they are kept, and how they are rounded."""

import re
from decimal import Context, Decimal
from fractions import Fraction

from intranet.lib.indicators.problems import BadValue

MOST_DIGITS = 15
MOST_DECIMALS = 6
LONGEST = 60  # letters of a typed figure; a longer one is none

#: More digits than any expression within its bounds can give.
_EXACT = Context(prec=5_000)
_MINUS = str.maketrans("−–—‒‑", "-----")
#: «8175», «8 175», «8175,5», «1,234,567» and «1,234.5»; one comma is a decimal comma.
_NUMBER = re.compile(
    r"([-+]?) ?(?:(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d+))?"
    r"|(\d{1,3}(?:,\d{3})+)\.(\d+)|(\d{1,3}(?:,\d{3}){2,}))",
    re.ASCII,
)


def read_number(typed: str) -> Decimal:
    """The figure a person typed, in Russian or English manner.

    Raises BadValue: not_a_number, too_many_digits. Groups are of three digits, so «81 75» is
    refused: one digit may be missing.

    >>> read_number("−8\\u00a0175,50"), read_number("1,234,567.5"), read_number("007")
    (Decimal('-8175.5'), Decimal('1234567.5'), Decimal('7'))
    """
    text = " ".join(typed.split()).translate(_MINUS)
    match = _NUMBER.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        raise BadValue("not_a_number")
    whole = re.sub("[ ,]", "", match[2] or match[4] or match[6]).lstrip("0")
    tail = (match[3] or match[5] or "").rstrip("0")
    if len(whole) + len(tail) > MOST_DIGITS:
        raise BadValue("too_many_digits", most=MOST_DIGITS)
    sign = "-" if match[1] == "-" and (whole or tail) else ""
    return Decimal(f"{sign}{whole or 0}.{tail or 0}" if tail else f"{sign}{whole or 0}")


def plain(number: Decimal) -> str:
    """The one text a figure is kept as: no exponent, no zeros at the end, never «-0».

    >>> plain(Decimal("8175.50")), plain(Decimal("1E+3")), plain(Decimal("-0.0"))
    ('8175.5', '1000', '0')
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def half_up(number: int | Fraction, decimals: int) -> Decimal:
    """`number` rounded to so many decimals, a half away from zero.

    >>> half_up(Fraction(5, 2), 0), half_up(Fraction(-1, 8), 2), half_up(Fraction(1, 3), 2)
    (Decimal('3'), Decimal('-0.13'), Decimal('0.33'))
    """
    top, bottom = abs(number.numerator) * 10**decimals, number.denominator
    units = (2 * top + bottom) // (2 * bottom)
    return Decimal(-units if number < 0 else units).scaleb(-decimals, _EXACT)


def shown(number: int | Fraction) -> Decimal:
    """`number` to at most six decimals, without zeros at the end.

    >>> shown(8174), shown(Fraction(1, 3))
    (Decimal('8174'), Decimal('0.333333'))
    """
    if isinstance(number, int):
        return Decimal(number)
    return Decimal(plain(half_up(number, MOST_DECIMALS)))


def exact(text: str | Decimal) -> int | Fraction:
    """The figure of a canonical text, to reckon with; whole ones as int, which is quicker.

    >>> exact("8175"), exact("0.5"), exact(Decimal("2.00"))
    (8175, Fraction(1, 2), 2)
    """
    if isinstance(text, str) and "." not in text:
        return int(text)
    number = Fraction(text)
    return number.numerator if number.denominator == 1 else number

"""Numbers and dates as Excel shows them: 5.0 is «5», 46000 in a date format is a day."""

import re
from datetime import date, timedelta
from typing import Any

from intranet.lib.documents.markup import attribute, child, local, whole

_BUILT_IN = {
    1: "0", 2: "0.00", 9: "0%", 10: "0.00%", 14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm", 20: "h:mm", 21: "h:mm:ss", 22: "dd.mm.yyyy h:mm",
    45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LAST_DAY = 2_958_465  # 31.12.9999


class Formats:
    """The number format of each style of a workbook."""

    def __init__(self, styles: Any | None, *, is_1904: bool) -> None:
        self.is_1904 = is_1904
        self._of_style: list[str] = []
        if styles is None:
            return
        listed = child(styles, "numFmts")
        named = {
            whole(attribute(f, "numFmtId"), -1): attribute(f, "formatCode")[:200]
            for f in (listed if listed is not None else ())
        }
        styles_of_cells = child(styles, "cellXfs")
        for style in styles_of_cells if styles_of_cells is not None else ():
            if local(style) == "xf":
                key = whole(attribute(style, "numFmtId"), 0)
                self._of_style.append(named.get(key, _BUILT_IN.get(key, "")))

    def of(self, style: int) -> str:
        return self._of_style[style] if 0 <= style < len(self._of_style) else ""


def shown(value: str, code: str, *, is_1904: bool = False) -> str:
    """A number in a format.

    >>> shown("5.0", ""), shown("2.1", ""), shown("1.1", "0.00"), shown("46054", "dd.mm.yyyy")
    ('5', '2.1', '1.10', '01.02.2026')
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if number != number or abs(number) > 1e15:
        return value
    bare = _QUOTED.sub("", code.lower()).partition(";")[0]
    if re.search("[dmyдмг]", bare) and 0 < number < _LAST_DAY:
        return _day(number, bare, is_1904=is_1904)
    if bare.startswith("h") or ":" in bare:
        minutes = round(number % 1 * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if "%" in bare:
        return f"{_short(number * 100)}%"
    if found := re.fullmatch(r"[#,0\s]*0\.(0{1,9})", bare):
        return f"{number:.{len(found[1])}f}"
    return _short(number)


def _short(number: float) -> str:
    """Fifteen digits, as Excel shows: 2.1 that was stored as 2.1000000000000001 is 2.1."""
    text = f"{number:.15g}"
    return str(int(number)) if number == int(number) else text


def _day(number: float, code: str, *, is_1904: bool) -> str:
    if ":" in code and not re.search("[dyдг]", code):
        return shown(str(number), "h:mm")
    first = date(1904, 1, 1) if is_1904 else date(1899, 12, 30 if number >= 61 else 31)
    day = first + timedelta(days=int(number))
    has_day, has_year = bool(re.search("[dд]", code)), bool(re.search("[yг]", code))
    if has_day and has_year:
        return f"{day:%d.%m.%Y}" if day.year >= 1000 else str(day.year)
    if has_day:
        return f"{day:%d.%m}"
    if "m" in code or "м" in code:
        return f"{_MONTHS[day.month - 1]} {day.year}" if has_year else _MONTHS[day.month - 1]
    return str(day.year)

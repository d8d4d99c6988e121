"""The deadline of a row as one phrase, whether it stands in one column or in many."""

import re

from intranet.lib.plans.columns import MONTHS
from intranet.lib.plans.rows import Row
from intranet.lib.plans.words import is_dated, one_line

_MARK = re.compile(r"(?:[xхXХ×+VvvУ✓✔☑✗✘☒●•○*■▲♦√]|да|есть)\.?\Z", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—_.\s]*\Z")
_LEANS = re.compile(r"(?:до|с|со|по|не позднее|в течение|к|начиная)\b", re.IGNORECASE)
_DITTO = re.compile(
    r"(?:[-–—]?\s*[\"”“»«/]{1,2}\s*[-–—]?|то же|та же|тот же|так же)\.?\Z", re.IGNORECASE
)


def is_nothing(text: str) -> bool:
    """Whether a cell is empty or holds only a dash."""
    return bool(_NOTHING.match(text))


def is_ditto(text: str) -> bool:
    """Whether a cell says "the same as above": «-//-», «то же»."""
    return bool(_DITTO.match(text.strip()))


def phrase_of(row: Row) -> tuple[str, bool]:
    """The phrase, "" when the cells are empty, and whether it was put together by us."""
    plain = "" if is_nothing(row.text("term")) else one_line(row.text("term"))
    start, end = (one_line(row.text(role)) for role in ("term_start", "term_end"))
    span = _span("" if is_nothing(start) else start, "" if is_nothing(end) else end)
    grid, is_grid_built = _grid(row)
    phrases = [phrase for phrase in (plain, span, grid) if phrase]
    built = len(phrases) > 1 or bool(span and span not in (start, end))
    return ", ".join(phrases), built or is_grid_built


def _span(start: str, end: str) -> str:
    """«с … по …» from two cells, each kept letter by letter where it stands alone."""
    if start and end and start != end:
        if _LEANS.match(start) or _LEANS.match(end):
            return f"{start} {end}" if _LEANS.match(end) else f"{start} по {_genitive(end)}"
        return f"с {_genitive(start)} по {_month_as_end(end)}"
    if start and not end:
        return start if _LEANS.match(start) or not is_dated(start) else f"с {_genitive(start)}"
    if end and not start:
        return end if _LEANS.match(end) or not is_dated(end) else f"по {_month_as_end(end)}"
    return start


def _genitive(text: str) -> str:
    """«с март 2026» is no Russian: a month named alone or with a year is put in its case."""
    for month in MONTHS:
        if text.lower().startswith(month):
            ending = month[:-1] + "я" if month[-1] in "йь" else month + "а"
            return ending + text[len(month) :]
    return text


def _month_as_end(text: str) -> str:
    return text[0].lower() + text[1:] if text.lower().startswith(tuple(MONTHS)) else text


def _grid(row: Row) -> tuple[str, bool]:
    """The phrase of the marks and texts under quarters, half-years, months or years."""
    places = [
        (n, place)
        for n, (place, column) in enumerate(zip(row.places, row.columns, strict=False))
        if column.role == "period" and not is_nothing(place.text)
    ]
    total = sum(column.role == "period" for column in row.columns)
    phrases = []
    for n, place in places:
        last = min(n + place.colspan, len(row.columns)) - 1
        names = [column.period for column in row.columns[n : last + 1] if column.period]
        period = names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"
        text = one_line(place.text)
        if _MARK.match(text):
            phrases.append(period)
        elif is_dated(text) or len(names) == total > 1:
            phrases.append(text)
        else:
            phrases.append(f"{period} ({text})")
    phrase = ", ".join(dict.fromkeys(phrases))
    return phrase, bool(phrase) and phrase not in {one_line(place.text) for _, place in places}

"""The reader of terms: `read` walks over a phrase and settles what was understood."""

import unicodedata

from . import asides, bounds, events, recurring
from .model import Doubt, Kind, Reading, Window
from .points import Span
from .scan import Scan
from .settle import settle
from .tokens import Token, tokenise
from .words import FILLERS, MONTH_FORMS

LONGEST = 2_000  # letters of a term; a longer one is not a term
MOST = 400  # tokens of a term
REFERENCES = {"п", "пп", "пункт", "пункту", "пункта", "приказ", "приказу", "протокол", "приложение"}
EXCEPTIONS = ("кроме", "исключая", "исключением")
MARKS = {"comma", "semicolon", "open", "close", "colon", "slash", "dash", "и", "или"}


def read(phrase: str) -> Reading:
    """What `phrase`, a term of an official plan in Russian, means.

    Never raises and never guesses: what is not wholly understood is flagged by
    `needs_confirmation`, with the reasons in `doubts` and the letters nobody read in
    `detail["rest"]`. Rules of reading terms: docs/deadlines.md.

    >>> read("Ежегодно (апрель, октябрь)").windows
    (Window(start='04-01', end='04-30'), Window(start='10-01', end='10-31'))
    >>> read("2-е полугодие").doubts
    (<Doubt.HALF_YEAR_OF_WHICH_YEAR: 'half_year_of_which_year'>,)
    """
    if len(phrase) > LONGEST:
        return _unread(phrase, Doubt.TOO_LONG)
    text = unicodedata.normalize("NFC", phrase)
    scan = Scan(text, tokenise(text))
    if not scan.tokens or all(token.name in MARKS for token in scan.tokens):
        return _unread(phrase, Doubt.EMPTY)
    if len(scan.tokens) > MOST:
        return _unread(phrase, Doubt.TOO_LONG)
    while not scan.is_("end"):
        if _is_month_after_number(scan):
            scan.facts.doubt(Doubt.CONTRADICTION)
        _step(scan)
    return settle(phrase, scan, rest(text, scan.facts.unread))


def _unread(phrase: str, why: Doubt) -> Reading:
    return Reading(phrase, Kind.UNKNOWN, (), needs_confirmation=True, doubts=(why,))


def _step(scan: Scan) -> None:
    """Read the next piece of the term, or put one token among the unread."""
    if scan.at().name in MARKS:
        if scan.at().name == "или":
            scan.facts.doubt(Doubt.ALTERNATIVE)
        scan.i += 1
        return
    if _reference(scan) or _time_first(scan) or recurring.recurrence(scan):
        return
    if _exact_events(scan):
        return
    is_in_brackets = scan.at(-1).name == "open"
    found = bounds.spans(scan)
    if found:
        if is_in_brackets and _are_months(scan.facts.spans[-1:], found):
            scan.facts.doubt(Doubt.CONTRADICTION)
        scan.facts.spans.extend(found)
        return
    if events.undated(scan) or asides.aside(scan):
        return
    token = scan.at()
    scan.i += 1
    if token.text not in FILLERS:
        scan.facts.unread.append(token)


def _reference(scan: Scan) -> bool:
    """«п. 2.1», «приказ № 15», «1. Сентябрь» and all after «кроме» is for a person to read."""
    start = scan.i
    if scan.at().text.startswith(EXCEPTIONS):
        while not scan.is_("end|semicolon|close"):
            scan.i += 1
    elif scan.at().text in REFERENCES and scan.is_("other", "number|date"):
        scan.i += 2
    elif _list_number(scan):
        scan.i += 1
    scan.facts.unread.extend(scan.tokens[start : scan.i])
    return scan.i > start


def _are_months(before: list[Span], inside: list[Span]) -> bool:
    """«май (июнь)»: a month, and in brackets another one; both, or one instead of the other?"""
    points = [p for span in (*before, *inside) for p in (span.first, span.last)]
    return bool(before) and all(p and p.unit == "month" for p in points)


def _is_month_after_number(scan: Scan) -> bool:
    """«15 сентябрь»: a day would say «15 сентября», so the number may be no day."""
    ahead = next((n for n in range(2) if scan.at(n).name == "number"), None)
    if ahead is None or scan.at(ahead + 1).name != "month" or int(scan.at(ahead).value) > 31:
        return False
    month = scan.at(ahead + 1)
    return month.text == MONTH_FORMS[int(month.value)].split()[0]


def _list_number(scan: Scan) -> bool:
    """«1. Сентябрь 2. Май» counts lines of a cell: a day would say «1 сентября»."""
    number, month = scan.at(), scan.at(1)
    if not scan.is_("number", "month") or "." not in scan.text[number.end : month.start]:
        return False
    return month.text == MONTH_FORMS[int(month.value)].split()[0]


def _time_first(scan: Scan) -> bool:
    """A time of day is tried first, lest «в 12.10» be taken for a date."""
    mark = scan.i
    if asides.time_of_day(scan):
        return True
    scan.i = mark
    return False


def _exact_events(scan: Scan) -> bool:
    """Offsets and «в течение …» come before dates, for both begin with numbers or «в»."""
    mark = scan.i
    for attempt in (events.offset, events.during, events.plan, asides.stage):
        if attempt(scan):
            return True
        scan.i = mark
    return False


def rest(text: str, unread: list[Token]) -> str:
    """The letters nobody read, neighbours together."""
    parts: list[list[int]] = []
    for token in unread:
        if parts and not text[parts[-1][1] : token.start].strip(" \t\n"):
            parts[-1][1] = token.end
        else:
            parts.append([token.start, token.end])
    return " … ".join(" ".join(text[a:b].split()) for a, b in parts)


__all__ = ["Window", "read"]

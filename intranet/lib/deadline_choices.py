"""Where a term can mean two things: the meanings a person may choose from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .deadlines import Doubt, Kind, Reading, Window, read

#: Half of the calendar year → the same half of the school year.
SCHOOL_HALVES = {
    ("07-01", "12-31"): ("01-01", "05-31"),
    ("01-01", "06-30"): ("09-01", "12-31"),
    ("01-01", "12-31"): ("09-01", "05-31"),
}
MOST_YEARS = 5


@dataclass(frozen=True)
class Choice:
    """One meaning of a term. `key` names it for ever: as_read, school_half, whole_month …"""

    key: str
    reading: Reading


def choices(phrase: str, *, year: int) -> tuple[Choice, ...]:
    """The meanings of `phrase` a person may choose from; none where nothing is in doubt.

    year: the plan's year, from which «раз в 3 года» may begin to count.

    >>> [(c.key, c.reading.windows[0].end) for c in choices("до марта", year=2026)[:2]]
    [('as_read', '02-28'), ('whole_month', '03-31')]
    >>> choices("ежегодно", year=2026)
    ()
    """
    reading = read(phrase)
    if not reading.needs_confirmation:
        return ()
    found = list(_meanings(reading, year))
    if reading.kind is not Kind.UNKNOWN and Doubt.NO_YEAR_WRITTEN not in reading.doubts:
        found.insert(0, Choice("as_read", agreed(reading)))
    found.append(Choice("undated", undated(phrase)))
    return tuple(replace(one, reading=_marked(one)) for one in found)


def chosen(phrase: str, key: str, *, year: int) -> Reading | None:
    """The meaning of `phrase` that is called `key`, None when there is no such one."""
    since = key.removeprefix("since_")
    first = int(since) if since != key and since.isdecimal() and len(since) == 4 else year
    return next((c.reading for c in choices(phrase, year=first) if c.key == key), None)


def _marked(one: Choice) -> Reading:
    """The reading with a mark that a person chose it, so that it can be chosen again."""
    return replace(one.reading, detail=one.reading.detail | {"chosen": one.key})


def agreed(reading: Reading) -> Reading:
    """`reading` as a person has agreed to it."""
    return replace(reading, needs_confirmation=False, doubts=())


def undated(phrase: str) -> Reading:
    """The term kept in its words, without a date."""
    return Reading(phrase, Kind.UNSCHEDULED)


def worded(phrase: str, words: str) -> Reading:
    """What `words` mean, put in the place of a phrase that stays as it is written.

    >>> worded("к новому году", "до 25 декабря").windows
    (Window(start=None, end='12-25'),)
    """
    said = read(words)
    return replace(said, phrase=phrase, detail=said.detail | {"said": words})


def _meanings(reading: Reading, year: int) -> Iterator[Choice]:
    doubts = reading.doubts
    if Doubt.HALF_YEAR_OF_WHICH_YEAR in doubts:
        windows = _mapped(reading)
        if windows:
            yield Choice("school_half", agreed(replace(reading, windows=windows, school_year=True)))
    if Doubt.MONTH_EXCLUSIVE in doubts:
        whole = read(re.sub(r"\b(до|к|ко)(?=\s)", "до конца", reading.phrase, flags=re.I))
        if whole.kind is reading.kind and whole.windows and not whole.needs_confirmation:
            yield Choice("whole_month", replace(whole, phrase=reading.phrase))
    if Doubt.SCHOOL_YEAR_END in doubts:
        august = tuple(Window(w.start, _august(w.end)) for w in reading.windows)
        yield Choice("to_august", agreed(replace(reading, windows=august)))
    if Doubt.ALTERNATIVE in doubts and len(reading.windows) > 1:
        for number, window in enumerate(reading.windows, start=1):
            yield Choice(f"window_{number}", agreed(replace(reading, windows=(window,))))
    if Doubt.NO_YEAR_WRITTEN in doubts and (interval := reading.detail.get("interval")):
        for since in range(year, year + min(interval, MOST_YEARS)):
            detail = reading.detail | {"since_year": since}
            yield Choice(f"since_{since}", agreed(replace(reading, detail=detail)))


def _mapped(reading: Reading) -> tuple[Window, ...]:
    """The windows as halves of the school year; nothing unless every one is a half."""
    found = [SCHOOL_HALVES.get((w.start or "", w.end or "")) for w in reading.windows]
    return tuple(Window(*days) for days in found if days) if all(found) else ()


def _august(end: str | None) -> str | None:
    return end[:-5] + "08-31" if end and end.endswith("05-31") else end

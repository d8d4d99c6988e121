"""From gathered facts to one reading: years shared out, windows made, contradictions found."""

from dataclasses import replace
from datetime import date
from itertools import permutations

from .model import NATURAL, Doubt, Kind, Reading, Window
from .points import Day, Span, day_before, first_of, is_real, last_of, written
from .scan import Facts, Scan
from .years import is_year_only, share_years, tell_first_year

FINEST = [Kind.DAILY, Kind.WEEKLY, Kind.MONTHLY, Kind.QUARTERLY, Kind.HALF_YEARLY, Kind.YEARLY]
#: Units too short for a term to come round within them.
SHORTER = {
    Kind.MONTHLY: ("day", "decade", "month"),
    Kind.QUARTERLY: ("day", "decade", "month", "quarter"),
    Kind.HALF_YEARLY: ("day", "decade", "month", "quarter", "half"),
    Kind.WEEKLY: ("day",),
    Kind.DAILY: ("day",),
}
YEARLY = Window("01-01", "12-31")


def settle(phrase: str, scan: Scan, rest: str) -> Reading:
    """The reading of `phrase` from what `scan` gathered; `rest` is what nobody read."""
    facts = scan.facts
    _month_days(facts)
    tell_first_year(facts)
    _join_sides(facts)
    share_years(facts)
    _weekday(facts)
    windows = _windows(facts)
    _nested(facts, windows)
    kind = _kind(facts, windows)
    windows = windows or _default(facts, kind)
    if rest:
        facts.detail["rest"] = rest
        unread = kind is Kind.UNKNOWN
        facts.doubt(Doubt.NOT_UNDERSTOOD if unread else Doubt.PARTLY_UNDERSTOOD)
    if kind is Kind.UNKNOWN and not facts.doubts:
        facts.doubt(Doubt.NOT_UNDERSTOOD)
    doubts = tuple(facts.doubts)
    return Reading(
        phrase, kind, windows, bool(doubts), doubts, _tidy(facts.detail), facts.school_year
    )


def _tidy(detail: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in sorted(detail.items()) if value not in ("", None)}


def _month_days(facts: Facts) -> None:
    """«до 5 числа» is no window but a day of every month."""
    days = [s for s in facts.spans if s.last and s.last.unit == "of_month" or
            s.first and s.first.unit == "of_month"]  # fmt: skip
    facts.spans = [s for s in facts.spans if s not in days and not _is_none(s)]
    if not days:
        return
    last = [s.last.number for s in days if s.last]
    if any(not 1 <= number <= 31 for number in last):
        facts.doubt(Doubt.IMPOSSIBLE_DATE)
        return
    if last:
        facts.detail["day_of_month"] = last[0] if len(last) == 1 else last
    first = days[0].first
    if first and (not last or first.number != last[0]):
        facts.detail["day_of_month_from"] = first.number
    if not facts.recurring:
        facts.recurring.append(Kind.MONTHLY)
        facts.doubt(Doubt.RECURRENCE_NOT_SAID)


def _weekday(facts: Facts) -> None:
    """A weekday beside a date only confirms it, or contradicts it."""
    if not facts.bare_weekday:
        return
    days = [p for s in facts.spans for p in (s.first, s.last) if p and p.unit == "day"]
    if not days:
        facts.recurring.append(Kind.WEEKLY)
        facts.doubt(Doubt.CONTRADICTION if facts.spans else Doubt.RECURRENCE_NOT_SAID)
    for day in days:
        known = day.year is not None and is_real(day)
        weekday = date(day.year or 1, day.month, day.number).isoweekday() if known else None
        if weekday not in (None, facts.detail.get("weekday")):
            facts.doubt(Doubt.CONTRADICTION)


def _join_sides(facts: Facts) -> None:
    """«не ранее 1 марта и не позднее 15 мая» is one span; other mixtures are asked about."""
    spans = facts.spans
    open_ended = [s for s in spans if s.first is None or s.last is None]
    if len(spans) == 2 and spans[0].last is None and spans[1].first is None:
        facts.spans = [replace(spans[1], first=spans[0].first, after=spans[0].after)]
        return
    units = {s.last.unit for s in spans if s.first and s.last and s.first.unit == s.last.unit}
    if {"day", "month"} <= units and "stages" not in facts.detail:
        facts.doubt(Doubt.CONTRADICTION)
    whole = [s for s in spans if s not in open_ended and not is_year_only(s)]
    if open_ended and whole and "stages" not in facts.detail:
        facts.doubt(Doubt.CONTRADICTION)


def _is_none(span: Span) -> bool:
    return bool(span.last and span.last.unit == "none")


def _windows(facts: Facts) -> tuple[Window, ...]:
    windows: list[Window] = []
    for span in [*facts.spans, *facts.over]:
        window = _window(facts, span, len(windows))
        if window and window not in windows:
            windows.append(window)
    return tuple(windows)


def _nested(facts: Facts, windows: tuple[Window, ...]) -> None:
    """«IV квартал (ноябрь)» names one time twice: which of the two is asked."""
    closed = [(w.start, w.end) for w in windows if w.start and w.end and w.start <= w.end]
    for outer, inner in permutations(closed, 2):
        if outer[0] <= inner[0] and inner[1] <= outer[1] and "stages" not in facts.detail:
            facts.doubt(Doubt.CONTRADICTION)


def _window(facts: Facts, span: Span, place: int) -> Window | None:
    """The days of one span; None, and a doubt, when there are no such days."""
    points = [p for p in (span.first, span.last) if p]
    if not points or not all(is_real(p) for p in points):
        facts.doubt(Doubt.IMPOSSIBLE_DATE)
        return None
    start = first_of(span.first) if span.first else None
    end = last_of(span.last) if span.last else None
    if span.before and span.last:
        end = day_before(first_of(span.last))
    if span.after and span.first:
        start = last_of(span.first)
    _doubts_of(facts, span, start, end)
    if start and end and start[0] and end[0] and start > end:
        facts.doubt(Doubt.END_BEFORE_START)
        return None
    if end and end[0] is None and end[1:] == (2, 28) and span.last and _is_long(span):
        facts.detail.setdefault("february_end", []).append(place)
    return Window(start and written(start), end and written(end))


def _is_long(span: Span) -> bool:
    return span.before or (span.last is not None and span.last.unit != "day")


def _doubts_of(facts: Facts, span: Span, start: Day | None, end: Day | None) -> None:
    for point in (span.first, span.last):
        if point and point.unit == "half" and point.year is None and not point.school:
            facts.doubt(Doubt.HALF_YEAR_OF_WHICH_YEAR)
            halves = facts.detail.setdefault("half_years", [])
            if point.number not in halves:
                halves.append(point.number)
        if point and point.unit == "day" and point.year is None and first_of(point)[1:] == (2, 29):
            facts.doubt(Doubt.NO_YEAR_WRITTEN)
    if start and end and start[0] is None and start[1] == end[1] and start > end:
        facts.doubt(Doubt.END_BEFORE_START)


def _kind(facts: Facts, windows: tuple[Window, ...]) -> Kind:
    said = [bool(facts.recurring), bool(facts.events), facts.is_continuous and not facts.over]
    if sum(said) > 1 or (facts.events and facts.spans):
        facts.doubt(Doubt.CONTRADICTION)
    if facts.is_continuous and "stages" in facts.detail:
        facts.doubt(Doubt.CONTRADICTION)
    if facts.over and facts.spans and not facts.recurring:
        facts.doubt(Doubt.CONTRADICTION)
    if facts.recurring:
        return _recurring(facts, windows)
    if facts.is_continuous:
        return Kind.CONTINUOUS
    if windows or facts.spans or facts.detail.get("school_term"):
        return Kind.ONCE
    if facts.events:
        return Kind.ON_EVENT
    return Kind.UNSCHEDULED if facts.is_unscheduled else Kind.UNKNOWN


def _recurring(facts: Facts, windows: tuple[Window, ...]) -> Kind:
    kinds = set(facts.recurring)
    if len(kinds - {Kind.YEARLY}) > 1:
        facts.doubt(Doubt.CONTRADICTION)
    kind = next(k for k in FINEST if k in kinds)
    if facts.detail.get("interval") and "since_year" not in facts.detail:
        facts.doubt(Doubt.NO_YEAR_WRITTEN)
    times = facts.detail.get("times", 1)
    if facts.spans and times > 1 and kind is Kind.YEARLY and len(facts.spans) != times:
        facts.doubt(Doubt.CONTRADICTION)
    if (
        kind in SHORTER
        and len(facts.spans) != NATURAL.get(kind)
        and any(_is_short(s, SHORTER[kind]) for s in facts.spans)
    ):
        facts.doubt(Doubt.CONTRADICTION)
    if kind is Kind.YEARLY and any(p.year for s in facts.spans for p in (s.first, s.last) if p):
        facts.doubt(Doubt.CONTRADICTION)
    return kind


def _is_short(span: Span, units: tuple[str, ...]) -> bool:
    """Whether a span leaves no room for a recurrence, or ends on a day and never begins."""
    if span.first is None or span.last is None:
        return span.first is None
    return span.first == span.last and span.last.unit in units


def _default(facts: Facts, kind: Kind) -> tuple[Window, ...]:
    """Yearly without a date is the whole year, unless the dates are kept elsewhere."""
    elsewhere = facts.is_unscheduled or facts.events or "day_of_month" in facts.detail
    impossible = Doubt.IMPOSSIBLE_DATE in facts.doubts or Doubt.END_BEFORE_START in facts.doubts
    if kind is Kind.YEARLY and not elsewhere and not impossible:
        return (Window("09-01", "05-31"),) if facts.school_year else (YEARLY,)
    return ()

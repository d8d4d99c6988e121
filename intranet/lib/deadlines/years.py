"""Sharing out years: a year written once in a term belongs to the points around it."""

from dataclasses import replace

from .model import Doubt, Kind
from .points import Span, first_of, last_of
from .scan import Facts


def is_year_only(span: Span) -> bool:
    points = [p for p in (span.first, span.last) if p]
    return all(p.unit == "year" and p.year is not None for p in points)


def share_years(facts: Facts) -> None:
    """A year written once belongs to the points around it that have none."""
    spans = facts.spans
    years = [s for s in spans if is_year_only(s) and s.first and s.first == s.last]
    dated = [s for s in spans if s not in years]
    if years and dated:
        if all(s.has_year for s in dated):
            facts.doubt(Doubt.CONTRADICTION)
        else:
            spans = _told_years(spans, years)
    facts.spans = _late_years([_one_span(facts, s) for s in spans], facts)


def _told_years(spans: list[Span], years: list[Span]) -> list[Span]:
    """«2026 год: апрель, октябрь»: each year goes to what follows it, the first to all before."""
    current = years[0].first
    told = []
    for span in spans:
        if span in years:
            current = span.first
        elif current:
            told.append(span.of(current.year, school=current.school))
    return told


def _one_span(facts: Facts, span: Span) -> Span:
    """A year at one end belongs to both; a span may then have to begin a year earlier."""
    first, last = span.first, span.last
    if first and last and facts.school_year and last_of(first)[1] < 9 <= last_of(last)[1]:
        facts.doubt(Doubt.CONTRADICTION)
    if not first or not last or (first.year is None) == (last.year is None):
        return span
    if last.year is not None:
        told = replace(span, first=first.of(last.year, school=last.school))
        if facts.school_year and not last.school and last_of(last)[1] < 9 <= first_of(first)[1]:
            return replace(span, first=first.of(last.year - 1))
        if told.first and first_of(told.first) > last_of(last):
            if last_of(told.first)[1] == last_of(last)[1]:
                return told
            facts.doubt(Doubt.YEAR_GUESSED)
            return replace(span, first=first.of(last.year - 1))
        return told
    told = replace(span, last=last.of(first.year, school=first.school))
    if told.last and last_of(told.last) < first_of(first):
        facts.doubt(Doubt.YEAR_GUESSED)
        return replace(span, last=last.of((first.year or 0) + 1))
    return told


def _late_years(spans: list[Span], facts: Facts) -> list[Span]:
    """In «апрель, октябрь 2026 г.» the year belongs to April too; otherwise ask."""
    if len({s.has_year for s in spans}) < 2:
        return spans
    years = {p.year for s in spans for p in (s.first, s.last) if p and p.year}
    schools = {p.school for s in spans for p in (s.first, s.last) if p and p.year}
    if len(years) > 1 or not spans[-1].has_year or True in schools:
        facts.doubt(Doubt.YEAR_GUESSED)
    year = max(y for y in years if y)
    if facts.school_year and any(True for s in spans if s.has_year):
        known = next(p for s in spans for p in (s.last, s.first) if p and p.year)
        month = last_of(known)[1]
        facts.doubts.pop(Doubt.YEAR_GUESSED, None)
        start = (known.year or 0) - (month < 9 and not known.school)
        return [s.of(start, school=True) for s in spans]
    return _next_years(spans, year)


def tell_first_year(facts: Facts) -> None:
    """«2025, далее ежегодно», «ежегодно с 2025 года», «ежегодно 2025–2030 гг.»."""
    later = facts.detail.pop("later", False)
    if not facts.recurring:
        return
    for span in [*facts.spans, *facts.over]:
        if not is_year_only(span) or span.before:
            continue
        if span.first:
            facts.detail["since_year"] = span.first.year
        if span.last and not later:
            facts.detail["until_year"] = span.last.year
        for place in (facts.spans, facts.over):
            if span in place:
                place.remove(span)
        facts.school_year |= bool((span.first or span.last).school)  # type: ignore[union-attr]
    years = {p.year for s in facts.spans for p in (s.first, s.last) if p and p.year}
    if later and not set(facts.recurring) <= {Kind.YEARLY}:
        facts.doubt(Doubt.CONTRADICTION)
        facts.spans = [replace(s, last=None) for s in facts.spans if s.first]
    elif later and years:
        facts.detail["since_year"] = min(y for y in years if y)
        facts.spans = [_yearless(s) for s in facts.spans]


def _yearless(span: Span) -> Span:
    first = replace(span.first, year=None) if span.first else None
    return replace(span, first=first, last=replace(span.last, year=None) if span.last else None)


def _next_years(spans: list[Span], year: int) -> list[Span]:
    """Each span without a year takes that of the next span with one, the last ones `year`."""
    told = []
    for span in reversed(spans):
        known = next((p.year for p in (span.first, span.last) if p and p.year), None)
        year = known or year
        told.append(span.of(year))
    return told[::-1]

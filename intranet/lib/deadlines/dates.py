"""Reading calendar points: «15 марта 2026 г.», «март – май», «2025/26 учебный год»."""

from dataclasses import replace

from .counted import counted
from .model import Doubt
from .numbers import is_year, number_run, spans_of
from .points import Point, Span, whole
from .scan import Scan
from .year_after import dated, own_year


def calendar(scan: Scan) -> list[Span]:
    """The spans written at the place, a dash between two points joined; [] if none."""
    spans = _unit(scan)
    if not spans:
        return []
    mark = scan.i
    if scan.take("dash"):
        until = scan.is_("до")
        scan.take("в|во|по|до")
        more = _unit(scan)
        if more and _alike(spans[-1], more[0]):
            if until:  # «I квартал – до 5 апреля» is a report rather than a span
                scan.facts.doubt(Doubt.CONTRADICTION)
            return [*spans[:-1], Span(spans[-1].first, more[0].last), *more[1:]]
        scan.i = mark
    return spans


def _alike(left: Span, right: Span) -> bool:
    """Whether a dash between the two is a span, and not «2026 г. – март»."""
    one, two = left.first, right.last
    return bool(one and two) and (one.unit == "year") == (two.unit == "year")  # type: ignore[union-attr]


def _unit(scan: Scan) -> list[Span]:
    mark = scan.i
    for read in (_date, _part, _month, _season, _years, counted, _school_year):
        spans = read(scan)
        if spans:
            return spans
        scan.i = mark
    return []


def _date(scan: Scan) -> list[Span]:
    """«01.09.2026», «03.2026», and «1-15.03.2026»."""
    first = None
    if scan.is_("number", "dash", "date"):
        first = int(scan.at().value)
        scan.i += 2
    date = scan.at().date
    if date is None or (first is not None and not date[2]):
        return []
    scan.i += 1
    year, month, day = date
    if year is None and month is not None:
        year = own_year(scan)[0]
    else:
        scan.take("year")
    point = Point("day" if day else "month", day, month or 0, year)
    return [Span(replace(point, number=first) if first else point, point)]


def _month(scan: Scan) -> list[Span]:
    if not scan.is_("month"):
        return []
    month = int(scan.at().value)
    scan.i += 1
    scan.take("months")
    return [dated(scan, whole(Point("month", month=month)))]


def _season(scan: Scan) -> list[Span]:
    if not scan.is_("season"):
        return []
    number = int(scan.at().value)
    scan.i += 1
    scan.take("период") or scan.take("периода")
    if scan.at().text.startswith("каникул"):
        return []
    scan.facts.doubt(Doubt.SEASON)
    return [dated(scan, whole(Point("season", number)))]


def _part(scan: Scan) -> list[Span]:
    """«начало сентября», «конец 2026 года»: the whole is kept and a person asked."""
    if not scan.is_("part"):
        return []
    part = scan.at().value
    scan.i += 1
    spans = _unit(scan) or _bare_year(scan)
    if spans:
        scan.facts.doubt(Doubt.VAGUE_PART)
        scan.facts.detail["part"] = part
    return spans


def _bare_year(scan: Scan) -> list[Span]:
    """«года», «календарного года», «учебного года» with no figures."""
    scan.take("this")
    school = scan.take("school")
    if not scan.take("year"):
        return []
    scan.facts.school_year |= school
    return [whole(Point("year", school=school))]


def _years(scan: Scan) -> list[Span]:
    """«2026 год», «2025–2027 гг.», «2025/26 учебный год»."""
    if not is_year(scan.at()):
        return []
    year, school = own_year(scan)
    if school:
        return [whole(Point("year", year=year, school=True))]
    scan.i -= 1 if scan.at(-1).name == "number" else 0
    while not is_year(scan.at()):
        scan.i -= 1
    run = number_run(scan)
    while scan.take("year"):
        pass
    return [
        Span(replace(s.first, year=s.first.number), replace(s.last, year=s.last.number))  # type: ignore[union-attr,type-var]
        for s in spans_of(run, "year")
    ]


def _school_year(scan: Scan) -> list[Span]:
    mark = scan.i
    scan.take("this")
    if scan.take("school", "year"):
        scan.facts.school_year = True
        return [whole(Point("year", school=True))]
    scan.i = mark
    return []

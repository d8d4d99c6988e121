"""Reading spans with words around them: «до …», «с … по …», «не позднее …», «после …»."""

from dataclasses import replace

from .asides import clock
from .dates import calendar
from .model import Doubt
from .numbers import number_run
from .points import Point, Span
from .scan import Scan


def spans(scan: Scan) -> list[Span]:
    """The spans at the place, their prepositions understood; [] and no move if none."""
    mark, doubts, detail = scan.i, dict(scan.facts.doubts), dict(scan.facts.detail)
    kept = list(scan.facts.recurring), scan.facts.school_year
    for read in (_closed, _until, _since, _plain):
        found = read(scan)
        if found:
            return found
        scan.i = mark
        scan.facts.doubts, scan.facts.detail = dict(doubts), dict(detail)
        scan.facts.recurring, scan.facts.school_year = list(kept[0]), kept[1]
    return []


def _plain(scan: Scan) -> list[Span]:
    scan.take("в|во|на")
    scan.take("срок|сроки|период|течение")
    return calendar(scan)


def _start_word(scan: Scan) -> bool:
    scan.take("в|на", "период")
    if scan.take("не", "ранее|раньше"):
        scan.take("с|со")
        return True
    return scan.take("начиная", "с|со") or scan.take("с|со") or scan.take("начиная")


def _end_word(scan: Scan) -> str:
    """'before' for «до», «к»; 'by' for «не позднее», «по»; '' for neither."""
    scan.take("в")
    scan.take("срок")
    if scan.take("не", "позднее|позже"):
        return "by"
    if scan.take("по"):
        return "by"
    return "before" if scan.take("до|к|ко") else ""


def _closed(scan: Scan) -> list[Span]:
    """«с 1 по 15 марта», «с сентября 2025 г. до 31 мая»."""
    if not _start_word(scan):
        return []
    first = calendar(scan)
    bare = 0
    if not first:
        run = number_run(scan)
        if len(run) != 1:
            return []
        bare = run[0][0]
    scan.take("comma")
    end = "by" if scan.take("dash") else _end_word(scan)
    last = _ended(scan, end) if end else []
    if len(last) != 1 or last[0].last is None or len(first) > 1:
        return []
    point = last[0].last
    start = replace(point, number=bare) if bare else first[0].first
    if bare and point.unit == "year":
        start = replace(point, year=bare)
    return [replace(last[0], first=start)]


def _until(scan: Scan) -> list[Span]:
    end = _end_word(scan)
    found = _ended(scan, end) if end else []
    return [replace(span, first=None) for span in found]


def _ended(scan: Scan, end: str) -> list[Span]:
    """Spans whose last side is bound by `end`; a month after «до» is not itself counted."""
    hour = scan.i
    if clock(scan):
        scan.facts.detail["time"] = scan.letters(hour)
    edge = str(scan.at().value) if scan.is_("part") else ""
    if edge in ("begin", "end"):
        scan.i += 1
    found = calendar(scan) or (_year(scan) if edge else [])
    if not found:
        return []
    last = found[-1].last
    if scan.take("включительно") or edge == "end" or (last and last.unit in ("day", "of_month")):
        if last and last.unit == "year" and last.school:
            scan.facts.doubt(Doubt.SCHOOL_YEAR_END)
        return found
    if edge == "begin" or end == "before":
        scan.facts.doubt(Doubt.MONTH_EXCLUSIVE)
        return [replace(span, before=True) for span in found]
    return found


def _year(scan: Scan) -> list[Span]:
    """«до конца года», «к началу учебного года»."""
    scan.take("this")
    school = scan.take("school")
    if not scan.take("year"):
        return []
    scan.facts.school_year |= school
    return [Span(None, Point("year", school=school))]


def _since(scan: Scan) -> list[Span]:
    """«с 1 сентября», «после 15 марта»; «с 20-30 сентября» ends where it says."""
    after = scan.take("после")
    if not after and not _start_word(scan):
        return []
    if not after and scan.is_("part") and scan.at().value == "begin":
        scan.i += 1
    found = calendar(scan)
    if after and found:
        scan.facts.doubt(Doubt.AFTER_DAY)
    if after:
        return [Span(span.last, None, after=True) for span in found]
    return [span if span.first != span.last else Span(span.first, None) for span in found]

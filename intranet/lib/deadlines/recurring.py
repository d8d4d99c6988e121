"""Reading how often: «ежегодно», «2 раза в год», «раз в 3 года», «каждую пятницу»."""

from .model import Doubt, Kind
from .numbers import number_at, number_run
from .scan import Scan

UNIT_KIND = {
    "year": Kind.YEARLY,
    "half": Kind.HALF_YEARLY,
    "half_year": Kind.HALF_YEARLY,
    "quarter": Kind.QUARTERLY,
    "months": Kind.MONTHLY,
    "week": Kind.WEEKLY,
    "days": Kind.DAILY,
}
SPREAD = {"кварталам": Kind.QUARTERLY, "полугодиям": Kind.HALF_YEARLY, "месяцам": Kind.MONTHLY,
          "неделям": Kind.WEEKLY, "поквартально": Kind.QUARTERLY, "помесячно": Kind.MONTHLY,
          "понедельно": Kind.WEEKLY}  # fmt: skip


def recurrence(scan: Scan) -> bool:
    """Read one word or phrase of recurrence into the facts; False and no move if none."""
    mark = scan.i
    for read in (_adverb, _times, _every, _spread, _weekdays, _next_period):
        if read(scan):
            return True
        scan.i = mark
    return False


def _adverb(scan: Scan) -> bool:
    if not scan.is_("recurring"):
        return False
    scan.facts.recurring.append(Kind(str(scan.at().value)))
    scan.i += 1
    return True


def _times(scan: Scan) -> bool:
    """«не реже 2 раз в год», «дважды в месяц», «раз в 3 года», «1 р./кв.»."""
    at_least = scan.take("не", "реже|менее")
    scan.take("чем")
    if scan.is_("twice"):
        low = high = int(scan.at().value)
        scan.i += 1
    else:
        run = number_run(scan)
        low, high = (run[0][0], run[-1][0]) if run else (1, 1)
        if len(run) > 2 or not scan.take("times"):
            return False
    if not scan.take("в|во|за|slash"):
        return False
    scan.take("every|this")
    if not _unit(scan):
        return False
    if high != 1:
        scan.facts.detail["times"] = high
    if low != high:
        scan.facts.detail["times_at_least"] = low
    if at_least:
        scan.facts.detail["at_least"] = True
    return True


def _unit(scan: Scan) -> bool:
    """[number] unit: one kind, and an interval when the number is more than one."""
    interval = number_at(scan) or 1
    scan.i += 1 if number_at(scan) else 0
    school = scan.take("school")
    name = scan.at().name
    if name == "term":
        scan.i += 1
        scan.facts.school_year = True
        scan.facts.detail["per_term"] = True
        scan.facts.doubt(Doubt.SCHOOL_TERM_DATES)
        scan.facts.recurring.append(Kind.QUARTERLY)
        return interval == 1
    if name not in UNIT_KIND or interval < 1:
        return False
    scan.i += 1
    scan.facts.school_year |= school
    scan.facts.recurring.append(UNIT_KIND[name])
    if interval > 1:
        scan.facts.detail["interval"] = interval
    return True


def _every(scan: Scan) -> bool:
    """«каждый год», «каждые 2 недели», «каждую последнюю пятницу месяца»."""
    scan.take("в|во|на")
    if not scan.take("every"):
        return False
    if scan.is_("weekday") or scan.is_("ordinal", "weekday"):
        return _weekdays(scan)
    return _unit(scan)


def _spread(scan: Scan) -> bool:
    scan.take("по")
    kind = SPREAD.get(scan.at().text)
    if kind is None:
        return False
    scan.i += 1
    scan.facts.recurring.append(kind)
    return True


def _weekdays(scan: Scan) -> bool:
    """«по вторникам и четвергам», «в последнюю пятницу месяца», «2-я среда апреля»."""
    led = scan.take("по")
    scan.take("в|во|на")
    led |= scan.take("every")
    week = number_at(scan) if scan.is_("ordinal|number|other", "weekday") else None
    if week is not None:
        scan.i += 1
    if not scan.is_("weekday"):
        return False
    days = []
    while scan.is_("weekday"):
        days.append(int(scan.at().value))
        scan.i += 1
        scan.i += 1 if scan.is_("comma|и", "weekday") else 0
    scan.facts.detail["weekday"] = days[0] if len(days) == 1 else days
    if week is None:
        led |= len(days) > 1 or scan.at(-2).name == "every"
        if not {Kind.WEEKLY, Kind.MONTHLY} & set(scan.facts.recurring):
            scan.facts.bare_weekday = not led
            scan.facts.recurring.extend([Kind.WEEKLY] if led else [])
        return True
    scan.facts.detail["week"] = week
    if scan.is_("month"):
        return True
    scan.take("every")
    if scan.take("months"):
        scan.facts.recurring.append(Kind.MONTHLY)
        return True
    return Kind.MONTHLY in scan.facts.recurring


def _next_period(scan: Scan) -> bool:
    """«(месяца), следующего за отчётным (кварталом)»: the mark is kept."""
    scan.take("comma")
    named = scan.at().name if scan.is_("months|quarter|year|half", "comma|next") else ""
    if named:
        scan.i += 1
        scan.take("comma")
    if not scan.take("next", "за", "reported"):
        return False
    named = named or scan.at(-5 if scan.at(-4).name == "comma" else -4).name
    period = scan.at().name if scan.is_("months|quarter|year|half") else ""
    if period or scan.at().text.startswith("период"):
        scan.i += 1
    name = {"months": "month"}.get(period or named, period or named)
    scan.facts.detail["after_period"] = name if name in ("year", "quarter", "half", "month") else ""
    if not scan.facts.recurring and (period or named) in UNIT_KIND:
        scan.facts.recurring.append(UNIT_KIND[period or named])
    return True

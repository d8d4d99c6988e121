"""Reading terms without a date: «постоянно», «по плану», «по мере …», «за 10 дней до …»."""

from .dates import calendar
from .model import Doubt
from .numbers import number_at
from .points import Point, whole
from .scan import Scan
from .words import VOCABULARY

#: Beginnings of words, «=» before a whole word. The longest stand first.
CONTINUOUS = (
    ("=на", "постоянн", "основе"),
    ("=на", "регулярн", "основе"),
    ("=на", "систематическ", "основе"),
    ("постоянн",),
    ("систематическ",),
    ("регулярн",),
    ("непрерывн",),
    ("бессрочн",),
)
PERIODS = ("период", "срок", "врем")
WHOLE_PERIOD = (
    "реализац",
    "действ",
    "планов",
    "работ",
    "проект",
    "программ",
    "исполнен",
    "внедрен",
)
PLANS = ("план", "график", "расписани", "календар", "циклограмм", "план-график", "сетк")
PLAN_WORDS = ("отдельн", "утвержденн", "индивидуальн", "особ", "специальн", "дополнительн", "годов",
              "перспективн", "собственн", "согласованн", "единому", "календарн", "муниципальн",
              "региональн", "месячн")  # fmt: skip
UNSCHEDULED = (
    ("=по", "согласовани"),
    ("=по", "договоренност"),
    ("=по", "назначени"),
    ("=по", "положени"),
    ("согласно", "положени"),
    ("=в", "рабочем", "порядке"),
    ("=в", "плановом", "порядке"),
    ("срок", "уточня"),
    ("сроки", "уточня"),
    ("дата", "уточня"),
    ("даты", "уточня"),
    ("сроки", "=будут", "уточнен"),
    ("срок", "=будет", "уточнен"),
    ("уточняется",),
    ("уточняются",),
    ("=в", "установленн", "срок"),
    ("=в", "сроки", "=,", "установленн"),
)
EVENTS = (
    ("=по", "мере"), ("=при",), ("=по", "итогам"), ("=по", "результатам"), ("=по", "окончани"),
    ("=по", "завершени"), ("=по", "факту"), ("=по", "запрос"), ("=по", "требовани"),
    ("=по", "заявк"), ("=по", "необходимости"), ("=по", "поступлени"), ("=по", "истечени"),
    ("=по", "получени"), ("=по", "приглашени"), ("=по", "обращени"), ("=в", "случае"),
    ("=в", "ходе"), ("=во", "время"), ("=в", "преддверии"), ("=в", "рамках"), ("накануне",),
    ("незамедлительно",), ("немедленно",), ("одновременно",), ("сразу", "=после"),
    ("=в", "день"), ("=в", "дни"), ("=в", "каникул"), ("=с", "момента"), ("=со", "дня"),
    ("=перед",), ("=после",), ("=в", "период"), ("=на", "период"), ("каникул",),
    ("=к", "праздник"), ("=ко", "дню"), ("=ко", "всемирн"), ("=к", "началу"), ("=до", "начала"),
    ("=до", "проведени"), ("=до", "заседани"), ("=до", "окончани"), ("=до", "завершени"),
    ("осенн", "каникул"), ("зимн", "каникул"), ("весенн", "каникул"), ("летн", "каникул"),
    ("школьн", "каникул"), ("=в", "школьн", "каникул"), ("=в", "осенн", "каникул"),
    ("=в", "зимн", "каникул"), ("=в", "весенн", "каникул"), ("=в", "летн", "каникул"),
)  # fmt: skip
FROM_EVENT = ("после", "со", "с", "до", "перед", "от", "по")
ONE = ("день", "сутки", "суток", "недели", "неделю", "месяц", "месяца", "час", "часа")
UNIT_DAYS = {"days": 1, "week": 7}


def undated(scan: Scan) -> bool:
    """Read a term that names no date into the facts; False and no move if it is none."""
    mark = scan.i
    for read in (during, _continuous, plan, _unscheduled, offset, _event):
        if read(scan):
            return True
        scan.i = mark
    return False


def during(scan: Scan) -> bool:
    """«в течение года», «весь учебный год», «на протяжении 2026 года»."""
    mark = scan.i
    if scan.words("круглогодично") or scan.words("круглый", "год"):
        scan.facts.over.append(whole(Point("year")))
        return _over(scan)
    led = scan.take("в|на", "течение|течении|протяжении")
    scan.take("в|на")
    whole_of = scan.take("всего|весь|вся")
    if not (led or whole_of):
        return False
    if scan.at().text.startswith(PERIODS):
        return _whole_period(scan)
    spans = calendar(scan) or _plain_year(scan)
    if not spans or spans[0].first is None:
        scan.i = mark
        return False
    if spans[0].first.unit == "year":
        scan.facts.over.extend(spans)
        return _over(scan)
    scan.facts.spans.extend(spans)
    return True


def _over(scan: Scan) -> bool:
    scan.facts.is_continuous = True
    return True


def _plain_year(scan: Scan) -> list:  # type: ignore[type-arg]
    scan.take("this")
    return [whole(Point("year"))] if scan.take("year") else []


def _whole_period(scan: Scan) -> bool:
    """«весь период», «в течение срока реализации Программы»."""
    scan.i += 1
    if scan.at().text.startswith("каникул"):
        return False
    if scan.at().text.startswith(WHOLE_PERIOD):
        _clause(scan)
    return _over(scan)


def _continuous(scan: Scan) -> bool:
    return any(scan.words(*words) for words in CONTINUOUS) and _over(scan)


def plan(scan: Scan) -> bool:
    """«по отдельному плану-графику», «согласно графику», «в соответствии с планом …»."""
    start = scan.i
    if not (scan.take("по") or scan.words("согласно") or scan.words("=в", "соответствии", "=с")):
        return False
    while scan.at().text.startswith(PLAN_WORDS):
        scan.i += 1
    if not scan.at().text.startswith(PLANS):
        return False
    _clause(scan)
    scan.facts.is_unscheduled = True
    scan.facts.detail["separate_plan"] = True
    scan.facts.detail["plan"] = scan.letters(start)
    return True


def _unscheduled(scan: Scan) -> bool:
    start = scan.i
    if not any(scan.words(*words) for words in UNSCHEDULED):
        return False
    if scan.facts.spans and "уточн" in scan.letters(start).lower():
        scan.facts.doubt(Doubt.CONTRADICTION)
    _clause(scan)
    scan.facts.is_unscheduled = True
    return True


def offset(scan: Scan) -> bool:
    """«в течение 10 дней после …», «за 3 дня до …», «не позднее чем за неделю до …»."""
    start = scan.i
    scan.take("не", "позднее|позже|менее|ранее")
    scan.take("comma")
    scan.take("чем")
    late = scan.take("в", "течение|течении") or scan.take("через") or scan.take("в|на")
    early = not late and scan.take("за")
    number = number_at(scan)
    scan.i += 0 if number is None else 1
    number = _so_many_days(scan) if number is None else number
    scan.take("dash")
    working = scan.take("рабочих|рабочие|рабочего")
    scan.take("this|календарных")
    name = "days" if "дневн" in scan.at().text else scan.at().name
    if name not in ("days", "week", "months", "hours") or (
        number is None and scan.at().text not in ONE
    ):
        return False
    scan.i += 1
    scan.take("срок")
    if scan.at().text not in FROM_EVENT:
        if not late or number is None:
            return False
        scan.facts.doubt(Doubt.NO_EVENT)
    _tell_offset(scan, (number or 1) * (-1 if early else 1), name, working)
    mark = scan.i
    _clause(scan)
    scan.facts.detail["event"] = scan.letters(mark)
    scan.facts.events.append(scan.letters(start))
    return True


def _so_many_days(scan: Scan) -> int | None:
    """The three of «трёхдневный», whose word stays at the place."""
    known = VOCABULARY.get(scan.at().text.partition("дневн")[0], ("", 0))
    return int(known[1]) if known[0] == "count" and "дневн" in scan.at().text else None


def _tell_offset(scan: Scan, number: int, name: str, working: bool) -> None:
    if name in UNIT_DAYS:
        scan.facts.detail["offset_days"] = number * UNIT_DAYS[name]
    else:
        scan.facts.detail[f"offset_{name}"] = number
    if working:
        scan.facts.detail["working_days"] = True


def _event(scan: Scan) -> bool:
    """A clause that waits for something to happen; no date is invented for it."""
    start = scan.i
    if not any(scan.words(*words) for words in EVENTS):
        return False
    if scan.at(-1).name in ("период", "перед", "после", "до") and scan.is_("end"):
        return False
    _clause(scan)
    scan.facts.events.append(scan.letters(start))
    scan.facts.detail.setdefault("event", scan.letters(start))
    return True


def _clause(scan: Scan) -> None:
    """Go to the end of the clause; a date passed on the way is a doubt."""
    depth, dated = 0, False
    while not scan.is_("end|semicolon"):
        name = scan.at().name
        depth += (name == "open") - (name == "close")
        if depth < 0 or (depth == 0 and name == "comma" and _new_term(scan)):
            break
        dated |= name in ("month", "date", "of_month", "times", "recurring")
        scan.i += 1
    if dated:
        scan.facts.doubt(Doubt.DATE_INSIDE_EVENT)


def _new_term(scan: Scan) -> bool:
    """Whether a term of its own begins after the comma at the place."""
    if scan.at(1).name in ("recurring", "month", "date", "далее"):
        return True
    bound = scan.at(1).name in ("до", "с", "по", "к", "не", "в")
    return bound and any(scan.at(n).name in ("month", "date") for n in (2, 3, 4))

"""Reading what stands beside a date: time of day, place, stage, the word «далее»."""

from .numbers import number_at, number_run
from .scan import Scan

PLACES = (
    "библиотек", "зал", "актов", "читальн", "конференц", "кабинет", "каб", "школ", "гимнази",
    "лице", "мбоу", "маоу", "мкоу", "мбу", "мку", "сош", "оош", "ооо", "дом", "дк", "цдб", "црб",
    "мцрб", "улиц", "ул", "город", "село", "поселок", "пос", "вкс", "видеоконференц", "онлайн",
    "офлайн", "zoom", "дистанц", "очно", "заочно", "вебинар", "сайт", "платформ", "музе", "центр",
    "районн", "иро", "цро", "управлени", "отдел", "администраци", "место", "адрес", "аудитори",
)  # fmt: skip
TOWNS = ("г", "с", "п", "д", "пгт", "ул", "р")
STAGES = (
    "школьн", "муниципальн", "районн", "региональн", "областн", "федеральн", "всероссийск",
    "заключительн", "отборочн", "очн", "заочн", "финальн", "подготовительн", "основн",
    "практическ", "организационн", "аналитическ", "итогов", "обобщающ", "городск", "окружн",
    "дистанционн", "полуфинальн", "внедренческ", "первичн", "итоговый",
)  # fmt: skip
DEEDS = (
    ("прием", "заявок"), ("прием", "работ"), ("подача", "заявок"), ("подведение", "итогов"),
    ("сбор", "заявок"), ("регистрация", "участников"), ("регистрация",), ("награждение",),
    ("экспертиза", "работ"), ("экспертиза",), ("финал",), ("полуфинал",), ("отчет",),
)  # fmt: skip
LONGEST = 14  # words of one place


def aside(scan: Scan) -> bool:
    """Read a time, a place, a stage or a filler into the facts; False and no move if none."""
    mark = scan.i
    for read in (time_of_day, stage, _later, _place):
        if read(scan):
            return True
        scan.i = mark
    return False


def time_of_day(scan: Scan) -> bool:
    """«14:00», «в 10.00–12.00», «с 14 часов», «в 10 ч. 30 мин.»."""
    start = scan.i
    scan.words("начал")
    scan.take("с|в|к|до|на")
    until = scan.at(-1).name in ("до", "к")
    first = scan.i
    if not clock(scan) or (until and (scan.is_("date") or scan.is_("number", "month"))):
        return False
    while scan.is_("dash|до|по") and _clock_ahead(scan):
        scan.i += 1
        clock(scan)
    value = scan.letters(first)
    start = first if scan.at(first - scan.i - 1).name == "в" else start
    scan.facts.detail["time"] = value
    return bool(value) and start >= 0


def _clock_ahead(scan: Scan) -> bool:
    mark = scan.i
    scan.i += 1
    found = clock(scan)
    scan.i = mark
    return found


def clock(scan: Scan) -> bool:
    """Step over a time of day: «14:00», «14.00», «10 ч. 30 мин.», «10-00»."""
    if scan.take("time"):
        scan.take("hours")
        return True
    if scan.is_("date", "hours") or (scan.at(-1).name == "в" and _is_hour_date(scan)):
        scan.i += 1
        scan.take("hours")
        return True
    if scan.is_("number", "dash", "number") and _is_hour_and_minute(scan):
        scan.i += 3
        scan.take("hours")
        return True
    if scan.is_("number", "hours"):
        scan.i += 2
        if scan.is_("number", "hours"):
            scan.i += 2
        elif scan.is_("number") and scan.at().text in ("00", "30"):
            scan.i += 1
        return True
    return False


def _is_hour_and_minute(scan: Scan) -> bool:
    """«10-30» and «9-00», but not the days of «10-30 мая» or «24-30 числа»."""
    if scan.at(2).text not in ("00", "30") or int(scan.at().value) > 23:
        return False
    return scan.at(2).text == "00" or scan.at(3).name not in ("month", "of_month")


def _is_hour_date(scan: Scan) -> bool:
    """«в 12.10» after a date is a time, not 12 October."""
    date = scan.at().date
    return bool(date and date[0] is None and scan.facts.spans)


def stage(scan: Scan) -> bool:
    """«I этап», «муниципальный этап:», «приём заявок –»."""
    start = scan.i
    named = any(scan.words(*words) for words in DEEDS)
    if not named:
        if scan.at().text.startswith(STAGES):
            scan.i += 1
        elif number_at(scan) is not None:
            number_run(scan)
        if not scan.take("stage"):
            return False
        if number_at(scan) is not None and scan.is_("number|other", "colon|dash|open|comma"):
            scan.i += 1
    scan.facts.detail.setdefault("stages", []).append(scan.letters(start))
    scan.take("colon|dash")
    return True


def _later(scan: Scan) -> bool:
    """«далее ежегодно»: the year written before is the first one."""
    if not (scan.take("далее") or scan.take("затем")):
        return False
    scan.take("dash")
    if not scan.is_("recurring|every"):
        return False
    scan.facts.detail["later"] = True
    return True


def _place(scan: Scan) -> bool:
    """A place: from a word that names one to the next mark or word of time."""
    start = scan.i
    scan.take("в|на")
    scan.words("баз")
    if not _opens_place(scan):
        return False
    while scan.i - start < LONGEST and (_goes_on(scan)):
        scan.i += 1
    scan.facts.detail["place"] = "; ".join(
        filter(None, (scan.facts.detail.get("place"), scan.letters(start)))
    )
    return True


def _opens_place(scan: Scan) -> bool:
    word = scan.at()
    name = scan.at(1)
    if (
        word.text in TOWNS
        and name.name == "other"
        and len(name.text) > 2
        and name.text[0].isalpha()
    ):
        return scan.text[word.end : word.end + 1] == "."
    return word.name == "other" and word.text.startswith(PLACES)


def _goes_on(scan: Scan) -> bool:
    name, text = scan.at().name, scan.at().text
    if text.startswith(("кроме", "исключ", "отмен", "перенес", "уточн")):
        return False
    if name == "number":
        between = scan.text[scan.at(-1).end : scan.at().start]
        return "№" in between or scan.at(-1).text in (
            "№",
            "каб",
            "кабинет",
            "сош",
            "д",
            "школа",
            "dash",
        )
    if name in ("year", "с", "на", "в") or text in ("имени", "им"):
        return scan.at(1).name == "other"
    if name == "comma":
        return scan.at(1).text in TOWNS or scan.at(1).text.startswith(PLACES)
    return name == "other" and text != "*" or (name == "dash" and scan.at(1).name == "other")

"""Terms in words: «апрель 2026», «просрочено на 3 дня»."""

import re
from datetime import date, timedelta

from babel.dates import format_date, format_interval, format_skeleton
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from ..models import Term

ROMAN = ("", "I", "II", "III", "IV")


def term_words(term: Term) -> str:
    """What the term is called: a month, a quarter, a half-year, a year, a day or a span."""
    locale, end = get_locale(), term.due_on
    if end is None:
        return _("no date set")
    year = term.starts_on.year if term.starts_on else end.year
    match term.span:
        case "month":
            return str(format_date(end, "LLLL y", locale=locale))
        case "quarter":
            return _(
                "quarter %(roman)s of %(year)s", roman=ROMAN[(end.month + 2) // 3], year=end.year
            )
        case "half":
            return _half_words(term, end)
        case "year":
            return str(end.year) if year == end.year else _school_year_words(year)
        case "range" if term.starts_on and term.starts_on != end:
            return span_words(term.starts_on, end)
    return day_words(end)


def _half_words(term: Term, end: date) -> str:
    """Half of a calendar year by its months; of a school year by when it begins and ends."""
    starts = term.starts_on
    if starts is None or starts.month in {1, 7}:
        half = 1 if end.month <= 6 else 2
        if not (starts and starts.month == 1 and end.month == 5):
            return _("half-year %(roman)s of %(year)s", roman=ROMAN[half], year=end.year)
    first = end.year if end.month > 8 else end.year - 1
    return _(
        "half-year %(roman)s of the school year %(first)s/%(second)s",
        roman=ROMAN[1 if end.month > 8 else 2],
        first=first,
        second=first + 1,
    )


def _school_year_words(first: int) -> str:
    return _("school year %(first)s/%(second)s", first=first, second=first + 1)


def span_words(start: date, end: date) -> str:
    """«1–15 апр. 2026»; whole months without their days: «апрель – июнь 2026»."""
    is_whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    words = format_interval(start, end, "yMMMM" if is_whole else "yMMMd", locale=get_locale())
    words = re.sub(r"\s*г\.", "", words)  # as on the board: the year without its word
    return words.replace("\N{THIN SPACE}", " ")


def day_words(day: date) -> str:
    """«30 апр. 2026»; the year too, since a plan crosses years."""
    locale = get_locale()
    if str(locale) == "ru":
        return str(format_date(day, "d MMM y", locale=locale))
    return str(format_skeleton("yMMMd", day, locale=locale))


def due_words(term: Term, today: date, is_open: bool = True) -> str:
    """How the term stands today: overdue by days, so many days left, or nothing to say."""
    left = term.days_left(today)
    if not is_open or left is None:
        return ""
    if left < 0:
        return ngettext("overdue by %(num)s day", "overdue by %(num)s days", -left)
    if left == 0:
        return _("today is the last day")
    return ngettext("%(num)s day left", "%(num)s days left", left)

"""Deadlines as they were read, in words: what falls in the year, why a person should look."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from ...lib.deadline_choices import Choice, choices
from ...lib.deadlines import Doubt, Kind, Occurrence, Reading, occurrences
from ..models import Term
from .words import day_words, term_words

#: Terms of one deadline that are all named; of more only the first and the last are.
MOST_TERMS = 4

KINDS = {
    Kind.YEARLY: _l("every year"),
    Kind.HALF_YEARLY: _l("every half-year"),
    Kind.QUARTERLY: _l("every quarter"),
    Kind.MONTHLY: _l("every month"),
    Kind.WEEKLY: _l("every week"),
    Kind.DAILY: _l("every day"),
    Kind.CONTINUOUS: _l("all the time"),
}
#: Why a person should look, a whole sentence for each.
DOUBTS = {
    Doubt.EMPTY: _l("The cell of the deadline is empty."),
    Doubt.TOO_LONG: _l("The text is too long to be a deadline."),
    Doubt.NOT_UNDERSTOOD: _l("These words were not understood. No date will be set."),
    Doubt.PARTLY_UNDERSTOOD: _l("A part of the deadline was not understood: “%(rest)s”."),
    Doubt.HALF_YEAR_OF_WHICH_YEAR: _l(
        "A half-year may be of the calendar year or of the school year. Choose which one is meant."
    ),
    Doubt.MONTH_EXCLUSIVE: _l(
        "“Before” a month may mean that it still counts or that it does not. Choose which."
    ),
    Doubt.IMPOSSIBLE_DATE: _l("There is no such day in the calendar."),
    Doubt.END_BEFORE_START: _l("The end stands before the beginning."),
    Doubt.YEAR_GUESSED: _l("The year is not written everywhere, so a part of it was concluded."),
    Doubt.NO_YEAR_WRITTEN: _l("It is not written from which year to count."),
    Doubt.CONTRADICTION: _l("The parts of the deadline contradict each other."),
    Doubt.RECURRENCE_NOT_SAID: _l("It is not said whether this comes round again."),
    Doubt.SCHOOL_TERM_DATES: _l("School terms have other days every year."),
    Doubt.SCHOOL_YEAR_END: _l("A school year may end in May or in August. Choose which is meant."),
    Doubt.SEASON: _l("A season was taken for its three months."),
    Doubt.VAGUE_PART: _l("“Beginning”, “middle” or “end” names no day: the whole month was taken."),
    Doubt.WEEK_OF_MONTH: _l("A week of a month names no days: the whole month was taken."),
    Doubt.NO_EVENT: _l("It is not said after what the days are counted."),
    Doubt.DATE_INSIDE_EVENT: _l("There is a date or a recurrence among the words about an event."),
    Doubt.AFTER_DAY: _l("“After” a day: that day itself may count or not."),
    Doubt.ALTERNATIVE: _l("There is an “or” in the deadline. Choose what is meant."),
}
CHOICES = {
    "school_half": _l("the school year"),
    "whole_month": _l("the month itself counts"),
    "to_august": _l("until the end of August"),
    "undated": _l("leave without a date"),
}
#: What the meaning first read is called beside the meaning with this key.
AGAINST = {
    "school_half": _l("the calendar year"),
    "whole_month": _l("before the month begins"),
    "to_august": _l("until the end of May"),
    "window_1": _l("all of these"),
}
AS_READ = _l("understood rightly")
BUILT = _l("The deadline was put together from several cells.")


@dataclass(frozen=True)
class ChoiceShown:
    """One meaning to choose: its name, and what it comes to in the plan's year."""

    key: str
    name: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class DeadlineShown:
    """A deadline as pages show it: letter by letter, in words, with its doubts."""

    phrase: str
    words: str
    is_doubtful: bool = False
    reasons: tuple[str, ...] = ()
    choices: tuple[ChoiceShown, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Year:
    """The plan's year for which deadlines are shown."""

    number: int
    is_school: bool

    @property
    def words(self) -> str:
        return f"{self.number}/{self.number + 1}" if self.is_school else str(self.number)


def deadline_shown(reading: dict[str, Any], year: Year) -> DeadlineShown:
    """`reading`, as the draft or the plan keeps it, ready to be shown."""
    found = Reading.from_json(reading)
    decided = {"chosen", "said"} & set(found.detail)
    wants_choice = bool(found.doubts or found.needs_confirmation or decided)
    offered = choices(found.phrase, year=year.number) if wants_choice else ()
    return DeadlineShown(
        phrase=found.phrase,
        words=reading_words(found, year),
        is_doubtful=found.needs_confirmation,
        reasons=reasons(found) if found.needs_confirmation else (),
        choices=tuple(_choice(one, offered, found, year) for one in offered),
        said=found.detail.get("said", ""),
    )


def reasons(reading: Reading) -> tuple[str, ...]:
    """Why a person should look at `reading`; one that no doubt explains was put together."""
    said = [str(DOUBTS[doubt]) for doubt in reading.doubts] or [str(BUILT)]
    return tuple(sentence.replace("%(rest)s", reading.detail.get("rest", "")) for sentence in said)


def reading_words(reading: Reading, year: Year) -> str:
    """What the deadline asks for in `year`: «ежегодно: апрель 2026; октябрь 2026»."""
    if reading.kind is Kind.UNKNOWN:
        return _("not understood: no date will be set")
    found = occurrences(reading, year.number, school_year=year.is_school)
    if not found:
        return _("nothing falls in %(year)s", year=year.words)
    kind = _kind_words(reading)
    if found[0].end is None and found[0].start is None:
        return _undated_words(reading, kind)
    terms = _terms_words(found)
    return _("%(kind)s: %(terms)s", kind=kind, terms=terms) if kind else terms


def _kind_words(reading: Reading) -> str:
    interval = reading.detail.get("interval", 1)
    if reading.kind is Kind.YEARLY and isinstance(interval, int) and interval > 1:
        return ngettext("every %(num)s year", "every %(num)s years", interval)
    return str(KINDS.get(reading.kind, ""))


def _undated_words(reading: Reading, kind: str) -> str:
    detail = reading.detail
    why = detail.get("plan") or detail.get("event") or ""
    if reading.kind is Kind.ON_EVENT:
        return _("on an event, no date set: %(event)s", event=why or reading.phrase)
    if kind:
        said = _("%(kind)s, no date set: %(why)s", kind=kind, why=why)
        return said if why else _("%(kind)s, no date set", kind=kind)
    return _("no date set: %(why)s", why=why) if why else _("no date set")


def _terms_words(found: tuple[Occurrence, ...]) -> str:
    terms = [occurrence_words(one) for one in found]
    names = list(dict.fromkeys(terms))
    if len(names) > MOST_TERMS:
        count = ngettext("%(num)s term", "%(num)s terms", len(names))
        return f"{names[0]} … {names[-1]} ({count})"
    if len(names) < len(terms):
        count = ngettext("%(num)s time", "%(num)s times", len(terms))
        return f"{'; '.join(names)} ({count})"
    return "; ".join(names)


def occurrence_words(one: Occurrence) -> str:
    """One occurrence: «апрель 2026», «до 15 мар. 2026», «с 1 сент. 2026»."""
    if one.end is None and one.start is not None:
        return _("from %(day)s", day=day_words(one.start))
    if one.start is None and one.end is not None:
        return _("by %(day)s", day=day_words(one.end))
    return term_words(Term(str(one.span), one.start, one.end))


def _choice(one: Choice, offered: tuple[Choice, ...], reading: Reading, year: Year) -> ChoiceShown:
    is_chosen = not reading.needs_confirmation and _gist(one.reading) == _gist(reading)
    name = _choice_name(one.key, {other.key for other in offered})
    return ChoiceShown(one.key, name, reading_words(one.reading, year), is_chosen)


def _gist(reading: Reading) -> tuple[object, ...]:
    return reading.kind, reading.windows, reading.detail.get("since_year")


def _choice_name(key: str, others: set[str]) -> str:
    """What a meaning is called; «as read» is called by what it is chosen against."""
    if key.startswith("window_"):
        return _("only this one")
    if key.startswith("since_"):
        return _("beginning with %(year)s", year=key.removeprefix("since_"))
    if key != "as_read":
        return str(CHOICES[key])
    return str(next((name for other, name in AGAINST.items() if other in others), AS_READ))

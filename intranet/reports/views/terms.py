"""Deadlines and timeliness in words, for those who owe a report."""

from datetime import datetime

from babel.dates import get_timezone_gmt
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from ...core import clock
from ...core.i18n import day_in_words, moment_in_words
from ..models import Report, State, Timeliness, Version
from .sight import ReportSight


def left_words(sight: ReportSight) -> str:
    """«осталось 3 дня», «сегодня последний день», «просрочено на 2 дня»; "" when it is in."""
    if not sight.report.is_writable:
        return ""
    return days_left((sight.report.wanted_on - sight.today).days)


def days_left(left: int) -> str:
    """The same for so many days."""
    if left < 0:
        return ngettext("overdue by %(num)s day", "overdue by %(num)s days", -left)
    if left == 0:
        return _("today is the last day")
    return ngettext("%(num)s day left", "%(num)s days left", left)


def left_tone(sight: ReportSight) -> str:
    """How the deadline is coloured: late, soon or nothing."""
    left = (sight.report.wanted_on - sight.today).days
    return "late" if left < 0 else "soon" if left <= 3 else ""


def rule_words(sight: ReportSight) -> str:
    """What in time and late mean here: «до 20 апреля — в срок, до 25 апреля — …»."""
    campaign, due_on = sight.campaign, sight.report.due_on
    late_on = max(campaign.late_until_on, due_on)
    if late_on == due_on:
        return _("Until %(due)s it is in time.", due=day_in_words(due_on))
    return _(
        "Until %(due)s it is in time; until %(late)s it is taken and marked as late; after that "
        "only with an extension.",
        due=day_in_words(due_on),
        late=day_in_words(late_on),
    )


def moment_with_zone(moment: datetime, zone: str) -> str:
    """«20 апр. 2026, 23:58 (UTC+7)»: a moment that needs no guessing."""
    offset = get_timezone_gmt(clock.there(moment, zone), width="iso8601_short", locale=get_locale())
    return f"{moment_in_words(moment, zone)} (UTC{offset})"


def timeliness_of(report: Report, version: Version) -> Timeliness:
    """Whether this version came in time, in the collector's days; a later one like its first."""
    day = report.campaign.dates.day_of(version.counted_at)
    day = min(day, report.counted_on or day)
    return Timeliness.IN_TIME if day <= report.due_on else Timeliness.LATE


def next_step(sight: ReportSight) -> tuple[str, str]:
    """The one thing that the organisation does next with this report, and its name in links."""
    match State(sight.report.state):
        case State.RETURNED:
            return "report", _("Mend what was remarked")
        case State.WAITING:
            return "report", _("Fill in")
        case State.DRAFT:
            return "report", _("Go on filling in")
        case State.EXCUSED:
            return "report", _("See why it is not asked")
        case _:
            return "receipt", _("See the receipt")

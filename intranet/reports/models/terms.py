"""Words of the reports that are no tables: states, timeliness, the dates of a campaign."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from ...core import clock

#: A transfer that began in time and whose report was handed in within so long is in time:
#: nobody is late because of a slow line.
GRACE = timedelta(hours=12)
#: What comes back when its campaign is over can be corrected for so long.
CORRECTION = timedelta(days=7)


class CampaignState(StrEnum):
    """A campaign is prepared, runs, and is over."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class State(StrEnum):
    """How far a report is; apart from whether it came in time."""

    WAITING = "waiting"  # nothing was written yet
    DRAFT = "draft"
    HANDED_IN = "handed_in"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    EXCUSED = "excused"


#: The organisation itself may write.
WRITABLE = (State.WAITING, State.DRAFT, State.RETURNED)
#: A version lies on the reviewer's desk.
ON_DESK = (State.HANDED_IN, State.IN_REVIEW)
#: What counts as handed in.
IN = (*ON_DESK, State.ACCEPTED)


class Timeliness(StrEnum):
    """Whether a report came in time, by the clock of who collects it."""

    PENDING = "pending"  # not in, and the day has not passed
    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"  # not in, and the day has passed
    NOT_ASKED = "not_asked"


class Manner(StrEnum):
    """Who pressed the button: the organisation, the clock at the deadline, or a coordinator."""

    SELF = "self"
    AUTOMATIC = "automatic"
    FOR_THEM = "for_them"


STATE_NAMES = {
    State.WAITING: _l("Not begun"),
    State.DRAFT: _l("Draft"),
    State.HANDED_IN: _l("Handed in"),
    State.IN_REVIEW: _l("In review"),
    State.RETURNED: _l("Returned"),
    State.ACCEPTED: _l("Accepted"),
    State.EXCUSED: _l("Not asked"),
}
TIMELINESS_NAMES = {
    Timeliness.PENDING: _l("awaited"),
    Timeliness.IN_TIME: _l("in time"),
    Timeliness.LATE: _l("late"),
    Timeliness.MISSING: _l("not handed in"),
    Timeliness.NOT_ASKED: _l("not asked"),
}


@dataclass(frozen=True)
class Dates:
    """The days of a campaign, each the last that counts, by the clocks of `zone` (IANA).

    due_on: until then in time. late_until_on: until then taken, marked late. closes_on: the
    organisations write no more, but for an extension of their own.
    """

    opens_on: date
    due_on: date
    late_until_on: date
    closes_on: date
    zone: str

    @property
    def in_order(self) -> bool:
        return self.opens_on <= self.due_on <= self.late_until_on <= self.closes_on

    def day_of(self, moment: datetime) -> date:
        return clock.there(moment, self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The last second of `day` there, as a moment."""
        return datetime.combine(day, time(23, 59, 59), ZoneInfo(self.zone))


def timeliness_of(state: str, *, counted_on: date | None, due_on: date, today: date) -> Timeliness:
    """Whether a report came in time.

    counted_on: the day by which it is judged, once it was in. due_on: its last day in time.
    today: the day it is where the reports are collected.
    """
    if state == State.EXCUSED:
        return Timeliness.NOT_ASKED
    if counted_on is not None:
        return Timeliness.IN_TIME if counted_on <= due_on else Timeliness.LATE
    return Timeliness.PENDING if today <= due_on else Timeliness.MISSING


def counted_at(
    handed_at: datetime, *, changed_at: datetime | None, began_at: datetime | None, dates: Dates
) -> datetime:
    """The moment by which a hand-in is judged.

    handed_at: when it was handed in. changed_at: the last change of a figure. began_at: the
    first byte of the file that began last. A file that was on its way when the day ended, in a
    report that was else complete, counts from its first byte, for at most GRACE.
    """
    if began_at is None or handed_at - began_at > GRACE:
        return handed_at
    settled = max(began_at, changed_at or began_at)
    was_under_way = dates.day_of(settled) <= dates.due_on < dates.day_of(handed_at)
    return settled if was_under_way else handed_at

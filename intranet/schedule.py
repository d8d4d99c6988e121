"""Every recurring job on one page: when, and which work of which room.

The worker (`flask jobs work`) looks here twice a minute. What was missed while no worker
ran is done once as soon as one does; of several workers one asks for it.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from .core import clock, jobs, mail, stored
from .notifications import jobs as notifications
from .people import jobs as people
from .reports import jobs as reports
from .uploads import jobs as uploads

#: Whether something is due, by the moment it was last asked for.
IsDue = Callable[[datetime | None], bool]


def every(**length: float) -> IsDue:
    """Again when so much time has passed: every(hours=1)."""
    return lambda last: last is None or clock.now() - last >= timedelta(**length)


def daily(hour: int) -> IsDue:
    """Once a day after this hour, by the clocks of the installation's time zone."""

    def is_due(last: datetime | None) -> bool:
        zone = ZoneInfo(current_app.config["TIME_ZONE"])
        here = clock.now().astimezone(zone)
        latest = datetime.combine(here.date(), time(hour), zone)
        if here < latest:
            latest -= timedelta(days=1)
        return last is None or last < latest

    return is_due


RECURRING: tuple[tuple[IsDue, Callable[[], None]], ...] = (
    (every(hours=1), people.forget_ended_sessions),
    (every(hours=1), people.forget_drafts),
    (daily(3), people.forget_failures),
    (every(hours=1), uploads.forget_expired),
    (every(minutes=5), uploads.scan_waiting),
    (every(minutes=1), notifications.tell),
    (every(hours=1), mail.take_up_again),
    (daily(3), mail.forget),
    (daily(4), stored.forget_unheld),
    (every(minutes=5), reports.hand_in_complete_drafts),
    (every(hours=1), reports.remind),
)


def tick() -> None:
    """Ask for everything that is due now."""
    for is_due, work in RECURRING:
        jobs.recur(work, is_due=is_due)

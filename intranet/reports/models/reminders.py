"""When a reminder is due, and to whom: a ladder that ends as soon as the report is in."""

from datetime import date, datetime, timedelta

from ...people.models import RoleKind
from .reports import Report
from .terms import WRITABLE, Dates

#: Days from the deadline at which somebody is reminded: first the librarian, at the end others.
STEPS = (-14, -7, -3, -1, 1, 3)
#: Who is told at a step after the deadline; before it is the librarian.
AFTER = {1: RoleKind.HEAD, 3: RoleKind.COORDINATOR}


def step_on(today: date, due_on: date) -> int | None:
    """The last step of the ladder that `today` has reached; None before the first.

    >>> from datetime import date
    >>> step_on(date(2026, 4, 14), date(2026, 4, 20)), step_on(date(2026, 4, 30), date(2026, 4, 20))
    (-7, 3)
    >>> step_on(date(2026, 4, 1), date(2026, 4, 20)) is None
    True
    """
    reached = [step for step in STEPS if due_on + timedelta(days=step) <= today]
    return reached[-1] if reached else None


def is_step_due(report: Report, today: date) -> int | None:
    """The step that is to be taken for `report` today, if it is not in and was not yet taken.

    Steps that nobody took, because no worker ran, are left out but for the last.
    """
    step = step_on(today, report.due_on)
    if step is None or report.state not in WRITABLE:
        return None
    is_taken = report.reminded_step is not None and report.reminded_step >= step
    return None if is_taken else step


def was_reminded_on(today: date, reminded_at: datetime | None, dates: Dates) -> bool:
    """Whether somebody was reminded of it on this very day."""
    return reminded_at is not None and dates.day_of(reminded_at) == today


def told_at(step: int) -> RoleKind:
    """Who is reminded at a step: a role, at the school or, for coordinators, at the district."""
    return AFTER.get(step, RoleKind.LIBRARIAN)

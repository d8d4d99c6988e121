"""Reminding: step by step by itself, and all who lag behind at once by hand."""

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.events import Actor, emit
from .. import events
from ..models import Campaign, Report
from ..models.reminders import is_step_due, step_on, was_reminded_on
from ..queries import campaigns, reminders, reports
from .telling import about


@action
def remind_by_itself(report: Report) -> bool:
    """Take the step of the ladder that is due for `report`; False when none is.

    What was reminded of by hand on the same day is not told twice: the step counts as taken.
    """
    reports.lock(report)
    dates = report.campaign.dates
    today = clock.today(dates.zone)
    step = is_step_due(report, today)
    if step is None or not report.campaign.is_open:
        return False
    report.reminded_step = step
    if not was_reminded_on(today, report.reminded_at, dates):
        _remind(report, step, by=None)
    return True


@action
def remind_laggards(campaign: Campaign, *, by: Actor) -> list[str]:
    """Remind everybody who can be reached, has not handed in and was not reminded today; names.

    Refuses when there is nobody to remind.
    """
    campaigns.lock(campaign)
    today = clock.today(campaign.dates.zone)
    every = reminders.laggards(campaign)
    people = reminders.reachable(every)
    lagging = [
        report
        for report in every
        if report.organisation_id in people
        and not was_reminded_on(today, report.reminded_at, campaign.dates)
    ]
    if not campaign.is_open or not lagging:
        raise Refusal(_l("There is nobody to remind: all are in, or were reminded today."))
    for report in lagging:
        report.reminded_step = step_on(today, report.due_on)
        _remind(report, 0, by=by)
    names = [report.organisation.short_name for report in lagging]
    emit(events.LaggardsReminded(subject=campaign, actor=by, organisations=names))
    return names


def _remind(report: Report, step: int, *, by: Actor | None) -> None:
    report.reminded_at = clock.now()
    emit(events.ReportDue(actor=by, step=step, due=report.due_on.isoformat(), **about(report)))

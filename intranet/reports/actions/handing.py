"""Handing in: by hand, by itself at the deadline; and taking back."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from ...core import activity, clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...lib.receipts import digest
from .. import events
from ..models import Manner, Report, State, Version, counted_at
from ..models.completeness import Gaps, gaps
from ..queries import reports
from .telling import about, tell_if_all_in


@action
def hand_in(report: Report, *, seen: int, by: Actor, operation: str | None = None) -> Version:
    """Make the draft the next version. The same request again gives the same version.

    Refuses an incomplete draft; what it lacks is what models.completeness.gaps says.
    """
    reports.lock(report)
    if activity.of_operation(operation):
        handed = reports.version(report, report.number)
        if handed is not None:
            return handed
    report.check_seen(seen)
    report.check_writable(clock.today(report.campaign.organisation.time_zone))
    if not lacks(report).is_complete:
        raise Refusal(_l("The report is not complete yet: see what is missing."))
    now = clock.now()
    began_at = max((file.began_at for file in report.present_files), default=None)
    counted = counted_at(
        now, changed_at=report.changed_at, began_at=began_at, dates=report.campaign.dates
    )
    return _keep(report, Manner.SELF, counted, by=by, operation=operation)


@action
def hand_in_by_itself(report: Report) -> Version | None:
    """Hand in a complete draft at its deadline; None when there is no such draft any more.

    It counts as handed in at the end of its last day. What was written after that day is for
    the organisation to hand in, late.
    """
    reports.lock(report)
    dates, last_on = report.campaign.dates, report.due_on
    is_over = clock.today(dates.zone) > last_on
    is_settled = report.changed_at is not None and dates.day_of(report.changed_at) <= last_on
    is_first = report.state == State.DRAFT and report.number == 0
    if not (is_over and is_settled and is_first and report.campaign.is_open):
        return None
    if not lacks(report).is_complete:
        return None
    return _keep(report, Manner.AUTOMATIC, dates.end_of(last_on), by=None)


@action
def take_back(report: Report, *, seen: int, by: Actor) -> None:
    """The organisation takes its report back; the version stays in history.

    Refuses it when the report could not be handed in again.
    """
    reports.lock(report)
    report.check_seen(seen)
    report.check_taken(clock.today(report.campaign.organisation.time_zone))
    number = report.number
    report.take_back()
    emit(events.ReportTakenBack(actor=by, number=number, **about(report)))


def lacks(report: Report) -> Gaps:
    """What the draft of `report` lacks, beside what was accepted in the campaign before."""
    return gaps(report, reports.values_before(report))


def _keep(
    report: Report,
    manner: Manner,
    counted: datetime,
    *,
    by: Actor | None,
    operation: str | None = None,
) -> Version:
    now, files = clock.now(), report.present_files
    report.hand_in(at=now, counted_on=report.campaign.dates.day_of(counted))
    version = Version(
        report=report,
        number=report.number,
        at=now,
        counted_at=counted,
        author_id=by.id if by else None,
        author_name=by.name if by else "",
        manner=manner,
        values=dict(report.draft),
        explanations=dict(report.explanations),
        digest=digest(report.draft, report.explanations, [file.key for file in files]),
        files=list(files),
    )
    db.session.add(version)
    emit(
        events.ReportHandedIn(
            actor=by,
            operation=operation,
            number=version.number,
            manner=manner,
            timeliness=report.timeliness(clock.today(report.campaign.organisation.time_zone)),
            **about(report),
        )
    )
    tell_if_all_in(report)
    return version

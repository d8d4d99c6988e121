"""Whom the reports tell about what: those who report of what is asked and decided, those who
review of what came in.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..comments.events import CommentSaid
from ..core.events import Event, on
from ..core.notices import notify
from ..people.models import Person, RoleKind
from .events import (
    CampaignOpened,
    ObligationAdded,
    ReportAccepted,
    ReportDue,
    ReportEvent,
    ReportExtended,
    ReportHandedIn,
    ReportReopened,
    ReportReturned,
    SummaryPassed,
    SummaryReturned,
    SummaryTaken,
)
from .models import Campaign, Report
from .models.reminders import told_at
from .policy import JUDGES
from .queries import audience, campaigns


@on(CampaignOpened)
def campaign_opened(event: CampaignOpened) -> None:
    """Tell librarians and heads of everybody who is asked."""
    _tell_asked(event, event.organisation_ids)


@on(ObligationAdded)
def obligation_added(event: ObligationAdded) -> None:
    """Tell those of the one that was added."""
    _tell_asked(event, [event.organisation_id])


def _tell_asked(event: CampaignOpened | ObligationAdded, organisation_ids: Sequence[int]) -> None:
    campaign = event.subject
    if not isinstance(campaign, Campaign):
        return
    reports = campaigns.report_ids(campaign)
    for organisation_id, people in audience.holders(organisation_ids, *audience.WRITERS).items():
        for person in people:
            notify(
                person.id,
                event.name,
                page="reports.report",
                report_id=reports[organisation_id],
                title=str(campaign),
                actor=event.actor.name if event.actor else "",
            )


@on(ReportDue)
def report_due(event: ReportDue) -> None:
    """Remind whoever the step of the ladder names; by hand, librarians and heads."""
    report = event.subject
    if not isinstance(report, Report):
        return
    for person in _reminded(report, event.step):
        notify(
            person.id,
            event.name,
            page="reports.report",
            report_id=report.id,
            title=str(report.campaign),
            organisation=event.organisation,
            due=date.fromisoformat(event.due).strftime("%d.%m.%Y"),
        )


def _reminded(report: Report, step: int) -> Sequence[Person]:
    kind = told_at(step)
    if kind is RoleKind.COORDINATOR:
        return audience.coordinators(report.campaign)
    here = audience.holders([report.organisation_id], kind).get(report.organisation_id, [])
    if here and step:
        return here
    everybody = audience.holders([report.organisation_id], *audience.WRITERS)
    return everybody.get(report.organisation_id, [])


@on(ReportHandedIn)
def report_handed_in(event: ReportHandedIn) -> None:
    """Tell the reviewers who are named, else those who run the campaign."""
    campaign = event.subject.campaign
    people = campaign.reviewers or audience.coordinators(campaign)
    _tell(people, event, page="reports.review")


@on(ReportReturned)
def report_returned(event: ReportReturned) -> None:
    """Tell those who wrote it what is to be corrected."""
    _tell_writers(event, reason=event.reason)


@on(ReportAccepted)
def report_accepted(event: ReportAccepted) -> None:
    """Tell those who wrote it that it is done."""
    _tell_writers(event)


@on(ReportReopened)
def report_reopened(event: ReportReopened) -> None:
    """Tell those who wrote it why it is theirs again."""
    _tell_writers(event, reason=event.reason)


@on(ReportExtended)
def report_extended(event: ReportExtended) -> None:
    """Tell those who write it by when."""
    until = event.subject.extended_to
    _tell_writers(event, until=until.strftime("%d.%m.%Y") if until else event.until)


@on(SummaryPassed)
def summary_passed(event: SummaryPassed) -> None:
    """Tell those above who can take or return it."""
    places = [each.id for each in event.subject.campaign.recipients]
    for people in audience.holders(places, *JUDGES).values():
        _tell_of_summary(people, event)


@on(SummaryTaken)
def summary_taken(event: SummaryTaken) -> None:
    """Tell who collected it that it is done."""
    _tell_of_summary(audience.coordinators(event.subject.campaign), event)


@on(SummaryReturned)
def summary_returned(event: SummaryReturned) -> None:
    """Tell who collected it what is to be mended."""
    people = audience.coordinators(event.subject.campaign)
    _tell_of_summary(people, event, reason=event.reason)


@on(CommentSaid)
def person_mentioned(event: CommentSaid) -> None:
    """Tell those whom a comment on a report calls."""
    report = event.subject
    if not isinstance(report, Report):
        return
    for person_id in event.mentioned:
        notify(
            person_id,
            event.name,
            page="reports.report",
            report_id=report.id,
            title=str(report),
            actor=event.actor.name if event.actor else "",
            comment_id=event.comment_id,
        )


def _tell_writers(event: ReportEvent, **more: Any) -> None:
    """Librarians and heads of the organisation whose report it is."""
    found = audience.holders([event.organisation_id], *audience.WRITERS)
    _tell(found.get(event.organisation_id, ()), event, page="reports.report", **more)


def _tell(people: Iterable[Person], event: ReportEvent, *, page: str, **more: Any) -> None:
    """Nobody is told of the own deed."""
    actor = event.actor
    for person in people:
        if actor is None or person.id != actor.id:
            notify(
                person.id,
                event.name,
                page=page,
                report_id=event.subject.id,
                title=str(event.subject.campaign),
                actor=actor.name if actor else "",
                organisation=event.organisation,
                **more,
            )


def _tell_of_summary(people: Iterable[Person], event: Event, **more: str) -> None:
    summary, actor = event.subject, event.actor
    for person in people:
        if actor is None or person.id != actor.id:
            notify(
                person.id,
                event.name,
                page="reports.summary",
                campaign_id=summary.campaign_id,
                title=str(summary),
                actor=actor.name if actor else "",
                **more,
            )

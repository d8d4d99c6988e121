"""Summaries: making one, passing it up, taking it or returning it."""

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Conflict, Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from .. import events
from ..models import Campaign, Summary
from ..models.summing import as_json, sum_up
from ..queries import campaigns, summaries


@action
def make(campaign: Campaign, *, by: Actor) -> Summary:
    """Add up what is accepted now; the same again gives the summary there is.

    Refuses where nothing is accepted yet.
    """
    campaigns.lock(campaign)
    pins = summaries.pins(campaign)
    if not pins:
        raise Refusal(_l("No report is accepted yet: there is nothing to add up."))
    before = summaries.last(campaign)
    if before and before.pins == pins:
        return before
    summary = Summary(
        campaign=campaign,
        number=before.number + 1 if before else 1,
        made_at=clock.now(),
        author_id=by.id,
        pins=pins,
        sums=as_json(sum_up(campaign.asked, summaries.accepted(campaign))),
        note=before.note if before else "",
    )
    db.session.add(summary)
    emit(events.SummaryMade(subject=summary, actor=by, report_count=len(pins)))
    return summary


@action
def set_note(campaign: Campaign, *, number: int, text: str, by: Actor) -> None:
    """Write what has to be said beside the figures."""
    summary = _last(campaign, number)
    summary.note = text.strip()
    emit(events.SummaryChanged(subject=summary, actor=by))


@action
def pass_up(campaign: Campaign, *, number: int, by: Actor) -> None:
    """Pass the summary to the levels above. Refuses an outdated one, and one without anybody."""
    summary = _last(campaign, number)
    if not campaign.recipients:
        raise Refusal(_l("Say first to whom the summary is passed."))
    if summary.pins != summaries.pins(campaign):
        raise Refusal(_l("This summary is outdated. Make it anew, then pass it up."))
    if summary.passed_at:
        return
    summary.passed_at, summary.returned_at, summary.return_reason = clock.now(), None, ""
    emit(events.SummaryPassed(subject=summary, actor=by))


@action
def take(campaign: Campaign, *, number: int, by: Actor) -> None:
    """The level above takes a summary that was passed to it."""
    summary = _passed(campaign, number)
    if summary.taken_at is None:
        summary.taken_at = clock.now()
        emit(events.SummaryTaken(subject=summary, actor=by))


@action
def return_(campaign: Campaign, *, number: int, reason: str, by: Actor) -> None:
    """The level above returns a summary to the district. Refuses to do so without a word."""
    summary = _passed(campaign, number)
    if not reason.strip():
        raise Refusal(_l("Give a reason."))
    summary.passed_at = summary.taken_at = None
    summary.returned_at, summary.return_reason = clock.now(), reason.strip()
    emit(events.SummaryReturned(subject=summary, actor=by, reason=summary.return_reason))


def _passed(campaign: Campaign, number: int) -> Summary:
    summary = _last(campaign, number)
    if summary.passed_at is None:
        raise Conflict(_l("This summary is not passed up any more."))
    return summary


def _last(campaign: Campaign, number: int) -> Summary:
    """The last summary, if it is the one that the person saw."""
    campaigns.lock(campaign)
    summary = summaries.last(campaign)
    if summary is None or summary.number != number:
        raise Conflict(_l("Meanwhile another summary was made. Look at it first."))
    return summary

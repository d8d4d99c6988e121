"""The life of a campaign: begun, opened, closed; who is asked when it is open already."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...people.models import Organisation
from .. import events
from ..models import Campaign, CampaignState, Report, Slot
from ..models.reminders import step_on
from ..queries import campaigns


@action
def prepare(
    organisation: Organisation,
    *,
    title: str,
    days: dict[str, date],
    by: Actor,
    operation: str | None = None,
    **more: Any,
) -> Campaign:
    """Begin a campaign of `organisation`; nothing is asked of anybody yet.

    days: opens_on, due_on, late_until_on, closes_on. more: period, ground, instructions,
    card_id. Refuses days that do not follow one another. The same operation makes it once.
    """
    if made := campaigns.of_operation(operation):
        return made
    campaign = Campaign(
        organisation=organisation, author_id=by.id, title=title, form={}, **days, **more
    )
    campaign.slots, campaign.reviewers, campaign.recipients = [], [], []
    campaign.check_dates()
    db.session.add(campaign)
    emit(events.CampaignPrepared(subject=campaign, actor=by, operation=operation))
    return campaign


@action
def follow(
    earlier: Campaign,
    *,
    title: str,
    days: dict[str, date],
    by: Actor,
    operation: str | None = None,
    **more: Any,
) -> Campaign:
    """Begin a campaign that asks for the same as `earlier`; its figures will stand beside."""
    campaigns.lock(earlier)
    if made := campaigns.of_operation(operation):
        return made
    more = {"ground": earlier.ground, "instructions": earlier.instructions} | more
    more["operation"] = operation
    campaign = prepare(earlier.organisation, title=title, days=days, by=by, **more)
    campaign.previous_id = earlier.id
    campaign.form, campaign.chosen_ids = earlier.form, earlier.chosen_ids
    campaign.reviewers = list(earlier.reviewers)
    campaign.recipients = list(earlier.recipients)
    campaign.slots = [_like(slot) for slot in earlier.slots]
    return campaign


def _like(slot: Slot) -> Slot:
    same = ("position", "title", "hint", "is_required", "endings", "most_bytes", "most_files")
    return Slot(**{name: getattr(slot, name) for name in (*same, "name_pattern")})


@action
def discard(campaign: Campaign, *, seen: int, by: Actor | None) -> None:
    """Throw a campaign away that asked nobody yet."""
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    campaign.check_draft()
    emit(events.CampaignDiscarded(subject=campaign, actor=by))
    campaigns.remove(campaign)


@action
def open_(
    campaign: Campaign, *, organisations: Iterable[Organisation], seen: int, by: Actor | None
) -> None:
    """Ask `organisations` for a report: the list of those who owe one is made now.

    Refuses a campaign that asks for nothing, of nobody, or with its deadline behind it.
    """
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    campaign.check_draft()
    asked = list(organisations)
    if not asked:
        raise Refusal(_l("Choose at least one organisation that has to report."))
    if not (campaign.asked.asked or campaign.slots):
        raise Refusal(_l("This campaign asks for nothing yet: add figures or a place for files."))
    if campaign.due_on < clock.today(campaign.organisation.time_zone):
        raise Refusal(_l("The deadline has passed already. Choose a later day."))
    db.session.add_all(_report(campaign, each) for each in asked)
    campaign.state, campaign.opened_at = CampaignState.OPEN, clock.now()
    campaign.version += 1
    emit(
        events.CampaignOpened(
            subject=campaign,
            actor=by,
            card_id=campaign.card_id,
            organisation_ids=[each.id for each in asked],
        )
    )


@action
def oblige(
    campaign: Campaign, organisation: Organisation, *, reason: str, by: Actor | None
) -> Report:
    """Ask one more organisation of an open campaign. Refuses one that is asked already."""
    campaigns.lock(campaign)
    if not campaign.is_open:
        raise Refusal(_l("Only an open campaign can ask one more organisation."))
    if campaigns.is_asked(campaign, organisation.id):
        raise Refusal(_l("“%(name)s” is asked already.", name=organisation.short_name))
    report = _report(campaign, organisation)
    db.session.add(report)
    emit(
        events.ObligationAdded(
            subject=campaign, actor=by, reason=reason, **_told(campaign, organisation)
        )
    )
    return report


@action
def close(campaign: Campaign, *, seen: int, by: Actor | None) -> None:
    """Nothing more is taken. What is handed in can still be reviewed and accepted."""
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    if not campaign.is_open:
        raise Refusal(_l("This campaign is not open."))
    campaign.state, campaign.closed_at = CampaignState.CLOSED, clock.now()
    campaign.version += 1
    emit(events.CampaignClosed(subject=campaign, actor=by))


@action
def reopen(campaign: Campaign, *, seen: int, by: Actor | None) -> None:
    """Take a closed campaign up again; its days stay what they are."""
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    if campaign.state != CampaignState.CLOSED:
        raise Refusal(_l("This campaign is not closed."))
    campaign.state, campaign.closed_at = CampaignState.OPEN, None
    campaign.version += 1
    emit(events.CampaignChanged(subject=campaign, actor=by, fields=["state"]))


def _report(campaign: Campaign, organisation: Organisation) -> Report:
    return Report(
        campaign=campaign,
        organisation=organisation,
        draft={},
        explanations={},
        files=[],
        remarks=[],
        reminded_step=step_on(clock.today(campaign.organisation.time_zone), campaign.due_on),
    )


def _told(campaign: Campaign, organisation: Organisation) -> dict[str, Any]:
    return {
        "card_id": campaign.card_id,
        "organisation_id": organisation.id,
        "organisation": organisation.short_name,
    }

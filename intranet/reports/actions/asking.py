"""What a campaign asks for, of whom, by when, and who looks at it."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from ...core.actions import Refusal, action
from ...core.events import Actor, emit
from ...lib import indicators
from ...lib.indicators import editing
from ...people.models import Organisation, Person
from .. import events
from ..models import Campaign, Slot
from ..queries import campaigns


@action
def change(campaign: Campaign, *, seen: int, by: Actor | None, **values: Any) -> None:
    """Change title, words and days. An open campaign may get later days, never earlier ones."""
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    changed = sorted(name for name, value in values.items() if getattr(campaign, name) != value)
    if not campaign.is_draft and values.get("due_on", campaign.due_on) < campaign.due_on:
        raise Refusal(_l("The deadline of an open campaign can only be moved to a later day."))
    for name in changed:
        setattr(campaign, name, values[name])
    campaign.check_dates()
    _touch(campaign, changed, by)


@action
def set_form(campaign: Campaign, form: indicators.Form, *, seen: int, by: Actor | None) -> None:
    """Say which figures are asked for."""
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    campaign.check_draft()
    campaign.form = indicators.as_json(form)
    campaign.__dict__.pop("asked", None)
    _touch(campaign, ["form"], by)


@action
def write_form(
    campaign: Campaign, document: dict[str, Any], *, seen: int, by: Actor | None
) -> None:
    """Keep the document of a form in the making; what it was before can be had back.

    Raises InvalidForm as lib.indicators.editing.checked does.
    """
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    campaign.check_draft()
    campaign.form_before, campaign.form = campaign.form, editing.checked(document)
    campaign.__dict__.pop("asked", None)
    _touch(campaign, ["form"], by)


@action
def undo_form(campaign: Campaign, *, seen: int, by: Actor | None) -> None:
    """Take the last change of the form back; done again, it is there again."""
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    campaign.check_draft()
    if campaign.form_before is None:
        raise Refusal(_l("There is nothing to undo."))
    campaign.form_before, campaign.form = campaign.form, campaign.form_before
    campaign.__dict__.pop("asked", None)
    _touch(campaign, ["form"], by)


@action
def choose(
    campaign: Campaign, organisation_ids: Iterable[int], *, seen: int, by: Actor | None
) -> None:
    """Say whom the campaign is going to ask once it is opened."""
    campaigns.lock(campaign)
    campaign.check_seen(seen)
    campaign.check_draft()
    campaign.chosen_ids = sorted(set(organisation_ids))
    _touch(campaign, ["organisations"], by)


@action
def set_slot(
    campaign: Campaign,
    slot_id: int | None,
    *,
    seen: int | None = None,
    by: Actor | None,
    **values: Any,
) -> Slot:
    """Add a place for files (no `slot_id`), or change one."""
    campaigns.lock(campaign)
    _check_seen(campaign, seen)
    campaign.check_draft()
    slot = campaign.slot(slot_id) if slot_id else None
    if slot_id and slot is None:
        raise Refusal(_l("This place for files is no longer there."))
    if slot is None:
        slot = Slot(position=max((s.position for s in campaign.slots), default=-1) + 1)
        campaign.slots.append(slot)
    for name, value in values.items():
        setattr(slot, name, value)
    _touch(campaign, ["slots"], by)
    return slot


@action
def remove_slot(
    campaign: Campaign, slot_id: int, *, seen: int | None = None, by: Actor | None
) -> None:
    """Take a place for files away; taking away what is gone changes nothing."""
    campaigns.lock(campaign)
    _check_seen(campaign, seen)
    campaign.check_draft()
    if slot := campaign.slot(slot_id):
        campaign.slots.remove(slot)
        _touch(campaign, ["slots"], by)


@action
def set_people(
    campaign: Campaign,
    *,
    reviewers: Sequence[Person],
    recipients: Sequence[Organisation],
    seen: int | None = None,
    by: Actor | None,
) -> None:
    """Say who reviews besides the coordinators, and to whom the summary is passed."""
    campaigns.lock(campaign)
    _check_seen(campaign, seen)
    campaign.reviewers, campaign.recipients = list(reviewers), list(recipients)
    _touch(campaign, ["reviewers", "recipients"], by)


def _check_seen(campaign: Campaign, seen: int | None) -> None:
    """As Campaign.check_seen, for deeds that nobody decided by looking at a page."""
    if seen is not None:
        campaign.check_seen(seen)


def _touch(campaign: Campaign, fields: list[str], by: Actor | None) -> None:
    if fields:
        campaign.version += 1
        emit(events.CampaignChanged(subject=campaign, actor=by, fields=fields))

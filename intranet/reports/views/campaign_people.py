"""Who reviews, to whom the summary is passed; places for files."""

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from ...people.session import viewer
from ..actions import asking
from ..forms.campaigns import PeopleForm, SeenForm, SlotForm
from ..queries import audience, campaigns
from . import bp
from .archive_list import example_of
from .sight import CampaignSight, look_at_campaign


@bp.route("/campaigns/<int:campaign_id>/people", methods=["GET", "POST"])
def campaign_people(campaign_id: int) -> Response:
    """Reviewers besides the coordinators, recipients of the summary."""
    sight = _run(campaign_id)
    people = audience.campaign_people(sight.campaign.organisation)
    above = campaigns.above_or_beside(sight.campaign.organisation)
    form = PeopleForm.of(sight.campaign, people, above)
    if form.validate_on_submit():
        asking.set_people(
            sight.campaign,
            reviewers=[each for each in people if each.id in set(form.reviewers.data)],
            recipients=[each for each in above if each.id in set(form.recipients.data)],
            seen=form.seen.data,
            by=viewer(),
        )
        return go(sight.url, _("Reviewers and recipients are saved."))
    return page(
        "reports/campaign_people.html",
        status=422 if form.is_submitted() else 200,
        sight=sight,
        form=form,
        coordinators=audience.coordinators(sight.campaign),
    )


@bp.get("/campaigns/<int:campaign_id>/slots")
def slots(campaign_id: int) -> Response:
    """The places for files of a campaign."""
    sight = _run(campaign_id)
    examples = {slot.id: example_of(slot) for slot in sight.campaign.slots}
    return page("reports/slots.html", sight=sight, examples=examples)


@bp.route("/campaigns/<int:campaign_id>/slots/new", methods=["GET", "POST"])
def new_slot(campaign_id: int) -> Response:
    """One more place for files."""
    return _slot(_run(campaign_id), None)


@bp.route("/campaigns/<int:campaign_id>/slots/<int:slot_id>", methods=["GET", "POST"])
def slot(campaign_id: int, slot_id: int) -> Response:
    """One place for files."""
    return _slot(_run(campaign_id), slot_id)


@bp.post("/campaigns/<int:campaign_id>/slots/<int:slot_id>/removal")
def slot_removal(campaign_id: int, slot_id: int) -> Response:
    """Away with a place for files."""
    sight, form = _run(campaign_id), SeenForm()
    if not form.validate():
        raise Refusal(_("Look at the campaign again."))
    asking.remove_slot(sight.campaign, slot_id, seen=form.seen.data, by=viewer())
    return _back(sight, _("The place for files is removed."))


def _slot(sight: CampaignSight, slot_id: int | None) -> Response:
    sight.campaign.check_draft()
    known = found(sight.campaign.slot(slot_id)) if slot_id else None
    form = SlotForm.of(sight.campaign, known)
    if form.validate_on_submit():
        asking.set_slot(
            sight.campaign, slot_id, seen=form.seen.data, by=viewer(), **form.slot_values
        )
        return _back(sight, _("The place for files is saved."))
    return page(
        "reports/slot.html",
        fragment="reports/_slot_form.html",
        status=422 if form.is_submitted() else 200,
        sight=sight,
        slot=known,
        form=form,
    )


def _run(campaign_id: int) -> CampaignSight:
    sight = look_at_campaign(campaign_id)
    allow(sight.may_run)
    return sight


def _back(sight: CampaignSight, message: str) -> Response:
    return go(url_for(".slots", campaign_id=sight.campaign.id), message)

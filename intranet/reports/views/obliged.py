"""Who reports: chosen before the opening, told and amended after it."""

from collections.abc import Sequence

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from ...people.models import Organisation, folded
from ...people.session import viewer
from ..actions import asking
from ..actions import campaigns as actions
from ..events import ObligationAdded
from ..forms.campaigns import AddedForm, ObligedForm
from ..queries import campaigns
from . import bp
from .history import lines_of
from .sight import CampaignSight, ReportSight, look_at_campaign


@bp.route("/campaigns/<int:campaign_id>/obliged", methods=["GET", "POST"])
def obliged(campaign_id: int) -> Response:
    """A draft: the tree below with ticks. Else the list, its amendments, one more."""
    sight = look_at_campaign(campaign_id)
    allow(sight.may_run)
    return _choice(sight) if sight.campaign.is_draft else _list(sight)


def _choice(sight: CampaignSight) -> Response:
    campaign, form = sight.campaign, ObligedForm()
    candidates = campaigns.candidates(campaign.organisation)
    if form.validate_on_submit():
        ticked = _ticked(form, [each.id for each in candidates if campaign.is_chosen(each)])
        asking.choose(campaign, ticked, seen=form.seen.data, by=viewer())
        if form.mark.data:
            return go(request.full_path.rstrip("?"))
        return go(sight.url, _("Who reports is saved."))
    return page(
        "reports/obliged.html",
        fragment="reports/_obliged_tree.html",
        status=422 if form.is_submitted() else 200,
        sight=sight,
        candidates=candidates,
        shown=_shown(candidates),
        chosen=[each for each in candidates if campaign.is_chosen(each)],
    )


def _ticked(form: ObligedForm, before: Sequence[int]) -> set[int]:
    """Those chosen after all: of the shown ones the ticked, of the others the same as before."""
    shown = set(form.shown.data or ())
    marked = {"all": shown, "none": set()}.get(form.mark.data or "", set(form.chosen.data or ()))
    return (set(before) - shown) | (marked & shown)


def _shown(candidates: Sequence[Organisation]) -> list[Organisation]:
    """What the filters of the address leave of them."""
    kind, words = request.args.get("kind", ""), folded(request.args.get("q", "")).split()
    return [
        each
        for each in candidates
        if (not kind or each.kind == kind) and all(word in each.words for word in words)
    ]


def _list(sight: CampaignSight) -> Response:
    campaign = sight.campaign
    rows = [ReportSight(each, viewer()) for each in campaigns.reports_of(campaign)]
    asked = {each.report.organisation_id for each in rows}
    others = [each for each in campaigns.candidates(campaign.organisation) if each.id not in asked]
    form = AddedForm()
    form.organisation.choices = [(each.id, each.short_name) for each in others]
    if form.validate_on_submit():
        try:
            return _added(sight, found(_of(others, form.organisation.data)), form.reason.data)
        except Refusal as refusal:
            form.refuse(refusal, "organisation")
    lines = lines_of(campaign, zone=campaign.organisation.time_zone, most=500)
    return page(
        "reports/obliged_list.html",
        status=422 if form.is_submitted() else 200,
        sight=sight,
        rows=rows,
        form=form,
        others=others,
        lines=[line for line in lines if line.name == ObligationAdded.name],
    )


def _of(organisations: Sequence[Organisation], number: int) -> Organisation | None:
    return next((each for each in organisations if each.id == number), None)


def _added(sight: CampaignSight, organisation: Organisation, reason: str) -> Response:
    actions.oblige(sight.campaign, organisation, reason=reason.strip(), by=viewer())
    url = url_for(".obliged", campaign_id=sight.campaign.id)
    return go(url, _("“%(name)s” is asked too.", name=organisation.short_name))

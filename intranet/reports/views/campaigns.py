"""A campaign: its own page, its words and days."""

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import subjects
from ...core.actions import Conflict, Refusal
from ...core.web import allow, go, page
from ...people.session import viewer
from ..actions import asking
from ..actions import campaigns as actions
from ..forms.campaigns import DataForm, SeenForm
from ..models import IN, ON_DESK, State, Timeliness
from ..queries import archives, campaigns
from . import bp
from .beginning import CARD
from .history import lines_of
from .preparation import Preparation, asked_twice
from .sight import CampaignSight, ReportSight, look_at_campaign

#: Tile → which reports it counts.
SHOWN: dict[str, Callable[[ReportSight], bool]] = {
    "in": lambda each: each.report.state in IN,
    "accepted": lambda each: each.report.state == State.ACCEPTED,
    "desk": lambda each: each.report.state in ON_DESK,
    "returned": lambda each: each.report.state == State.RETURNED,
    "missing": lambda each: each.timeliness == Timeliness.MISSING,
    "excused": lambda each: each.report.state == State.EXCUSED,
}


@bp.get("/campaigns/<int:campaign_id>")
def campaign(campaign_id: int) -> Response:
    """A draft: what is ready. Else its reports, how many are in, what happened."""
    sight = look_at_campaign(campaign_id)
    if sight.campaign.is_draft:
        return page("reports/campaign_draft.html", **draft_context(sight))
    every = [ReportSight(each, viewer()) for each in campaigns.reports_of(sight.campaign)]
    show = request.args.get("show", "")
    return page(
        "reports/campaign.html",
        fragment="reports/_campaign_reports.html",
        sight=sight,
        has_files=archives.has_files(sight.campaign),
        counts={name: sum(map(is_so, every)) for name, is_so in SHOWN.items()},
        total=len(every),
        show=show if show in SHOWN else "",
        rows=[each for each in every if show not in SHOWN or SHOWN[show](each)],
        lines=lines_of(sight.campaign, zone=sight.campaign.organisation.time_zone),
    )


def draft_context(sight: CampaignSight) -> dict[str, Any]:
    """What the pages of a draft know: its checklist, what it asks twice."""
    candidates = campaigns.candidates(sight.campaign.organisation)
    return {
        "sight": sight,
        "ready": Preparation(sight.campaign, candidates, sight.today),
        "twice": asked_twice(sight.campaign),
        "card": subjects.subject(CARD, sight.campaign.card_id) if sight.campaign.card_id else None,
    }


@bp.route("/campaigns/<int:campaign_id>/data", methods=["GET", "POST"])
def campaign_data(campaign_id: int) -> Response:
    """Title, ground, instructions, days."""
    sight = look_at_campaign(campaign_id)
    allow(sight.may_run)
    form = DataForm.of(sight.campaign)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        values = form.words | form.days
        try:
            asking.change(sight.campaign, seen=form.seen.data, by=viewer(), **values)
            return go(sight.url, _("The campaign is saved."))
        except Conflict as conflict:
            status = 409
            form.refuse(conflict, "title")
            form.seen.data, form.seen.raw_data = sight.campaign.version, None
        except Refusal as refusal:
            form.refuse(refusal, "due_on")
    return page("reports/campaign_data.html", status=status, sight=sight, form=form)


@bp.post("/campaigns/<int:campaign_id>/removal")
def campaign_removal(campaign_id: int) -> Response:
    """A draft thrown away."""
    sight, form = look_at_campaign(campaign_id), SeenForm()
    allow(sight.may_run)
    if not form.validate():
        raise Refusal(_("Look at the campaign again."))
    actions.discard(sight.campaign, seen=form.seen.data, by=viewer())
    return go(url_for(".all_reports"), _("The draft is thrown away."))

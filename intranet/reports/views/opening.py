"""Opening a campaign, closing it, taking it up again."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.web import allow, go, page
from ...people.models import Organisation, RoleKind
from ...people.session import viewer
from ..actions import campaigns as actions
from ..forms.campaigns import SeenForm
from ..queries import audience
from . import bp
from .campaigns import draft_context
from .sight import CampaignSight, look_at_campaign


@bp.route("/campaigns/<int:campaign_id>/opening", methods=["GET", "POST"])
def campaign_opening(campaign_id: int) -> Response:
    """What will happen; then it does."""
    sight, form = _run(campaign_id), SeenForm()
    sight.campaign.check_draft()
    context = draft_context(sight)
    chosen = context["ready"].chosen
    if form.validate_on_submit():
        actions.open_(sight.campaign, organisations=chosen, seen=form.seen.data, by=viewer())
        number = len(chosen)
        message = ngettext(
            "The campaign is open: %(num)s organisation is asked.",
            "The campaign is open: %(num)s organisations are asked.",
            number,
        )
        return go(sight.url, message)
    status = 422 if form.is_submitted() else 200
    told = _told(chosen)
    return page("reports/campaign_opening.html", status=status, told=told, **context)


def _told(chosen: Iterable[Organisation]) -> dict[str, object]:
    """How many people are told, and in which organisations there is nobody to tell."""
    found = audience.holders([each.id for each in chosen], RoleKind.LIBRARIAN, RoleKind.HEAD)
    people = {person.id for persons in found.values() for person in persons}
    return {"count": len(people), "mute": [each for each in chosen if each.id not in found]}


@bp.post("/campaigns/<int:campaign_id>/closing")
def campaign_closing(campaign_id: int) -> Response:
    """Nothing more is taken."""
    sight = _run(campaign_id)
    actions.close(sight.campaign, seen=_seen(), by=viewer())
    return go(sight.url, _("The campaign is closed."))


@bp.post("/campaigns/<int:campaign_id>/reopening")
def campaign_reopening(campaign_id: int) -> Response:
    """A closed campaign goes on."""
    sight = _run(campaign_id)
    actions.reopen(sight.campaign, seen=_seen(), by=viewer())
    return go(sight.url, _("The campaign is open again."))


def _run(campaign_id: int) -> CampaignSight:
    sight = look_at_campaign(campaign_id)
    allow(sight.may_run)
    return sight


def _seen() -> int:
    form = SeenForm()
    if not form.validate():
        raise Refusal(_("Look at the campaign again."))
    return int(form.seen.data)

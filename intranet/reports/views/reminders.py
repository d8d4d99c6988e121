"""«Напомнить отставшим»: who would be told, then telling them."""

from flask import url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from ...core import clock
from ...core.web import allow, go, page
from ...people.session import viewer
from ..actions import reminding
from ..forms.summaries import MakeSummaryForm
from ..models.reminders import was_reminded_on
from ..queries import reminders
from . import bp
from .sight import look_at_campaign


@bp.route("/campaigns/<int:campaign_id>/reminders", methods=["GET", "POST"])
def campaign_reminders(campaign_id: int) -> Response:
    """Who has not handed in, whom a reminder would reach, who was reminded today already."""
    sight = look_at_campaign(campaign_id)
    allow(sight.may_run)
    form = MakeSummaryForm()
    if form.validate_on_submit():
        names = reminding.remind_laggards(sight.campaign, by=viewer())
        message = ngettext(
            "%(num)s organisation is reminded.", "%(num)s organisations are reminded.", len(names)
        )
        return go(url_for(".campaign", campaign_id=campaign_id), message)
    lagging, dates = reminders.laggards(sight.campaign), sight.campaign.dates
    today = clock.today(dates.zone)
    told = {r.id for r in lagging if was_reminded_on(today, r.reminded_at, dates)}
    people = reminders.reachable(lagging)
    return page(
        "reports/reminders.html",
        sight=sight,
        lagging=lagging,
        told=told,
        people=people,
        count=sum(r.id not in told and r.organisation_id in people for r in lagging),
        status=422 if form.is_submitted() else 200,
    )

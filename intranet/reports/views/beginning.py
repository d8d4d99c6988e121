"""A campaign begun: from a card of the road map, like an earlier one, or on its own."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import clock, subjects
from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from ...people import queries as people
from ...people.models import Organisation
from ...people.session import viewer
from .. import policy
from ..actions import campaigns as actions
from ..forms.campaigns import NewCampaignForm
from ..models import Campaign
from ..models.suggesting import Days, for_term, in_term, like, months_between, retitled
from ..queries import campaigns
from . import bp
from .sight import look_at_campaign

CARD = "roadmap_card"


@bp.route("/campaigns/new", methods=["GET", "POST"])
def new_campaign() -> Response:
    """A campaign on its own, from a card of the road map, or like an earlier one.

    One that follows another is meant for the next occurrence, until the address says otherwise.
    """
    allow(policy.may_begin(viewer()))
    earlier = _earlier()
    if earlier and "card" not in request.args and (following := _following(earlier)):
        address: dict[str, Any] = {"from": earlier.id, "card": following.id}
        return go(url_for(".new_campaign", **address))
    card = _card(earlier)
    offered = _collectors(card, earlier)
    form = NewCampaignForm(data=_suggested(card, earlier, offered))
    form.offer(offered)
    if form.validate_on_submit():
        try:
            return _begun(form, card, earlier)
        except Refusal as refusal:
            form.refuse(refusal, "due_on")
    return page(
        "reports/new_campaign.html",
        fragment="reports/_new_campaign_form.html",
        status=422 if form.is_submitted() else 200,
        form=form,
        card=card,
        earlier=earlier,
        asked=campaigns.for_card(card.id) if card else (),
        others=campaigns.previous(offered[0].id)[:5] if offered and not earlier else (),
    )


def _earlier() -> Campaign | None:
    number = request.args.get("from", type=int)
    if not number:
        return None
    earlier = look_at_campaign(number).campaign
    allow(policy.may_run(viewer(), earlier))
    return found(None if earlier.is_draft else earlier)


def _following(earlier: Campaign) -> subjects.Subject | None:
    """The next occurrence after that of `earlier` for which nothing is asked yet."""
    card = subjects.subject(CARD, earlier.card_id) if earlier.card_id else None
    while card and (card := card.following()):
        if not campaigns.for_card(card.id):
            return card
    return None


def _card(earlier: Campaign | None) -> subjects.Subject | None:
    """The occurrence of the road map that asks for it: one that the viewer collects for."""
    number = request.args.get("card", type=int)
    if not number:
        return None
    card = found(subjects.subject(CARD, number))
    place = card.thing.board.plan.organisation
    allow(policy.may_collect_for(viewer(), place))
    return found(card if not earlier or place.id == earlier.organisation_id else None)


def _collectors(card: subjects.Subject | None, earlier: Campaign | None) -> list[Organisation]:
    """Who may collect: whose card or earlier campaign it is, else whatever the viewer runs."""
    if earlier:
        return [earlier.organisation]
    own = [each for each in people.organisations_in(policy.run(viewer())) if each.kind != "school"]
    if card:
        return [each for each in own if each.id == card.thing.board.plan.organisation_id]
    return sorted(own, key=lambda each: each.id != viewer().organisation_id)


def _suggested(
    card: subjects.Subject | None, earlier: Campaign | None, offered: list[Organisation]
) -> dict[str, Any]:
    zone = offered[0].time_zone if offered else viewer().zone
    days = _days(card, earlier, zone)
    words: dict[str, str] = {}
    if earlier:
        words = {name: getattr(earlier, name) for name in ("title", "ground", "instructions")}
        words["title"] = retitled(earlier.title, earlier.due_on, days.due_on)
    elif card:
        words = {"title": card.thing.title, "ground": _ground(card.thing)}
    halves = {1: _("first half of %(year)s"), 2: _("second half of %(year)s")}
    period = halves[days.half] % {"year": days.due_on.year}
    return words | vars(days) | {"period": period, "organisation": offered[0].id if offered else 0}


def _days(card: subjects.Subject | None, earlier: Campaign | None, zone: str) -> Days:
    """As they were the last time, within the term of the card; else by what there is of both."""
    today, term = clock.today(zone), card.thing if card else None
    if earlier is None:
        starts_on, ends_on = (term.starts_on, term.due_on) if term else (None, None)
        return for_term(starts_on, ends_on, today=today)
    dates = earlier.dates
    before = Days(dates.opens_on, dates.due_on, dates.late_until_on, dates.closes_on)
    if term is None or term.due_on is None:
        return like(before, today=today)
    asked_by = subjects.subject(CARD, earlier.card_id) if earlier.card_id else None
    last_due_on = asked_by.thing.due_on if asked_by else None
    months = months_between(last_due_on or before.due_on, term.due_on)
    return in_term(before, months, term.starts_on, term.due_on, today=today)


def _ground(card: Any) -> str:
    """«Дорожная карта …, пункт 7.1»."""
    plan = str(card.board.plan)
    if not card.number:
        return plan
    return _("%(plan)s, item %(number)s", plan=plan, number=card.number)


def _begun(form: NewCampaignForm, card: Any, earlier: Campaign | None) -> Response:
    given: dict[str, Any] = {"days": form.days, "by": viewer(), **form.words}
    given["operation"] = form.operation.data or None
    if card:
        given["card_id"] = card.id
    if earlier:
        campaign = actions.follow(earlier, **given)
    else:
        organisation = found(people.organisation(form.organisation.data))
        allow(policy.may_collect_for(viewer(), organisation))
        campaign = actions.prepare(organisation, **given)
    message = _("The campaign is a draft: nobody is asked until you open it.")
    return go(url_for(".campaign", campaign_id=campaign.id), message)

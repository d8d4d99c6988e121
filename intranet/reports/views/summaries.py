"""The summary of a campaign: on the page, figure by figure, and passed up."""

from dataclasses import dataclass
from functools import cached_property

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.i18n import day_in_words, moment_in_words
from ...core.web import allow, found, go, page
from ...lib.indicators import Summary as Sums
from ...people.session import viewer
from .. import policy
from ..actions import summaries as actions
from ..forms.summaries import MakeSummaryForm, SummaryForm, SummaryNoteForm, SummaryReturnForm
from ..models import Summary
from ..models.summing import Delta, Part, Standing, deltas, read_sums, sum_up
from ..queries import summaries as queries
from . import bp
from .sight import CampaignSight, look_at_campaign
from .totals import Block, blocks


@dataclass
class SummarySight:
    """A campaign's summary as one person meets it: what was made last, what it would be now."""

    at: CampaignSight
    made: Summary | None

    @cached_property
    def standing(self) -> Standing:
        return queries.standing(self.at.campaign)

    @property
    def made_of(self) -> str:
        """«Свод № 2 от 12.04.2026 10:00, составлен по 14 принятым отчётам»; pinned."""
        if not self.made:
            return ""
        zone = self.at.campaign.organisation.time_zone
        return _(
            "Summary no. %(number)s of %(when)s, made of %(count)s accepted reports",
            number=self.made.number,
            when=moment_in_words(self.made.made_at, zone),
            count=len(self.made.pins),
        )

    @property
    def today_words(self) -> str:
        """«На 12 апреля 2026 г.: представлено 15, принято 14 из 17»; whatever is pinned."""
        return _(
            "As it stands on %(day)s: handed in %(handed)s, accepted %(accepted)s of %(asked)s",
            day=day_in_words(self.at.today),
            handed=self.standing.handed_in,
            accepted=self.standing.accepted,
            asked=self.standing.asked,
        )

    @property
    def left_out(self) -> list[tuple[str, list[str]]]:
        """Whose reports are not accepted today, under what they wait for."""
        named = [
            (_("Not handed in"), self.standing.missing),
            (_("Returned"), self.standing.returned),
            (_("Wait for review"), self.standing.unchecked),
            (_("Not asked"), self.standing.excused),
        ]
        return [(words, names) for words, names in named if names]

    @cached_property
    def parts(self) -> list[Part]:
        """What the figures on the page are made of: the pinned versions, else what is accepted."""
        if self.made:
            return queries.pinned(self.at.campaign, self.made.pins)
        return queries.accepted(self.at.campaign)

    @cached_property
    def sums(self) -> Sums:
        if self.made:
            return read_sums(self.made.sums)
        return sum_up(self.at.campaign.asked, self.parts)

    @property
    def blocks(self) -> list[Block]:
        return blocks(self.at.campaign.asked, self.sums)

    @cached_property
    def is_outdated(self) -> bool:
        """Something was accepted or re-opened since."""
        return bool(self.made) and self.made.pins != queries.pins(self.at.campaign)  # type: ignore[union-attr]  # bool() above

    @cached_property
    def deltas(self) -> list[Delta]:
        """What would be another figure now."""
        if not self.is_outdated:
            return []
        now = sum_up(self.at.campaign.asked, queries.accepted(self.at.campaign))
        return deltas(self.sums, now)

    @property
    def may_judge(self) -> bool:
        return self.made is not None and policy.may_tell_above(self.at.me, self.made)


def look_at_summary(campaign_id: int) -> SummarySight:
    """The summary of the campaign of the address; a missing page for who may not see it."""
    at = look_at_campaign(campaign_id)
    return SummarySight(at, queries.last(at.campaign))


@bp.get("/campaigns/<int:campaign_id>/summary")
def summary(campaign_id: int) -> Response:
    """The sums, the missing named, what has changed since they were made."""
    return _page(look_at_summary(campaign_id))


@bp.post("/campaigns/<int:campaign_id>/summary")
def summary_made(campaign_id: int) -> Response:
    """Add up what is accepted."""
    at = look_at_campaign(campaign_id)
    allow(at.may_run)
    actions.make(at.campaign, by=viewer())
    return _back(campaign_id, _("The summary is made of what is accepted now."))


@bp.post("/campaigns/<int:campaign_id>/summary/note")
def summary_note(campaign_id: int) -> Response:
    """What has to be said beside the figures."""
    at, form = look_at_campaign(campaign_id), SummaryNoteForm()
    allow(at.may_run)
    _whole(form)
    actions.set_note(at.campaign, number=form.number.data, text=form.note.data or "", by=viewer())
    return _back(campaign_id, _("Saved."))


@bp.post("/campaigns/<int:campaign_id>/summary/passing")
def summary_passing(campaign_id: int) -> Response:
    """Pass it up."""
    at, form = look_at_campaign(campaign_id), SummaryForm()
    allow(at.may_run)
    _whole(form)
    actions.pass_up(at.campaign, number=form.number.data, by=viewer())
    return _back(campaign_id, _("The summary is passed up."))


@bp.post("/campaigns/<int:campaign_id>/summary/taking")
def summary_taking(campaign_id: int) -> Response:
    """The level above takes it."""
    sight, form = look_at_summary(campaign_id), SummaryForm()
    allow(sight.may_judge)
    _whole(form)
    actions.take(sight.at.campaign, number=form.number.data, by=viewer())
    return _back(campaign_id, _("The summary is taken."))


@bp.post("/campaigns/<int:campaign_id>/summary/return")
def summary_return(campaign_id: int) -> Response:
    """The level above returns it with a reason."""
    sight, form = look_at_summary(campaign_id), SummaryReturnForm()
    allow(sight.may_judge)
    if not form.validate():
        return _page(sight, status=422, return_form=form)
    actions.return_(
        sight.at.campaign, number=form.number.data, reason=form.reason.data or "", by=viewer()
    )
    return _back(campaign_id, _("The summary is returned to the district."))


@bp.get("/campaigns/<int:campaign_id>/summary/<cell>")
def summary_cell(campaign_id: int, cell: str) -> Response:
    """Of which reports a figure is made."""
    sight = look_at_summary(campaign_id)
    asked = found(sight.at.campaign.asked.cell.get(cell))
    return page("reports/summary_cell.html", sight=sight, cell=asked)


def _page(sight: SummarySight, status: int = 200, **forms: SummaryForm) -> Response:
    number = sight.made.number if sight.made else None
    note = sight.made.note if sight.made else ""
    return page(
        "reports/summary.html",
        sight=sight,
        status=status,
        make_form=MakeSummaryForm(formdata=None),
        note_form=SummaryNoteForm(formdata=None, number=number, note=note),
        **{"return_form": SummaryReturnForm(formdata=None, number=number)} | forms,
    )


def _whole(form: SummaryForm) -> None:
    if not form.validate():
        raise Refusal(_("This page was open for too long. Reload it and send again."))


def _back(campaign_id: int, message: str) -> Response:
    return go(url_for(".summary", campaign_id=campaign_id), message)

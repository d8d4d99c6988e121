"""Campaigns and reports as one person meets them: the day it is there, and what one may do."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import url_for

from ...core import clock
from ...core.subjects import Subject
from ...core.web import allow, found
from ...people.models import Viewer
from ...people.session import viewer
from .. import policy
from ..models import TIMELINESS_NAMES, Campaign, Report, State, Timeliness
from ..queries import audience, campaigns, reports


@dataclass
class CampaignSight:
    """What every partial of a campaign needs to know besides the campaign."""

    campaign: Campaign
    me: Viewer

    @property
    def today(self) -> date:
        return clock.today(self.campaign.organisation.time_zone)

    @property
    def url(self) -> str:
        return url_for("reports.campaign", campaign_id=self.campaign.id)

    @property
    def may_run(self) -> bool:
        return policy.may_run(self.me, self.campaign)

    @property
    def may_review(self) -> bool:
        return policy.may_review(self.me, self.campaign)

    @property
    def may_shape(self) -> bool:
        """What is asked can be changed until it is asked."""
        return self.campaign.is_draft and self.may_run


@dataclass
class ReportSight:
    """What every partial of a report needs to know besides the report."""

    report: Report
    me: Viewer

    @property
    def campaign(self) -> Campaign:
        return self.report.campaign

    @property
    def zone(self) -> str:
        return self.report.campaign.organisation.time_zone

    @cached_property
    def today(self) -> date:
        return clock.today(self.zone)

    @property
    def timeliness(self) -> Timeliness:
        return self.report.timeliness(self.today)

    @property
    def timeliness_name(self) -> str:
        return str(TIMELINESS_NAMES[self.timeliness])

    @property
    def url(self) -> str:
        return url_for("reports.report", report_id=self.report.id)

    @property
    def review_url(self) -> str:
        return url_for("reports.review", report_id=self.report.id)

    @property
    def may_fill(self) -> bool:
        """The organisation's own people, while it is theirs to write."""
        return self.report.is_writable and policy.may_fill(self.me, self.report)

    @property
    def may_write(self) -> bool:
        """The same, as long as it is taken."""
        return self.may_fill and self.report.is_taken_on(self.today)

    @property
    def may_take_back(self) -> bool:
        """Before its review, and as long as it could be handed in again."""
        is_fresh = self.report.state == State.HANDED_IN
        return self.is_own and is_fresh and self.report.is_taken_on(self.today)

    @property
    def is_own(self) -> bool:
        return policy.may_fill(self.me, self.report)

    @property
    def may_review(self) -> bool:
        return policy.may_review(self.me, self.report.campaign)

    @property
    def may_run(self) -> bool:
        return policy.may_run(self.me, self.report.campaign)

    @property
    def subject(self) -> Subject:
        """The report as something that comments hang on."""
        return Subject(
            thing=self.report,
            url=self.url,
            zone=self.zone,
            may_comment=self.is_own or self.may_review,
            may_attach=False,
            may_moderate=self.may_run,
            readers=lambda: audience.readers(self.report),
        )


def sight_of(report: Report | None) -> ReportSight | None:
    """`report` as the viewer meets it; None when it is not there or not for this person."""
    if report is None or not policy.may_see(viewer(), report):
        return None
    return ReportSight(report, viewer())


def look_at(report_id: int) -> ReportSight:
    """The report of the address, if the viewer may see it; else a missing page."""
    sight = found(sight_of(reports.report(report_id)))
    allow(True)
    return sight


def look_at_desk(report_id: int, *, to_review: bool = False) -> ReportSight:
    """The report of the address for whoever sees its whole campaign, or (403) reviews it."""
    sight = look_at(report_id)
    allow(sight.may_review if to_review else policy.may_see_campaign(viewer(), sight.campaign))
    return sight


def look_at_campaign(campaign_id: int) -> CampaignSight:
    """The campaign of the address, if the viewer may see all of it; else a missing page."""
    campaign = found(campaigns.campaign(campaign_id))
    found(campaign if policy.may_see_campaign(viewer(), campaign) else None)
    allow(True)
    return CampaignSight(campaign, viewer())


def as_subject(report_id: int) -> Subject | None:
    """The report for the room of comments."""
    sight = sight_of(reports.report(report_id))
    return sight.subject if sight else None

"""Which reports are still awaited, and which complete drafts wait for nobody any more."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ...core.db import db
from ...people.models import Organisation, Person
from ..models import WRITABLE, Campaign, CampaignState, Report, State
from .audience import WRITERS, holders


def open_campaigns() -> Sequence[Campaign]:
    """Campaigns that take reports, with who collects them."""
    query = select(Campaign).where(Campaign.state == CampaignState.OPEN)
    return db.session.scalars(query.options(joinedload(Campaign.organisation))).all()


def laggards(campaign: Campaign) -> Sequence[Report]:
    """The reports of `campaign` that are not in, by the names of their organisations."""
    query = (
        select(Report)
        .join(Report.organisation)
        .where(Report.campaign_id == campaign.id, Report.state.in_(WRITABLE))
        .options(
            joinedload(Report.organisation),
            joinedload(Report.campaign).joinedload(Campaign.organisation),
        )
        .order_by(Organisation.sorting)
    )
    return db.session.scalars(query).all()


def reachable(reports: Sequence[Report]) -> dict[int, list[Person]]:
    """Organisation → the librarians and heads whom a reminder reaches."""
    return holders([report.organisation_id for report in reports], *WRITERS)


def first_drafts(campaign: Campaign) -> Sequence[int]:
    """The numbers of drafts of `campaign` that were never handed in."""
    query = select(Report.id).where(
        Report.campaign_id == campaign.id, Report.state == State.DRAFT, Report.number == 0
    )
    return db.session.scalars(query).all()

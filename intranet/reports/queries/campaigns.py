"""Campaigns: one, those one may see, those who owe it a report."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from ...core.activity import Activity
from ...core.db import db
from ...people.models import Kind, Organisation, Viewer
from ...people.queries.organisations import as_tree, within
from ..models import Campaign, CampaignState, Recipient, Report, Reviewer, Slot
from .audience import WRITERS

_whole = (
    joinedload(Campaign.organisation),
    joinedload(Campaign.previous),
    selectinload(Campaign.slots),
    selectinload(Campaign.reviewers),
    selectinload(Campaign.recipients),
)


def campaign(campaign_id: int) -> Campaign | None:
    """One campaign with all that it asks for, not the reports: four statements."""
    return db.session.scalar(select(Campaign).where(Campaign.id == campaign_id).options(*_whole))


def lock(campaign: Campaign) -> None:
    """Hold `campaign` until the transaction ends, read afresh."""
    query = select(Campaign).where(Campaign.id == campaign.id).options(*_whole)
    query = query.with_for_update(of=Campaign).execution_options(populate_existing=True)
    db.session.scalar(query)
    campaign.__dict__.pop("asked", None)


def of_operation(operation: str | None) -> Campaign | None:
    """The campaign that the request `operation` made, if it came before."""
    query = (
        select(Campaign)
        .join(Activity, Activity.subject_id == Campaign.id)
        .where(Activity.subject_kind == Campaign.__tablename__, Activity.operation == operation)
        .options(*_whole)
    )
    return db.session.scalar(query) if operation else None


def remove(campaign: Campaign) -> None:
    """Take a campaign that nobody owes anything to out of the database."""
    for line in (Reviewer, Recipient):
        db.session.execute(delete(line).where(line.campaign_id == campaign.id))
    db.session.execute(delete(Slot).where(Slot.campaign_id == campaign.id))
    db.session.execute(delete(Campaign).where(Campaign.id == campaign.id))
    db.session.expunge(campaign)


def seen_by(viewer: Viewer, paths: Iterable[str]) -> ColumnElement[bool]:
    """The condition: a campaign collected at or below `paths`, reviewed by or passed to one."""
    reviewed = select(Reviewer.campaign_id).where(Reviewer.person_id == viewer.id)
    own = [seat.organisation_id for seat in viewer.seats if seat.kind not in WRITERS]
    passed = select(Recipient.campaign_id).where(Recipient.organisation_id.in_(own))
    return or_(within(paths), Campaign.id.in_(reviewed), Campaign.id.in_(passed))


def reports_from_elsewhere(viewer: Viewer) -> Select[int]:
    """The ids of reports of other branches: their campaigns are reviewed by the viewer, or
    passed to an organisation where the viewer has a seat."""
    elsewhere = seen_by(viewer, ())
    return select(Report.id).join(Campaign, Campaign.id == Report.campaign_id).where(elsewhere)


def campaigns(viewer: Viewer, paths: Sequence[str], *, most: int = 50) -> Sequence[Campaign]:
    """The campaigns the viewer sees whole, the latest deadline first."""
    query = (
        select(Campaign)
        .join(Campaign.organisation)
        .where(seen_by(viewer, paths))
        .options(joinedload(Campaign.organisation))
        .order_by(Campaign.due_on.desc(), Campaign.id.desc())
        .limit(most)
    )
    return db.session.scalars(query).all()


def counts_by_state(campaign_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Campaign → state → how many of its reports are there."""
    query = (
        select(Report.campaign_id, Report.state, func.count())
        .where(Report.campaign_id.in_(campaign_ids))
        .group_by(Report.campaign_id, Report.state)
    )
    counts: dict[int, dict[str, int]] = {campaign_id: {} for campaign_id in campaign_ids}
    for campaign_id, state, number in db.session.execute(query):
        counts[campaign_id][state] = number
    return counts


def candidates(organisation: Organisation) -> Sequence[Organisation]:
    """Who can be asked: what stands below `organisation` and is open, in the order of the tree."""
    query = select(Organisation).where(
        within([organisation.path]), Organisation.id != organisation.id, Organisation.is_active
    )
    return as_tree(db.session.scalars(query))


def previous(organisation_id: int) -> Sequence[Campaign]:
    """Campaigns of the same organisation that a new one may follow, the latest first."""
    query = select(Campaign).where(Campaign.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(Campaign.due_on.desc(), Campaign.id.desc())).all()


def for_card(card_id: int) -> Sequence[Campaign]:
    """The campaigns, drafts too, that collect what the card asks for."""
    query = select(Campaign).where(Campaign.card_id == card_id)
    return db.session.scalars(query.order_by(Campaign.id)).all()


def is_asked(campaign: Campaign, organisation_id: int) -> bool:
    """Whether the organisation owes a report to the campaign already."""
    query = select(Report.id).where(
        Report.campaign_id == campaign.id, Report.organisation_id == organisation_id
    )
    return db.session.scalar(query) is not None


def above_or_beside(organisation: Organisation) -> Sequence[Organisation]:
    """To whom a summary can be passed: what stands above `organisation`, and institutes beside."""
    above = [int(step) for step in organisation.path.strip("/").split("/")][:-1]
    beside = Organisation.parent_id.in_(above) & Organisation.kind.in_((Kind.INSTITUTE, Kind.OTHER))
    query = select(Organisation).where(
        Organisation.is_active,
        or_(Organisation.id.in_(above), beside),
        Organisation.id != organisation.id,
    )
    return db.session.scalars(query.order_by(Organisation.path)).all()


def of_the_same_year(campaign: Campaign) -> Sequence[Campaign]:
    """Other campaigns of the same organisation that asked, or ask, in the year of `campaign`.

    Those that `campaign` follows are left out: what they asked carries over.
    """
    year = campaign.due_on.year
    query = select(Campaign).where(
        Campaign.organisation_id == campaign.organisation_id,
        Campaign.state != CampaignState.DRAFT,
        Campaign.due_on.between(date(year, 1, 1), date(year, 12, 31)),
        Campaign.id != campaign.id,
        Campaign.id != (campaign.previous_id or 0),
    )
    return db.session.scalars(query.order_by(Campaign.due_on)).all()


def reports_of(campaign: Campaign) -> list[Report]:
    """What is owed to the campaign, by the names of the organisations; one statement."""
    query = (
        select(Report)
        .join(Report.organisation)
        .where(Report.campaign_id == campaign.id)
        .options(contains_eager(Report.organisation))
        .order_by(Organisation.sorting, Organisation.id)
    )
    found = list(db.session.scalars(query))
    for report in found:
        set_committed_value(report, "campaign", campaign)
    return found


def report_ids(campaign: Campaign) -> dict[int, int]:
    """Organisation → the report that it owes to the campaign."""
    query = select(Report.organisation_id, Report.id).where(Report.campaign_id == campaign.id)
    return {organisation_id: report_id for organisation_id, report_id in db.session.execute(query)}

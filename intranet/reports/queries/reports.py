"""Reports: one with all that hangs on it, those an organisation owes."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from ...core.db import db
from ...lib.indicators import carry_over, read_form
from ...people.models import Organisation, RoleKind, Viewer
from ..models import (
    IN,
    Campaign,
    CampaignState,
    Remark,
    Report,
    ReportFile,
    Slot,
    State,
    Version,
)


def report(report_id: int) -> Report | None:
    """One report with its campaign, draft, files and remarks: six statements."""
    return db.session.scalar(_whole(report_id))


def owed(campaign_id: int, organisation_id: int) -> int | None:
    """The number of what an organisation owes to a campaign."""
    query = select(Report.id).where(
        Report.campaign_id == campaign_id, Report.organisation_id == organisation_id
    )
    return db.session.scalar(query)


def lock(report: Report) -> None:
    """Hold `report` until the transaction ends, all of it read afresh."""
    query = _whole(report.id).with_for_update(of=Report)
    db.session.scalar(query.execution_options(populate_existing=True))


def _whole(report_id: int) -> Select[Report]:
    campaign = joinedload(Report.campaign)
    return (
        select(Report)
        .where(Report.id == report_id)
        .options(
            undefer(Report.draft),
            undefer(Report.explanations),
            joinedload(Report.organisation),
            campaign.joinedload(Campaign.organisation),
            campaign.selectinload(Campaign.slots),
            campaign.selectinload(Campaign.reviewers),
            campaign.selectinload(Campaign.recipients),
            selectinload(Report.files).joinedload(ReportFile.author),
            selectinload(Report.remarks).joinedload(Remark.author),
        )
    )


def versions(report: Report) -> Sequence[Version]:
    """What was handed in, the newest first, each with its files."""
    query = (
        select(Version)
        .where(Version.report_id == report.id)
        .options(selectinload(Version.files))
        .order_by(Version.number.desc())
    )
    return db.session.scalars(query).all()


def version(report: Report, number: int) -> Version | None:
    """One version with its files."""
    query = select(Version).where(Version.report_id == report.id, Version.number == number)
    return db.session.scalar(query.options(selectinload(Version.files)))


def values_before(report: Report) -> dict[str, str] | None:
    """What the same organisation reported in the campaign before, as far as both ask it.

    Its accepted version, else the last that was handed in: one that is open again is still what
    is known. None when there was no such campaign, or nothing was handed in.
    """
    if not report.campaign.previous_id:
        return None
    query = (
        select(Version.values, Campaign.form)
        .join(Report, Report.id == Version.report_id)
        .join(Campaign, Campaign.id == Report.campaign_id)
        .where(
            Report.campaign_id == report.campaign.previous_id,
            Report.organisation_id == report.organisation_id,
            Version.number == func.coalesce(Report.accepted_number, Report.number),
        )
    )
    found = db.session.execute(query).first()
    if found is None or not found.form:
        return None
    return carry_over(read_form(found.form), report.campaign.asked, found.values)


def owed_by(viewer: Viewer) -> Sequence[Report]:
    """What the viewer's own organisations owe or handed in: open campaigns, the nearest first."""
    own = {seat.organisation_id for seat in viewer.seats} | {viewer.organisation_id}
    query = (
        select(Report)
        .join(Report.campaign)
        .where(Report.organisation_id.in_(own), Campaign.state != CampaignState.DRAFT)
        .options(
            joinedload(Report.organisation),
            joinedload(Report.campaign).joinedload(Campaign.organisation),
        )
        .order_by(Campaign.state.desc(), Campaign.due_on.desc(), Report.id)
    )
    return db.session.scalars(query.limit(200)).all()


def outstanding(campaign: Campaign) -> int:
    """How many reports of the campaign are still not in; excused ones are not asked."""
    query = select(func.count(Report.id)).where(
        Report.campaign_id == campaign.id, Report.state.not_in([*IN, State.EXCUSED])
    )
    return db.session.scalar(query) or 0


def slot_for(viewer: Viewer, slot_id: int, kinds: Sequence[RoleKind]) -> Slot | None:
    """A place for files of a campaign to which an organisation of the viewer owes a report.

    kinds: the roles in which somebody fills reports. Its campaign is loaded along.
    """
    own = [seat.organisation_id for seat in viewer.seats if seat.kind in kinds]
    query = (
        select(Slot)
        .join(Campaign, Campaign.id == Slot.campaign_id)
        .join(Report, Report.campaign_id == Campaign.id)
        .where(Slot.id == slot_id, Report.organisation_id.in_(own))
        .where(Campaign.state != CampaignState.DRAFT)
        .options(joinedload(Slot.campaign))
    )
    return db.session.scalars(query).first()


def twins(report: Report) -> dict[int, list[str]]:
    """File of the report → the other organisations of the campaign that have sent the same.

    For who reviews it: equal bytes may be right, and are never refused.
    """
    mine = {file.id: file.key for file in report.files}
    query = (
        select(ReportFile.key, Organisation.short_name, Organisation.sorting)
        .join(Report, Report.id == ReportFile.report_id)
        .join(Organisation, Organisation.id == Report.organisation_id)
        .where(Report.campaign_id == report.campaign_id, Report.id != report.id)
        .where(ReportFile.key.in_(mine.values()))
        .order_by(Organisation.sorting)
        .distinct()
    )
    names: dict[str, list[str]] = {}
    for key, name, _sorting in db.session.execute(query):
        names.setdefault(key, []).append(name)
    return {file_id: names[key] for file_id, key in mine.items() if key in names}


def files_of_bytes(key: str) -> Sequence[ReportFile]:
    """Every file in a slot that has these bytes."""
    return db.session.scalars(select(ReportFile).where(ReportFile.key == key)).all()

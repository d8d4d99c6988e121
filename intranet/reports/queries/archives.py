"""What a campaign's archive holds: of each organisation one version with its files."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, defer, selectinload

from ...core.db import db
from ...people.models import Organisation
from ..models import Campaign, Report, Version, VersionFile


def has_files(campaign: Campaign) -> bool:
    """Whether any file was handed in."""
    query = (
        select(VersionFile.file_id)
        .join(Version, Version.id == VersionFile.version_id)
        .join(Report, Report.id == Version.report_id)
        .where(Report.campaign_id == campaign.id)
    )
    return db.session.scalar(query.limit(1)) is not None


def versions_of(campaign: Campaign) -> Sequence[Version]:
    """The accepted version of each report, else the last one handed in, by organisation.

    Two statements, whatever their number; figures are not read.
    """
    query = (
        select(Version)
        .join(Version.report)
        .join(Report.organisation)
        .where(Report.campaign_id == campaign.id)
        .where(Version.number == func.coalesce(Report.accepted_number, Report.number))
        .options(
            contains_eager(Version.report).contains_eager(Report.organisation),
            selectinload(Version.files),
            defer(Version.values),
            defer(Version.explanations),
        )
        .order_by(Organisation.sorting, Organisation.id)
    )
    return db.session.scalars(query).all()

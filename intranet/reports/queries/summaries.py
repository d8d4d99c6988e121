"""What a campaign's summary is made of."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ...core.db import db
from ...people.models import Organisation
from ..models import Campaign, Report, Summary, Version
from ..models.summing import Part, Standing


def last(campaign: Campaign) -> Summary | None:
    """The summary made last, with who made it."""
    query = (
        select(Summary)
        .where(Summary.campaign_id == campaign.id)
        .options(
            joinedload(Summary.author),
            joinedload(Summary.campaign).selectinload(Campaign.recipients),
            joinedload(Summary.campaign).joinedload(Campaign.organisation),
        )
        .order_by(Summary.number.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def accepted(campaign: Campaign) -> list[Part]:
    """What is accepted now, by the names of the organisations."""
    query = _parts(campaign).where(Version.number == Report.accepted_number)
    return [Part(*row) for row in db.session.execute(query)]


def pinned(campaign: Campaign, pins: Mapping[str, int]) -> list[Part]:
    """The versions that a summary was made of, whatever happened to their reports since."""
    rows = db.session.execute(_parts(campaign))
    return [Part(*row) for row in rows if pins.get(str(row.report_id)) == row.number]


def _parts(campaign: Campaign) -> Select[int, str, int, dict[str, str]]:
    return (
        select(Version.report_id, Organisation.short_name, Version.number, Version.values)
        .join(Report, Report.id == Version.report_id)
        .join(Organisation, Organisation.id == Report.organisation_id)
        .where(Report.campaign_id == campaign.id)
        .order_by(Organisation.sorting)
    )


def pins(campaign: Campaign) -> dict[str, int]:
    """Report → number of its accepted version, as it is now."""
    query = select(Report.id, Report.accepted_number).where(
        Report.campaign_id == campaign.id, Report.accepted_number.is_not(None)
    )
    return {str(report_id): number for report_id, number in db.session.execute(query) if number}


def standing(campaign: Campaign) -> Standing:
    """Who has got how far."""
    query = (
        select(Report.state, Organisation.short_name)
        .join(Organisation, Organisation.id == Report.organisation_id)
        .where(Report.campaign_id == campaign.id)
        .order_by(Organisation.sorting)
    )
    names: dict[str, list[str]] = {}
    for state, name in db.session.execute(query):
        names.setdefault(state, []).append(name)
    return Standing(names)


def made(campaign: Campaign) -> Sequence[Summary]:
    """All summaries of a campaign, the newest first."""
    query = (
        select(Summary)
        .where(Summary.campaign_id == campaign.id)
        .options(joinedload(Summary.author))
        .order_by(Summary.number.desc())
    )
    return db.session.scalars(query).all()

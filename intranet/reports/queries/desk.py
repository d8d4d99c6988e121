"""What the reviewer's desk needs besides the report: what waits, what one said before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from ...core.db import db
from ...people.models import Organisation, Viewer
from ...people.queries.organisations import within
from ..models import ON_DESK, WRITABLE, Campaign, CampaignState, Remark, Report, Reviewer


@dataclass
class Standing:
    """A campaign that somebody runs or reviews, in numbers of reports.

    waiting: for review. missing: not in though their day has passed. awaited: not in yet.
    left: days until the campaign's deadline; below 0 when it has passed.
    """

    campaign_id: int
    title: str
    due_on: date
    left: int
    waiting: int = 0
    missing: int = 0
    awaited: int = 0


def standings(
    viewer: Viewer, paths: Sequence[str], *, today: Callable[[str], date]
) -> list[Standing]:
    """Campaigns collected at or below `paths` or reviewed by the viewer, in one statement.

    Those with nothing to wait for are left out; nothing is missing from a closed one.
    """
    reviewed = select(Reviewer.campaign_id).where(Reviewer.person_id == viewer.id)
    campaign = (Campaign.id, Campaign.title, Campaign.period, Campaign.due_on, Campaign.state)
    query = (
        select(*campaign, Organisation.time_zone, Report.state, Report.extended_to, func.count())
        .join(Organisation, Organisation.id == Campaign.organisation_id)
        .join(Report, Report.campaign_id == Campaign.id)
        .where(or_(within(paths), Campaign.id.in_(reviewed)))
        .where(Report.state.in_((*ON_DESK, *WRITABLE)))
        .group_by(*campaign, Organisation.time_zone, Report.state, Report.extended_to)
        .order_by(Campaign.due_on, Campaign.id)
    )
    found: dict[int, Standing] = {}
    for number, title, period, due_on, state, zone, step, extended_to, count in db.session.execute(
        query
    ):
        here = today(zone)
        name = f"{title}, {period}" if period else title
        one = found.setdefault(number, Standing(number, name, due_on, (due_on - here).days))
        if step in ON_DESK:
            one.waiting += count
        elif state == CampaignState.OPEN and max(due_on, extended_to or due_on) < here:
            one.missing += count
        elif state == CampaignState.OPEN:
            one.awaited += count
    return [one for one in found.values() if one.waiting or one.missing or one.awaited]


@dataclass(frozen=True)
class Waiting:
    """The next report of a campaign that waits for review, and how many wait."""

    report_id: int
    organisation: str
    count: int


def next_waiting(report: Report) -> Waiting | None:
    """Which report of the same campaign waits next, by the names of the organisations."""
    here = report.organisation.sorting
    query = (
        select(Report.id, Organisation.short_name, func.count().over())
        .join(Organisation, Organisation.id == Report.organisation_id)
        .where(Report.campaign_id == report.campaign_id, Report.state.in_(ON_DESK))
        .where(Report.id != report.id)
        .order_by(Organisation.sorting <= here, Organisation.sorting, Report.id)
        .limit(1)
    )
    found = db.session.execute(query).first()
    return Waiting(*found) if found else None


def said_last(viewer: Viewer, most: int = 6) -> Sequence[str]:
    """The remarks that the viewer made last, each once."""
    query = (
        select(Remark.text)
        .where(Remark.author_id == viewer.id, func.length(Remark.text) <= LONGEST_PHRASE)
        .group_by(Remark.text)
        .order_by(func.max(Remark.id).desc())
        .limit(most)
    )
    return db.session.scalars(query).all()


#: What is longer is no phrase to be said again.
LONGEST_PHRASE = 160

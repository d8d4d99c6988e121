"""The matrix: organisations by campaigns, as light rows; three statements however large it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import String, and_, case, func, select, type_coerce
from sqlalchemy.orm import aliased

from ...core.activity import Activity
from ...core.db import db
from ...people.models import Organisation, Viewer, folded
from ..models import Campaign, Report, Reviewer, State, Timeliness, timeliness_of
from ..models.choosing import Chosen
from ..models.matrix import PAGE, SHOWN, Asked, Cell, Column, Look, Matrix, Row, counts_of
from .campaigns import seen_by

#: Columns that are shown: the latest by deadline.
MOST_COLUMNS = 10
#: Campaigns that are looked through for them: twenty years of a district, two of a region.
MOST_CAMPAIGNS = 1000

_report = Report.__table__.c


def seen(viewer: Viewer, paths: Sequence[str], *, run: Sequence[str]) -> list[Asked]:
    """Every campaign the viewer sees whole, drafts too, the latest deadline first.

    paths: at or below which the viewer looks at campaigns; run: at or below which runs them.
    """
    named = select(Reviewer.campaign_id).where(Reviewer.person_id == viewer.id)
    query = (
        select(
            Campaign.id,
            Campaign.title,
            Campaign.period,
            Campaign.due_on,
            Campaign.state,
            Campaign.organisation_id,
            Organisation.short_name,
            Organisation.path,
            Organisation.time_zone,
            Campaign.id.in_(named),
        )
        .join(Organisation, Organisation.id == Campaign.organisation_id)
        .where(seen_by(viewer, paths))
        .order_by(Campaign.due_on.desc(), Campaign.id.desc())
        .limit(MOST_CAMPAIGNS)
    )
    found = (Asked._make(row) for row in db.session.execute(query))
    return [
        each._replace(is_mine=each.is_mine or each.path.startswith(tuple(run))) for each in found
    ]


def stamp(columns: Iterable[Column]) -> tuple[Any, ...]:
    """What differs as soon as anything in these columns does: one light statement.

    Every step of a report raises its seal; that somebody began to write or to look, which
    does not, shows in the number of those not begun and in the versions seen. Names of
    organisations change with a row of their own in the journal.
    """
    named = select(func.max(Activity.id)).where(Activity.subject_kind == Organisation.__tablename__)
    ids = [each.id for column in columns for each in column.campaigns]
    query = select(
        func.count(_report.id),
        func.sum(_report.seal),
        func.sum(_report.seen_number),
        func.sum(case((_report.state == State.WAITING, 1), else_=0)),
        named.scalar_subquery(),
    ).where(_report.campaign_id.in_(ids))
    return tuple(db.session.connection().execute(query).one())


def matrix(campaigns: Iterable[Asked], chosen: Chosen, *, today: Callable[[str], date]) -> Matrix:
    """The matrix of `campaigns` as `chosen` says; page 0 is all of it. Two statements.

    today: gives the day it is in a time zone.
    """
    asked = [each for each in campaigns if not each.is_draft]
    columns = columns_of(asked, chosen)
    if not columns:
        return Matrix(chosen, years=_years(asked), kinds=_kinds(asked))
    rows = _rows(columns, _cells(columns, today))
    districts = {row.district_id: row.district for row in rows}
    rows = [row for row in rows if _is_meant(row, chosen)]
    counts = counts_of(rows)
    if is_let_through := SHOWN.get(chosen.show):
        rows = [row for row in rows if any(c and is_let_through(c.look) for c in row.cells)]
    page = min(chosen.page, max(1, -(-len(rows) // PAGE)))
    shown = rows[(page - 1) * PAGE : page * PAGE] if page else rows
    return Matrix(
        replace(chosen, page=page), columns, shown, len(rows), counts,
        years=_years(asked), kinds=_kinds(asked), districts=districts,
    )  # fmt: skip


def _years(asked: Iterable[Asked]) -> list[int]:
    return list(dict.fromkeys(each.due_on.year for each in asked))


def _kinds(asked: Iterable[Asked]) -> list[str]:
    return list(dict.fromkeys(each.title for each in asked))


def columns_of(campaigns: Iterable[Asked], chosen: Chosen) -> list[Column]:
    """The latest that `chosen` lets through, the earliest deadline first."""
    found: dict[tuple[str, str, int], list[Asked]] = {}
    for each in campaigns:
        if each.is_draft:
            continue
        is_meant = chosen.year in (0, each.due_on.year) and chosen.kind in ("", each.title)
        if is_meant:
            place = 0  # a collector that asks twice for the same has two columns
            while any(
                other.organisation_id == each.organisation_id
                for other in found.get((each.title, each.period, place), ())
            ):
                place += 1
            found.setdefault((each.title, each.period, place), []).append(each)
    latest = list(found.items())[:MOST_COLUMNS]
    return [Column(title, period, tuple(some)) for (title, period, _n), some in reversed(latest)]


class _Facts(NamedTuple):
    """What all reports of a campaign share."""

    place: int
    due_on: date
    today: date
    is_mine: bool


#: Reports without the mapper and with days as the database writes them: there are thousands.
_light = select(
    _report.id,
    _report.organisation_id,
    _report.campaign_id,
    _report.state,
    and_(_report.seen_number > 0, _report.seen_number < _report.number),
    type_coerce(_report.counted_on, String),
    type_coerce(_report.extended_to, String),
)


def _shown(
    facts: _Facts, _campaign: int, state: str, is_changed: bool, counted: Any, extended: Any
) -> tuple[str, Timeliness, bool, bool]:
    """What a cell shows of a row of `_light`."""
    due_on = max(facts.due_on, _day(extended) or facts.due_on)
    timeliness = timeliness_of(state, counted_on=_day(counted), due_on=due_on, today=facts.today)
    return state, timeliness, bool(is_changed), facts.is_mine


def _day(written: Any) -> date | None:
    return date.fromisoformat(str(written)) if written else None


class _Looks(dict[tuple[str, Timeliness, bool, bool], Look]):
    """The looks that a matrix shares."""

    def __missing__(self, shown: tuple[str, Timeliness, bool, bool]) -> Look:
        made = self[shown] = Look(*shown)
        return made


def _cells(columns: Sequence[Column], today: Callable[[str], date]) -> dict[int, list[Cell | None]]:
    """Organisation → its cells, column by column."""
    facts = {
        each.id: _Facts(place, each.due_on, today(each.zone), each.is_mine)
        for place, column in enumerate(columns)
        for each in column.campaigns
    }
    looks = _Looks()
    known: dict[Any, Look] = {}
    found: dict[int, list[Cell | None]] = {}
    query = _light.where(_report.campaign_id.in_(facts))
    for report_id, organisation_id, *shown in db.session.connection().execute(query):
        key = tuple(shown)
        look = known.get(key)
        if look is None:
            look = known[key] = looks[_shown(facts[key[0]], *key)]
        cells = found.get(organisation_id)
        if cells is None:
            cells = found[organisation_id] = [None] * len(columns)
        cells[facts[key[0]].place] = Cell(report_id, look)
    return found


def _rows(columns: Sequence[Column], cells: Mapping[int, list[Cell | None]]) -> list[Row]:
    """The organisations that owe anything, district by district, by name."""
    above = aliased(Organisation)
    campaign_ids = [each.id for column in columns for each in column.campaigns]
    owing = select(Report.organisation_id).where(Report.campaign_id.in_(campaign_ids))
    query = (
        select(
            Organisation.id,
            Organisation.short_name,
            above.id,
            above.short_name,
            Organisation.words,
        )
        .outerjoin(above, above.id == Organisation.parent_id)
        .where(Organisation.id.in_(owing))
        .order_by(above.sorting, above.id, Organisation.sorting, Organisation.id)
    )
    return [
        Row(own, name, above_id or 0, above_name or "", cells[own], words)
        for own, name, above_id, above_name, words in db.session.execute(query)
    ]


def _is_meant(row: Row, chosen: Chosen) -> bool:
    if chosen.district not in (0, row.district_id):
        return False
    return not chosen.text or folded(chosen.text) in row.words

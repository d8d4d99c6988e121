"""Filling a report: figures, explanations, remarks. Everything is kept as it is typed."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...lib.indicators import BadValue, read_value
from .. import events
from ..models import Overwritten, Remark, Report
from ..queries import reports
from .telling import about


@action
def save(
    report: Report,
    cells: Mapping[str, str],
    *,
    seen: Mapping[str, str] | None = None,
    by: Actor,
) -> list[str]:
    """Keep canonical texts of `cells`; the cells that really changed.

    seen: what the page showed before. Cells that somebody else has changed meanwhile are a
    conflict (Overwritten) and nothing is kept, unless both wrote the same.
    """
    hold(report)
    if seen is not None:
        now = {cell: report.draft.get(cell, "") for cell in cells}
        others = {c: now[c] for c, text in cells.items() if now[c] not in (seen.get(c, ""), text)}
        if others:
            raise Overwritten(others)
    return _keep(report, cells, by)


def _keep(report: Report, cells: Mapping[str, str], by: Actor) -> list[str]:
    changed = [cell for cell, text in cells.items() if report.draft.get(cell, "") != text]
    if changed:
        report.fill({cell: cells[cell] for cell in changed}, at=clock.now())
        report.filled_count = filled(report)
        emit(events.DraftSaved(actor=by, cells=changed, **about(report)))
    return changed


@action
def take_over(report: Report, section: str, *, by: Actor) -> list[str]:
    """Take the values of the campaign before into the empty cells of a section; those taken.

    What no longer reads well (beyond a new limit) is left for people to type.
    """
    hold(report)
    before = reports.values_before(report) or {}
    taken = {}
    for cell in report.campaign.asked.asked:
        is_empty = cell.section.code == section and not report.draft.get(cell.key)
        if is_empty and before.get(cell.key):
            try:
                taken[cell.key] = read_value(cell.indicator, before[cell.key])
            except BadValue:
                continue
    return _keep(report, taken, by)


@action
def explain(report: Report, check: str, *, text: str, by: Actor) -> None:
    """Say why a soft check does not hold; an empty text takes the word back."""
    hold(report)
    words = report.explanations | {check: text.strip()}
    report.explanations = {key: said for key, said in words.items() if said}
    report.changed_at = clock.now()
    emit(events.DraftSaved(actor=by, cells=[f"?{check}"], **about(report)))


@action
def tick(report: Report, remark_id: int, *, is_done: bool, by: Actor) -> Remark:
    """Mark a remark as seen to, or not."""
    hold(report)
    remark = next((each for each in report.remarks if each.id == remark_id), None)
    if remark is None:
        raise Refusal(_l("This remark is no longer there."))
    if bool(remark.done_at) != is_done:
        remark.done_at = clock.now() if is_done else None
        emit(events.RemarkTicked(actor=by, remark_id=remark_id, is_done=is_done, **about(report)))
    return remark


def hold(report: Report) -> None:
    """Lock the report, and refuse when it is not the organisation's to write."""
    reports.lock(report)
    report.check_writable(clock.today(report.campaign.organisation.time_zone))


def touch(report: Report) -> None:
    """The draft has changed: count anew what is there."""
    report.fill({}, at=clock.now())
    db.session.flush()
    report.filled_count = filled(report)


def filled(report: Report) -> int:
    """How much of what is asked is there: figures and places with a file."""
    figures = sum(1 for cell in report.campaign.asked.asked if report.draft.get(cell.key))
    return figures + len({file.slot_id for file in report.present_files})

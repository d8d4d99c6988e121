"""The reviewer's desk: taking in hand, returning, accepting, re-opening; excusing, extending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.events import Actor, emit
from .. import events
from ..models import Remark, Report, State
from ..queries import reports
from .telling import about, tell_if_all_in


@dataclass(frozen=True)
class Pinned:
    """What is to be corrected: in a cell, in a file, or (neither) in the whole."""

    text: str
    cell: str = ""
    file_id: int | None = None


@action
def begin(report: Report, *, by: Actor) -> None:
    """Take a report in hand; one that is in hand already is only looked at."""
    reports.lock(report)
    was_fresh = report.state == State.HANDED_IN
    report.begin_review()
    if was_fresh:
        emit(events.ReviewBegun(actor=by, number=report.number, **about(report)))


@action
def return_(report: Report, remarks: Iterable[Pinned], *, seen: int, by: Actor) -> None:
    """Return a report with what is to be corrected. Refuses to return it without a word."""
    reports.lock(report)
    report.check_seen(seen)
    said = [pinned for pinned in remarks if pinned.text.strip()]
    if not said:
        raise Refusal(_l("Say what has to be corrected."))
    report.send_back(_today(report))
    report.remarks.extend(_remark(report, pinned, by) for pinned in said)
    emit(
        events.ReportReturned(
            actor=by,
            number=report.number,
            reason=said[0].text.strip(),
            remark_count=len(said),
            **about(report),
        )
    )


def _remark(report: Report, pinned: Pinned, by: Actor) -> Remark:
    return Remark(
        number=report.number,
        cell=pinned.cell,
        file_id=pinned.file_id,
        text=pinned.text.strip(),
        author_id=by.id,
        at=clock.now(),
    )


@action
def accept(report: Report, *, seen: int, by: Actor) -> None:
    """Its last version counts from now on."""
    reports.lock(report)
    report.check_seen(seen)
    report.accept()
    emit(events.ReportAccepted(actor=by, number=report.number, **about(report)))


@action
def reopen(report: Report, *, reason: str, seen: int, by: Actor) -> None:
    """Give an accepted report back to its organisation, for a reason that everybody sees."""
    reports.lock(report)
    report.check_seen(seen)
    said = _reason(reason)
    number = report.number
    report.reopen(_today(report))
    report.remarks.append(_remark(report, Pinned(said), by))
    emit(events.ReportReopened(actor=by, number=number, reason=said, **about(report)))


@action
def excuse(report: Report, *, reason: str, seen: int, by: Actor) -> None:
    """Ask nothing of the organisation, for a reason."""
    reports.lock(report)
    report.check_seen(seen)
    report.excuse_for(_reason(reason))
    emit(events.ReportExcused(actor=by, reason=report.excuse, **about(report)))
    tell_if_all_in(report)


@action
def ask_again(report: Report, *, seen: int, by: Actor) -> None:
    """Take an excuse back."""
    reports.lock(report)
    report.check_seen(seen)
    report.excuse_for("")
    emit(events.ReportAskedAgain(actor=by, **about(report)))


@action
def extend(report: Report, *, until: date, reason: str, seen: int, by: Actor) -> None:
    """Give the organisation a later day, for a reason."""
    reports.lock(report)
    report.check_seen(seen)
    report.extend(until, _reason(reason), _today(report))
    emit(
        events.ReportExtended(
            actor=by, until=until.isoformat(), reason=report.extension_reason, **about(report)
        )
    )


def _today(report: Report) -> date:
    """The day it is where the report is collected."""
    return clock.today(report.campaign.dates.zone)


def _reason(text: str) -> str:
    if not text.strip():
        raise Refusal(_l("Give a reason."))
    return text.strip()

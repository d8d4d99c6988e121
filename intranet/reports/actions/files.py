"""Files of a draft: brought, replaced, taken out, put back. Nothing that came is ever lost."""

import zlib
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from ...core import activity, clock
from ...core.actions import Conflict, Refusal, action
from ...core.events import Actor, emit
from ...core.storage import CHUNK, storage
from ...uploads import actions as uploads
from ...uploads.models import Received
from .. import events
from ..models import Report, ReportFile, Slot
from .drafts import hold, touch
from .telling import about

#: Under which name a slot is a destination of uploads.
DESTINATION = "report_slot"


@action
def bring(
    report: Report,
    slot_id: int,
    tokens: Iterable[str],
    *,
    replaces: int | None = None,
    operation: str | None = None,
    by: Actor,
) -> list[ReportFile]:
    """Claim the uploads called `tokens` for a slot; the same operation twice is once.

    replaces: the file that the new one stands for. When somebody has replaced it before, that
    is a conflict: the other's file stays, and the person is told.
    """
    hold(report)
    if activity.of_operation(operation):
        return []
    if replaces is not None and _leave(report, replaces) is None:
        raise Conflict(
            _l("Somebody has replaced or taken out this file meanwhile. Look at what is there now.")
        )
    brought = [
        _file(
            slot_id,
            uploads.claim(each, kind=DESTINATION, number=slot_id, operation=operation, by=by),
            by,
        )
        for each in tokens
    ]
    for place, file in enumerate(brought):
        _put(report, file, by=by, operation=None if place else operation)
    return brought


@action
def put(report: Report, file: ReportFile, *, by: Actor, operation: str | None = None) -> None:
    """Put a file whose bytes are kept already into its slot. Refuses more than the slot takes."""
    hold(report)
    _put(report, file, by=by, operation=operation)


@action
def take_out(report: Report, file_id: int, *, by: Actor) -> ReportFile | None:
    """Take a file out of the draft; versions that hold it keep it. None when it is out already."""
    hold(report)
    file = _leave(report, file_id)
    if file is not None:
        touch(report)
        emit(events.FileTaken(actor=by, file=file.name, **about(report)))
    return file


@action
def put_back(report: Report, file_id: int, *, by: Actor) -> ReportFile:
    """Undo taking a file out. Refuses when its place has been taken meanwhile."""
    hold(report)
    file = next((each for each in report.files if each.id == file_id), None)
    if file is None:
        raise Refusal(_l("This file is no longer there."))
    if file.removed_at is not None:
        _check_room(report, report.campaign.slot(file.slot_id))
        file.removed_at = None
        touch(report)
        emit(events.FilePut(actor=by, file=file.name, **about(report)))
    return file


def _check_room(report: Report, slot: Slot | None) -> None:
    if slot is None:
        raise Refusal(_l("This place for files is no longer there."))
    there = [each for each in report.present_files if each.slot_id == slot.id]
    if len(there) >= slot.most_files:
        raise Refusal(
            _l("“%(slot)s” takes %(most)s files at most.", slot=slot.title, most=slot.most_files)
        )


def _put(report: Report, file: ReportFile, *, by: Actor, operation: str | None) -> None:
    _check_room(report, report.campaign.slot(file.slot_id))
    report.files.append(file)
    touch(report)
    emit(events.FilePut(actor=by, operation=operation, file=file.name, **about(report)))


def _leave(report: Report, file_id: int) -> ReportFile | None:
    """Mark a file as out; None when it is out already."""
    file = next((each for each in report.present_files if each.id == file_id), None)
    if file is not None:
        file.removed_at = clock.now()
    return file


def _file(slot_id: int, received: Received, by: Actor) -> ReportFile:
    return ReportFile(
        slot_id=slot_id,
        author_id=by.id,
        name=received.name,
        key=received.key,
        size_bytes=received.size_bytes,
        crc32=_crc32(received.key),
        began_at=received.began_at,
        at=received.finished_at,
        scan=received.verdict,
    )


def _crc32(key: str) -> int:
    """For the archive of a campaign, whose length must be known before it is made."""
    sum_ = 0
    with storage().open(key) as stream:
        while chunk := stream.read(CHUNK):
            sum_ = zlib.crc32(chunk, sum_)
    return sum_

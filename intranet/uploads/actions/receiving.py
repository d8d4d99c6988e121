"""Sending a file: it comes piece by piece or at once, and is whole."""

import errno
import os
from contextlib import suppress
from datetime import datetime
from typing import IO

import structlog
from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.events import Actor, emit
from ...lib.part_files import Digest, PartFile, TooLong, WrongChecksum
from .. import events
from ..destinations import Destination
from ..models import Upload
from ..refusals import ChecksumMismatch, DiskFull, Gone, TooLarge
from . import forgetting, scanning
from .beginning import begin
from .holding import hashes, holding
from .judging import judge_beginning, judge_whole

log = structlog.get_logger()
FULL = {errno.ENOSPC, errno.EDQUOT}


def offset_of(upload: Upload) -> int:
    """How many bytes are promised, asked in turn with who may be writing them."""
    if upload.is_whole:
        return upload.offset_bytes
    with holding(upload) as (part, now):
        return _heal(part, now).offset_bytes


def receive(
    upload: Upload,
    stream: IO[bytes],
    *,
    at: int,
    checksum: tuple[str, bytes] | None = None,
    began_at: datetime,
    by: Actor,
) -> Upload:
    """Put a piece behind byte `at`; when this returns, its bytes are on the disk and promised.

    The bytes go first and the row follows in one transaction: what is killed between the two
    leaves bytes that nobody was promised, and the next piece is written over them.
    began_at: when the piece began to come.
    """
    if upload.is_whole:
        upload.expect(at)
        return upload
    with holding(upload) as (part, now):
        _heal(part, now).expect(at)
        digest, known = hashes.of(now.token, at)
        if known < at:
            part.read_into(digest, start=known, end=at)
        taken = _append(part, now, stream, at=at, running=digest, checksum=checksum)
        sha256, has_macros = _judged(part, now, taken, digest)
        _promise(now, taken, sha256=sha256, has_macros=has_macros, began_at=began_at, by=by)
        if sha256:
            hashes.forget(now.token)
        else:
            hashes.keep(now.token, now.offset_bytes, digest)
        return now


def keep(
    name: str,
    stream: IO[bytes],
    *,
    destination: Destination,
    quota_bytes: int,
    began_at: datetime | None = None,
    by: Actor,
) -> Upload:
    """Take a file of a plain form in one go; a room claims it as one that came in pieces."""
    length_bytes = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    upload = begin(
        destination, name=name, length_bytes=length_bytes, quota_bytes=quota_bytes, by=by
    )
    try:
        return receive(upload, stream, at=0, began_at=began_at or clock.now(), by=by)
    except Refusal:
        with suppress(Gone):
            forgetting.drop(upload)
        raise


@action
def _promise(
    upload: Upload,
    size_bytes: int,
    *,
    sha256: str,
    has_macros: bool,
    began_at: datetime,
    by: Actor,
) -> None:
    upload.take(size_bytes, began_at=began_at, at=clock.now())
    if sha256:
        upload.finish(sha256, has_macros=has_macros, at=clock.now())
        scanning.ask_about(sha256)
        emit(
            events.FileReceived(
                subject=upload, actor=by, destination=upload.destination, sha256=sha256
            )
        )


def _append(
    part: PartFile,
    upload: Upload,
    stream: IO[bytes],
    *,
    at: int,
    running: Digest,
    checksum: tuple[str, bytes] | None,
) -> int:
    """Write the piece. Refuses one that is too long, damaged on its way, or finds no room."""
    try:
        return part.append(
            stream, at=at, most=upload.missing_bytes, running=running, checksum=checksum
        )
    except TooLong:
        raise TooLarge(_l("More came than the file has. Send it again.")) from None
    except WrongChecksum:
        raise ChecksumMismatch(_l("A piece was damaged on its way. It is sent again.")) from None
    except OSError as error:
        if error.errno not in FULL:
            raise
        log.error("disk full", upload=upload.id)
        raise DiskFull(
            _l(
                "The server's disk is full. What has arrived is kept: tell the administrator, "
                "then go on from here."
            )
        ) from error


def _judged(part: PartFile, upload: Upload, taken: int, digest: Digest) -> tuple[str, bool]:
    """The hash and the mark of a file that is whole now; a wrong one is forgotten and refused."""
    try:
        if taken < upload.missing_bytes:
            if upload.offset_bytes == 0:
                judge_beginning(upload.name, part)
            return "", False
        return digest.hexdigest(), judge_whole(upload.name, part)
    except Refusal:
        forgetting.forget(upload, part)
        raise


def _heal(part: PartFile, upload: Upload) -> Upload:
    """`upload`, which promises no more than is there: a disk may have lost what it had kept."""
    if part.size < upload.offset_bytes:
        log.error("bytes lost", upload=upload.id, promised=upload.offset_bytes, there=part.size)
        hashes.forget(upload.token)
        _lower(upload, part.size)
    return upload


@action
def _lower(upload: Upload, offset_bytes: int) -> None:
    upload.offset_bytes = offset_bytes

"""What is forgotten: by its owner, by time, by accident. The row goes first, then the bytes."""

import time

import structlog
from sqlalchemy import delete

from ...core import clock
from ...core.actions import action
from ...core.db import db
from ...core.storage import arrivals
from ...lib.part_files import PartFile
from .. import queries
from ..models import Upload
from ..refusals import Busy, Gone
from .holding import hashes, holding

log = structlog.get_logger()
STRAY_SECONDS = 3600  # of a part file without a row: an upload may be just beginning


def drop(upload: Upload) -> None:
    """Forget an upload that its owner does not want any more."""
    with holding(upload) as (part, now):
        forget(now, part)


def forget(upload: Upload, part: PartFile) -> None:
    """Forget an upload whose part file we hold."""
    _delete(upload)
    part.discard()
    hashes.forget(upload.token)


def forget_expired() -> int:
    """Forget what nobody sent on or claimed in time; how many there were.

    What is being written just now is left alone: its piece lengthens its life.
    """
    count = 0
    for upload in queries.expired(clock.now()):
        if upload.claimed_at is not None:
            _delete(upload, claimed=True)  # its bytes are the claiming room's
            continue
        try:
            with holding(upload, patience=0) as (part, now):
                if now.expires_at <= clock.now():
                    forget(now, part)
                    count += 1
        except (Busy, Gone):
            continue
    return count


def forget_strays() -> int:
    """Remove part files that no row speaks of; how many. A kill between two steps leaves them."""
    known, count = queries.tokens(), 0
    for path in (*arrivals().glob("*.part"), *arrivals().glob("*.turn")):
        try:
            is_old = time.time() - path.stat().st_mtime > STRAY_SECONDS
        except FileNotFoundError:
            continue
        if is_old and path.stem not in known:
            path.unlink(missing_ok=True)
            count += 1
    if count:
        log.warning("stray part files removed", count=count)
    return count


@action
def _delete(upload: Upload, *, claimed: bool = False) -> None:
    """Of one that was not claimed, only if nobody has claimed it meanwhile."""
    still = Upload.claimed_at.is_not(None) if claimed else Upload.claimed_at.is_(None)
    db.session.execute(delete(Upload).where(Upload.id == upload.id, still))

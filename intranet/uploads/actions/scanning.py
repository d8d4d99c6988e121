"""Asking the virus scanner about bytes that came."""

from typing import IO

import structlog

from ...core import clock
from ...core.actions import action
from ...core.db import db
from ...core.events import emit
from ...core.jobs import job, later
from ...core.scanner import scanner
from ...core.storage import storage
from ...lib.clamd import Clamd, Unavailable
from .. import events, queries
from ..models import Scan, Verdict
from .holding import path_of

log = structlog.get_logger()


def ask_about(key: str) -> None:
    """Have the scanner look at `key`, inside the current transaction; once for the same bytes."""
    if scanner() is None:
        return
    if queries.scan(key) is None:
        db.session.add(
            Scan(key=key, verdict=Verdict.WAITING, found="", asked_at=clock.now(), scanned_at=None)
        )
        later(scan, key=f"scan {key}", bytes_key=key)


@job
def scan(bytes_key: str) -> Verdict | None:
    """Ask the scanner about bytes; None when it cannot be asked: they wait on."""
    daemon, stream = scanner(), _bytes_of(bytes_key)
    if daemon is None or stream is None:
        return None
    with stream:
        found, why = _ask(daemon, stream)
    if found is None:
        log.warning("scanner away", key=bytes_key, said=why)
        return None
    verdict = Verdict.INFECTED if found else Verdict.CLEAN
    _write_down(bytes_key, verdict, found)
    return verdict


def _ask(daemon: Clamd, stream: IO[bytes]) -> tuple[str | None, str]:
    try:
        return daemon.scan(stream), ""
    except Unavailable as error:
        return None, str(error)


def _bytes_of(key: str) -> IO[bytes] | None:
    """The bytes where they lie now: in the storage, or still in the part file."""
    upload = queries.upload_of_key(key)
    for _try in range(2):  # they may be moved between the two looks
        try:
            return storage().open(key)
        except FileNotFoundError:
            pass
        if upload is not None:
            try:
                return path_of(upload.token).open("rb")
            except FileNotFoundError:
                pass
    return None


@action
def _write_down(key: str, verdict: Verdict, found: str) -> None:
    scan = queries.scan(key)
    if scan is None or scan.verdict == verdict:
        return
    scan.verdict, scan.found, scan.scanned_at = verdict, found, clock.now()
    kind = events.VirusFound if found else events.FileCleared
    emit(kind(subject=scan, actor=None, key=key, found=found))

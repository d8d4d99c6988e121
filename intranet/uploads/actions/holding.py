"""One request at a time has an upload: it holds the part file, then reads the row afresh."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask_babel import lazy_gettext as _l

from ...core.storage import arrivals
from ...lib.part_files import HeldElsewhere, PartFile, held
from ...lib.running_hashes import RunningHashes
from .. import queries
from ..models import Upload
from ..refusals import Busy, Gone

PATIENCE = 10.0  # seconds to wait for who writes now; pieces are written in milliseconds
hashes = RunningHashes()


def path_of(token: str) -> Path:
    """Where the bytes of an upload lie until they are claimed."""
    return arrivals() / f"{token}.part"


def gone() -> Gone:
    """What is said of an upload that is not there, or not for this person."""
    return Gone(_l("This file is not here any more. Send it again."))


@contextmanager
def holding(upload: Upload, *, patience: float = PATIENCE) -> Iterator[tuple[PartFile, Upload]]:
    """The part file, ours alone, and the upload as it is now. Refuses what is gone or busy."""
    try:
        with held(path_of(upload.token), patience=patience) as part:
            now = queries.afresh(upload.token)
            if now is None or now.claimed_at is not None:
                part.discard()  # made by us when we asked for it: the bytes are elsewhere
                raise gone()
            yield part, now
    except HeldElsewhere:
        raise Busy(_l("This file is being written by another request. Try again.")) from None

"""What people do with files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from flask_babel import lazy_gettext as _l

from ..core import activity, clock
from ..core.actions import Refusal, action
from ..core.db import db
from ..core.events import Actor, emit
from ..core.storage import Blob, storage
from ..lib.file_kinds import is_genuine
from ..lib.file_names import is_keepable, shown_name
from ..uploads import actions as uploads
from . import events
from .models import Attachment

MOST_FILES = 20  # in one go


@dataclass(frozen=True)
class Brought:
    """A file that a person sends: its name as it came, and its bytes."""

    name: str
    stream: IO[bytes]


def keep(files: Sequence[Brought]) -> list[tuple[str, Blob]]:
    """Put the bytes of `files` into the storage, before any row speaks of them.

    All are looked at first, so that a refused one leaves none behind. Bytes without a row,
    after a transaction that failed, harm nobody and are found by their missing row.
    """
    if not files:
        raise Refusal(_l("Choose a file first."))
    if len(files) > MOST_FILES:
        raise Refusal(_l("At most %(num)s files at once.", num=MOST_FILES))
    for file in files:
        _check(file)
    return [(file.name, storage().put(file.stream)) for file in files]


def _check(file: Brought) -> None:
    name = shown_name(file.name)
    if not is_keepable(file.name):
        raise Refusal(_l("The name “%(name)s…” cannot be kept. Rename the file.", name=name[:60]))
    if not is_genuine(file.name, file.stream):
        raise Refusal(
            _l(
                "“%(name)s” is not taken: of this kind no files are accepted, or its contents "
                "differ from its ending. Send a document, a table, a picture, PDF or ZIP.",
                name=name,
            )
        )


@action
def attach(
    thing: Any, kept: Sequence[tuple[str, Blob]], *, operation: str | None = None, by: Actor
) -> None:
    """Hang files whose bytes are kept already on `thing`; the same operation twice is once."""
    if activity.of_operation(operation):
        return
    db.session.add_all(
        Attachment(
            subject_kind=thing.__tablename__,
            subject_id=thing.id,
            author_id=by.id,
            at=clock.now(),
            name=name,
            key=blob.key,
            size_bytes=blob.size_bytes,
        )
        for name, blob in kept
    )
    for key in {blob.key for _name, blob in kept}:
        uploads.ask_about(key)
    names = [name for name, _blob in kept]
    emit(events.FilesAttached(subject=thing, actor=by, operation=operation, files=names))


@action
def remove(attachment: Attachment, thing: Any, *, by: Actor) -> None:
    """Take a file off `thing`. Its bytes go when no row points at them (`core/stored.py`)."""
    db.session.delete(attachment)
    emit(events.FileRemoved(subject=thing, actor=by, files=[attachment.name]))

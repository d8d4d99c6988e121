"""Files given out: as they came, under their own names, never run and never shown as ours."""

from collections.abc import Iterator
from hashlib import sha256
from typing import IO

import structlog
from flask import Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from ..lib.archive_names import clean_part
from ..lib.file_names import disposition
from . import errors
from .storage import CHUNK, storage

log = structlog.get_logger()

#: A file is data wherever a browser meets it: never run, never shown as a page of ours.
INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


#: What the house makes itself: ending → kind.
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def own_file(content: bytes, *, name: str, ending: str) -> Response:
    """A file of our own making, called `name` as far as every system takes it."""
    answer = Response(content, mimetype=KINDS[ending])
    answer.headers["Content-Disposition"] = disposition(f"{clean_part(name)}.{ending}")
    return answer


def download(key: str, *, name: str, size_bytes: int) -> AnyResponse:
    """The bytes kept under `key`, called `name`; a page of 500 when they are lost or differ."""
    stream = open_sound(key)
    if stream is None:
        log.error("file damaged", key=key)
        return errors.answer(
            500, _("This file is damaged or lost on the server. Tell the administrator.")
        )
    answer = Response(_chunks(stream), mimetype="application/octet-stream")
    answer.call_on_close(stream.close)
    answer.headers.update(INERT)
    answer.headers["Content-Disposition"] = disposition(name)
    answer.content_length = size_bytes
    return answer


def open_sound(key: str) -> IO[bytes] | None:
    """The bytes as they came, ready to be read; None when they are lost or differ."""
    try:
        stream = storage().open(key)
    except OSError:
        return None
    digest = sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    if digest.hexdigest() != key:
        stream.close()
        return None
    stream.seek(0)
    return stream


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk

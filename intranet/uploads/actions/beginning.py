"""Announcing a file: what can be refused before a byte has come."""

import secrets

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import action
from ...core.db import db
from ...core.events import Actor
from .. import queries
from ..destinations import MEGABYTE, Destination
from ..models import MOST_OPEN, REST, Upload
from ..refusals import TooLarge, TooMany


@action
def begin(
    destination: Destination, *, name: str, length_bytes: int, quota_bytes: int, by: Actor
) -> Upload:
    """Announce a file of `length_bytes`. Refuses what is too large, of a wrong kind, too much.

    quota_bytes: what one person may have under way at once.
    """
    destination.check(name, length_bytes)
    count, size_bytes = queries.open_of(by.id)
    if count >= MOST_OPEN:
        raise TooMany(_l("Too many files are under way. Wait until some have arrived."))
    if size_bytes + length_bytes > quota_bytes:
        raise TooLarge(
            _l(
                "Your files under way would take more than %(limit)s MB. Hand in what has "
                "arrived, or wait a day until the rest is forgotten.",
                limit=quota_bytes // MEGABYTE,
            )
        )
    upload = Upload(
        token=secrets.token_hex(20),
        owner_id=by.id,
        destination_kind=destination.kind,
        destination_id=destination.id,
        name=name,
        length_bytes=length_bytes,
        offset_bytes=0,
        created_at=clock.now(),
        expires_at=clock.now() + REST,
    )
    db.session.add(upload)
    return upload

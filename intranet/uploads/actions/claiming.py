"""A room takes over a file that has arrived."""

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.events import Actor
from ...core.storage import storage
from .. import queries
from ..models import Received, Upload
from .holding import gone, path_of


@action
def claim(
    token: str, *, kind: str, number: int, operation: str | None = None, by: Actor
) -> Received:
    """Take the whole file called `token` over, for the destination that it was sent to.

    Called inside the room's own action, so it is claimed when that is kept. The same
    `operation` gets the same again; another one is refused, as is a file that is not whole,
    is another person's, or was sent elsewhere. The bytes move into the storage by their name.
    """
    upload = queries.lock(token, owner_id=by.id, at=clock.now())
    if upload is None or (upload.destination_kind, upload.destination_id) != (kind, number):
        raise gone()
    upload.hand_over(operation, at=clock.now())
    return _moved(upload)


def _moved(upload: Upload) -> Received:
    """The file in the storage. What an undone transaction has moved there stays and is found."""
    key, began_at, finished_at = upload.sha256, upload.began_at, upload.finished_at
    if key is None or finished_at is None:
        raise gone()
    try:
        storage().take_over(path_of(upload.token), key)
    except FileNotFoundError:
        raise Refusal(
            _l("The file “%(name)s” is lost on the server. Send it again.", name=str(upload))
        ) from None
    return Received(
        name=upload.name,
        key=key,
        size_bytes=upload.length_bytes,
        began_at=began_at or finished_at,
        finished_at=finished_at,
        verdict=queries.verdict(key),
        has_macros=upload.has_macros,
    )

"""Slots as places where uploads go."""

from ...lib.file_kinds import KINDS
from ...people.session import viewer
from ...uploads.destinations import Destination
from ..actions.files import DESTINATION
from ..models import Slot
from ..policy import FILLERS
from ..queries import reports


def as_destination(slot: Slot, *, may_upload: bool = True) -> Destination:
    """A slot for the room of uploads: which files it takes, and how large."""
    taken = [each for each in KINDS if not slot.taken_endings or each in slot.taken_endings]
    return Destination(
        kind=DESTINATION,
        id=slot.id,
        most_bytes=slot.most_bytes,
        endings=frozenset(taken),
        may_upload=may_upload,
    )


def destination(slot_id: int) -> Destination | None:
    """The slot with this number, if an organisation of the viewer's fills it."""
    slot = reports.slot_for(viewer(), slot_id, FILLERS)
    return as_destination(slot, may_upload=slot.campaign.is_open) if slot else None

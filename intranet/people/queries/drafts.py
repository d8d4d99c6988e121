"""Files of organisations or people that wait to be confirmed."""

from datetime import datetime

from ...core.db import db
from ..models import DirectoryDraft


def draft(draft_id: int, at: datetime) -> DirectoryDraft | None:
    """A draft that is still remembered at the moment `at`."""
    found = db.session.get(DirectoryDraft, draft_id)
    return found if found and at - found.made_at < DirectoryDraft.LIFE else None

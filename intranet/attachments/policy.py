"""Who may do what with files; whether they may be seen is for their subject to say."""

from ..core.subjects import Subject
from ..people.models import Viewer
from .models import Attachment


def may_attach(subject: Subject) -> bool:
    """As the thing's own room says."""
    return subject.may_attach


def may_remove(viewer: Viewer, attachment: Attachment, subject: Subject) -> bool:
    """Who brought the file, and whoever keeps order on the thing."""
    is_own = attachment.author_id == viewer.id and subject.may_attach
    return is_own or subject.may_moderate

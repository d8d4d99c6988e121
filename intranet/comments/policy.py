"""Who may do what with comments; whether they may be seen is for their subject to say."""

from ..core.subjects import Subject
from ..people.models import Viewer
from .models import Comment


def may_comment(subject: Subject) -> bool:
    """As the thing's own room says."""
    return subject.may_comment


def may_edit(viewer: Viewer, comment: Comment, subject: Subject) -> bool:
    """One's own words, for as long as one may comment at all."""
    return subject.may_comment and comment.author_id == viewer.id and not comment.is_deleted


def may_delete(viewer: Viewer, comment: Comment, subject: Subject) -> bool:
    """The author, and whoever keeps order on the thing."""
    return may_edit(viewer, comment, subject) or (subject.may_moderate and not comment.is_deleted)

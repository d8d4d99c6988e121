"""What can happen to comments. The subject is the thing that they are about."""

from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from ..core.events import Event


@dataclass(frozen=True, kw_only=True)
class CommentTouched(Event):
    """Anything that happens to the comment `comment_id`."""

    comment_id: int


@dataclass(frozen=True, kw_only=True)
class CommentSaid(CommentTouched):
    """Words were said or rewritten; `mentioned` are the ids of those newly called."""

    notice = _l("%(actor)s mentioned you in a comment on “%(subject)s”")
    group = "mentions"

    mentioned: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CommentAdded(CommentSaid):
    """Somebody said something."""

    name = "comments.comment_added"
    text = _l("%(actor)s commented on “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class CommentChanged(CommentSaid):
    """Somebody rewrote a comment."""

    name = "comments.comment_changed"
    text = _l("%(actor)s changed a comment on “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class CommentDeleted(CommentTouched):
    """The words of a comment were forgotten."""

    name = "comments.comment_deleted"
    text = _l("%(actor)s deleted a comment on “%(subject)s”")

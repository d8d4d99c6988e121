"""What people do with comments."""

from collections.abc import Sequence
from typing import Any

from ..core import activity, clock
from ..core.actions import action
from ..core.db import db
from ..core.events import Actor, emit
from ..people.models import Person
from . import events
from .models import Comment


@action
def add(
    thing: Any, *, text: str, people: Sequence[Person] = (), operation: str | None = None, by: Actor
) -> Comment | None:
    """Say `text` about `thing` and call `people`; the same operation twice says it once."""
    if activity.of_operation(operation):
        return None
    comment = Comment(
        subject_kind=thing.__tablename__,
        subject_id=thing.id,
        author_id=by.id,
        at=clock.now(),
        text=text,
        mentions=[],
    )
    db.session.add(comment)
    called = comment.call(people)
    db.session.flush()
    emit(
        events.CommentAdded(
            subject=thing, actor=by, operation=operation, comment_id=comment.id, mentioned=called
        )
    )
    return comment


@action
def change(
    comment: Comment, thing: Any, *, text: str, people: Sequence[Person] = (), by: Actor
) -> None:
    """Rewrite one's own comment; who was called before is not called again."""
    db.session.refresh(comment, ["text", "is_deleted"])
    comment.say(text)
    comment.edited_at = clock.now()
    called = comment.call(people)
    emit(events.CommentChanged(subject=thing, actor=by, comment_id=comment.id, mentioned=called))


@action
def delete(comment: Comment, thing: Any, *, by: Actor) -> None:
    """Forget the words; that something was said, by whom and when, stays. Twice is once."""
    db.session.refresh(comment, ["text", "is_deleted"])
    if comment.is_deleted:
        return
    comment.text = ""
    comment.is_deleted = True
    emit(events.CommentDeleted(subject=thing, actor=by, comment_id=comment.id))

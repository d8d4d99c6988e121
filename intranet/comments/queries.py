"""What is read about comments."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ..core.db import db
from .models import Comment


def on(thing: Any) -> Sequence[Comment]:
    """What was said about `thing`, oldest first, deleted ones too, each with its author."""
    query = (
        select(Comment)
        .where(Comment.subject_kind == thing.__tablename__, Comment.subject_id == thing.id)
        .options(joinedload(Comment.author))
        .order_by(Comment.id)
    )
    return db.session.scalars(query).all()


def comment(comment_id: int) -> Comment | None:
    """One comment with its author and whom it calls."""
    query = (
        select(Comment)
        .where(Comment.id == comment_id)
        .options(joinedload(Comment.author), selectinload(Comment.mentions))
    )
    return db.session.scalar(query)


def count_on(thing: Any) -> int:
    """How many comments on `thing` still have their words."""
    query = select(func.count()).where(
        Comment.subject_kind == thing.__tablename__,
        Comment.subject_id == thing.id,
        ~Comment.is_deleted,
    )
    return db.session.scalar(query) or 0

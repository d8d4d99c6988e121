"""What is read about files."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..core.db import db
from .models import Attachment


def on(thing: Any) -> Sequence[Attachment]:
    """The files of `thing`, newest first, each with who brought it."""
    query = (
        select(Attachment)
        .where(Attachment.subject_kind == thing.__tablename__, Attachment.subject_id == thing.id)
        .options(joinedload(Attachment.author), joinedload(Attachment.scan))
        .order_by(Attachment.id.desc())
    )
    return db.session.scalars(query).all()


def attachment(attachment_id: int) -> Attachment | None:
    """One file."""
    query = (
        select(Attachment)
        .where(Attachment.id == attachment_id)
        .options(joinedload(Attachment.author), joinedload(Attachment.scan))
    )
    return db.session.scalar(query)


def count_on(thing: Any) -> int:
    """How many files hang on `thing`."""
    query = select(func.count()).where(
        Attachment.subject_kind == thing.__tablename__, Attachment.subject_id == thing.id
    )
    return db.session.scalar(query) or 0

"""What happened, kept for ever: the audit log, the feed on a page and the pulse in one table."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, ForeignKey, Index, bindparam, event, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .db import Model, ask, db

LONGEST_TITLE = 300


class Activity(Model):
    """One thing that happened. Rows are added and never changed: the database refuses."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    name: Mapped[str]  # of the event, for ever
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str]  # as it was then; empty when the house itself acted
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    subject_title: Mapped[str]  # as it was then
    particulars: Mapped[dict[str, Any]]
    operation: Mapped[str | None] = mapped_column(unique=True)  # of a request that may be repeated

    __table_args__ = (Index("ix_activity_subject", "subject_kind", "subject_id", "id"),)


_SQLITE = """
CREATE TRIGGER activity_no_{deed} BEFORE {deed} ON activity
BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END
"""
_POSTGRES = """
CREATE OR REPLACE FUNCTION activity_is_append_only() RETURNS trigger AS
$$ BEGIN RAISE EXCEPTION 'activity is append-only'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE ON activity
FOR EACH ROW EXECUTE FUNCTION activity_is_append_only()
"""
#: What keeps the table append-only, by dialect; the migration runs the same statements.
GUARDS = {
    "sqlite": [_SQLITE.format(deed="UPDATE"), _SQLITE.format(deed="DELETE")],
    "postgresql": [_POSTGRES],
}
for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(
            Activity.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]  # untyped there
        )


_record = insert(Activity)
_latest = select(func.max(Activity.id))
_kinds_since = select(Activity.subject_kind).where(Activity.id > bindparam("number")).distinct()
_of_operation = select(Activity.id).where(Activity.operation == bindparam("operation"))


def latest() -> int:
    """The number of the newest activity, 0 when nothing happened yet."""
    return ask(_latest).scalar() or 0


def kinds_since(number: int) -> list[str]:
    """Which kinds of things changed after activity `number`."""
    return list(ask(_kinds_since, number=number).scalars())


def about(thing: Any, limit: int = 100) -> Sequence[Activity]:
    """What happened to `thing`, newest first."""
    query = (
        select(Activity)
        .where(Activity.subject_kind == thing.__tablename__, Activity.subject_id == thing.id)
        .order_by(Activity.id.desc())
        .limit(limit)
    )
    return db.session.scalars(query).all()


def of_operation(operation: str | None) -> int | None:
    """The number of what the request that calls itself `operation` did, if it came before."""
    return ask(_of_operation, operation=operation).scalar() if operation else None


def record(happening: Any) -> None:
    """Add the row of `happening`, an Event whose subject already has its id."""
    actor = happening.actor
    ask(
        _record,
        at=clock.now(),
        name=happening.name,
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else "",
        subject_kind=happening.subject.__tablename__,
        subject_id=happening.subject.id,
        subject_title=str(happening.subject)[:LONGEST_TITLE],
        particulars=happening.particulars,
        operation=happening.operation,
    )

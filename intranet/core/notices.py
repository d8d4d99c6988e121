"""notify(): one line for one person. How it is delivered is for floor 4 to know."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ForeignKey, Index, bindparam, func, literal, select, text
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.routing import BuildError

from . import clock
from .activity import Activity
from .db import Model, ask, db

#: Unread notices are counted so far: a bell has no room for more, and counting stays cheap.
COUNTED = 100


class Notice(Model):
    """Something that one person should know, with the page where it can be seen."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]  # of the event
    page: Mapped[str]  # endpoint
    particulars: Mapped[dict[str, Any]]  # values of the address and of the sentence
    #: What it is about, as the path of its page: notices about one thing are shown together.
    thing: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]  # when a letter took it along

    __table_args__ = (
        Index("ix_notice_person", "person_id", "id"),
        Index(
            "ix_notice_unread",
            "person_id",
            "id",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )


_newest = select(func.max(Activity.id)).scalar_subquery()
_some = (
    select(literal(1))
    .where(Notice.person_id == bindparam("person_id"), Notice.seen_at.is_(None))
    .limit(COUNTED)
)
_unread = select(func.count()).select_from(_some.subquery())
_glance = select(_newest, _unread.scalar_subquery())


def notify(person_id: int, name: str, *, page: str, **particulars: Any) -> None:
    """Leave a notice for `person_id` inside the current transaction.

    name: of the event whose `notice` (or `text`) is the sentence, and whose `group` says what
    letters do with it. page: the endpoint; `particulars` are the values of its address and of
    the sentence, `title` what the thing is called.
    """
    db.session.add(
        Notice(
            at=clock.now(),
            person_id=person_id,
            name=name,
            page=page,
            particulars=particulars,
            thing=path_of(page, particulars),
        )
    )


def path_of(page: str, particulars: Mapping[str, Any]) -> str:
    """The path of a notice's page, empty when there is no such page any more."""
    try:
        names = next(current_app.url_map.iter_rules(page)).arguments
        values = {name: value for name, value in particulars.items() if name in names}
        return str(current_app.url_map.bind("house").build(page, values))
    except (KeyError, StopIteration, BuildError):
        return ""


def unread(person_id: int) -> int:
    """How many notices a person has not read, COUNTED at most."""
    return ask(_unread, person_id=person_id).scalar() or 0


def glance(person_id: int | None) -> tuple[int, int]:
    """The number of the newest activity, and how many notices the person has not read.

    Every whole page asks both, so both are one statement.
    """
    row = ask(_glance, person_id=person_id).one()
    return row[0] or 0, row[1]

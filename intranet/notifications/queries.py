"""What is read about notices: the tray, and what a letter should tell."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..core.db import db
from ..core.events import kinds
from ..core.notices import Notice, unread
from ..people.models import Person
from .models import Preference, Untold

__all__ = [
    "LATEST",
    "PAGE",
    "latest",
    "notice",
    "preference",
    "readers",
    "still_untold",
    "unread",
    "unseen",
    "untold",
]

#: Notices of a short list, and of a page of the tray.
LATEST, PAGE = 6, 40


def latest(
    person_id: int, *, most: int = LATEST, before: int | None = None, is_unread: bool = False
) -> Sequence[Notice]:
    """Notices of a person, newest first, at most `most`; `before` is the number of a notice."""
    query = select(Notice).where(Notice.person_id == person_id)
    if before is not None:
        query = query.where(Notice.id < before)
    if is_unread:
        query = query.where(Notice.seen_at.is_(None))
    return db.session.scalars(query.order_by(Notice.id.desc()).limit(most)).all()


def notice(person_id: int, notice_id: int) -> Notice | None:
    """One notice, if it is this person's."""
    query = select(Notice).where(Notice.id == notice_id, Notice.person_id == person_id)
    return db.session.scalar(query)


def unseen(person_id: int, about: Notice | None = None) -> Sequence[Notice]:
    """What a person has not seen yet; with `about` that notice and others of the same thing."""
    query = select(Notice).where(Notice.person_id == person_id, Notice.seen_at.is_(None))
    if about is not None:
        same = Notice.thing == about.thing if about.thing else Notice.id == about.id
        query = query.where(same)
    return db.session.scalars(query).all()


def preference(person_id: int) -> Preference:
    """What a person prefers; the standard one is in no session."""
    return db.session.get(Preference, person_id) or Preference.standard(person_id)


def untold(since: datetime) -> dict[int, list[Untold]]:
    """By person: what came after `since` and was neither seen nor told by letter."""
    query = (
        select(Notice.id, Notice.person_id, Notice.name, Notice.at)
        .where(Notice.seen_at.is_(None), Notice.told_at.is_(None), Notice.at > since)
        .order_by(Notice.id)
    )
    events, found = kinds(), defaultdict(list)
    for number, person_id, name, at in db.session.execute(query):
        group = events[name].group if name in events else ""
        found[person_id].append(Untold(number, group, at))
    return found


def readers(numbers: Collection[int]) -> list[tuple[Person, Preference]]:
    """Whoever of these can get letters, with what they prefer, by number.

    Closed accounts get none, nor those who have never signed in: they could open nothing.
    """
    query = (
        select(Person, Preference)
        .outerjoin(Preference, Preference.person_id == Person.id)
        .where(Person.id.in_(numbers))
        .where(Person.is_active, Person.password_hash.is_not(None), Person.email != "")
        .options(joinedload(Person.organisation))
        .order_by(Person.id)
    )
    return [
        (person, chosen or Preference.standard(person.id))
        for person, chosen in db.session.execute(query)
    ]


def still_untold(person_id: int, numbers: Sequence[int]) -> Sequence[Notice]:
    """Those notices again, as they are inside this transaction, held against another worker."""
    query = (
        select(Notice)
        .where(Notice.person_id == person_id, Notice.id.in_(numbers))
        .where(Notice.seen_at.is_(None), Notice.told_at.is_(None))
        .order_by(Notice.id.desc())
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).all()

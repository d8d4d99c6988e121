"""What people do with their notices, and what the house does: tell them by letter."""

from collections.abc import Iterable
from typing import Any

from ..core import clock, mail
from ..core.actions import action
from ..core.db import db
from ..core.notices import Notice
from . import queries
from .letters import compose
from .models import Due, Preference


@action
def see(notices: Iterable[Notice]) -> None:
    """Note that somebody has seen their notices.

    This tells nobody and stays out of the audit: what a person has read is no deed.
    """
    now = clock.now()
    for notice in notices:
        notice.seen_at = notice.seen_at or now


@action
def prefer(person_id: int, **chosen: Any) -> None:
    """Keep what a person prefers. Like what is read, it is nobody else's business."""
    kept = db.session.get(Preference, person_id)
    if kept is None:
        kept = Preference.standard(person_id)
        db.session.add(kept)
    for name, value in chosen.items():
        setattr(kept, name, value)


@action
def tell(person_id: int, due: Due) -> bool:
    """Post the letter that is due; False when there is nothing left to tell or it was sent.

    The letter and the marks on its notices are one transaction, and its key makes it one a
    day: whenever the worker dies, no notice is told twice and none is forgotten.
    """
    notices = queries.still_untold(person_id, due.numbers)
    readers = queries.readers([person_id])
    if not notices or not readers:
        return False
    person, preference = readers[0]
    letter = compose(person, notices, preference, way=due.way)
    is_posted = mail.post(
        key=f"notices-{due.way}-{person.id}-{due.mark}",
        person_id=person.id,
        name=person.name,
        address=person.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )
    for notice in notices if is_posted else ():
        notice.told_at = clock.now()
    return is_posted

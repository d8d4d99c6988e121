"""What the worker does about notices: letters."""

from datetime import timedelta

import structlog

from ..core import clock, mail
from ..core.jobs import job
from . import actions, queries

log = structlog.get_logger()

#: What nobody read for so long is no news, nor what lay there before letters were turned on.
NEWS = timedelta(days=30)


@job
def tell() -> None:
    """Post every letter that is due now: the digest of whose hour has struck, and «at once».

    What fails for one person holds up nobody else; the next round tries again.
    """
    if not mail.is_on():
        return
    now = clock.now()
    untold = queries.untold(now - NEWS)
    letters = [
        (person.id, due)
        for person, preference in queries.readers(untold)
        for due in preference.due(untold[person.id], now=now, zone=person.organisation.time_zone)
    ]
    for person_id, due in letters:
        try:
            actions.tell(person_id, due)
        except Exception:  # whatever it was, others wait for their letters
            log.exception("letter failed", person=person_id, way=due.way)

"""Refused tries: each is in the journal, and whoever walks from number to number is slowed."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

import structlog
from flask import Flask, Response, abort, current_app, g, request
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from ..core import clock
from . import actions
from .models import Viewer

log = structlog.get_logger()

REFUSED = {403, 404}
LONGEST = 300  # letters of an address; whoever asks writes it, so it may be anything


class Tries:
    """What this process has refused to whom lately.

    An address is written down once an hour, or an open page that asks every few seconds for
    what its reader has lost would fill the journal; so at most `MOST` rows a minute come of a
    person. The limit is of OWASP ASVS 5.0, 2.4.1: no walk through all numbers.
    """

    MOST = 60  # different addresses a minute
    MINUTE = timedelta(minutes=1)
    AGAIN = timedelta(hours=1)
    PEOPLE = 2000

    def __init__(self) -> None:
        self._known: OrderedDict[int, OrderedDict[str, datetime]] = OrderedDict()
        self._lock = Lock()

    def is_new(self, person_id: int, address: str, at: datetime) -> bool:
        """Count a refused try; whether it is to be written down."""
        with self._lock:
            own = self._known.setdefault(person_id, OrderedDict())
            self._known.move_to_end(person_id)
            if len(self._known) > self.PEOPLE:
                self._known.popitem(last=False)
            before = own.get(address)
            if before is not None and at - before < self.AGAIN:
                return False
            own[address] = at
            own.move_to_end(address)
            while at - next(iter(own.values())) > self.AGAIN:
                own.popitem(last=False)
            return True

    def is_walk(self, person_id: int, at: datetime) -> bool:
        """Whether the person has been refused too many addresses in the last minute."""
        with self._lock:
            lately = list(self._known.get(person_id, {}).values())[-self.MOST :]
        return len(lately) == self.MOST and at - lately[0] < self.MINUTE


def init_app(app: Flask) -> None:
    """Have refused tries written down, and walks paused."""
    app.extensions["tries"] = Tries()
    app.before_request(pause)
    app.after_request(write_down)


def pause() -> None:
    """A walker waits before the next thing with a number; lists and pages go on."""
    if not request.view_args or request.endpoint == "static" or not current_user.is_authenticated:
        return
    if _tries().is_walk(current_user.id, clock.now()):
        g.asked_policy = True
        abort(429)


def write_down(response: Response) -> Response:
    """Tell the journal of an address that this person was not given."""
    if response.status_code not in REFUSED or request.endpoint in {None, "static"}:
        return response
    person = current_user._get_current_object()
    if not isinstance(person, Viewer):
        return response
    address = request.path[:LONGEST]
    if _tries().is_new(person.id, address, clock.now()):
        try:
            actions.note_refusal(person, address=address, status=response.status_code)
        except OperationalError as error:  # the answer stands, whatever becomes of the journal
            log.error("refusal not in the journal", path=address, said=str(error.orig))
    return response


def _tries() -> Tries:
    tries: Tries = current_app.extensions["tries"]
    return tries

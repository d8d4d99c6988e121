"""Refused tries: each is in the journal, and whoever walks from number to number is slowed."""

from datetime import datetime, timedelta

import structlog
from flask import Flask, Response, abort, current_app, g, request
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from ..core import clock
from . import actions
from .models import Viewer
from .queries.journal import refusals

log = structlog.get_logger()

REFUSED = {403, 404}
LONGEST = 300  # letters of an address; whoever asks writes it, so it may be anything

MOST = 60  # different addresses a minute
MINUTE = timedelta(minutes=1)
#: An address is written down once in so long, or an open page that asks every few seconds for
#: what its reader has lost would fill the journal.
AGAIN = timedelta(hours=1)


def init_app(app: Flask) -> None:
    """Have refused tries written down, and walks paused.

    The limit is of OWASP ASVS 5.0, 2.4.1: no walk through all numbers. All processes count in
    the journal; each learns at its own next refusal that somebody is to wait.
    """
    app.extensions["paused_walks"] = {}
    app.before_request(pause)
    app.after_request(write_down)


def pause() -> None:
    """A walker waits before the next thing with a number; lists and pages go on."""
    if not request.view_args or request.endpoint == "static" or not current_user.is_authenticated:
        return
    until = _paused().get(current_user.id)
    if until is not None and clock.now() < until:
        g.asked_policy = True
        abort(429)


def write_down(response: Response) -> Response:
    """Tell the journal of an address that this person was not given."""
    if response.status_code not in REFUSED or request.endpoint in {None, "static"}:
        return response
    person = current_user._get_current_object()
    if isinstance(person, Viewer):
        address = request.path[:LONGEST]
        try:
            _note(person, address, response.status_code)
        except OperationalError as error:  # the answer stands, whatever becomes of the journal
            log.error("refusal not in the journal", path=address, said=str(error.orig))
    return response


def _note(person: Viewer, address: str, status: int) -> None:
    now = clock.now()
    before = refusals(person.id, since=now - AGAIN)
    if any(known == address for known, _at in before):
        return
    actions.note_refusal(person, address=address, status=status)
    lately = [at for _known, at in before if at > now - MINUTE]
    if len(lately) + 1 >= MOST:
        _paused()[person.id] = min(lately) + MINUTE


def _paused() -> dict[int, datetime]:
    """Who waits, and until when, as this process knows it."""
    paused: dict[int, datetime] = current_app.extensions["paused_walks"]
    return paused

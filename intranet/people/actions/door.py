"""Signing in and out."""

import secrets
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from ...core import clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from .. import events, passwords, queries
from ..models import FailedSignIn, Person, SignIn
from .links import token_hash

LONGEST_AGENT = 300  # characters


class TooSoon(Refusal):
    """Too many wrong passwords: wait `seconds` before the next try."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _l("Too many wrong passwords. Wait %(seconds)s s and try again.", seconds=seconds)
        )
        self.seconds = seconds


def sign_in(
    login: str, password: str, *, address: str, agent: str, instead_of: int | None = None
) -> str | None:
    """The token of a new session, or None when name or password are wrong.

    instead_of: the browser's session until now, which ends.
    Refuses with TooSoon while this address has to wait for this name. The slow
    comparison of the password happens outside of any transaction.
    """
    person = _known(login, password, address=address)
    if person is None:
        return None
    found, fresh = person
    return begin_session(
        found, address=address, agent=agent, fresh_hash=fresh, instead_of=instead_of
    )


def prove(person: Person, password: str, *, sign_in_id: int, address: str) -> bool:
    """Whether `password` is the person's; then the session counts as fresh again.

    Wrong ones count and cost pauses just as at the door.
    """
    if _known(person.login, password, address=address) is None:
        return False
    _refresh(sign_in_id)
    return True


def _known(login: str, password: str, *, address: str) -> tuple[Person, str | None] | None:
    """Who this is, with a fresh hash when the kept one is outdated; None when it is nobody."""
    _refuse_haste(login, address)
    person = queries.person_of_login(login)
    good, fresh = passwords.matches(password, person.password_hash if person else None)
    if person is None or not good or not person.is_active:
        note_failure(login, address=address)
        return None
    return person, fresh


def _refuse_haste(login: str, address: str) -> None:
    failed = queries.failed_sign_in(login, address)
    if failed is None:
        return
    ready_at = failed.last_at + failed.pause(queries.failures_of(login))
    if (left := ready_at - clock.now()) > timedelta():
        raise TooSoon(int(left.total_seconds()) + 1)


@action
def note_failure(login: str, *, address: str) -> None:
    """Count one wrong password for this name from this address."""
    failed = queries.failed_sign_in(login, address)
    if failed is None:
        failed = FailedSignIn(login_folded=FailedSignIn.key(login), address=address, failures=0)
        db.session.add(failed)
    failed.failures += 1
    failed.last_at = clock.now()


@action
def begin_session(
    person: Person,
    *,
    address: str,
    agent: str,
    fresh_hash: str | None = None,
    instead_of: int | None = None,
) -> str:
    """Open a session for `person` and return its token, which is kept nowhere else."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.execute(delete(SignIn).where(SignIn.id == instead_of))
    db.session.add(
        SignIn(
            token_hash=token_hash(token),
            person_id=person.id,
            began_at=now,
            seen_at=now,
            proved_at=now,
            address=address,
            agent=agent[:LONGEST_AGENT],
        )
    )
    _forget_failures(person.login, address)
    if fresh_hash:
        person.password_hash = fresh_hash
    emit(events.SignedIn(subject=person, actor=person))
    return token


@action
def note_refusal(viewer: Actor, *, address: str, status: int) -> None:
    """Write into the journal that somebody was refused an address of the site."""
    person = queries.person(viewer.id)
    if person is not None:
        emit(events.AccessRefused(subject=person, actor=viewer, address=address, status=status))


def _forget_failures(login: str, address: str) -> None:
    db.session.execute(
        delete(FailedSignIn).where(
            FailedSignIn.login_folded == FailedSignIn.key(login), FailedSignIn.address == address
        )
    )


@action
def _refresh(sign_in_id: int) -> None:
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(proved_at=clock.now()))


@action
def notice_use(sign_in_id: int) -> None:
    """Write down that a session is still used, so that it does not end for idleness."""
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=clock.now()))


@action
def sign_out(person: Person, *, sign_in_id: int | None, by: Actor | None) -> None:
    """End one session of `person`, or with None all of them."""
    query = delete(SignIn).where(SignIn.person_id == person.id)
    if sign_in_id is not None:
        query = query.where(SignIn.id == sign_in_id)
    db.session.execute(query)
    emit(events.SignedOut(subject=person, actor=by, everywhere=sign_in_id is None))

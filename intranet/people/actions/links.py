"""Passwords, and the one-time links with which they are set."""

import hashlib
import secrets
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from ...core import clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from .. import events, passwords, queries
from ..models import OneTimeLink, Person, SignIn


@action
def change_password(
    person: Person, *, password: str, keep_sign_in_id: int | None = None, by: Actor
) -> None:
    """Set a new password; every other session of the person ends, every link dies."""
    passwords.check(password, login=person.login)
    person.password_hash = passwords.hashed(password)
    query = delete(SignIn).where(SignIn.person_id == person.id)
    if keep_sign_in_id is not None:
        query = query.where(SignIn.id != keep_sign_in_id)
    db.session.execute(query)
    kill_links(person)
    emit(events.PasswordChanged(subject=person, actor=by))


@action
def make_link(person: Person, *, by: Actor | None) -> str:
    """The token of a fresh one-time link for `person`; older links die."""
    if not person.is_active:
        raise Refusal(_l("This account is closed. Open it again first."))
    kill_links(person)
    token = secrets.token_urlsafe(32)
    db.session.add(
        OneTimeLink(
            token_hash=token_hash(token),
            person_id=person.id,
            expires_at=clock.now() + OneTimeLink.LIFE,
        )
    )
    emit(events.PersonInvited(subject=person, actor=by))
    return token


@action
def make_links(people: Sequence[Person], *, by: Actor | None) -> dict[int, str]:
    """Fresh links for those of `people` who have no password yet; tokens by their numbers."""
    return {person.id: make_link(person, by=by) for person in people if person.state == "invited"}


@action
def use_link(link: OneTimeLink, *, password: str) -> Person:
    """Set the password for which `link` was made; it works once."""
    person = queries.person(link.person_id)
    db.session.refresh(link)  # somebody may have used it a moment ago
    if person is None or not person.is_active or not link.is_open(clock.now()):
        raise Refusal(_l("This link has been used or is too old. Ask for a new one."))
    change_password(person, password=password, by=person)
    return person


def kill_links(person: Person) -> None:
    """No link that was made for `person` opens anything any more."""
    db.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.person_id == person.id, OneTimeLink.used_at.is_(None))
        .values(used_at=clock.now())
    )


def token_hash(token: str) -> str:
    """What the database knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()

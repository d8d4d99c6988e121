"""Open sessions, one-time links, wrong passwords."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from ...core.db import ask, db
from ..models import FailedSignIn, OneTimeLink, Person, SignIn

_session = (
    select(
        SignIn.id,
        SignIn.person_id,
        SignIn.began_at,
        SignIn.seen_at,
        SignIn.proved_at,
        Person.stamp,
        Person.is_active,
    )
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.token_hash == bindparam("token_hash"))
)


def session(token_hash: str) -> Any | None:
    """The open session behind a cookie, with the stamp of its person: asked by every request."""
    return ask(_session, token_hash=token_hash).first()


def sign_ins(person_id: int) -> Sequence[SignIn]:
    """The open sessions of a person, newest first."""
    query = select(SignIn).where(SignIn.person_id == person_id).order_by(SignIn.seen_at.desc())
    return db.session.scalars(query).all()


def one_time_link(token_hash: str) -> OneTimeLink | None:
    """The link behind a token, used or not."""
    return db.session.scalar(select(OneTimeLink).where(OneTimeLink.token_hash == token_hash))


def failed_sign_in(login: str, address: str) -> FailedSignIn | None:
    """What this address has on its account for this name."""
    query = select(FailedSignIn).where(
        FailedSignIn.login_folded == FailedSignIn.key(login), FailedSignIn.address == address
    )
    return db.session.scalar(query)


def failures_of(login: str) -> int:
    """Wrong passwords for this name from all addresses together."""
    query = select(func.sum(FailedSignIn.failures)).where(
        FailedSignIn.login_folded == FailedSignIn.key(login)
    )
    return db.session.scalar(query) or 0

"""The door: open sessions, one-time links, wrong passwords."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...core.db import Model
from .words import folded


class SignIn(Model):
    """An open session: only the hash of its token is known here."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    #: When the password was typed last: what is dangerous asks for it again.
    proved_at: Mapped[datetime]
    address: Mapped[str]
    agent: Mapped[str]

    FRESH = timedelta(minutes=30)


class OneTimeLink(Model):
    """A link with which a person sets a password: once, within its time, then it is dead."""

    __tablename__ = "one_time_link"
    LIFE = timedelta(days=7)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at


class FailedSignIn(Model):
    """Wrong passwords for a name from an address; each one past the fifth costs a pause."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (UniqueConstraint("login_folded", "address"),)
    FREE = 5
    LONGEST = timedelta(minutes=15)
    #: Failures for one name from everywhere after which any address that failed once waits.
    MANY = 30

    id: Mapped[int] = mapped_column(primary_key=True)
    login_folded: Mapped[str]
    address: Mapped[str]
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]

    @staticmethod
    def key(login: str) -> str:
        """How a name, whatever somebody typed for one, is kept here."""
        return folded(login)[:200]

    def pause(self, from_everywhere: int) -> timedelta:
        """How long this address waits after its last failure; it doubles each time.

        An address without a failure of its own never waits, so nobody can shut the
        owner out by failing in the owner's name.
        """
        beyond = self.failures - self.FREE
        if from_everywhere >= self.MANY:
            beyond = max(beyond, 5)
        return (
            min(timedelta(seconds=2 ** min(beyond, 20)), self.LONGEST)
            if beyond >= 0
            else timedelta()
        )

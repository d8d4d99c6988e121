"""A file on its way in, and what the virus scanner says of its bytes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..core import stored
from ..core.actions import Conflict, Refusal
from ..core.db import Model
from ..lib.file_names import shown_name
from .refusals import WrongOffset

#: How long an upload lives after its last piece, and how long at most.
REST = timedelta(hours=24)
LIFE = timedelta(days=7)
MOST_OPEN = 60  # uploads of one person at once


class Verdict(StrEnum):
    """What is known about viruses in some bytes."""

    CLEAN = "clean"
    INFECTED = "infected"
    WAITING = "waiting"  # for the scanner: only who sent the file may have it
    UNSCANNED = "unscanned"  # this installation has no scanner


@dataclass(frozen=True)
class Received:
    """A whole file as a room takes it over; its bytes lie in the storage under `key`.

    key: also the SHA-256 of the bytes, in hexadecimal.
    began_at: when its first byte came; finished_at: its last. Aware, UTC.
    has_macros: an old Office file that carries a program: to be told to who opens it.
    """

    name: str
    key: str
    size_bytes: int
    began_at: datetime
    finished_at: datetime
    verdict: Verdict
    has_macros: bool

    @property
    def sha256(self) -> str:
        return self.key


class Upload(Model):
    """A file under way: the row says how many bytes are promised, the part file holds them."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_owner", "owner_id", "claimed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)  # secret: names it in addresses and forms
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    destination_kind: Mapped[str]
    destination_id: Mapped[int]
    name: Mapped[str]  # as it came
    length_bytes: Mapped[int] = mapped_column(BigInteger)
    offset_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    sha256: Mapped[str | None]  # when it is whole
    has_macros: Mapped[bool] = mapped_column(default=False)
    claimed_at: Mapped[datetime | None]
    operation: Mapped[str | None]  # that claimed it

    def __str__(self) -> str:
        return shown_name(self.name)

    @property
    def destination(self) -> str:
        """«kind:number»."""
        return f"{self.destination_kind}:{self.destination_id}"

    @property
    def missing_bytes(self) -> int:
        return self.length_bytes - self.offset_bytes

    @property
    def is_whole(self) -> bool:
        return self.finished_at is not None

    def expect(self, offset_bytes: int) -> None:
        """Refuse a piece that does not begin where the file ends."""
        if offset_bytes != self.offset_bytes:
            raise WrongOffset(_l("The file goes on from another place."))

    def take(self, size_bytes: int, *, began_at: datetime, at: datetime) -> None:
        """Promise `size_bytes` more, which are on the disk; `began_at`: when they began to come."""
        self.offset_bytes += size_bytes
        if size_bytes and self.began_at is None:
            self.began_at = began_at
        self.expires_at = min(at + REST, self.created_at + LIFE)

    def finish(self, sha256: str, *, has_macros: bool, at: datetime) -> None:
        """All bytes are there, and genuine."""
        self.sha256, self.has_macros, self.finished_at = sha256, has_macros, at

    def hand_over(self, operation: str | None, *, at: datetime) -> None:
        """Be claimed by `operation`: once, or again by the same. Refuses before it is whole."""
        if not self.is_whole:
            raise Refusal(
                _l("“%(name)s” has not arrived whole yet. Wait for it, then send.", name=str(self))
            )
        if self.claimed_at is None:
            self.claimed_at, self.operation = at, operation
        elif operation is None or operation != self.operation:
            raise Conflict(_l("“%(name)s” has been handed in already.", name=str(self)))


class Scan(Model):
    """What the scanner said about bytes: once for all files that have them."""

    __tablename__ = "upload_scan"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # of the storage
    verdict: Mapped[str]
    found: Mapped[str] = mapped_column(default="")  # the name of the virus, or why it waits
    asked_at: Mapped[datetime]
    scanned_at: Mapped[datetime | None]

    def __str__(self) -> str:
        return self.key[:12]


stored.register(Upload.sha256)

"""What is read about uploads."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select

from ..core.db import db
from ..core.scanner import scanner
from .models import Scan, Upload, Verdict


def _alive(token: str, owner_id: int, at: datetime) -> Select[Upload]:
    query = select(Upload).where(
        Upload.token == token, Upload.owner_id == owner_id, Upload.expires_at > at
    )
    return query.execution_options(populate_existing=True)


def upload(token: str, *, owner_id: int, at: datetime) -> Upload | None:
    """The upload of this person, if at the moment `at` it is neither expired nor claimed."""
    return db.session.scalar(_alive(token, owner_id, at).where(Upload.claimed_at.is_(None)))


def lock(token: str, *, owner_id: int, at: datetime) -> Upload | None:
    """The upload of this person, claimed or not, held until the transaction ends."""
    return db.session.scalar(_alive(token, owner_id, at).with_for_update(of=Upload))


def afresh(token: str) -> Upload | None:
    """The upload as it is now, whatever this transaction has seen of it before."""
    db.session.commit()  # what was read is from before our turn at the file
    query = select(Upload).where(Upload.token == token)
    return db.session.scalar(query.execution_options(populate_existing=True))


def open_of(owner_id: int) -> tuple[int, int]:
    """How many uploads of this person nobody has claimed, and how many bytes they ask for."""
    query = select(func.count(), func.coalesce(func.sum(Upload.length_bytes), 0)).where(
        Upload.owner_id == owner_id, Upload.claimed_at.is_(None)
    )
    count, size_bytes = db.session.execute(query).one()
    return int(count), int(size_bytes)


def expired(at: datetime) -> Sequence[Upload]:
    """What nobody has sent on or claimed in time."""
    return db.session.scalars(select(Upload).where(Upload.expires_at <= at)).all()


def tokens() -> set[str]:
    """The names of all that is under way."""
    return set(db.session.scalars(select(Upload.token)))


def scan(key: str) -> Scan | None:
    """What the scanner said about these bytes."""
    return db.session.scalar(select(Scan).where(Scan.key == key))


def waiting_scans() -> Sequence[str]:
    """The keys that the scanner has not looked at yet."""
    return db.session.scalars(
        select(Scan.key).where(Scan.verdict == Verdict.WAITING).order_by(Scan.id)
    ).all()


def verdict(key: str) -> Verdict:
    """What is known about viruses in the bytes under `key`."""
    return verdicts([key])[key]


def verdicts(keys: Collection[str]) -> dict[str, Verdict]:
    """The same for many keys, in one statement.

    Bytes that came while there was no scanner have never been asked about: UNSCANNED.
    """
    rows = db.session.execute(select(Scan.key, Scan.verdict).where(Scan.key.in_(keys)))
    said = {key: Verdict(word) for key, word in rows}
    return {key: said.get(key, Verdict.UNSCANNED) for key in keys}


def upload_of_key(key: str) -> Upload | None:
    """An upload whose bytes these are and whose part file may still hold them."""
    return db.session.scalar(select(Upload).where(Upload.sha256 == key).limit(1))


def is_scanned_here() -> bool:
    """Whether this installation has a scanner."""
    return scanner() is not None

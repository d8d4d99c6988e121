"""Bytes that no row points at are forgotten after a day; all others stay."""

import os
from datetime import timedelta
from io import BytesIO

import pytest

from intranet.attachments.models import Attachment
from intranet.core import clock, stored
from intranet.core.db import db
from intranet.core.storage import storage
from tests.support import make

pytestmark = pytest.mark.usefixtures("inside")
LONG_AGO = (clock.now() - timedelta(days=2)).timestamp()
#: Columns that look like keys of the storage and are none, and why.
OTHERS = {
    "job.key": "at most one such job waits",
    "mail.key": "at most one such letter",
    "roadmap_card.key": "the occurrence of an item that the card is",
    "upload_scan.key": "what is known about bytes does not hold them",
}


def kept(words: bytes, *, is_old: bool) -> str:
    key = storage().put(BytesIO(words)).key
    if is_old:
        os.utime(storage()._path(key), (LONG_AGO, LONG_AGO))
    return key


def attached(key: str) -> None:
    person = make.person(at=make.organisation())
    file = Attachment(
        subject_kind="roadmap_card", subject_id=1, author=person, at=clock.now(),
        name="a.pdf", key=key, size_bytes=3,
    )  # fmt: skip
    db.session.add_all([person, file])
    db.session.commit()


def test_what_nobody_points_at_goes_after_a_day():
    left = kept(b"left", is_old=True)
    fresh = kept(b"fresh", is_old=False)
    used = kept(b"used", is_old=True)
    attached(used)

    stored.forget_unheld()

    assert set(storage().keys()) == {fresh, used} - {left}


def test_bytes_kept_again_meanwhile_stay():
    key = kept(b"once more", is_old=True)
    assert list(storage().keys(kept_before=clock.now() - stored.REST)) == [key]
    storage().put(BytesIO(b"once more"))  # the same bytes again, their row not written yet

    assert not storage().forget(key, kept_before=clock.now() - stored.REST)
    assert list(storage().keys()) == [key]


def test_forgetting_leaves_nothing_beside():
    key = kept(b"gone", is_old=True)

    assert storage().forget(key, kept_before=clock.now())
    assert [path for path in storage().folder.rglob("*") if path.is_file()] == []


def test_every_column_that_looks_like_a_key_says_whether_it_holds_bytes():
    registered = {c.lower() for c in stored.registered()}
    names = {
        f"{mapper.class_.__name__}.{name}".lower(): f"{mapper.local_table.name}.{name}"
        for mapper in db.Model.registry.mappers
        for name in (column.key for column in mapper.columns)
        if name in ("key", "sha256") or name.endswith(("_key", "_sha256"))
    }
    unknown = {words for name, words in names.items() if name not in registered}
    assert unknown == set(OTHERS)

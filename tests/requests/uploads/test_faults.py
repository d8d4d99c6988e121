"""A full disk, a lost byte, two at once: nothing is half there, and it goes on afterwards."""

import errno
import os
import subprocess
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from intranet.core.db import db
from intranet.core.storage import arrivals
from intranet.people import queries as people
from intranet.uploads import actions
from intranet.uploads.models import Upload
from tests.support.files import pdf
from tests.support.tus import KIND, token_of

MEGABYTE = 1 << 20
CONTENT = pdf(6 * MEGABYTE)


@contextmanager
def small_disk(folder, megabytes):
    """A file system of this size at `folder`; skipped where one may not mount."""
    folder.mkdir(exist_ok=True)
    options = f"size={megabytes}m"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if done.returncode:
        pytest.skip(f"no mount: {done.stderr.decode()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def claim(app, person, url):
    with app.app_context():
        return actions.claim(token_of(url), kind=KIND, number=1, by=people.person(person.id))


def test_a_full_disk_keeps_what_came_and_goes_on_when_there_is_room(app, tus, cast):
    with app.app_context():
        folder = arrivals()
    with small_disk(folder, 4):
        ballast = folder / "ballast"
        ballast.write_bytes(bytes(2 * MEGABYTE))
        url = tus.begin(len(CONTENT) // 2).headers["Location"]
        content = CONTENT[: len(CONTENT) // 2]
        assert tus.patch(url, 0, content[:MEGABYTE]).status_code == 204

        full = tus.patch(url, MEGABYTE, content[MEGABYTE:])

        assert (full.status_code, "disk is full" in full.text) == (507, True)
        assert tus.offset(url) == MEGABYTE
        part = folder / f"{token_of(url)}.part"
        assert part.read_bytes() == content[:MEGABYTE]
        ballast.unlink()
        assert tus.patch(url, MEGABYTE, content[MEGABYTE:]).status_code == 204
        assert claim(app, cast[0], url).size_bytes == len(content)  # also across file systems
        assert not list(folder.iterdir())


def test_a_limit_of_the_quota_is_a_full_disk_too(tus, monkeypatch):
    url = tus.begin(1000).headers["Location"]
    real = os.pwrite

    def pwrite(descriptor, data, at):
        if at >= 100:
            raise OSError(errno.EDQUOT, "quota")
        return real(descriptor, data[:100], at)

    monkeypatch.setattr(os, "pwrite", pwrite)
    assert tus.patch(url, 0, CONTENT[:500]).status_code == 507
    monkeypatch.undo()
    assert tus.offset(url) == 0
    assert tus.patch(url, 0, CONTENT[:500]).status_code == 204


def test_a_sync_that_fails_promises_nothing(tus, monkeypatch):
    app = tus.browser.client.application
    app.config["PROPAGATE_EXCEPTIONS"] = False
    url = tus.begin(1000).headers["Location"]

    def fsync(_descriptor):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", fsync)
    answer = tus.patch(url, 0, CONTENT[:500])
    monkeypatch.undo()

    assert (answer.status_code, tus.offset(url)) == (500, 0)
    assert tus.patch(url, 0, CONTENT[:500]).status_code == 204


def test_a_full_database_promises_nothing(app, tus):
    url = tus.begin(1000).headers["Location"]
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("SQLite only")

    def fail(_connection, _cursor, statement, *_rest):
        if statement.startswith("UPDATE upload"):
            raise engine.dialect.dbapi.OperationalError("database or disk is full")

    event.listen(engine, "before_cursor_execute", fail)
    answer = tus.patch(url, 0, CONTENT[:500])
    event.remove(engine, "before_cursor_execute", fail)

    assert (answer.status_code, tus.offset(url)) == (507, 0)
    assert tus.patch(url, 0, CONTENT[:500]).headers["Upload-Offset"] == "500"


def test_what_a_disk_has_lost_is_asked_for_again(app, tus, cast):
    url = tus.begin(1000, body=CONTENT[:600]).headers["Location"]
    with app.app_context():
        os.truncate(arrivals() / f"{token_of(url)}.part", 250)

    assert tus.offset(url) == 250
    tus.patch(url, 250, CONTENT[250:1000])
    assert claim(app, cast[0], url).size_bytes == 1000


def test_bytes_that_were_never_promised_are_written_over(app, tus):
    url = tus.begin(1000, body=CONTENT[:600]).headers["Location"]
    with app.app_context():
        path = arrivals() / f"{token_of(url)}.part"
    with path.open("ab") as stream:
        stream.write(b"?" * 5000)

    assert tus.offset(url) == 600
    tus.patch(url, 600, CONTENT[600:700])
    assert path.read_bytes() == CONTENT[:700]


def test_of_two_that_write_at_once_one_waits_and_is_told(app, tus, cast, as_):
    """The same piece by eight connections: it is there once, seven are told the true place."""
    url = tus.begin(len(CONTENT)).headers["Location"]
    answers, gate = [], threading.Barrier(8)

    def send():
        mine = type(tus)(as_(cast[0]))
        gate.wait()
        answers.append(mine.patch(url, 0, CONTENT[:MEGABYTE]).status_code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [204] + [409] * 7
    assert tus.offset(url) == MEGABYTE
    tus.patch(url, MEGABYTE, CONTENT[MEGABYTE:])
    assert claim(app, cast[0], url).size_bytes == len(CONTENT)


def test_who_holds_a_file_for_too_long_makes_the_others_come_again(app, tus, monkeypatch):
    url = tus.begin(1000).headers["Location"]
    monkeypatch.setattr(actions.holding.holding.__wrapped__, "__kwdefaults__", {"patience": 0})

    with app.app_context():
        path = arrivals() / f"{token_of(url)}.part"
    with actions.holding.held(path, patience=0):
        for method in ("HEAD", "PATCH", "DELETE"):
            answer = tus.ask(method, url, b"" if method == "PATCH" else None, Upload_Offset=0)
            assert answer.status_code == 423
    assert tus.offset(url) == 0


def test_an_upload_dropped_while_another_waits_is_gone(app, tus, cast, as_):
    url = tus.begin(1000).headers["Location"]
    with app.app_context():
        path = arrivals() / f"{token_of(url)}.part"
    answers = []

    def send():
        answers.append(type(tus)(as_(cast[0])).patch(url, 0, CONTENT[:500]).status_code)

    waiting = threading.Thread(target=send)
    with app.app_context(), actions.holding.held(path, patience=0) as part:
        waiting.start()
        upload = db.session.scalar(db.select(Upload))
        actions.forgetting.forget(upload, part)
    waiting.join()

    assert answers == [404]
    assert not path.exists()

"""Uploads against the server as it is started: lines that break, stay silent, processes killed."""

import http.client
import os
import random
import signal
import sqlite3
import threading
import time
from contextlib import closing
from hashlib import sha256

import pytest

from tests.server.processes import eventually, is_running
from tests.server.uploading import (
    Client,
    house_with_slots,
    part_of,
    people_of,
    sha256_header,
)
from tests.support.files import pdf

WEB = "biblio-web"
CONTENT = pdf(600_000)
BROKEN = (OSError, http.client.HTTPException)


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    return tmp_path_factory.mktemp("uploads") / "instance"


@pytest.fixture(scope="module")
def served(instance):
    with house_with_slots(instance) as server:
        assert eventually(server.answers), server.process.communicate()
        yield server


@pytest.fixture(scope="module")
def clients(served, instance):
    app, people = people_of(instance)
    return [Client(served, app, person) for person in people]


def test_a_file_in_pieces_over_both_processes(clients, instance):
    client = clients[0]
    path = client.begin(len(CONTENT))
    for at in range(0, len(CONTENT), 100_000):
        assert client.patch(path, at, CONTENT[at : at + 100_000]).status == 204

    assert client.claim(path, "op1")["key"] == sha256(CONTENT).hexdigest()
    assert not part_of(instance, path).exists()


def test_of_a_line_that_breaks_what_came_is_kept(clients, instance):
    client = clients[0]
    path = client.begin(len(CONTENT))
    connection = client.half_a_piece(path, 0, 500_000, CONTENT[:123_456])
    connection.close()

    assert eventually(lambda: client.offset(path) == 123_456)
    assert part_of(instance, path).read_bytes() == CONTENT[:123_456]
    client.patch(path, 123_456, CONTENT[123_456:])
    assert client.claim(path, "op2")["key"] == sha256(CONTENT).hexdigest()


def test_a_line_that_breaks_is_no_error_of_the_server(tmp_path):
    """It is an everyday thing: a log that fills with it would hide what matters."""
    instance = tmp_path / "instance"
    with house_with_slots(instance) as server:
        assert eventually(server.answers), server.process.communicate()
        app, people = people_of(instance)
        client = Client(server, app, people[0])
        path = client.begin(len(CONTENT))
        client.half_a_piece(path, 0, 500_000, CONTENT[:1000]).close()

        part = part_of(instance, path)
        assert eventually(lambda: part.exists() and part.stat().st_size == 1000)
        server.stop()
        assert "Traceback" not in server.process.stdout.read()


def test_of_a_checked_piece_that_breaks_nothing_is_kept(clients, instance):
    client = clients[0]
    path = client.begin(len(CONTENT))
    said = sha256_header(sha256(CONTENT[:500_000]).digest())
    client.half_a_piece(path, 0, 500_000, CONTENT[:1000], Upload_Checksum=said).close()

    assert eventually(lambda: not list((instance / "uploads").glob("*.turn")))
    assert client.offset(path) == 0
    assert client.patch(path, 0, CONTENT[:500_000], Upload_Checksum=said).status == 204


@pytest.mark.parametrize("round_", range(4))  # both processes come to be the old one
def test_a_silent_line_saves_what_it_has_and_lets_go(clients, round_):
    """The old connection is dead and does not know it: nobody waits for its end."""
    client = clients[1]
    path = client.begin(len(CONTENT))
    with client.half_a_piece(path, 0, 500_000, CONTENT[:70_000]) as old:
        time.sleep(0.1 * round_)
        began = time.monotonic()
        assert eventually(lambda: client.offset(path) == 70_000)
        assert time.monotonic() - began < 20
        assert client.patch(path, 70_000, CONTENT[70_000:]).status == 204
        old.sendall(CONTENT[70_000:80_000])
        told = old.recv(4000).lower()  # what it was answered when it was asked to stop
        assert b" 204 " in told and b"upload-offset: 70000" in told

    assert client.claim(path, f"silent{round_}")["key"] == sha256(CONTENT).hexdigest()


def test_a_new_piece_takes_over_from_a_silent_line(clients):
    client = clients[1]
    path = client.begin(len(CONTENT))
    with client.half_a_piece(path, 0, 500_000, CONTENT[:70_000]):
        time.sleep(0.3)
        answer = client.patch(path, 0, CONTENT)
        assert answer.status == 409  # the old one has saved its bytes: look and go on from there
        assert client.offset(path) == 70_000


def test_the_moment_of_the_first_byte_is_when_it_came_not_when_the_piece_was_whole(
    clients, instance
):
    client = clients[2]
    path = client.begin(len(CONTENT))
    with client.half_a_piece(path, 0, len(CONTENT), CONTENT[:10]) as slow:
        time.sleep(1.5)
        slow.sendall(CONTENT[10:])
        assert b" 204 " in slow.recv(100)

    query = (
        "SELECT (julianday(finished_at) - julianday(began_at)) * 86400 FROM upload WHERE token = ?"
    )
    with closing(sqlite3.connect(instance / "intranet.db")) as db:
        (seconds,) = db.execute(query, [path.rpartition("/")[2]]).fetchone()
    assert seconds >= 1.4


class Sender(threading.Thread):
    """Sends files one after the other, and holds the server to all that it has promised."""

    def __init__(self, client, instance, seed, is_over):
        super().__init__()
        self.client, self.instance, self.is_over = client, instance, is_over
        self.random = random.Random(seed)
        self.name_ = f"sender{seed}"
        self.files, self.broken, self.wrong = 0, 0, []

    def run(self):
        try:
            while not self.is_over.is_set() or not self.files:
                self.one_file()
        except Exception as error:  # told to the test, which waits for all of us
            self.wrong.append(f"{type(error).__name__}: {error}")

    def again(self, deed):
        """The answer of `deed`, tried until the server is there to give one."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                return deed()
            except BROKEN:
                self.broken += 1
                time.sleep(0.05)
        raise TimeoutError("the server does not come back")

    def one_file(self):
        size = self.random.randrange(200_000, 1_500_000)
        content = pdf(size - 8) + self.random.randbytes(8)
        path = self.again(lambda: self.client.begin(size))
        promised = at = 0
        while at < size:
            piece = content[at : at + self.random.randrange(1, 300_000)]
            try:
                answer = self.client.patch(path, at, piece)
                assert answer.status in {204, 409}, (answer.status, answer.text)
                if answer.status == 204:
                    promised = at = int(answer.headers["Upload-Offset"])
                    continue
            except BROKEN:
                self.broken += 1
            at = self.again(lambda: self.client.offset(path))
            assert at >= promised, f"{promised} bytes were promised, {at} are there"
            self.check_part(path, content, at, size)
        operation = f"{self.name_}-{self.files}"
        got = self.again(lambda: self.client.claim(path, operation))
        assert got["key"] == sha256(content).hexdigest()
        assert (self.instance / "files" / got["key"][:2] / got["key"]).read_bytes() == content
        self.files += 1

    def check_part(self, path, content, at, size):
        if at < size:
            there = part_of(self.instance, path).read_bytes()
            assert there[:at] == content[:at], "what is promised is not what was sent"


def kill_at_random(served, times, seed, felt):
    """Kill a serving process at so many random moments, and on until a third were `felt()`.

    How many of the kills hit a process that was just answering somebody is luck.

    granian takes one that dies within 3.5 s of its birth for a crash loop, so the others wait
    for their turn: of eight there is always one that is old enough.
    """
    moments, born = random.Random(seed), dict.fromkeys(served.called(WEB), 0.0)
    for kill in range(4 * times):
        if kill >= times and felt() > times / 3:
            return
        until = time.monotonic() + moments.uniform(0.3, 0.8)
        while True:
            now = time.monotonic()
            born = {pid: born.get(pid, now) for pid in served.called(WEB)}
            old = [pid for pid, moment in born.items() if now - moment > 4]
            if old and now > until:
                break
            time.sleep(0.02)
        victim = moments.choice(old)
        os.kill(victim, signal.SIGKILL)
        assert eventually(lambda victim=victim: not is_running(victim))
    pytest.fail(f"Of {4 * times} kills the senders felt {felt()}.")


@pytest.mark.parametrize("times", [15, pytest.param(200, marks=pytest.mark.slow)])
def test_killed_at_any_moment_nothing_that_was_promised_is_lost(tmp_path, times):
    instance = tmp_path / "instance"
    with house_with_slots(instance, INTRANET_WORKERS="8") as served:
        assert eventually(served.answers), served.process.communicate()
        app, people = people_of(instance)
        is_over = threading.Event()
        senders = [
            Sender(Client(served, app, person), instance, seed, is_over)
            for seed, person in enumerate(people[:4])
        ]
        for sender in senders:
            sender.start()
        try:
            kill_at_random(served, times, times, lambda: sum(each.broken for each in senders))
        finally:
            is_over.set()
            for sender in senders:
                sender.join(90)

    assert not [wrong for sender in senders for wrong in sender.wrong]
    for blob in (instance / "files").glob("??/*"):
        assert sha256(blob.read_bytes()).hexdigest() == blob.name
    files = sum(sender.files for sender in senders)
    with closing(sqlite3.connect(instance / "intranet.db")) as db:
        claimed = "SELECT count(*), count(DISTINCT sha256) FROM upload WHERE claimed_at IS NOT NULL"
        assert db.execute(claimed).fetchone() == (files, files)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)

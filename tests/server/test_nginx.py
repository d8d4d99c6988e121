"""The house behind nginx as deploy/nginx.conf has it: who comes, what of a broken piece is kept."""

import re
import sqlite3
import time
from contextlib import closing
from functools import partial
from hashlib import sha256
from urllib.parse import urlencode

import pytest

from intranet.demo import PASSWORD
from tests.server import nginx
from tests.server.processes import eventually
from tests.server.uploading import Client, house_with_slots, part_of, people_of
from tests.support.files import pdf

#: In CI it is always there: bin/setup.d/programs installs it, or the run ends.
pytestmark = pytest.mark.skipif(not nginx.IS_HERE, reason="nginx is not installed")
CONTENT = pdf(600_000)
NEIGHBOUR = "127.0.0.7"


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    return tmp_path_factory.mktemp("behind") / "instance"


@pytest.fixture(scope="module")
def client(instance):
    with house_with_slots(instance, **nginx.BEHIND) as server:
        assert eventually(server.answers), server.process.communicate()
        app, people = people_of(instance)
        with nginx.nginx_before(server.port, instance.parent / "nginx") as proxy:
            client = Client(server, app, people[0], partial(proxy.door, NEIGHBOUR))
            client.headers["Host"], client.login = nginx.NAME, people[0].login
            yield client


def asked(instance, question, *values):
    with closing(sqlite3.connect(instance / "intranet.db")) as db:
        return db.execute(question, values).fetchone()


def test_who_signs_in_comes_over_tls_from_his_own_address(client, instance):
    page = client.ask("GET", "/sign-in", Cookie="")
    (token,) = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    cookie = page.headers["Set-Cookie"]
    form = urlencode({"csrf_token": token, "login": client.login, "password": PASSWORD})
    kind = "application/x-www-form-urlencoded"
    told = {"Cookie": cookie.partition(";")[0], "X-Forwarded-For": "6.6.6.6"}
    answer = client.ask("POST", "/sign-in", form.encode(), Content_Type=kind, **told)

    assert answer.status == 303, answer.text
    cookie = answer.headers["Set-Cookie"]
    assert "; Secure" in cookie
    assert asked(instance, "SELECT address FROM sign_in ORDER BY id DESC") == (NEIGHBOUR,)
    assert client.ask("GET", "/", Cookie=cookie.partition(";")[0]).status == 200


def test_of_a_line_that_breaks_what_was_passed_on_is_kept(client, instance):
    """What nginx has read last it may forget; nobody was promised it."""
    path = client.begin(len(CONTENT))
    with client.half_a_piece(path, 0, 500_000, CONTENT[:123_456]):
        time.sleep(1)

    part = part_of(instance, path)
    assert eventually(lambda: part.exists() and part.stat().st_size)
    at = client.offset(path)
    assert part.read_bytes() == CONTENT[:at]
    assert client.patch(path, at, CONTENT[at:]).status == 204
    assert client.claim(path, "broken")["key"] == sha256(CONTENT).hexdigest()


def test_a_silent_line_lets_go_with_what_it_has(client):
    path = client.begin(len(CONTENT))
    with client.half_a_piece(path, 0, 500_000, CONTENT[:70_000]):
        at = client.offset(path)
        assert client.patch(path, at, CONTENT[at:]).status == 204
    assert client.claim(path, "silent")["key"] == sha256(CONTENT).hexdigest()


def test_the_moment_of_the_first_byte_is_when_it_came(client, instance):
    path = client.begin(len(CONTENT))
    with client.half_a_piece(path, 0, len(CONTENT), CONTENT[:10]) as slow:
        time.sleep(1.5)
        slow.sendall(CONTENT[10:])
        assert b" 204 " in slow.recv(100)

    (seconds,) = asked(
        instance,
        "SELECT (julianday(finished_at) - julianday(began_at)) * 86400 FROM upload WHERE token = ?",
        path.rpartition("/")[2],
    )
    assert seconds >= 1.4

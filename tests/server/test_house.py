"""The house as it is started: real processes, real sockets, an instance folder of its own."""

import os
import signal
import socket
import sqlite3
import time
from contextlib import closing

import pytest

from tests.server.processes import PATIENCE, eventually, house, is_running, running

WEB, JOBS = "biblio-web", "biblio-jobs"


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    return tmp_path_factory.mktemp("house") / "instance"


@pytest.fixture(scope="module")
def served(instance):
    """The demo district, served: one server for every test that leaves it running."""
    with house(instance) as server:
        assert eventually(server.answers), server.process.communicate()
        yield server


def rows(instance, query):
    with closing(sqlite3.connect(instance / "intranet.db")) as db:
        return db.execute(query).fetchall()


def test_a_visitor_is_led_to_the_door(served):
    first = served.get("/")
    door = served.get(first.headers["Location"])

    assert first.status == 303
    assert (door.status, "csrf_token" in door.text) == (200, True)


def test_static_files_are_kept_for_ever_and_travel_small(served):
    page = served.get("/sign-in").text
    address = page.partition('href="/static/dist/app.')[2].partition('"')[0]
    style = served.get(f"/static/dist/app.{address}", Accept_Encoding="br")

    assert style.status == 200
    assert "immutable" in style.headers["Cache-Control"]
    assert style.headers["Content-Encoding"] == "br"


def test_the_demo_is_there_with_its_road_map(served, instance):
    assert rows(instance, "SELECT count(*) FROM person WHERE login = 'coordinator'") == [(1,)]
    assert rows(instance, "SELECT count(*) > 0 FROM roadmap_card") == [(1,)]


def test_the_parent_has_one_thread_and_no_database(served):
    assert len(os.listdir(f"/proc/{served.process.pid}/task")) == 1
    files = f"/proc/{served.process.pid}/fd"
    assert not [
        name for name in os.listdir(files) if "intranet.db" in os.readlink(f"{files}/{name}")
    ]


def test_the_worker_does_a_job(served, instance):
    with closing(sqlite3.connect(instance / "intranet.db", timeout=PATIENCE)) as db, db:
        db.execute(
            "INSERT INTO job (name, arguments, run_at, tries, given_up, error) "
            "VALUES ('people.jobs.forget_failures', '{}', '2026-01-01 00:00:00', 0, 0, '')"
        )

    assert eventually(lambda: not rows(instance, "SELECT 1 FROM job WHERE run_at < '2026-01-02'"))
    assert rows(instance, "SELECT count(*) FROM heartbeat WHERE name = 'worker'") == [(1,)]


@pytest.mark.parametrize("name", [WEB, JOBS, "biblio-server"])
def test_a_process_that_is_killed_comes_back(served, name):
    before = served.called(name)
    victim = min(before)

    os.kill(victim, signal.SIGKILL)

    assert eventually(lambda: not is_running(victim))
    assert eventually(lambda: len(served.called(name) - {victim}) == len(before))
    assert eventually(served.answers)


def test_a_bystander_beside_slow_clients(served):
    slow = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(50)]
    try:
        for number, client in enumerate(slow):
            body = b"Content-Length: 100000\r\n\r\nx" if number % 2 else b""
            client.sendall(b"POST /sign-in HTTP/1.1\r\nHost: a\r\n" + body)

        assert served.get("/sign-in", timeout=PATIENCE).status == 200
    finally:
        for client in slow:
            client.close()


def test_a_taken_port_is_one_line_that_names_the_setting(served, tmp_path):
    line = ["-m", "intranet"]
    with running(line, INTRANET_INSTANCE=str(tmp_path), INTRANET_PORT=str(served.port)) as second:
        said, _ = second.process.communicate(timeout=PATIENCE)

    assert second.process.returncode == 1
    assert said.count("\n") == 1
    assert "INTRANET_PORT" in said
    assert not (tmp_path / "intranet.db").exists()


def test_told_to_stop_it_answers_what_is_under_way_and_leaves_nothing(instance):
    with house(instance, "--quiet") as server:
        assert eventually(server.answers)
        family = server.family()
        place = ("127.0.0.1", server.port)
        with socket.create_connection(place) as idle, socket.create_connection(place) as visitor:
            visitor.settimeout(PATIENCE)
            visitor.sendall(b"POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n")
            visitor.sendall(b"Expect: 100-continue\r\n\r\n")
            assert visitor.recv(1000).startswith(b"HTTP/1.1 100")  # it is under way
            visitor.sendall(b"a=")
            server.process.terminate()
            time.sleep(0.5)
            visitor.sendall(b"bc")
            assert visitor.recv(1000).startswith(b"HTTP/1.1 4")  # no token: an answer all the same
            assert server.process.wait(PATIENCE) == 0
            assert not idle.recv(1000)

        assert not any(map(is_running, family))
        assert server.process.stdout.read() == ""


def test_killed_outright_it_takes_everything_along(instance):
    with house(instance, "--quiet") as server:
        assert eventually(lambda: len(server.called(WEB)) == 2 and server.called(JOBS))
        family = server.family()

        server.stop(signal.SIGKILL)

        assert eventually(lambda: not any(map(is_running, family)))


def test_empty_leads_to_the_first_run(tmp_path):
    with house(tmp_path, "--empty") as server:
        assert eventually(server.answers)
        address = "/"
        while (answer := server.get(address)).status == 303:
            address = answer.headers["Location"]
        said = server_says(server)

    assert (answer.status, "<form" in answer.text) == (200, True)
    assert rows(tmp_path, "SELECT count(*) FROM person") == [(0,)]
    assert f"http://127.0.0.1:{server.port}" in said
    assert "The site is empty" in said
    assert "demo-bibliokarta" not in said


def server_says(server):
    server.process.terminate()
    return server.process.communicate(timeout=PATIENCE)[0]


def test_two_preparations_at_the_same_moment_make_one_district(tmp_path):
    instance = {"INTRANET_INSTANCE": str(tmp_path), "INTRANET_LANGUAGE": "en"}
    with running(["-m", "tests.server.two_at_once"], **instance) as twins:
        said, _ = twins.process.communicate(timeout=PATIENCE)

    assert "ended with 0 0" in said, said
    assert said.count("coordinator  District coordinator: Иванова") == 2
    assert rows(tmp_path, "SELECT count(*) FROM roadmap_plan") == [(1,)]
    assert rows(tmp_path, "SELECT count(*) FROM roadmap_draft") == [(1,)]  # nobody tried twice


def test_two_starts_at_once_on_a_fresh_folder_agree(tmp_path):
    with house(tmp_path) as one, house(tmp_path) as two:
        assert eventually(lambda: one.answers("/readyz") and two.answers("/readyz"))
        tellings = [server_says(one), server_says(two)]

    assert rows(tmp_path, "SELECT count(*) FROM person WHERE login = 'coordinator'") == [(1,)]
    assert rows(tmp_path, "SELECT count(*) FROM roadmap_plan") == [(1,)]
    assert all("coordinator  District coordinator: Иванова" in said for said in tellings)


@pytest.mark.parametrize(("name", "value"), [("PORT", "http"), ("WORKERS", "0")])
def test_a_wrong_setting_is_one_line_that_names_it(tmp_path, name, value):
    setting = {f"INTRANET_{name}": value, "INTRANET_INSTANCE": str(tmp_path)}
    with running(["-m", "intranet"], **setting) as server:
        said, _ = server.process.communicate(timeout=PATIENCE)

    assert (server.process.returncode, said.count("\n")) == (1, 1)
    assert f"INTRANET_{name}" in said

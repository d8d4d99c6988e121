"""Answers that are made while they are sent: whole, no thread held, let go with their reader."""

import contextlib
import http.client
import socket

import pytest

from tests.server.echo import BLOCK, BLOCKS
from tests.server.processes import PATIENCE, eventually, free_port, running

GET = b"GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


@pytest.fixture
def echo():
    """With a process of its own, for it counts what has ended."""
    line = "-m granian --interface rsgi --http 1 --no-ws --host :: --factory --log-level critical"
    port = free_port()
    options = [*line.split(), "--port", str(port), "tests.server.echo:create"]
    with running(options, PYTHONPATH=".") as server:
        server.port = port
        assert eventually(server.answers)
        yield server


def ended(echo):
    return int(echo.get("/ended").body)


def test_all_of_it_comes_and_its_length_is_told_before(echo):
    answer = echo.get("/stream")
    assert int(answer.headers["Content-Length"]) == BLOCKS * len(BLOCK)
    assert answer.body == BLOCK * BLOCKS
    assert eventually(lambda: ended(echo) == 1)


def test_readers_that_do_not_read_hold_no_thread(echo):
    with contextlib.ExitStack() as stack:
        for _ in range(6):  # there are two threads
            reader = stack.enter_context(socket.create_connection(("localhost", echo.port)))
            reader.settimeout(PATIENCE)
            reader.sendall(GET)
            assert reader.recv(100).startswith(b"HTTP/1.1 200")
        assert echo.get("/").status == 200
    assert eventually(lambda: ended(echo) == 6)  # and they are let go when they are gone


def test_what_breaks_on_its_way_is_not_taken_for_whole(echo):
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        echo.get("/stream?broken=1")
    assert eventually(lambda: ended(echo) == 1)
    assert echo.get("/").status == 200


def test_its_head_alone_is_as_long(echo):
    connection = http.client.HTTPConnection("localhost", echo.port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("HEAD", "/stream")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")

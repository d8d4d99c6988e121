"""What the bridge makes of requests that a browser sends, and of those it never would."""

import contextlib
import json
import socket
import time

import pytest

from tests.server.echo import MOST_BYTES
from tests.server.processes import PATIENCE, eventually, free_port, running

GET = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
#: The head of a request that never ends, a body that does not come, a file that is not read.
SLOW = (
    GET,
    POST + b"Content-Length: 100\r\n\r\nxx",
    GET.replace(b"/ ", b"/file ", 1) + b"\r\n",
)


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    file = tmp_path_factory.mktemp("echo") / "file.bin"
    file.write_bytes(bytes(range(256)) * 10_000)
    line = "-m granian --interface rsgi --http 1 --no-ws --host :: --factory --log-level critical"
    port = free_port()
    options = [*line.split(), "--port", str(port), "tests.server.echo:create"]
    with running(options, ECHO_FILE=str(file), PYTHONPATH=".") as server:
        server.port = port
        assert eventually(server.answers)
        yield server


def parts(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.lower(), body


def environ(answer):
    status, _, body = parts(answer)
    assert status == 200, answer
    return json.loads(body)["environ"]


def test_headers_are_told_as_wsgi_wants_them(echo):
    told = environ(
        echo.raw(
            GET + b"X-A: 1\r\nx-a: 2\r\nCookie: a=1\r\nCookie: b=2\r\nProxy: evil\r\n"
            b"X_Forwarded_For: 6.6.6.6\r\nX-Forwarded-For: 1.1.1.1\r\nTE: trailers\r\n\r\n"
        )
    )

    assert told["HTTP_X_A"] == "1,2"
    assert told["HTTP_COOKIE"] == "a=1; b=2"
    assert told["HTTP_HOST"] == "a"
    assert told["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"
    assert not {"HTTP_PROXY", "HTTP_TE", "HTTP_CONNECTION"} & told.keys()
    assert (told["REMOTE_ADDR"], told["SERVER_PROTOCOL"]) == ("127.0.0.1", "HTTP/1.1")


def test_a_neighbour_with_an_ipv6_address_is_known_by_it(echo):
    with socket.create_connection(("::1", echo.port), timeout=PATIENCE) as connection:
        connection.sendall(GET + b"\r\n")
        told = environ(b"".join(iter(lambda: connection.recv(65536), b"")))

    assert told["REMOTE_ADDR"] == "::1"


def test_http_1_0_without_a_host(echo):
    assert environ(echo.raw(b"GET / HTTP/1.0\r\n\r\n"))["SERVER_PROTOCOL"] == "HTTP/1.0"


def test_the_host_of_an_absolute_address_wins(echo):
    asked = b"GET http://real/?a=1 HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n"

    assert environ(echo.raw(asked))["HTTP_HOST"] == "real"


@pytest.mark.parametrize(
    ("target", "rest"),
    [
        (b"%D0%BA%D0%B0%D1%80%D1%82%D0%B0", "карта"),
        (b"%2541", "%41"),  # decoded once, never twice
        (b"\xd0\xba", "к"),
        (b"%FF\xff", "�"),
    ],
)
def test_paths_in_any_alphabet_and_in_none(echo, target, rest):
    answer = echo.raw(b"GET /echo/" + target + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")

    status, _, body = parts(answer)
    assert status == 400 or json.loads(body)["rest"].startswith(rest)


def test_a_query_that_is_no_utf_8_is_answered(echo):
    asked = b"GET /?q=%FF&w=%D0%BA&v=\xd0\xba HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    status, _, body = parts(echo.raw(asked))
    assert status == 200
    assert json.loads(body)["args"]["w"] == "к"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
        (POST + b"Content-Length: 3, 3\r\n\r\nabc", 400),
        (POST + b"Content-Length: -3\r\n\r\nabc", 400),
        (GET + b"Host: b\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400),
        (GET + b"X-A: 1\r\n folded\r\n\r\n", 400),
        (GET + b"X-A : 1\r\n\r\n", 400),
        (b"\x16\x03\x01 this is TLS\r\n\r\n", 400),
        (GET + b"Cookie: " + b"x" * 600_000 + b"\r\n\r\n", 431),
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        # granian does not tell a broken body in chunks from a whole one
        (POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 411),
        (POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 411),
    ],
)
def test_what_is_refused(echo, asked, status):
    assert parts(echo.raw(asked))[0] == status


def test_a_body_that_breaks_off_never_reaches_the_application(echo):
    with socket.create_connection(("127.0.0.1", echo.port), timeout=PATIENCE) as connection:
        connection.sendall(POST + b"Content-Length: 30\r\n\r\nonly this")
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert not answer or parts(answer)[0] == 400


def test_a_long_cookie_is_let_in(echo):
    assert len(environ(echo.raw(GET + b"Cookie: a=" + b"x" * 100_000 + b"\r\n\r\n"))["HTTP_COOKIE"])


@pytest.mark.parametrize("size", [0, 3, 1 << 20, MOST_BYTES])
def test_bodies_of_every_size_arrive_whole(echo, size):
    answer = echo.raw(POST + b"Content-Length: %d\r\n\r\n" % size, b"x" * size)

    assert json.loads(parts(answer)[2])["bytes"] == size


def test_what_is_too_large_is_refused_before_a_byte_of_it_comes(echo):
    with socket.create_connection(("127.0.0.1", echo.port), timeout=PATIENCE) as connection:
        connection.sendall(POST + b"Content-Length: %d\r\n\r\n" % (MOST_BYTES + 1))
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_who_sends_far_too_much_hears_why(echo):
    size = MOST_BYTES * 10

    answer = echo.raw(POST + b"Content-Length: %d\r\n\r\n" % size, b"x" * size)

    status, head, body = parts(answer)
    assert (status, b"connection: close" in head) == (413, True)
    assert f"larger than {MOST_BYTES >> 20} MB" in body.decode()
    assert "Go back and send a smaller file" in body.decode()


def test_a_body_that_takes_too_long_is_refused(echo):
    with socket.create_connection(("127.0.0.1", echo.port), timeout=PATIENCE) as connection:
        connection.sendall(POST + b"Content-Length: 30\r\n\r\nonly this")
        assert connection.recv(100).startswith(b"HTTP/1.1 408")


def test_expect_is_answered_only_when_the_body_is_wanted(echo):
    with socket.create_connection(("127.0.0.1", echo.port), timeout=PATIENCE) as connection:
        connection.sendall(POST + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 100")
        connection.sendall(b"abc")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    with socket.create_connection(("127.0.0.1", echo.port), timeout=PATIENCE) as connection:
        connection.sendall(POST + b"Content-Length: 9999999\r\nExpect: 100-continue\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_a_connection_serves_several_requests(echo):
    asked = GET.replace(b"Connection: close\r\n", b"") + b"\r\n"

    assert echo.raw(asked + asked + GET + b"\r\n").count(b"HTTP/1.1 200") == 3


@pytest.mark.parametrize(("path", "size"), [("/file", 2_560_000), ("/big", 3_000_000)])
def test_big_answers_come_whole_and_with_their_length(echo, path, size):
    answer = echo.get(path)

    assert (len(answer.body), answer.headers["Content-Length"]) == (size, str(size))


def test_a_part_of_a_file(echo):
    answer = echo.get("/file", Range="bytes=256-511")

    assert (answer.status, answer.body) == (206, bytes(range(256)))
    assert answer.headers["Content-Range"] == "bytes 256-511/2560000"


def test_a_file_that_has_not_changed_is_not_sent_again(echo):
    again = echo.get("/file", If_None_Match=echo.get("/file").headers["ETag"])

    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/file", 200), ("/nothing", 204), ("/same", 304)]
)
def test_no_body_where_there_must_be_none(echo, path, status):
    asked = b"HEAD %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % path.encode()

    found, head, body = parts(echo.raw(asked))
    assert (found, body) == (status, b"")
    assert (b"content-length: 2560000" in head) == (path == "/file")


def test_a_wrong_length_and_hop_by_hop_headers_are_not_passed_on(echo):
    answer = echo.get("/lies")

    assert (answer.text, answer.headers["Content-Length"]) == ("true", "4")
    assert "Upgrade" not in answer.headers


@pytest.mark.parametrize("path", ["/boom", "/boom?polite"])
def test_an_application_that_breaks_is_an_answer(echo, path):
    assert echo.get(path).status == 500
    assert echo.get("/").status == 200


def test_clients_that_go_away_take_no_thread_along(echo):
    for _ in range(6):  # the echo has two threads
        with socket.create_connection(("127.0.0.1", echo.port)) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.sendall(b"GET /nap HTTP/1.1\r\nHost: a\r\n\r\n")
            time.sleep(0.02)

    assert echo.get("/").status == 200


def test_slow_clients_do_not_stand_in_the_way_of_others(echo):
    with contextlib.ExitStack() as held:
        for number in range(50):
            slow = held.enter_context(socket.create_connection(("127.0.0.1", echo.port)))
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            asked = (
                GET,
                POST + b"Content-Length: 100\r\n\r\nxx",
                b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n",
            )
            slow.sendall(asked[number % 3])
        assert echo.get("/", timeout=PATIENCE).status == 200

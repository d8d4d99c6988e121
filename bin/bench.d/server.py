"""Which WSGI server stays awake while 200 slow clients hold on to it, with no proxy before it.

Starts each server with a small Flask application of its own (a page of 12 kB, 3 ms of CPU, a
read from SQLite) and measures what one quick visitor, the bystander, meets meanwhile. The slow
clients: `headers` drip a request line by line, `upload` drip a body of 256 kB at 4 kB/s, `whole`
reads an answer of 1 MB at 4 kB/s, `file` one of 16 MB that is sent from the disk. Then, without
them, 16 quick clients. Traffic goes to 127.0.0.1 only.

    bin/bench server                                 those that are installed, under 3 minutes
    bin/bench server --seconds 15 --only granian-1x64,waitress-8
    bin/bench server --limits                        sizes, times, what a stop does to a request
"""

import argparse
import asyncio
import contextlib
import http.client
import importlib.util
import io
import itertools
import json
import os
import platform
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from flask import Flask, render_template_string, request, send_file
from werkzeug.wsgi import FileWrapper

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HERE = Path(__file__).resolve()
SLOW_CLIENTS = 200
QUICK_CLIENTS = 16
SLOW_BYTES_PER_SECOND = 4096
TICK_SECONDS = 0.25
UPLOAD_BYTES = 256 * 1024
ANSWER_BYTES = 1_000_000  # what the kernel can take off the server at once
FILE_BYTES = 16_000_000  # what it cannot
PAGE_CPU_SECONDS = 0.003
BODY_SECONDS = 120  # the longest a body may take to come, behind the bridge
MEMORY_BYTES = 1 << 20  # what the bridge keeps of a body in memory; the rest goes to a file
FILE_SECONDS = 10  # how soon granian has opened the file it is asked to send
PATIENCE_SECONDS = 10.0  # a visitor who waits longer counts as a failure of so many seconds
STOP_SECONDS = 10  # the longest a server told to stop may take, if it can be told
HEAD_SECONDS = 40  # the longest we wait for a server to lose its patience
KINDS = {"headers": "/", "upload": "/upload", "whole": "/whole", "file": "/file"}

GRANIAN = "-m granian --http 1 --factory --log-level error --backlog 2048 --workers-kill-timeout 10"
GUNICORN = "-m gunicorn --no-control-socket --log-level error --backlog 2048"
WAITRESS = {"connection_limit": 1000, "asyncore_use_poll": True, "inbuf_overflow": 1 << 21}
DEFAULT = ("rsgi-2x4", "granian-2x512s4", "waitress-2x8", "gthread-2x8")


def command(name: str, port: int) -> list[str]:
    """The command line of a server.

    rsgi-2x4         granian, two processes, the bridge below and four threads in each
    granian-2x512    granian by itself, two processes of at most 512 threads
    granian-2x512s4  … of which four at once are in the application, the body read before
    granian-2x512b9  … and each process takes nine connections at once
    """
    kind, workers, threads, letter, extra = parts(name)
    line = {
        "granian": f"{GRANIAN} --interface wsgi --workers {workers} --blocking-threads {threads} "
        f"--backpressure {extra if letter == 'b' else 1024} --port {port} server:create_app",
        "rsgi": f"{GRANIAN} --interface rsgi --workers {workers} --backpressure 1024 --port {port} "
        "server:create_bridge",
        "waitress": f"{HERE} --waitress {workers} {threads} {port}",
        "gthread": f"{GUNICORN} -k gthread -w {workers} --threads {threads} "
        f"-b 127.0.0.1:{port} server:create_app()",
        "gevent": f"{GUNICORN} -k gevent -w {workers} -b 127.0.0.1:{port} server:create_app()",
    }[kind]
    return [sys.executable, *line.split()]


def parts(name: str) -> tuple[str, str, str, str, str]:
    found = re.fullmatch(r"([a-z]+)-(\d+)(?:x(\d+))?(?:([bs])(\d+))?", name)
    if not found:
        raise SystemExit(f"No such server: {name}")
    kind, workers, threads, letter, extra = found.groups(default="")
    return kind, workers, threads, letter, extra


def serve_waitress(workers: int, threads: int, port: int) -> None:
    """Processes of waitress that share one listening socket, the parent waiting for them."""
    door = socket.create_server(("127.0.0.1", port), backlog=2048)
    children = [child for _ in range(workers) if (child := fork_waitress(door, threads))]

    def pass_on(number: int, _frame: object) -> None:
        for child in children:
            os.kill(child, number)

    signal.signal(signal.SIGTERM, pass_on)
    for child in children:
        os.waitpid(child, 0)


def fork_waitress(door: socket.socket, threads: int) -> int:
    """One process that, told to stop, takes nothing new and ends what it has begun."""
    if child := os.fork():
        return child
    waitress = importlib.import_module("waitress")
    server = waitress.create_server(create_app(), sockets=[door], threads=threads, **WAITRESS)
    told: list[float] = []
    signal.signal(signal.SIGTERM, lambda *_: told.append(time.monotonic()))

    def is_busy() -> bool:
        channels = list(server.active_channels.values())
        return any(channel.requests or channel.total_outbufs_len for channel in channels)

    while not told or (is_busy() and time.monotonic() - told[0] < STOP_SECONDS):
        server.accepting = not told
        server.asyncore.loop(timeout=0.2, use_poll=True, map=server._map, count=1)
    os._exit(0)


# ── The application the servers serve ────────────────────────────────────────────────────────

PAGE = """<!doctype html><title>Board</title><ul>{% for id, title, place in cards %}
<li id="card-{{ id }}" class="card"><a href="/cards/{{ id }}">{{ title }}</a>
<b>{{ place }}</b></li>{% endfor %}</ul>"""


def create_app() -> Flask:
    app = Flask(__name__)
    data = Path(os.environ["BENCH_DATA"])
    local = threading.local()

    @app.get("/")
    def board() -> str:
        began = time.thread_time()
        if not hasattr(local, "db"):
            local.db = sqlite3.connect(data / "board.sqlite", check_same_thread=False)
        page = render_template_string(PAGE, cards=local.db.execute("SELECT * FROM card"))
        while time.thread_time() - began < PAGE_CPU_SECONDS:
            pass
        return page

    @app.post("/upload")
    def upload() -> dict[str, float]:
        began, size = time.monotonic(), 0
        while piece := request.stream.read(65536):
            size += len(piece)
        return {"bytes": size, "seconds": time.monotonic() - began}

    @app.get("/whole")
    def whole() -> bytes:
        return b"x" * ANSWER_BYTES

    app.add_url_rule("/file", "file", lambda: send_file(data / "answer.bin"))

    @app.get("/nap")
    def nap() -> str:
        time.sleep(1.5)
        return "rested"

    if seats := int(os.environ.get("BENCH_SEATS") or 0):
        app.wsgi_app = seated(app.wsgi_app, seats)  # type: ignore[assignment, method-assign]
    return app


def seated(app: "WSGIApplication", seats: int) -> "WSGIApplication":
    """Read the body first, then wait for one of the seats in the application."""
    free = threading.BoundedSemaphore(seats)

    def run(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET":
            body = environ["wsgi.input"]
            environ["wsgi.input"] = io.BytesIO(body.read(int(environ.get("CONTENT_LENGTH") or 0)))
        with free:
            return app(environ, start_response)

    return run


class Bridge:
    """The application behind granian's RSGI: a thread works only where there is work.

    The event loop takes the body first, however slowly it comes, and gives out the answer,
    however slowly it is read; between the two the application has one of a few threads.
    """

    def __init__(self, app: "WSGIApplication", threads: int) -> None:
        self.app = app
        self.pool = ThreadPoolExecutor(threads)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        loop = asyncio.get_running_loop()
        with tempfile.SpooledTemporaryFile(MEMORY_BYTES) as body:
            try:
                async with asyncio.timeout(BODY_SECONDS):
                    async for piece in protocol:
                        body.write(piece)
            except TimeoutError:
                protocol.response_empty(408, [("connection", "close")])
                return
            body.seek(0)
            environ = self.environ(scope, body)
            status, headers, answer = await loop.run_in_executor(self.pool, self.run, environ)
        if isinstance(answer, bytes):
            protocol.response_bytes(status, headers, answer)
        else:
            protocol.response_file(status, headers, f"/proc/self/fd/{answer.fileno()}")
            loop.call_later(FILE_SECONDS, answer.close)

    def run(self, environ: "WSGIEnvironment") -> tuple[int, list[Any], Any]:
        """The answer as bytes, or as an open file, for which granian needs no thread of ours.

        What is streamed goes into a file first: response_stream takes all it is given into
        memory when the reader is slow (seen with granian 2.8.7).
        """
        started: list[Any] = []
        pieces = self.app(environ, lambda *told: started.extend(told) or bytes)  # type: ignore
        status, headers = int(started[0][:3]), started[1]
        if isinstance(pieces, FileAnswer):
            return status, headers, pieces.file
        spool = tempfile.SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115 - it may be the answer
        try:
            spool.writelines(pieces)
        finally:
            getattr(pieces, "close", bool)()
        if spool.tell() <= MEMORY_BYTES:
            spool.seek(0)
            return status, headers, spool.read()
        spool.flush()
        return status, headers, spool

    def environ(self, scope: Any, body: Any) -> "WSGIEnvironment":
        headers = {k.upper().replace("-", "_"): v for k, v in scope.headers.items()}
        named = {k: headers.pop(k) for k in ("CONTENT_TYPE", "CONTENT_LENGTH") if k in headers}
        host, _, port = scope.server.rpartition(":")
        return (
            named
            | {f"HTTP_{k}": v for k, v in headers.items()}
            | {
                "REQUEST_METHOD": scope.method,
                "SCRIPT_NAME": "",
                "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
                "QUERY_STRING": scope.query_string,
                "REMOTE_ADDR": scope.client.rpartition(":")[0],
                "SERVER_NAME": host,
                "SERVER_PORT": port,
                "SERVER_PROTOCOL": "HTTP/1.1",
                "wsgi.version": (1, 0),
                "wsgi.url_scheme": scope.scheme,
                "wsgi.input": body,
                "wsgi.input_terminated": True,
                "wsgi.errors": sys.stderr,
                "wsgi.multithread": True,
                "wsgi.multiprocess": True,
                "wsgi.run_once": False,
                "wsgi.file_wrapper": FileAnswer,
            }
        )


class FileAnswer(FileWrapper):
    """What send_file answers with: a file on the disk, to be sent as it is."""


def create_bridge() -> Bridge:
    return Bridge(create_app(), int(os.environ["BENCH_THREADS"]))


def make_data(folder: Path) -> None:
    (folder / "answer.bin").write_bytes(os.urandom(FILE_BYTES))
    with contextlib.closing(sqlite3.connect(folder / "board.sqlite")) as db, db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE card (id INTEGER PRIMARY KEY, title TEXT, place TEXT)")
        cards = [(f"Провести районный семинар, часть {n}", f"Библиотека {n}") for n in range(78)]
        db.executemany("INSERT INTO card (title, place) VALUES (?, ?)", cards)


# ── Slow clients and quick ones, each in a process of their own ──────────────────────────────


async def drip(kind: str, port: int) -> None:
    """One slow client: connect, be slow until the server has enough of it, connect again."""
    while True:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
        sock.setblocking(False)
        with contextlib.suppress(OSError), sock:
            loop = asyncio.get_running_loop()
            await loop.sock_connect(sock, ("127.0.0.1", port))
            await loop.sock_sendall(sock, opening(kind))
            piece = int(SLOW_BYTES_PER_SECOND * TICK_SECONDS)
            left = UPLOAD_BYTES
            while left > 0:
                await asyncio.sleep(TICK_SECONDS)
                if kind == "headers":
                    await loop.sock_sendall(sock, b"X-Slow: 1\r\n")
                elif kind == "upload":
                    await loop.sock_sendall(sock, b"x" * min(piece, left))
                    left -= piece
                elif not await loop.sock_recv(sock, piece):
                    break
        await asyncio.sleep(TICK_SECONDS)


def opening(kind: str) -> bytes:
    body = f"Content-Length: {UPLOAD_BYTES}\r\n\r\n" if kind == "upload" else ""
    end = "\r\n" if kind in {"whole", "file"} else ""
    verb = "POST" if kind == "upload" else "GET"
    return f"{verb} {KINDS[kind]} HTTP/1.1\r\nHost: bench\r\n{body}{end}".encode()


async def slow_clients(kind: str, port: int) -> None:
    await asyncio.gather(*(drip(kind, port) for _ in range(SLOW_CLIENTS)))


async def quick_client(port: int, until: float, answered: list[float]) -> None:
    """Ask again as soon as answered, on one connection while the server keeps it."""
    while time.monotonic() < until:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with contextlib.closing(writer):
                while time.monotonic() < until:
                    writer.write(b"GET / HTTP/1.1\r\nHost: bench\r\n\r\n")
                    head = (await reader.readuntil(b"\r\n\r\n")).lower()
                    size = head.partition(b"content-length:")[2].split()[0]
                    await reader.readexactly(int(size))
                    answered.append(time.monotonic())


async def quick_clients(port: int, seconds: float) -> None:
    until, answered = time.monotonic() + seconds, list[float]()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(
                *(quick_client(port, until, answered) for _ in range(QUICK_CLIENTS))
            )
    print(len(answered))


# ── Measuring ────────────────────────────────────────────────────────────────────────────────


def visit(
    port: int, path: str = "/", timeout: float = PATIENCE_SECONDS
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer


@contextlib.contextmanager
def running(name: str, folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server of that name that answers, and its port; ended with all its processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, _, threads, letter, extra = parts(name)
    places = {"BENCH_DATA": str(folder), "PYTHONPATH": str(HERE.parent)}
    places["BENCH_SEATS"] = extra if letter == "s" else ""
    places["BENCH_THREADS"] = threads
    server = subprocess.Popen(
        command(name, port),
        env=os.environ | places | {"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=folder,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with contextlib.suppress(OSError, http.client.HTTPException):
                visit(port)
                break
            time.sleep(0.1)
        yield server, port
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@contextlib.contextmanager
def helper(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """This file in another process, as slow or quick clients."""
    line = [sys.executable, str(HERE), *map(str, arguments)]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def bystander(port: int, seconds: float) -> tuple[list[float], int]:
    """Seconds each request of one quick visitor took, and how many failed."""
    times, failures, until = [], 0, time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            failures += visit(port).status != 200
        except (OSError, http.client.HTTPException):
            failures += 1
        times.append(time.monotonic() - began)
        time.sleep(0.05)
    return sorted(times), failures


def processes(group: int) -> list[Path]:
    """Every process of the server: they share the group it was started with."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((path / "stat").read_text().rpartition(")")[2].split()[2]) == group:
                found.append(path)
    return found


def memory_mib(group: int) -> float:
    kib = 0
    for path in processes(group):
        with contextlib.suppress(OSError):  # it ended meanwhile
            kib += int((path / "smaps_rollup").read_text().partition("\nPss:")[2].split()[0])
    return kib / 1024


def cpu_seconds(group: int) -> float:
    stats = [(path / "stat").read_text().rpartition(")")[2].split() for path in processes(group)]
    return sum(int(s[11]) + int(s[12]) for s in stats) / os.sysconf("SC_CLK_TCK")


def measure_slow(name: str, kind: str, seconds: float, folder: Path) -> str:
    with running(name, folder) as (server, port), helper("--slow-clients", kind, port):
        time.sleep(2)
        times, failures = bystander(port, seconds)
        p50, p95 = times[len(times) // 2], times[min(len(times) - 1, len(times) * 95 // 100)]
        return (
            f"{name:<18} {kind:<8} {p50 * 1000:>8.0f} {p95 * 1000:>8.0f} {times[-1] * 1000:>8.0f} "
            f"{failures:>4}/{len(times):<5} {memory_mib(server.pid):>7.0f}"
        )


def measure_quick(name: str, idle: int, seconds: float, folder: Path) -> str:
    with running(name, folder) as (server, port), contextlib.ExitStack() as held:
        for _ in range(idle):
            held.enter_context(socket.create_connection(("127.0.0.1", port)))
        before = cpu_seconds(server.pid)
        with helper("--quick-clients", seconds, port) as clients:
            answered = int(clients.communicate()[0] or 0)
        spent = (cpu_seconds(server.pid) - before) * 1000 / max(1, answered)
        rate, memory = answered / seconds, memory_mib(server.pid)
        return f"{name:<18} {idle:>5} {rate:>10.0f} {spent:>12.2f} {memory:>7.0f}"


# ── Limits ───────────────────────────────────────────────────────────────────────────────────


def head_seconds(port: int) -> str:
    """How long a request may take to tell its headers, a line every TICK_SECONDS."""
    began = time.monotonic()
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)) as sock:
        sock.settimeout(TICK_SECONDS)
        sock.sendall(opening("headers"))
        while time.monotonic() - began < HEAD_SECONDS:
            sock.sendall(b"X-Slow: 1\r\n")
            with contextlib.suppress(TimeoutError):
                sock.recv(4096)
                break
    seconds = time.monotonic() - began
    return f"{seconds:.0f} s" if seconds < HEAD_SECONDS else f"over {HEAD_SECONDS} s"


def head_bytes(port: int) -> str:
    """The longest cookie that was let in."""
    longest = 0
    for size in (1000, 4000, 8000, 16000, 64000, 256000, 1_000_000, 4_000_000):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with (
            contextlib.suppress(OSError, http.client.HTTPException),
            contextlib.closing(connection),
        ):
            connection.request("GET", "/whole", headers={"Cookie": "x" * size})
            longest = size if connection.getresponse().status == 200 else longest
    return f"{longest // 1000} kB"


def body_is_whole(port: int) -> str:
    """Whether the application waits for the body itself: it comes in two halves, 2 s apart."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.putrequest("POST", "/upload")
        connection.putheader("Content-Length", "65536")
        connection.endheaders(b"x" * 32768)
        time.sleep(2)
        connection.send(b"x" * 32768)
        waited: float = json.loads(connection.getresponse().read())["seconds"]
    return "whole" if waited < 1 else "as it comes"


def big_body(port: int, group: int) -> str:
    """Memory that an upload of 256 MiB adds while the application reads it in pieces."""
    before, seen = memory_mib(group), [0.0]
    finished = threading.Event()

    def watch() -> None:
        while not finished.wait(0.02):
            seen.append(memory_mib(group) - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", "/upload", body=bytes(256 << 20))
        status = str(connection.getresponse().status)
    except OSError as error:
        status = type(error).__name__
    finished.set()
    watcher.join()
    return f"{status}, +{max(seen):.0f} MiB"


def stop(server: subprocess.Popen[bytes], port: int) -> str:
    """SIGTERM during a request of 1.5 s, beside an idle connection and a slow upload."""
    idle = socket.create_connection(("127.0.0.1", port))
    slow = socket.create_connection(("127.0.0.1", port))
    slow.sendall(opening("upload") + b"x" * 1000)
    answers: list[str] = []

    def nap() -> None:
        try:
            answers.append(str(visit(port, "/nap").status))
        except (OSError, http.client.HTTPException):
            answers.append("broken")

    napper = threading.Thread(target=nap)
    napper.start()
    time.sleep(0.5)
    began = time.monotonic()
    server.terminate()
    napper.join()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(HEAD_SECONDS)
    ended = time.monotonic() - began
    idle.close()
    slow.close()
    return (
        f"{answers[0]}, {'ended after' if server.returncode is not None else 'over'} {ended:.1f} s"
    )


def measure_limits(name: str, folder: Path) -> str:
    with running(name, folder) as (server, port):
        facts = (head_seconds(port), head_bytes(port), body_is_whole(port))
        return (
            "{:<18} {:>10} {:>8} {:>12}".format(name, *facts)
            + f" {big_body(port, server.pid):>20}   {stop(server, port)}"
        )


# ── The command ──────────────────────────────────────────────────────────────────────────────


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    chip = names[0] if names else platform.machine()
    return f"{chip}, {os.cpu_count()} cores · {platform.system()} · Python {sys.version.split()[0]}"


def installed(name: str) -> bool:
    kind = name.partition("-")[0]
    modules = {"gthread": ["gunicorn"], "gevent": ["gunicorn", "gevent"], "rsgi": ["granian"]}.get(
        kind, [kind]
    )
    return all(importlib.util.find_spec(module) for module in modules)


def show_speed(names: list[str], kinds: list[str], seconds: float, folder: Path) -> None:
    print(f"\nA bystander beside {SLOW_CLIENTS} slow clients, {seconds:g} s each, milliseconds")
    print(f"{'server':<18} {'slow':<8} {'p50':>8} {'p95':>8} {'max':>8} {'failed':>10} {'MiB':>7}")
    for name, kind in itertools.product(names, kinds):
        print(measure_slow(name, kind, seconds, folder), flush=True)
    print(f"\n{QUICK_CLIENTS} quick clients beside idle connections, {seconds:g} s each")
    print(f"{'server':<18} {'idle':>5} {'requests/s':>10} {'CPU ms each':>12} {'MiB':>7}")
    for name, idle in itertools.product(names, (0, 300)):
        print(measure_quick(name, idle, seconds, folder), flush=True)


def show_limits(names: list[str], folder: Path) -> None:
    head = ("server", "head in", "cookie", "body", "256 MiB", "SIGTERM")
    print("\n{:<18} {:>10} {:>8} {:>12} {:>20}   {}".format(*head))
    for name in names:
        print(measure_limits(name, folder), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default=",".join(DEFAULT), help="e.g. granian-2x64,waitress-8")
    parser.add_argument("--kinds", default=",".join(KINDS), help="which slow clients")
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--limits", action="store_true", help="sizes, times and stops instead")
    options = parser.parse_args()
    print(machine())
    names = [name for name in options.only.split(",") if installed(name)]
    if missing := sorted(set(options.only.split(",")) - set(names)):
        print(f"Not installed here and left out: {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        make_data(Path(folder))
        if options.limits:
            show_limits(names, Path(folder))
        else:
            show_speed(
                names, list(filter(None, options.kinds.split(","))), options.seconds, Path(folder)
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--slow-clients", kind, port]:
            asyncio.run(slow_clients(kind, int(port)))
        case ["--quick-clients", seconds, port]:
            asyncio.run(quick_clients(int(port), float(seconds)))
        case ["--waitress", workers, threads, port]:
            serve_waitress(int(workers), int(threads), int(port))
        case _:
            main()

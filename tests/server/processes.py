"""Real processes for tests: started on a free port, asked over sockets, ended in any case."""

import contextlib
import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent.parent
#: What bin/serve tells the allocators of memory.
AS_SERVED = dict(
    re.findall(r"((?:MI)?MALLOC\w+)=\$\{\1:-(\d+)\}", (HOUSE / "bin/serve").read_text())
)
PATIENCE = 90  # seconds for anything that must happen: the machine may be busy


def free_port() -> int:
    """Below those that the system lends to whoever calls out, so nobody takes it meanwhile."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Server:
    """A server of the house on `port`: `process` is the parent of its tree."""

    def __init__(self, line: list[str], port: int, **settings: str) -> None:
        kept = {name: value for name, value in os.environ.items() if "INTRANET" not in name}
        self.port = port
        self.seen: set[int] = set()
        self.process = subprocess.Popen(
            [sys.executable, *line],
            cwd=HOUSE,
            env=kept | {"INTRANET_PORT": str(port), "PYTHONUNBUFFERED": "1"} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pipesize=1 << 20,  # a server that complains much must not wait for its reader
        )

    def get(self, path: str, timeout: float = PATIENCE, **headers: str) -> "Answer":
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.closing(connection):
            told = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=told)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def answers(self, path: str = "/healthz") -> bool:
        try:
            return self.get(path).status < 500
        except (OSError, http.client.HTTPException):
            return False

    def raw(self, *pieces: bytes, wait: float = PATIENCE) -> bytes:
        """What comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            for piece in pieces:
                connection.sendall(piece)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def family(self) -> dict[int, str]:
        """The processes of the tree and their names, the parent not among them."""
        found: dict[int, str] = {}
        waiting = [self.process.pid]
        while waiting:
            with contextlib.suppress(OSError):  # it may end while we look
                for path in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
                    for pid in map(int, path.read_text().split()):
                        found[pid] = Path(f"/proc/{pid}/comm").read_text().strip()
                        waiting.append(pid)
        self.seen |= found.keys()
        return found

    def called(self, name: str) -> set[int]:
        return {pid for pid, other in self.family().items() if other == name}

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Send the signal; the exit code, and the seconds until the end."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(PATIENCE), time.monotonic() - began


class Answer:
    def __init__(self, status: int, headers: Any, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode()


def eventually(is_so: Callable[[], object]) -> bool:
    """Whether it becomes so before the patience ends."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextlib.contextmanager
def running(line: list[str], **settings: str) -> Iterator[Server]:
    """A server; at the end nothing of it is left, whatever the test did."""
    server = Server(line, free_port(), **settings)
    try:
        yield server
    finally:
        server.family()
        server.process.kill()
        for pid in server.seen:  # also those that a broken house has left without a parent
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        server.process.communicate()


def house(instance: Path, *options: str, **settings: str) -> Any:
    """The house itself, on `instance`."""
    line = ["-m", "intranet", *options]
    return running(line, INTRANET_INSTANCE=str(instance), INTRANET_LANGUAGE="en", **settings)

"""What 200 slow uploads at once cost the others: how long a page takes, how much memory goes."""

import asyncio
import contextlib
import json
import os
import random
import re
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from tests.server import nginx
from tests.server.processes import AS_SERVED, eventually
from tests.server.uploading import Client, house_with_slots, people_of
from tests.support.files import pdf
from tests.support.tus import TYPE

UPLOADS = 200
BYTES_PER_SECOND = 64_000
TICK_SECONDS = 0.25
PIECE = 1 << 20  # as the browser's script sends
FILE = 1 << 30  # announced; it does not come to its end
SMALL = pdf(100_000)
WARMING = 5  # pages and small files of each of the people before
SETTLING_SECONDS = 6
VISIT_SECONDS = 0.05  # between two pages of the visitor
PAGE = "/"
SETTINGS = AS_SERVED | {"INTRANET_UPLOAD_QUOTA_MB": "1000000"}
VISITOR = "127.0.0.2"  # nginx counts by address
ROW = "  {:<30}{:>9}{:>9}{:>9}{:>11}{:>11}{:>9}"


def measure(seconds: int = 30) -> Iterator[str]:
    """Lines of the table: the server alone, then behind nginx."""
    kilobytes = BYTES_PER_SECOND // 1000
    yield (
        f"page {PAGE} beside {UPLOADS} uploads of {kilobytes} kB/s "
        "(aims: p95 ≤ 50 ms, ≤ 200 kB an upload)"
    )
    yield ROW.format("", "p50 ms", "p95 ms", "most ms", "kB/upload", "nginx kB", "pieces")
    yield from alone(seconds)
    if nginx.IS_HERE:
        yield from behind_nginx(seconds)
    else:
        yield "  nginx is not installed here"


def alone(seconds: int) -> Iterator[str]:
    """As bin/serve runs it."""
    with folder() as at, house_with_slots(at / "i", **SETTINGS) as server:
        assert eventually(server.answers), server.process.communicate()
        app, people = people_of(at / "i")
        clients = [Client(server, app, person) for person in people]
        told = {"port": server.port, "uploads": begun(clients)}
        yield from compare("alone", clients[0], told, seconds, server.family)


def behind_nginx(seconds: int) -> Iterator[str]:
    """With deploy/nginx.conf before it."""
    with folder() as at, house_with_slots(at / "i", **SETTINGS, **nginx.BEHIND) as server:
        assert eventually(server.answers), server.process.communicate()
        app, people = people_of(at / "i")
        with nginx.nginx_before(server.port, at / "nginx") as proxy:
            clients = [Client(server, app, person) for person in people]
            for client in clients:
                client.headers["Host"] = nginx.NAME
            told = {
                "port": proxy.port,
                "certificate": str(proxy.certificate),
                "uploads": begun(clients),
            }
            clients[0].door = partial(proxy.door, VISITOR)
            yield from compare(
                "behind nginx", clients[0], told, seconds, server.family, proxy.family
            )


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A place for one installation."""
    with tempfile.TemporaryDirectory(
        prefix="bibliokarta-bench-", dir=os.environ.get("TMPDIR")
    ) as name:
        yield Path(name)


def begun(clients: list[Client]) -> list[dict[str, Any]]:
    """Uploads that are announced, in turn by each of the people, straight to the server.

    A page and a small file of each go before, on connections of their own, so to all its
    processes: what they load and keep for the first is no upload's own.
    """
    for client in clients * WARMING:
        assert client.ask("GET", PAGE).status == 200
        path = client.begin(len(SMALL))
        assert client.patch(path, 0, SMALL).status == 204
        client.ask("DELETE", path)
    senders = [clients[number % len(clients)] for number in range(UPLOADS)]
    return [{"path": each.begin(FILE), "headers": each.headers} for each in senders]


def compare(
    name: str,
    visitor: Client,
    told: dict[str, Any],
    seconds: int,
    house: Callable[[], Iterable[int]],
    proxy: Callable[[], Iterable[int]] = list,
) -> Iterator[str]:
    """The page with nobody uploading, then meanwhile; what the memory has grown by at most."""
    visit(visitor, SETTLING_SECONDS)
    times = visit(visitor, seconds)
    before, before_proxy = pss_kb(house()), pss_kb(proxy())
    yield ROW.format(f"{name}, nobody uploads", *milliseconds(times), "", "", "")
    with sending(told) as sender:
        visit(visitor, SETTLING_SECONDS)
        times, grown = [], list[tuple[int, int]]()
        for _part in range(10):  # pieces end all the time: the memory goes up and down
            times += visit(visitor, seconds / 10)
            grown.append((pss_kb(house()) - before, pss_kb(proxy()) - before_proxy))
        assert sender.poll() is None, "the slow uploads have broken"
        sender.terminate()
        pieces = sender.communicate()[0].strip()
    most = [f"{max(each) / UPLOADS:.0f}" for each in zip(*grown, strict=True)]
    yield ROW.format(f"{name}, {UPLOADS} uploads", *milliseconds(times), *most, pieces)


def visit(client: Client, seconds: float) -> list[float]:
    """Seconds each page took a visitor who looks at one after the other."""
    times, until = [], time.monotonic() + seconds
    with contextlib.closing(client.connection()) as connection:
        while time.monotonic() < until:
            began = time.perf_counter()
            connection.request("GET", PAGE, headers=client.headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            times.append(time.perf_counter() - began)
            time.sleep(VISIT_SECONDS)
    return times


def milliseconds(times: list[float]) -> tuple[str, str, str]:
    """Half are below the first, 95 % below the second, all below the third."""
    p95 = statistics.quantiles(times, n=20)[-1]
    half, most = statistics.median(times), max(times)
    return f"{half * 1000:.0f}", f"{p95 * 1000:.0f}", f"{most * 1000:.0f}"


def pss_kb(pids: Iterable[int]) -> int:
    """The share of the memory that these processes have."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):  # it may end while we look
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += sum(map(int, re.findall(r"^Pss:\s+(\d+)", text, re.M)))
    return total


@contextlib.contextmanager
def sending(told: dict[str, Any]) -> Iterator[subprocess.Popen[str]]:
    """The slow clients in a process of their own, which prints how many pieces were promised."""
    process = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdin is not None
        process.stdin.write(f"{json.dumps(told)}\n")
        process.stdin.flush()
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()


# ── The slow clients' own process ────────────────────────────────────────────────────────────


async def send_slowly(told: dict[str, Any], upload: dict[str, Any], address: str) -> None:
    """Piece after piece on one connection, as the line gives it."""
    secret = told.get("certificate")
    named = {"ssl": ssl.create_default_context(cafile=secret), "server_hostname": nginx.NAME}
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", told["port"], local_addr=(address, 0), **(named if secret else {})
    )
    READY.append(address)
    step, at = int(BYTES_PER_SECOND * TICK_SECONDS), 0
    size = random.randrange(PIECE // 16, PIECE)  # so their pieces do not all end at once
    await asyncio.sleep(random.uniform(0, TICK_SECONDS))
    while True:
        headers = upload["headers"] | {
            "Upload-Offset": str(at), "Content-Type": TYPE, "Content-Length": str(size),
        }  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"PATCH {upload['path']} HTTP/1.1\r\n{head}\r\n".encode())
        piece = b"%PDF-1.7\n".ljust(size, b"x")
        for start in range(0, size, step):
            if reader.at_eof() or writer.is_closing():
                told_us = await reader.read(300)
                raise SystemExit(f"{upload['path']} broke at {at + start} of {size}: {told_us!r}")
            writer.write(piece[start : start + step])
            await asyncio.sleep(TICK_SECONDS)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        at, size = at + size, PIECE
        if " 204 " not in answer or f"upload-offset: {at}" not in answer.lower():
            raise SystemExit(answer)
        PROMISED.append(at)


READY: list[str] = []
PROMISED: list[int] = []


async def send_all(told: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    uploads = [
        loop.create_task(send_slowly(told, upload, f"127.0.1.{1 + number}"))
        for number, upload in enumerate(told["uploads"])
    ]
    loop.add_signal_handler(15, lambda: [each.cancel() for each in uploads])
    while len(READY) < len(uploads):
        await asyncio.sleep(TICK_SECONDS)
    print("ready", flush=True)
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*uploads)
    print(len(PROMISED), flush=True)


if __name__ == "__main__":
    asyncio.run(send_all(json.loads(sys.stdin.readline())))

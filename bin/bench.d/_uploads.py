"""One large file by tus beside the same bytes written, synced and hashed by nobody's server."""

import hashlib
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.server.processes import AS_SERVED, Server, eventually
from tests.server.uploading import Client, house_with_slots, people_of
from tests.support.tus import TYPE

MEBIBYTE = 1 << 20
PLAIN, TUS = "plain write + fsync + SHA-256", "tus"


def pieces(size: int, piece: int) -> Iterator[bytes]:
    """`size` bytes that begin as a PDF does and repeat nowhere, at no cost to speak of."""
    block = bytearray(os.urandom(piece))
    for number, at in enumerate(range(0, size, piece)):
        block[:15] = b"%%PDF-1.7 %06d" % number
        yield bytes(block[: min(piece, size - at)])


def plain(folder: Path, size: int, piece: int) -> float:
    """Seconds to write, sync and hash."""
    began, digest = time.perf_counter(), hashlib.sha256()
    path = folder / "plain.bin"
    with path.open("wb", buffering=0) as file:
        for each in pieces(size, piece):
            file.write(each)
            digest.update(each)
        os.fsync(file.fileno())
    digest.hexdigest()
    seconds = time.perf_counter() - began
    path.unlink()
    return seconds


def upload(client: Client, size: int, piece: int) -> float:
    """Seconds from the announcement to the last promise; then it is claimed, by renaming."""
    began = time.perf_counter()
    path = client.begin(size)
    connection = client.connection()
    digest, at = hashlib.sha256(), 0
    for each in pieces(size, piece):
        told = client.headers | {"Upload-Offset": str(at), "Content-Type": TYPE}
        connection.request("PATCH", path, each, told)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 204, answer.status
        at = int(answer.headers["Upload-Offset"])
    seconds = time.perf_counter() - began
    connection.close()
    for each in pieces_again(client, path):
        digest.update(each)
    got = client.claim(path, f"bench-{began}")
    assert got["key"] == digest.hexdigest()
    client.storage.joinpath(got["key"][:2], got["key"]).unlink()
    return seconds


def pieces_again(client: Client, path: str) -> Iterator[bytes]:
    """What lies on the server's disk, for the check."""
    with (client.arrivals / f"{path.rpartition('/')[2]}.part").open("rb") as file:
        while each := file.read(MEBIBYTE):
            yield each


def cpu_seconds(server: Server) -> float:
    """What all processes of the server have used so far."""
    ticks = 0
    for pid in server.family():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(size_mib: int = 1024, piece_mib: int = 4, rounds: int = 3) -> Iterator[str]:
    """Lines of the table: rounds in turn, then the medians and their ratio."""
    size, piece = size_mib * MEBIBYTE, piece_mib * MEBIBYTE
    with tempfile.TemporaryDirectory(
        prefix="bibliokarta-bench-", dir=os.environ.get("TMPDIR")
    ) as at:
        folder = Path(at)
        quota = str(4 * size_mib + 1024)
        settings = AS_SERVED | {"INTRANET_UPLOAD_QUOTA_MB": quota}
        with house_with_slots(folder / "i", **settings) as server:
            assert eventually(server.answers), server.process.communicate()
            app, people = people_of(folder / "i")
            client = Client(server, app, people[0])
            client.storage, client.arrivals = folder / "i" / "files", folder / "i" / "uploads"
            yield f"one file of {size_mib} MiB in pieces of {piece_mib} MiB, MiB/s and CPU ms a MiB"
            found: dict[str, list[float]] = {PLAIN: [], TUS: []}
            spent = dict.fromkeys(found, 0.0)
            for _ in range(rounds):
                began = time.process_time()
                found[PLAIN].append(size_mib / plain(folder, size, piece))
                spent[PLAIN] += time.process_time() - began
                began = cpu_seconds(server)
                found[TUS].append(size_mib / upload(client, size, piece))
                spent[TUS] += cpu_seconds(server) - began
    for name, speeds in found.items():
        shown = ", ".join(f"{speed:.0f}" for speed in speeds)
        cpu = spent[name] * 1000 / size_mib / rounds
        yield f"  {name:<32}{statistics.median(speeds):7.0f}{cpu:8.2f}   ({shown})"
    ratio = statistics.median(found[TUS]) / statistics.median(found[PLAIN])
    yield f"  {'ratio':<32}{ratio:7.0%}   (aim: 60 % or more)"

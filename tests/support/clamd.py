"""A real clamd with one signature of our own, and for where there is none a small one like it."""

import contextlib
import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.files import EICAR

CONF = """Foreground yes
LocalSocket {folder}/clamd.sock
DatabaseDirectory {folder}/db
PidFile {folder}/clamd.pid
TemporaryDirectory {folder}
StreamMaxLength 1M
"""


@contextlib.contextmanager
def real(folder: Path) -> Iterator[str]:
    """The address of Debian's clamd; LookupError when it is not installed or does not start."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    if not Path(program).exists():
        raise LookupError(program)
    (folder / "db").mkdir(parents=True)
    (folder / "db" / "local.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(CONF.format(folder=folder))
    process = subprocess.Popen(
        [program, "-c", str(folder / "clamd.conf"), "-F"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        while not (folder / "clamd.sock").exists():
            if process.poll() is not None or time.monotonic() > until:
                raise LookupError("clamd does not start")
            time.sleep(0.1)
        yield str(folder / "clamd.sock")
    finally:
        process.kill()
        process.wait()


class _Talk(socketserver.StreamRequestHandler):
    """INSTREAM as clamd's manual describes it; a stream over 1 MiB is too large."""

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            return
        heard = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            heard += self.rfile.read(size)
            if len(heard) > 1 << 20:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.wfile.write(b"stream: Eicar-Test FOUND\0" if EICAR in heard else b"stream: OK\0")


@contextlib.contextmanager
def small(_folder: Path) -> Iterator[str]:
    """A small server over the network that speaks the same protocol."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def silent_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"

"""nginx with deploy/nginx.conf before a running server; only names, ports and paths are ours."""

import contextlib
import getpass
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.server.processes import HOUSE, PATIENCE, eventually, free_port

NAME = "intranet.example"  # as in deploy/nginx.conf
#: What the house is told when a proxy stands before it (docs/operating.md).
BEHIND = {"INTRANET_PROXIES": "1", "INTRANET_HTTPS": "1", "INTRANET_TRUSTED_HOSTS": NAME}
IS_HERE = bool(shutil.which("nginx") and shutil.which("openssl"))

#: Around ours: what Debian's own nginx.conf says, and nothing outside the folder.
AROUND = """
user {user};
worker_processes auto;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    access_log off;
    {paths}
    include {folder}/site.conf;
}}
"""


class Nginx:
    """The proxy on `port`; `pid` is its main process."""

    def __init__(self, folder: Path, port: int, pid: int) -> None:
        self.port, self.pid, self.certificate = port, pid, folder / "cert.pem"
        self.trust = ssl.create_default_context(cafile=self.certificate)

    def family(self) -> list[int]:
        """The main process and those that serve."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [self.pid, *map(int, children.split())]

    def door(self, address: str = "127.0.0.1") -> socket.socket:
        """A new connection over TLS from a neighbour at `address`."""
        there = ("127.0.0.1", self.port)
        plain = socket.create_connection(there, PATIENCE, source_address=(address, 0))
        try:
            return self.trust.wrap_socket(plain, server_hostname=NAME)
        except BaseException:
            plain.close()
            raise

    def answers(self) -> bool:
        try:
            self.door().close()
        except OSError:
            return False
        return True


@contextlib.contextmanager
def nginx_before(behind: int, folder: Path) -> Iterator[Nginx]:
    """nginx before port `behind` of this machine, with a certificate of its own making."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _write_settings(behind, folder)
    line = ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    nginx = Nginx(folder, port, process.pid)
    try:
        is_up = eventually(lambda: nginx.answers() or process.poll() is not None)
        assert is_up and process.poll() is None, (folder / "error.log").read_text()
        yield nginx
    finally:
        process.terminate()  # nginx ends at once then, with its workers
        process.wait(PATIENCE)


def _write_settings(behind: int, folder: Path) -> int:
    """Our configuration with other ports and paths; the port that speaks TLS."""
    plain, secret = free_port(), free_port()
    _run(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 "
        f"-subj /CN={NAME} -addext subjectAltName=DNS:{NAME} -keyout key.pem -out cert.pem",
        folder,
    )
    text = (HOUSE / "deploy" / "nginx.conf").read_text()
    for ours, here in (
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{behind};"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen [::]:80;", ""),
        ("listen 443 ssl;", f"listen 127.0.0.1:{secret} ssl;"),
        ("listen [::]:443 ssl;", ""),
        ("/etc/ssl/bibliokarta/fullchain.pem", f"{folder}/cert.pem"),
        ("/etc/ssl/bibliokarta/key.pem", f"{folder}/key.pem"),
    ):
        assert ours in text, ours
        text = text.replace(ours, here)
    (folder / "site.conf").write_text(text)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "\n    ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    around = AROUND.format(user=getpass.getuser(), folder=folder, paths=paths)
    (folder / "nginx.conf").write_text(around)
    return secret


def _run(line: str, folder: Path) -> None:
    subprocess.run(line.split(), cwd=folder, check=True, capture_output=True)

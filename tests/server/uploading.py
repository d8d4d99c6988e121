"""A client of uploads over real connections, with the cookie and the token of a person."""

import contextlib
import http.client
import json
import socket
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from intranet.app import create_app
from intranet.demo import cast
from tests.server.processes import PATIENCE, Server, running
from tests.support.browser import RAW_TOKEN, open_session
from tests.support.tus import TYPE, metadata
from tests.support.upload_page import KIND


def house_with_slots(instance: Path, **settings: str) -> Any:
    """The house with its test slots, on `instance`."""
    line = ["-m", "tests.server.uploads", "--quiet"]
    given = {"INTRANET_INSTANCE": str(instance), "INTRANET_LANGUAGE": "en"} | settings
    return running(line, **given)


def people_of(instance: Path) -> tuple[Flask, list[Any]]:
    """An application on the instance of a running server, and the people of its demo."""
    app = create_app({"INSTANCE": str(instance), "LOG": "critical"})
    with app.app_context():
        return app, cast()


class Client:
    """One person's browser.

    door: makes a connection; without it they go straight to the server.
    """

    def __init__(
        self,
        server: Server,
        app: Flask,
        person: Any,
        door: Callable[[], socket.socket] | None = None,
    ) -> None:
        self.server = server
        self.door = door or (
            lambda: socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
        )
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert signer is not None
        values = {"_user_id": open_session(app, person), "_fresh": True, "csrf_token": RAW_TOKEN}
        token = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self.headers = {
            "Host": f"127.0.0.1:{server.port}",
            "Cookie": f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(values)}",
            "X-CSRFToken": token.dumps(RAW_TOKEN),
            "Tus-Resumable": "1.0.0",
        }

    def ask(
        self, method: str, path: str, body: bytes | None = None, **more: Any
    ) -> http.client.HTTPResponse:
        """A request on a connection of its own; its answer, read."""
        named = {name.replace("_", "-"): str(value) for name, value in more.items()}
        with contextlib.closing(self.connection()) as connection:
            connection.request(method, path, body, self.headers | named)
            answer = connection.getresponse()
            answer.text = answer.read().decode()  # type: ignore[attr-defined]
            return answer

    def connection(self) -> http.client.HTTPConnection:
        """A new one, for several requests."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port)
        connection.sock = self.door()
        return connection

    def begin(self, size: int, name: str = "отчёт.pdf") -> str:
        told = metadata(filename=name, destination=f"{KIND}:1")
        answer = self.ask("POST", "/uploads", b"", Upload_Length=size, Upload_Metadata=told)
        assert answer.status == 201, answer.text
        return answer.headers["Location"]

    def patch(self, path: str, at: int, piece: bytes, **more: Any) -> http.client.HTTPResponse:
        return self.ask("PATCH", path, piece, Upload_Offset=at, Content_Type=TYPE, **more)

    def offset(self, path: str) -> int:
        answer = self.ask("HEAD", path)
        assert answer.status == 200, answer.status
        return int(answer.headers["Upload-Offset"])

    def claim(self, path: str, operation: str) -> Any:
        form = urlencode({"token": path.rpartition("/")[2], "operation": operation})
        kind = "application/x-www-form-urlencoded"
        answer = self.ask("POST", "/test-slots/1/claims", form.encode(), Content_Type=kind)
        assert answer.status == 200, answer.text
        return json.loads(answer.text)

    def half_a_piece(
        self, path: str, at: int, size: int, sent: bytes, **more: Any
    ) -> socket.socket:
        """A connection that announces a piece of `size` bytes and has sent a part of it."""
        told = self.headers | {
            "Upload-Offset": str(at), "Content-Type": TYPE, "Content-Length": str(size),
        } | {name.replace("_", "-"): str(value) for name, value in more.items()}  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        connection = self.door()
        connection.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n".encode() + sent)
        return connection


def part_of(instance: Path, path: str) -> Path:
    """Where the server keeps what came of the upload at `path`."""
    return instance / "uploads" / f"{path.rpartition('/')[2]}.part"


def sha256_header(digest: bytes) -> str:
    return f"sha256 {b64encode(digest).decode()}"

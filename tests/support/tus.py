"""Speaks tus to the application as a script of the browser would."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.test import TestResponse

from intranet.people.session import viewer
from intranet.uploads import destinations
from intranet.uploads.destinations import Destination
from tests.support.browser import Browser

KIND = "test_slot"
TYPE = "application/offset+octet-stream"


@contextmanager
def slot(most_bytes: int = 10_000_000, endings: set[str] | None = None) -> Iterator[None]:
    """Destinations of kind `test_slot`: 1 takes files, 2 only looks so, all others are hidden.

    Of a person called «Elsewhere …» nothing is known there.
    """

    def look(number: int) -> Destination | None:
        if number not in {1, 2} or viewer().name.startswith("Elsewhere"):
            return None
        kinds = {"endings": frozenset(endings)} if endings else {}
        return Destination(KIND, number, most_bytes, may_upload=number == 1, **kinds)

    destinations.register(KIND, look)
    try:
        yield
    finally:
        destinations._looks.pop(KIND)


class Tus:
    """One person's uploads."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def ask(self, method: str, url: str, body: bytes | None = None, **headers: Any) -> TestResponse:
        """A request with the protocol's version and the page's token, unless told otherwise."""
        named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
        told = {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.browser.token} | named
        told = {name: value for name, value in told.items() if value != "None"}
        kind = told.pop("Content-Type", TYPE if body is not None else None)
        return self.browser.client.open(
            url, method=method, data=body, headers=told, content_type=kind
        )

    def begin(
        self,
        size: int,
        name: str = "отчёт.pdf",
        slot: int = 1,
        body: bytes | None = None,
        **more: Any,
    ) -> TestResponse:
        told = metadata(filename=name, destination=f"{KIND}:{slot}")
        return self.ask(
            "POST", "/uploads", body, **{"Upload_Length": size, "Upload_Metadata": told} | more
        )

    def patch(self, url: str, at: int, body: bytes, **headers: Any) -> TestResponse:
        return self.ask("PATCH", url, body, **{"Upload_Offset": at} | headers)

    def offset(self, url: str) -> int:
        return int(self.ask("HEAD", url).headers["Upload-Offset"])

    def send(self, content: bytes, name: str = "отчёт.pdf", piece: int = 1 << 20) -> str:
        """A whole file; its address."""
        url = self.begin(len(content), name).headers["Location"]
        for at in range(0, len(content), piece):
            answer = self.patch(url, at, content[at : at + piece])
            assert answer.status_code == 204, answer.text
        return url


def metadata(**words: str) -> str:
    return ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in words.items())


def checksum(content: bytes, name: str = "sha256") -> str:
    return f"{name} {b64encode(hashlib.new(name, content).digest()).decode()}"


def token_of(url: str) -> str:
    return url.rpartition("/")[2]

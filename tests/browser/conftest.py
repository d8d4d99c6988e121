"""A real server on a real database, and a real Chromium."""

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from waitress import wasyncore
from waitress.server import create_server

from tests.support.browser import RAW_TOKEN, open_session

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
#: What the browser complains about when the server or a broken line has its say, or when a page
#: is left before the fade into it was drawn.
EXPECTED = (
    "422", "409", "403", "404", "507", "ERR_CONNECTION_RESET", "ERR_INTERNET_DISCONNECTED",
    "Transition was aborted",
)  # fmt: skip
#: The network is closed: without these Chromium calls home many times at each start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: How long anything may take on a machine with other work; it only catches what hangs.
MOST = 30_000  # milliseconds
expect.set_options(timeout=MOST)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the application, served by threads for one test."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown()
    server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
    thread.join()  # its own thread closes what it waits for


@pytest.fixture
def visit(app: Flask, site: str, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page as a person; whatever the console complains about fails the test."""
    contexts, complaints = [], []

    def note(kind: str, words: str) -> None:
        if not any(expected in words for expected in EXPECTED):
            complaints.append(f"{kind}: {words}")

    def open_page(path: str, *, as_: Any = None, **options: Any) -> Page:
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "en"} | options
        context = chromium.new_context(**options)
        contexts.append(context)
        if as_ is not None:
            context.add_cookies([cookie(app, as_, site)])
        page = context.new_page()
        page.on("console", lambda m: note("console", m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: note("script", str(error)))
        page.set_default_timeout(MOST)
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints


def cookie(app: Flask, person: Any, site: str) -> dict[str, Any]:
    """The cookie of a signed-in browser."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    values = {"_user_id": open_session(app, person), "_fresh": True, "csrf_token": RAW_TOKEN}
    return {
        "name": app.config["SESSION_COOKIE_NAME"],
        "value": signer.dumps(values),
        "domain": urlsplit(site).hostname,
        "path": "/",
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)

"""Whole pages as they went out: for the same session again while nothing in them changed."""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Flask, Response, current_app, g, request, session

from .kept import Kept
from .web import wants_fragment

#: Bytes kept at most, compressed: a page is ten to twenty thousand of them.
MOST = 3_000_000


def init_app(app: Flask, reader: Callable[[], tuple[Any, ...]]) -> None:
    """Before Compress, so that what is kept is what went out.

    reader: everything that the frame of a page depends on besides its address.
    """
    app.extensions["pages"] = Kept[tuple[bytes, str]](MOST, weigh=lambda kept: len(kept[0]))
    app.extensions["reader"] = reader
    app.after_request(_keep)


def kept_page(*version: Hashable) -> Response | None:
    """This page as it went to this very session, if it was of the same `version`; else None.

    version: all that the page shows besides its frame, the day too where days are shown. Asked
    after the policy. A page with a message on it is shown once, so it is never kept.
    """
    if wants_fragment() or session.get("_flashes"):
        return None
    key = (
        version,
        request.full_path,
        request.script_root,
        request.headers.get("Accept-Encoding"),
        session.get("csrf_token"),
        current_app.extensions["reader"](),
    )
    kept: tuple[bytes, str] | None = current_app.extensions["pages"].get(key)
    if kept is None:
        g.keep_page_as = key
        return None
    body, encoding = kept
    response = current_app.response_class(body, mimetype="text/html")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("HX-Request")
    return response


def _keep(response: Response) -> Response:
    """Keep what `kept_page` was asked for in vain, unless making it has changed the session."""
    key = g.pop("keep_page_as", None)
    if key is not None and response.status_code == 200 and not session.modified:
        encoding = response.headers.get("Content-Encoding", "")
        current_app.extensions["pages"].keep(key, (response.get_data(), encoding))
    return response

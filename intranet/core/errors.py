"""Every error is a page with a sentence; nothing is lost and nothing is given away."""

import structlog
from flask import Flask, flash, g, make_response, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from .actions import Refusal
from .again import send_again
from .db import db
from .web import htmx, out_of_band, refused

log = structlog.get_logger()

PAGES = {403, 404, 409, 413, 422, 429, 500, 503}
#: Words in SQLite's complaints that mean: not now, or no room; try again.
BUSY = ("database is locked", "database is busy")
FULL = ("disk is full", "disk I/O error", "readonly database", "unable to open")


def init_app(app: Flask) -> None:
    """Give every kind of failure its answer."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, _stale_token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _unforeseen)


def answer(status: int, sentence: str = "", **headers: str) -> Response:
    """The page for `status`; for htmx the sentence as a flash, the page left as it was."""
    g.asked_policy = True
    template = f"errors/{status if status in PAGES else 500 if status >= 500 else 422}.html"
    if htmx:
        flash(sentence or _sentence(status), "refusal")
        html = out_of_band(render_template("layouts/_flashes.html"))
        headers["HX-Reswap"] = "none"
    else:
        html = render_template(template, sentence=sentence)
    response = make_response(html, status)
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def _sentence(status: int) -> str:
    sentences = {
        403: _("You may not do this. Ask your administrator for the right."),
        404: _("This page does not exist, or you may not see it."),
        413: _("This is larger than the site accepts. Send a smaller file."),
        429: _("Too many tries. Wait a little and try again."),
        503: _("The site is busy. Nothing is lost: try again in a minute."),
    }
    return sentences.get(status, _("It did not work. Nothing is lost: try again."))


def _http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):
        return Response(status=400)  # a host that is not ours: no page can be made for it
    if error.code is None or error.code < 400:
        return Response(error.get_response().get_data(), error.code)
    if error.code == 405:
        return answer(422, _("This address does not do that."), Allow="GET")
    return answer(error.code)


def _stale_token(_error: CSRFError) -> Response:
    sentence = _("This page was open for too long. Reload it and send again.")
    return send_again() or answer(422, sentence)


def _database(error: OperationalError) -> Response:
    db.session.rollback()
    said = str(error.orig)
    log.error("database", said=said)
    if any(words in said for words in FULL):
        return answer(
            503, _("The server's disk is full. Nothing was changed: tell the administrator.")
        )
    if any(words in said for words in BUSY):
        return answer(503, Retry_After="5")
    return _unforeseen(error)


def _unforeseen(error: Exception) -> Response:
    db.session.rollback()
    log.exception("unforeseen", kind=type(error).__name__, exc_info=error)
    try:
        return answer(500)
    except Exception as another:  # what broke may be what every page needs
        log.exception("no error page", kind=type(another).__name__, exc_info=another)
        return make_response(f"Error 500. {g.get('request_id', '')}", 500)

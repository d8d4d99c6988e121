"""What was sent in vain, because the session had ended, is shown to be sent once more."""

from urllib.parse import urlsplit

from flask import g, make_response, render_template, request
from werkzeug.wrappers import Response

from .web import is_htmx

#: The field that is not held: it belonged to the session that ended.
NEW_EACH_TIME = "csrf_token"


def send_again(*, sign_in: str = "") -> Response | None:
    """A page that holds what this form brought, with a button that sends it.

    sign_in: the address of the sign-in, when that has to come first. None where nothing can be
    held: no plain form of our own page, files (a browser gives them once), or a password.
    """
    if not _is_plain_form() or not any(name != NEW_EACH_TIME for name in request.form):
        return None
    g.asked_policy = True
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != NEW_EACH_TIME]
    return make_response(render_template("errors/again.html", fields=fields, sign_in=sign_in), 422)


def _is_plain_form() -> bool:
    sent_from = urlsplit(request.headers.get("Origin") or "").netloc
    has_secret = any("password" in name for name in request.form)
    has_files = any(file.filename for file in request.files.values())  # an empty field is no file
    return sent_from == request.host and not (is_htmx() or has_files or has_secret)

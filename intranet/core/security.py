"""What holds for every request: forged ones refused, unasked policies refused, headers set."""

from functools import lru_cache
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, abort, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import URLSafeTimedSerializer
from werkzeug.middleware.proxy_fix import ProxyFix

csrf = CSRFProtect()
log = structlog.get_logger()

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def init_app(app: Flask) -> None:
    """Guard every request of `app`."""
    csrf.init_app(app)
    app.add_template_global(csrf_token, "csrf_token")
    app.before_request(refuse_foreign_origin)
    app.after_request(refuse_unasked)
    app.after_request(set_headers)
    if hops := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def refuse_foreign_origin() -> None:
    """A write that says it comes from another site is refused even with a token."""
    origin = request.headers.get("Origin")
    if request.method in SAFE_METHODS or origin is None:
        return
    if urlsplit(origin).netloc != request.host:
        abort(403)


def csrf_token() -> str:
    """The token for forms of this session: the library's own, but signed once and not anew.

    A token lives as long as its session, so that parts of pages with it can be kept.
    """
    if "csrf_token" in session and "csrf_token" not in g:
        g.csrf_token = _signed(str(current_app.secret_key), session["csrf_token"])
    return str(generate_csrf())


@lru_cache(maxsize=2000)
def _signed(secret_key: str, token: str) -> str:
    return str(URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token").dumps(token))


def refuse_unasked(response: Response) -> Response:
    """An answer whose view asked no policy is never given: forgetting is refused, not open."""
    asked = g.get("asked_policy")
    if asked or response.status_code >= 300 or request.endpoint in {None, "static"}:
        return response
    log.error("no policy asked", endpoint=request.endpoint)
    g.asked_policy = True  # for the error page itself
    abort(500)


def set_headers(response: Response) -> Response:
    """Content policy and its companions; personal pages are not kept by anybody."""
    own = {name.lower() for name, _value in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in own:
            response.headers.add(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    response.vary.add("Cookie")
    return response

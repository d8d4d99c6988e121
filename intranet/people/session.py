"""Who is here: the cookie's token, the session behind it, the viewer."""

from collections import OrderedDict
from datetime import timedelta
from threading import Lock
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, current_app, g, make_response, request, url_for
from flask_login import LoginManager, current_user
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response

from ..core import clock
from ..core.again import send_again
from ..core.web import go, is_htmx, own_address
from . import actions, queries
from .models import Person, RoleKind, Seat, SignIn, Viewer

manager = LoginManager()

#: Addresses that strangers reach. Everything else asks for a sign-in first.
PUBLIC = {
    "health.alive",
    "health.ready",
    "people.sign_in",
    "people.forgotten",
    "people.first_run",
    "people.one_time",
    "people.look",
}
#: A session's last use is written down at most so often.
FORGETFUL = timedelta(minutes=5)


class Viewers:
    """The viewers this process has met lately, each valid for one stamp of the person."""

    MOST = 2000

    def __init__(self) -> None:
        self._known: OrderedDict[int, Viewer] = OrderedDict()
        self._lock = Lock()

    def of(self, person_id: int, stamp: int) -> Viewer | None:
        """The viewer as known, if nothing about the person changed since; else read afresh."""
        known = self._known.get(person_id)
        if known is not None and known.stamp == stamp:
            return known
        person = queries.person(person_id)
        if person is None:
            return None
        with self._lock:
            self._known[person_id] = known = view_of(person)
            while len(self._known) > self.MOST:
                self._known.popitem(last=False)
        return known


def init_app(app: Flask) -> None:
    """Have every request know its viewer, and keep strangers out of all but a few addresses."""
    app.extensions["viewers"] = Viewers()
    manager.init_app(app)
    manager.session_protection = None  # a session dies in our table, not by a changed address
    manager.user_loader(load)
    app.before_request(require_sign_in)


def load(token: str) -> Viewer | None:
    """The viewer behind the cookie's token; None when the session is over in any way."""
    row = queries.session(actions.token_hash(token))
    if row is None or not row.is_active:
        return None
    now = clock.now()
    if now - row.began_at > timedelta(hours=current_app.config["SESSION_HOURS"]):
        return None
    if now - row.seen_at > timedelta(hours=current_app.config["IDLE_HOURS"]):
        return None
    g.sign_in_id = row.id
    g.person_id = row.person_id
    g.proved_at = row.proved_at
    g.is_sign_in_stale = now - row.seen_at > FORGETFUL
    viewers: Viewers = current_app.extensions["viewers"]
    return viewers.of(row.person_id, row.stamp)


def view_of(person: Person, *, token: str = "") -> Viewer:
    """`person` as requests and policies know it; `token` only where a session begins."""
    seats = tuple(
        Seat(RoleKind(role.kind), role.organisation_id, role.organisation.path)
        for role in person.roles
    )
    return Viewer(
        id=person.id,
        name=person.name,
        post=person.post,
        organisation_id=person.organisation_id,
        organisation_path=person.organisation.path,
        organisation_name=person.organisation.short_name,
        zone=person.organisation.time_zone,
        stamp=person.stamp,
        seats=seats,
        token=token,
    )


def viewer() -> Viewer:
    """Who is looking. Only behind `require_sign_in`, so there always is somebody."""
    return cast(Viewer, current_user._get_current_object())


def stranger_or_viewer() -> Viewer | None:
    """Who is looking, or None for a stranger."""
    return viewer() if current_user.is_authenticated else None


def require_sign_in() -> Response | None:
    """Strangers reach public addresses only; everything else leads to the sign-in and back."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception  # called by a name that is not ours: no address can be made
    if request.endpoint in PUBLIC or request.endpoint == "static":
        return None
    if current_user.is_authenticated:
        if g.get("is_sign_in_stale"):
            actions.notice_use(g.sign_in_id)
        return None
    g.asked_policy = True
    url = url_for("people.sign_in", next=_way_back())
    if is_htmx() or "Tus-Resumable" in request.headers:  # a script: it would not notice
        answer = make_response("", 401)
        answer.headers["HX-Redirect"] = url
        return answer
    return send_again(sign_in=url_for("people.sign_in", next="/")) or go(url)


def _way_back() -> str | None:
    """The page to which the person returns after signing in: the one they were looking at."""
    if request.method in {"GET", "HEAD"} and not is_htmx():
        return request.full_path.rstrip("?")
    seen = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if seen.netloc != request.host:
        return None
    return own_address(f"{seen.path}?{seen.query}".rstrip("?"), "/")


def unproved(back: str) -> Response | None:
    """The way to the page that asks for the password again, when it was typed long ago.

    Asked before deeds that hand out rights. `back`: where the person repeats the deed.
    """
    if clock.now() - g.proved_at < SignIn.FRESH:
        return None
    return go(url_for("people.proof", next=back))

"""The door: sign in and out, the first run, one-time links, the look of the site."""

from typing import Any

from flask import current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from ...core import clock
from ...core.actions import Refusal
from ...core.i18n import COOKIE as LANGUAGE_COOKIE
from ...core.i18n import LANGUAGES
from ...core.web import allow, found, go, own_address, page
from .. import actions, looks, queries
from ..forms import FirstRunForm, NewPasswordForm, SignInForm
from ..models import Kind, Person, RoleKind
from ..session import stranger_or_viewer, view_of, viewer
from . import bp

YEAR = 365 * 24 * 3600  # seconds


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response:
    """Name and password; afterwards back to the page that was asked for."""
    allow(True)
    if queries.is_empty():
        return go(url_for(".first_run"))
    form, status, back = SignInForm(), 200, _back()
    if stranger_or_viewer() and not form.is_submitted():
        return go(back)
    if form.validate_on_submit():
        try:
            token = actions.sign_in(
                form.login.data, form.password.data, **_browser(), instead_of=g.get("sign_in_id")
            )
            if token:
                return _enter(queries.person_of_login(form.login.data), token, back)
            form.password.errors = [_("The login or the password is wrong.")]
        except actions.TooSoon as refusal:
            form.refuse(refusal, "password")
            status = refusal.status
    if form.errors and status == 200:
        status = 422
    return page(
        "people/sign_in.html",
        fragment="people/_sign_in_form.html",
        form=form,
        back=back,
        status=status,
    )


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this session, or with `everywhere` all of them."""
    allow(True)
    person = found(queries.person(viewer().id))
    only = None if "everywhere" in request.form else g.sign_in_id
    actions.sign_out(person, sign_in_id=only, by=viewer())
    logout_user()
    _empty(person)
    return go(url_for(".sign_in"), _("You have signed out."))


@bp.route("/first-run", methods=["GET", "POST"])
def first_run() -> Response:
    """On an empty installation: the first administrator and the organisation they work in."""
    allow(queries.is_empty())
    form = FirstRunForm(time_zone=current_app.config["TIME_ZONE"])
    if form.validate_on_submit():
        try:
            person = _found_house(form)
        except Refusal as refusal:
            form.refuse(refusal, "time_zone" if form.time_zone.data in str(refusal) else "password")
        else:
            token = actions.begin_session(person, **_browser())
            return _enter(person, token, "/")
    status = 422 if form.is_submitted() else 200
    return page(
        "people/first_run.html", fragment="people/_first_run_form.html", form=form, status=status
    )


@bp.route("/link/<token>", methods=["GET", "POST"])
def one_time(token: str) -> Response:
    """Set a password with a one-time link; a used or old link is a missing page."""
    link = queries.one_time_link(actions.token_hash(token))
    allow(True)
    link = found(link if link and link.is_open(clock.now()) else None)
    person = found(queries.person(link.person_id))
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            person = actions.use_link(link, password=form.password.data)
        except Refusal as refusal:
            form.refuse(refusal, "password")
        else:
            return _enter(person, actions.begin_session(person, **_browser()), "/")
    status = 422 if form.is_submitted() else 200
    return page(
        "people/one_time.html",
        fragment="people/_password_form.html",
        form=form,
        person=person,
        url=url_for(".one_time", token=token),
        status=status,
    )


@bp.get("/forgotten")
def forgotten() -> Response:
    """Whom to ask for a one-time link; nothing is asked and nothing is told about anybody."""
    allow(True)
    return page("people/forgotten.html")


@bp.get("/look")
def look() -> Response:
    """Choose theme, low-vision version, size or language; kept by this browser."""
    allow(True)
    wishes = request.args.to_dict()
    answer = redirect(own_address(wishes.get("next"), "/"), 303)
    _dress(answer, str(looks.changed(looks.current(), wishes)), wishes.get("language"))
    return answer


def _back() -> str:
    """Where to go after the sign-in: a path of this site, and not the door itself."""
    back = own_address(request.args.get("next"), "/")
    door = (url_for(".sign_in"), url_for(".sign_out"), url_for(".first_run"))
    return "/" if back.partition("?")[0] in door else back


def _browser() -> dict[str, Any]:
    return {
        "address": request.remote_addr or "",
        "agent": request.headers.get("User-Agent", ""),
    }


def _enter(person: Person | None, token: str, url: str) -> Response:
    """Give the browser a fresh cookie: the session's token, and what `_empty` leaves."""
    person = found(person)
    _empty(person)
    login_user(view_of(person, token=token))
    answer = go(url)
    if person.look is not None:
        _dress(answer, person.look, person.language)
    return answer


def _empty(person: Person) -> None:
    """Empty the cookie, but let forms this person opened before be sent: pages promise it."""
    form_token = session.get("csrf_token") if session.get("of") == person.id else None
    session.clear()
    session["of"] = person.id
    if form_token:
        session["csrf_token"] = form_token


def _dress(answer: Response, look: str, language: str | None) -> None:
    """Have the browser keep a look and a language."""
    answer.set_cookie(looks.COOKIE, look, max_age=YEAR, samesite="Lax", httponly=True)
    if language in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="Lax")


def _found_house(form: FirstRunForm) -> Person:
    return actions.found_house(
        kind=Kind.DISTRICT,
        role=RoleKind.ADMINISTRATOR,
        **{
            name: form.values[name]
            for name in ("organisation", "time_zone", "name", "login", "password")
        },
    )

"""One's own account: profile, data, password, open sessions, proof of being oneself."""

from flask import g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.i18n import language
from ...core.web import allow, found, go, own_address, page
from .. import actions, looks, passwords, queries
from ..forms import OwnDataForm, OwnPasswordForm, ProofForm
from ..models import Person
from ..session import viewer
from . import bp


@bp.get("/profile")
def profile() -> Response:
    """Who one is here, where one is signed in, how the site looks."""
    allow(True)
    person = _own()
    return page(
        "people/profile.html",
        person=person,
        sign_ins=queries.sign_ins(person.id),
        sign_in_id=g.sign_in_id,
        is_kept=(person.look, person.language) == (str(looks.current()), language()),
    )


@bp.route("/profile/data", methods=["GET", "POST"])
def own_data() -> Response:
    """Change what everybody may say about themselves."""
    allow(True)
    person = _own()
    form = OwnDataForm(obj=person)
    if form.validate_on_submit():
        actions.change_own_data(person, **form.values)
        return go(url_for(".profile"), _("The changes are kept."))
    status = 422 if form.is_submitted() else 200
    return page(
        "people/own_data.html", fragment="people/_own_data_form.html", form=form, status=status
    )


@bp.post("/profile/look")
def keep_look() -> Response:
    """Have every browser in which one signs in look as this one, or with `forget` no longer."""
    allow(True)
    person = _own()
    if "forget" in request.form:
        actions.keep_look(person, look=None, language=None)
        return go(url_for(".profile"), _("Each browser has its own look again."))
    actions.keep_look(person, look=str(looks.current()), language=language())
    return go(url_for(".profile"), _("The site will look like this wherever you sign in."))


@bp.route("/profile/password", methods=["GET", "POST"])
def password() -> Response:
    """Change one's own password; every other session ends."""
    allow(True)
    person, form = _own(), OwnPasswordForm()
    if form.validate_on_submit():
        if not passwords.matches(form.present.data, person.password_hash)[0]:
            form.present.errors = [_("This is not your present password.")]
        elif _is_changed(person, form):
            words = _("The password is changed. All other sessions have ended.")
            return go(url_for(".profile"), words)
    return page(
        "people/password.html",
        fragment="people/_password_form.html",
        form=form,
        url=url_for(".password"),
        status=422 if form.errors else 200,
    )


@bp.route("/profile/proof", methods=["GET", "POST"])
def proof() -> Response:
    """Type the password again, before something that hands out rights."""
    allow(True)
    form, status = ProofForm(), 200
    back = own_address(request.args.get("next"), url_for(".profile"))
    if form.validate_on_submit():
        try:
            if _is_proved(form):
                return go(back, _("Thank you. Repeat what you wanted to do."))
        except actions.TooSoon as refusal:
            form.refuse(refusal, "password")
            status = refusal.status
    if form.errors and status == 200:
        status = 422
    return page(
        "people/proof.html",
        fragment="people/_proof_form.html",
        form=form,
        back=back,
        status=status,
    )


@bp.post("/profile/sessions/<int:sign_in_id>/end")
def end_session(sign_in_id: int) -> Response:
    """End one of one's own sessions; another person's is a missing page."""
    allow(True)
    own = {session.id for session in queries.sign_ins(viewer().id)}
    found(sign_in_id if sign_in_id in own else None)
    actions.sign_out(_own(), sign_in_id=sign_in_id, by=viewer())
    return go(url_for(".profile"), _("The session has ended."))


def _own() -> Person:
    return found(queries.person(viewer().id))


def _is_changed(person: Person, form: OwnPasswordForm) -> bool:
    try:
        actions.change_password(
            person, password=form.password.data, keep_sign_in_id=g.sign_in_id, by=viewer()
        )
    except Refusal as refusal:
        form.refuse(refusal, "password")
        return False
    return True


def _is_proved(form: ProofForm) -> bool:
    """Whether the password was right; wrong ones cost pauses just as at the door."""
    address = request.remote_addr or ""
    right = actions.prove(_own(), form.password.data, sign_in_id=g.sign_in_id, address=address)
    if not right:
        form.password.errors = [_("The password is wrong.")]
    return right

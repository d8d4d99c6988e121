"""People: the list, one's page, adding and changing, closing and opening accounts."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import activity
from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from .. import actions, policy, queries
from ..forms import NewPersonForm, PersonForm, RoleForm
from ..models import Organisation, Person, RoleKind
from ..session import unproved, viewer
from . import bp
from .lists import Listing
from .places import place_named
from .words import choices_of_roles

STATES = ("active", "invited", "closed")
FILTERS = {"q": (), "role": tuple(RoleKind), "organisation": (), "state": STATES}


@bp.get("/people")
def people() -> Response:
    """Everybody whom the viewer administers. `?q=` and the filters narrow the list."""
    allow(policy.may_administer(viewer()))
    listing = Listing.of(filters=FILTERS, sorts=("name", "organisation"))
    paths, wanted = policy.administered(viewer()), listing.filters
    shown, total = queries.people_page(
        paths,
        text=wanted["q"],
        role=wanted["role"],
        organisation=wanted["organisation"],
        state=wanted["state"],
        sort=listing.sort,
        descending=listing.is_descending,
        page=listing.page,
    )
    return page(
        "people/people.html",
        fragment="people/_people.html",
        people=shown,
        total=total,
        listing=listing,
        organisations=queries.organisations_within(paths),
        roles=choices_of_roles(),
        may_import=policy.may_import(viewer(), "people"),
    )


@bp.get("/people/<int:person_id>")
def person(person_id: int) -> Response:
    """Who this is; for those who administer the person also roles, deeds and history."""
    person = person_seen(person_id)
    allow(policy.may_see_person(viewer(), person))
    may_administer = policy.may_administer_person(viewer(), person)
    return page(
        "people/person.html",
        person=person,
        may_administer=may_administer,
        may_change_roles=may_administer,
        removable=[r for r in person.roles if may_take(person, r.id)],
        sign_ins=queries.sign_ins(person_id) if may_administer else [],
        history=activity.about(person, limit=30) if may_administer else [],
        organisations=organisations_to_choose() if may_administer else [],
        role_form=RoleForm(organisation=person.organisation.short_name).offer(
            policy.roles_to_give(viewer())
        ),
    )


@bp.route("/people/new", methods=["GET", "POST"])
def new_person() -> Response:
    """A new account without a password: a one-time link is made on the person's page."""
    allow(policy.may_administer(viewer()))
    form = NewPersonForm().offer(policy.roles_to_give(viewer()))
    if form.validate_on_submit():
        try:
            person = _add(form)
        except Refusal as refusal:
            form.refuse(refusal, _field_of(refusal, form))
        else:
            return go(url_for(".person", person_id=person.id), _("The person is added."))
    return _form_page("people/new_person.html", form)


@bp.route("/people/<int:person_id>/data", methods=["GET", "POST"])
def person_data(person_id: int) -> Response:
    """Change what is known about a person."""
    person = person_administered(person_id)
    form = PersonForm(obj=person)
    if form.validate_on_submit():
        try:
            _change(person, form)
        except Refusal as refusal:
            form.refuse(refusal, _field_of(refusal, form))
        else:
            return go(url_for(".person", person_id=person_id), _("The changes are kept."))
    return _form_page("people/person_data.html", form, person=person)


@bp.post("/people/<int:person_id>/closing")
def closing(person_id: int) -> Response:
    """Close the account: every session ends at once."""
    person = person_administered(person_id)
    allow(person.id != viewer().id)
    actions.deactivate(person, by=viewer())
    return go(url_for(".person", person_id=person_id), _("The account is closed."))


@bp.post("/people/<int:person_id>/opening")
def opening(person_id: int) -> Response:
    """Open a closed account again."""
    person = person_administered(person_id)
    if answer := unproved(url_for(".person", person_id=person_id)):
        return answer
    actions.reactivate(person, by=viewer())
    return go(url_for(".person", person_id=person_id), _("The account is open again."))


@bp.post("/people/<int:person_id>/sessions/end")
def end_sessions(person_id: int) -> Response:
    """End all sessions of a person, say of a lost laptop."""
    person = person_administered(person_id)
    actions.sign_out(person, sign_in_id=None, by=viewer())
    return go(url_for(".person", person_id=person_id), _("All sessions have ended."))


def person_seen(person_id: int) -> Person:
    """The person of the address, if the viewer may know of them; else a missing page."""
    person = found(queries.person(person_id))
    may_see = policy.may_see_person(viewer(), person)
    return found(person if may_see else None)


def person_administered(person_id: int) -> Person:
    """The person of the address, if the viewer may see and administer them."""
    person = person_seen(person_id)
    allow(policy.may_administer_person(viewer(), person))
    return person


def may_take(person: Person, role_id: int) -> bool:
    """Whether the viewer may take this role from this person."""
    me = viewer()
    if me.id == person.id and not me.is_administrator:
        return False
    role = next((each for each in person.roles if each.id == role_id), None)
    return role is not None and policy.may_appoint(me, RoleKind(role.kind), role.organisation)


def organisations_to_choose() -> Sequence[Organisation]:
    """What a field that names an organisation offers."""
    return queries.organisations_within(policy.administered(viewer()))


def _add(form: NewPersonForm) -> Person:
    values = form.values
    place = place_named(values.pop("organisation"), lambda o: policy.may_place(viewer(), o))
    role = values.pop("role")
    if role:
        allow(policy.may_appoint(viewer(), RoleKind(role), place))
    roles = ((RoleKind(role), place),) if role else ()
    return actions.add_person(**values, organisation=place, roles=roles, by=viewer())


def _change(person: Person, form: PersonForm) -> None:
    values = form.values
    name = values.pop("organisation")
    is_same = name == person.organisation.short_name
    place = (
        person.organisation
        if is_same
        else place_named(name, lambda o: policy.may_place(viewer(), o))
    )
    actions.change_person(person, **values, organisation=place, by=viewer())


def _field_of(refusal: Refusal, form: PersonForm) -> str:
    """The field that a refusal is about: the one whose text it repeats."""
    is_about_login = form.login.data and f"“{form.login.data}”" in str(refusal)
    return "login" if is_about_login or f"«{form.login.data}»" in str(refusal) else "organisation"


def _form_page(template: str, form: PersonForm, **context: Any) -> Response:
    return page(
        template,
        fragment="people/_person_form.html",
        form=form,
        status=422 if form.errors else 200,
        organisations=organisations_to_choose(),
        **context,
    )

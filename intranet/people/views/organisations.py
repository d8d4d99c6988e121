"""Organisations: the list, the tree, one's page, adding and changing, closing and opening."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import activity
from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from .. import actions, policy, queries
from ..forms import OrganisationForm
from ..models import Kind, Organisation
from ..session import viewer
from . import bp
from .lists import Listing
from .places import place_named
from .words import choices_of_kinds

FILTERS = {"q": (), "kind": tuple(Kind), "state": ("open", "closed")}


@bp.get("/organisations")
def organisations() -> Response:
    """The organisations of those whom the viewer administers, as a list."""
    allow(policy.may_administer(viewer()))
    listing = Listing.of(filters=FILTERS, sorts=("name", "kind", "people"))
    shown, total = queries.organisation_page(
        policy.administered(viewer()),
        text=listing.filters["q"],
        kind=listing.filters["kind"],
        state=listing.filters["state"],
        sort=listing.sort,
        descending=listing.is_descending,
        page=listing.page,
    )
    return page(
        "people/organisations.html",
        fragment="people/_organisations.html",
        shown=shown,
        total=total,
        listing=listing,
        kinds=choices_of_kinds(),
        may_keep=policy.may_keep_organisations(viewer()),
    )


@bp.get("/organisations/tree")
def organisation_tree() -> Response:
    """The same as a tree, each branch to be opened and closed."""
    allow(policy.may_administer(viewer()))
    return page(
        "people/organisation_tree.html",
        tree=queries.tree(policy.administered(viewer())),
        may_keep=policy.may_keep_organisations(viewer()),
    )


@bp.get("/organisations/<int:organisation_id>")
def organisation(organisation_id: int) -> Response:
    """One organisation: its names, what is below it, its history."""
    organisation = _seen(organisation_id)
    allow(True)
    may_keep = policy.may_keep_organisation(viewer(), organisation)
    return page(
        "people/organisation.html",
        organisation=organisation,
        children=queries.children(organisation),
        may_see_parent=policy.may_see_parent(viewer(), organisation),
        may_keep=may_keep,
        may_move=policy.may_move(viewer(), organisation),
        may_administer=policy.may_administer(viewer()),
        may_add_people=policy.may_place(viewer(), organisation),
        history=activity.about(organisation, limit=30) if may_keep else [],
    )


@bp.route("/organisations/new", methods=["GET", "POST"])
def new_organisation() -> Response:
    """A new organisation, below one that the viewer keeps."""
    allow(policy.may_keep_organisations(viewer()))
    form = OrganisationForm(kind=Kind.SCHOOL, parent=viewer().organisation_name)
    if form.validate_on_submit():
        try:
            organisation = _add(form)
        except Refusal as refusal:
            form.refuse(refusal, _field_of(refusal, form))
        else:
            url = url_for(".organisation", organisation_id=organisation.id)
            return go(url, _("The organisation is added."))
    return _form_page("people/new_organisation.html", form)


@bp.route("/organisations/<int:organisation_id>/data", methods=["GET", "POST"])
def organisation_data(organisation_id: int) -> Response:
    """Rename, move in the tree, teach other names."""
    organisation = _kept(organisation_id)
    form = _filled(organisation)
    if form.validate_on_submit():
        try:
            _change(organisation, form)
        except Refusal as refusal:
            form.refuse(refusal, _field_of(refusal, form))
        else:
            url = url_for(".organisation", organisation_id=organisation_id)
            return go(url, _("The changes are kept."))
    return _form_page("people/organisation_data.html", form, organisation=organisation)


@bp.post("/organisations/<int:organisation_id>/closing")
def organisation_closing(organisation_id: int) -> Response:
    """The organisation is at work no more."""
    organisation = _kept(organisation_id)
    allow(policy.may_move(viewer(), organisation))
    actions.close_organisation(organisation, by=viewer())
    url = url_for(".organisation", organisation_id=organisation_id)
    return go(url, _("The organisation is closed."))


@bp.post("/organisations/<int:organisation_id>/opening")
def organisation_opening(organisation_id: int) -> Response:
    """A closed organisation is at work again."""
    organisation = _kept(organisation_id)
    allow(policy.may_move(viewer(), organisation))
    actions.reopen_organisation(organisation, by=viewer())
    url = url_for(".organisation", organisation_id=organisation_id)
    return go(url, _("The organisation is open again."))


def _seen(organisation_id: int) -> Organisation:
    organisation = found(queries.organisation(organisation_id))
    return found(organisation if policy.may_see_organisation(viewer(), organisation) else None)


def _kept(organisation_id: int) -> Organisation:
    organisation = _seen(organisation_id)
    allow(policy.may_keep_organisation(viewer(), organisation))
    return organisation


def _parent(name: str) -> Organisation | None:
    """The superior that the form names, one below which the viewer may add; empty: the top."""
    if not name.strip():
        allow(policy.may_add_below(viewer(), None))
        return None
    return place_named(name, lambda o: policy.may_add_below(viewer(), o))


def _add(form: OrganisationForm) -> Organisation:
    if form.time_zone.data:
        actions.check_zone(form.time_zone.data)
    return actions.add_organisation(
        kind=form.kind.data,
        name=form.name.data,
        short_name=form.short_name.data or "",
        parent=_parent(form.parent.data or ""),
        time_zone=form.time_zone.data or "",
        aliases=form.lines,
        by=viewer(),
    )


def _change(organisation: Organisation, form: OrganisationForm) -> None:
    """Both deeds of the form; the place in the tree first, for it is refused more often."""
    zone = form.time_zone.data or organisation.time_zone
    actions.check_zone(zone)
    former = organisation.parent.short_name if organisation.parent else ""
    if (form.parent.data or "").strip() != former:
        allow(policy.may_move(viewer(), organisation))
        parent = _parent(form.parent.data or "")
        actions.move_organisation(organisation, parent=parent, by=viewer())
    actions.change_organisation(
        organisation,
        kind=form.kind.data,
        name=form.name.data,
        short_name=form.short_name.data or "",
        time_zone=zone,
        aliases=form.lines,
        by=viewer(),
    )


def _filled(organisation: Organisation) -> OrganisationForm:
    own = {organisation.name, organisation.short_name}
    return OrganisationForm(
        kind=organisation.kind,
        name=organisation.name,
        short_name=organisation.short_name,
        parent=organisation.parent.short_name if organisation.parent else "",
        time_zone=organisation.time_zone,
        aliases="\n".join(a.text for a in organisation.aliases if a.text not in own),
    )


def _field_of(refusal: Refusal, form: OrganisationForm) -> str:
    """The field that a refusal is about: the one whose text it repeats, else the superior."""
    for name in ("time_zone", "short_name", "name"):
        text = (form[name].data or "").strip()
        if text and any(f"{a}{text}{b}" in str(refusal) for a, b in ("“”", "«»")):
            return name
    return "aliases" if any(line in str(refusal) for line in form.lines) else "parent"


def _form_page(template: str, form: OrganisationForm, **context: Any) -> Response:
    return page(
        template,
        fragment="people/_organisation_form.html",
        form=form,
        status=422 if form.errors else 200,
        organisations=queries.organisations_within(policy.kept(viewer())),
        **context,
    )

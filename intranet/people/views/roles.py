"""Roles of a person: given and taken."""

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.web import allow, found, go
from .. import actions, policy
from ..forms import RoleForm
from ..models import RoleKind
from ..session import unproved, viewer
from . import bp
from .persons import may_take, person_administered
from .places import place_named


@bp.post("/people/<int:person_id>/roles")
def roles(person_id: int) -> Response:
    """Give a role. Nobody gives one beyond the own rights, nor any to themselves."""
    person = person_administered(person_id)
    form, back = RoleForm().offer(list(RoleKind)), url_for(".person", person_id=person_id)
    if not form.validate():
        raise Refusal(_("Choose a role and an organisation."))
    place = place_named(form.organisation.data, lambda o: policy.may_see_organisation(viewer(), o))
    kind = RoleKind(form.kind.data)
    allow(policy.may_appoint(viewer(), kind, place))
    if answer := unproved(back):
        return answer
    actions.give_role(person, kind=kind, organisation=place, by=viewer())
    return go(back, _("The role is given."))


@bp.post("/people/<int:person_id>/roles/<int:role_id>/removal")
def role_removal(person_id: int, role_id: int) -> Response:
    """Take a role away."""
    person = person_administered(person_id)
    role = found(next((each for each in person.roles if each.id == role_id), None))
    allow(may_take(person, role_id))
    back = url_for(".person", person_id=person_id)
    if answer := unproved(back):
        return answer
    actions.take_role(person, role=role, by=viewer())
    return go(back, _("The role is taken away."))

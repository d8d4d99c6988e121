"""Accounts: added, changed, given roles, closed."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from .. import events, passwords, queries
from ..models import Organisation, Person, Role, RoleKind, SignIn, folded
from .links import kill_links


@action
def add_person(
    *,
    login: str,
    name: str,
    organisation: Organisation,
    roles: tuple[tuple[RoleKind, Organisation], ...] = (),
    post: str = "",
    email: str = "",
    password: str | None = None,
    by: Actor | None,
) -> Person:
    """Give somebody an account. Without `password` a one-time link must follow.

    Refuses a login that is taken, and a closed organisation.
    """
    if queries.person_of_login(login):
        raise _taken(login)
    _refuse_closed(organisation)
    person = new_person(
        login=login, name=name, organisation=organisation, roles=roles, post=post, email=email
    )
    if password is not None:
        passwords.check(password, login=login)
        person.password_hash = passwords.hashed(password)
    db.session.add(person)
    emit(events.PersonAdded(subject=person, actor=by))
    return person


def new_person(
    *,
    login: str,
    name: str,
    organisation: Organisation,
    roles: tuple[tuple[RoleKind, Organisation], ...],
    post: str,
    email: str,
) -> Person:
    """An account that is not in the database yet, texts tidied, without a password."""
    return Person(
        login=login.strip(),
        login_folded=folded(login),
        name=" ".join(name.split()),
        post=" ".join(post.split()),
        email=email.strip(),
        organisation=organisation,
        password_hash=None,
        stamp=1,
        roles=[Role(kind=kind, organisation=place) for kind, place in roles],
    )


@action
def change_person(
    person: Person,
    *,
    login: str,
    name: str,
    post: str,
    email: str,
    organisation: Organisation,
    by: Actor | None,
) -> None:
    """Change what is known about a person; open sessions feel it at the next request."""
    namesake = queries.person_of_login(login)
    if namesake and namesake.id != person.id:
        raise _taken(login)
    if organisation.id != person.organisation_id:
        _refuse_closed(organisation)
    changed = write_fields(
        person,
        login=login.strip(),
        name=" ".join(name.split()),
        post=" ".join(post.split()),
        email=email.strip(),
        organisation=organisation,
    )
    if changed:
        emit(events.PersonChanged(subject=person, actor=by, fields=changed))


def write_fields(person: Person, **wanted: str | Organisation | None) -> tuple[str, ...]:
    """Set what differs and have open sessions notice; the names of what differed."""
    changed = tuple(field for field, value in wanted.items() if getattr(person, field) != value)
    for field in changed:
        setattr(person, field, wanted[field])
    if changed:
        person.login_folded = folded(person.login)
        person.touch()
    return changed


@action
def change_own_data(person: Person, *, post: str, email: str) -> None:
    """What everybody may say about themselves; names and roles are the administrator's."""
    if changed := write_fields(person, post=" ".join(post.split()), email=email.strip()):
        emit(events.PersonChanged(subject=person, actor=person, fields=changed))


@action
def keep_look(person: Person, *, look: str | None, language: str | None) -> None:
    """Have the site look the same wherever `person` signs in; None leaves it to each browser."""
    if changed := write_fields(person, look=look, language=language):
        emit(events.PersonChanged(subject=person, actor=person, fields=changed))


@action
def give_role(
    person: Person, *, kind: RoleKind, organisation: Organisation, by: Actor | None
) -> None:
    """Make `person` a `kind` in `organisation`. Refuses what the person is already."""
    if person.holds(kind, organisation):
        raise Refusal(_l("The person has this role already."))
    _refuse_closed(organisation)
    person.roles.append(Role(kind=kind, organisation=organisation))
    person.touch()
    emit(_of_role(events.RoleGiven, person, kind, organisation, by))


@action
def take_role(person: Person, *, role: Role, by: Actor | None) -> None:
    """Take one role away. The last administrator stays one."""
    is_administrator = role.kind == RoleKind.ADMINISTRATOR
    others = [r for r in person.roles if r.kind == RoleKind.ADMINISTRATOR and r is not role]
    if is_administrator and not others and queries.is_last_administrator(person.id):
        raise _last()
    person.roles.remove(role)
    person.touch()
    emit(_of_role(events.RoleTaken, person, RoleKind(role.kind), role.organisation, by))


@action
def deactivate(person: Person, *, by: Actor | None) -> None:
    """Close an account: sessions and links end at once. The last administrator stays."""
    if queries.is_last_administrator(person.id):
        raise _last()
    person.is_active = False
    person.touch()
    db.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    kill_links(person)
    emit(events.PersonDeactivated(subject=person, actor=by))


@action
def reactivate(person: Person, *, by: Actor | None) -> None:
    """Open a closed account again. Refuses in a closed organisation."""
    _refuse_closed(person.organisation)
    person.is_active = True
    person.touch()
    emit(events.PersonReactivated(subject=person, actor=by))


def _of_role(
    event: type[events.RoleGiven] | type[events.RoleTaken],
    person: Person,
    kind: RoleKind,
    organisation: Organisation,
    by: Actor | None,
) -> events.RoleGiven | events.RoleTaken:
    return event(
        subject=person,
        actor=by,
        kind=str(kind),
        place=organisation.short_name,
        place_id=organisation.id,
    )


def _refuse_closed(organisation: Organisation) -> None:
    if not organisation.is_active:
        raise Refusal(_l("“%(name)s” is closed. Choose another one.", name=organisation.short_name))


def _taken(login: str) -> Refusal:
    return Refusal(_l("The login “%(login)s” is taken.", login=login))


def _last() -> Refusal:
    return Refusal(_l("This is the last administrator. Appoint another one first."))

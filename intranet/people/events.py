"""What can happen to people and organisations."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from ..core.events import Event


@dataclass(frozen=True, kw_only=True)
class OrganisationAdded(Event):
    """An organisation joined the tree."""

    name = "people.organisation_added"
    text = _l("%(actor)s added the organisation “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Event):
    """Names, kind or time zone of an organisation changed; `fields` says which."""

    name = "people.organisation_changed"
    text = _l("%(actor)s changed the organisation “%(subject)s”")

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrganisationMoved(Event):
    """An organisation with all below it took another place, under `parent`."""

    name = "people.organisation_moved"
    text = _l("%(actor)s put the organisation “%(subject)s” below “%(parent)s”")

    parent: str


@dataclass(frozen=True, kw_only=True)
class OrganisationClosed(Event):
    """An organisation is at work no more; what it did stays."""

    name = "people.organisation_closed"
    text = _l("%(actor)s closed the organisation “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class OrganisationReopened(Event):
    """A closed organisation is at work again."""

    name = "people.organisation_reopened"
    text = _l("%(actor)s opened the organisation “%(subject)s” again")


@dataclass(frozen=True, kw_only=True)
class AliasLearnt(Event):
    """A document calls the organisation `alias`; the next one will be understood."""

    name = "people.alias_learnt"
    text = _l("%(actor)s: “%(alias)s” is “%(subject)s”")

    alias: str


@dataclass(frozen=True, kw_only=True)
class DirectoryImported(Event):
    """A file of organisations or people was brought: so many `added`, so many `changed`."""

    name = "people.directory_imported"
    text = _l("%(actor)s imported “%(subject)s”: %(added)s added, %(changed)s changed")

    kind: str
    added: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    """A person got an account."""

    name = "people.person_added"
    text = _l("%(actor)s added “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Event):
    """Name, login, post, e-mail or organisation of a person changed; `fields` says which."""

    name = "people.person_changed"
    text = _l("%(actor)s changed the data of “%(subject)s”")

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    """A person got the role `kind` in the organisation `place`."""

    name = "people.role_given"
    text = _l("%(actor)s gave “%(subject)s” the role “%(role)s” in “%(place)s”")

    kind: str
    place: str
    place_id: int


@dataclass(frozen=True, kw_only=True)
class RoleTaken(Event):
    """A person lost the role `kind` in the organisation `place`."""

    name = "people.role_taken"
    text = _l("%(actor)s took from “%(subject)s” the role “%(role)s” in “%(place)s”")

    kind: str
    place: str
    place_id: int


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Event):
    """A one-time link was made with which the person sets a password."""

    name = "people.person_invited"
    text = _l("%(actor)s made a one-time link for “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(Event):
    """A person may no longer sign in; every open session ended."""

    name = "people.person_deactivated"
    text = _l("%(actor)s closed the account of “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class PersonReactivated(Event):
    """A closed account was opened again."""

    name = "people.person_reactivated"
    text = _l("%(actor)s opened the account of “%(subject)s” again")


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """A person signed in."""

    name = "people.signed_in"
    text = _l("%(actor)s signed in")


@dataclass(frozen=True, kw_only=True)
class SignedOut(Event):
    """Sessions of a person ended: one, or with `everywhere` all of them."""

    name = "people.signed_out"
    text = _l("%(actor)s ended a session of “%(subject)s”")

    everywhere: bool


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """A person chose a new password."""

    name = "people.password_changed"
    text = _l("%(actor)s changed the password")


@dataclass(frozen=True, kw_only=True)
class AccessRefused(Event):
    """A person asked for an address that is not for them, or where nothing is."""

    name = "people.access_refused"
    text = _l("%(actor)s was refused %(address)s (%(status)s)")

    address: str
    status: int

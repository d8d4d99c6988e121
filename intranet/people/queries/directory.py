"""Everybody and every organisation as an import needs them: three statements, plain data."""

from dataclasses import dataclass, field

from sqlalchemy import select

from ...core.db import db
from ..models import Organisation, OrganisationAlias, Person, Role, folded


@dataclass(frozen=True, slots=True)
class PersonKnown:
    """A person in the directory; `roles` are kinds and organisations' numbers."""

    id: int
    login: str
    name: str
    post: str
    email: str
    organisation_id: int
    is_active: bool
    roles: frozenset[tuple[str, int]]


@dataclass
class Directory:
    """What is known already, by the names by which a file may call it."""

    organisations: dict[int, Organisation]
    #: Folded name or alias → number of the organisation.
    names: dict[str, int]
    people: dict[int, PersonKnown]
    logins: dict[str, int]
    #: Folded name and number of the organisation → numbers of the people.
    namesakes: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def organisation(self, name: str) -> Organisation | None:
        """The organisation that is called `name` in any of its ways."""
        number = self.names.get(folded(name))
        return None if number is None else self.organisations[number]


def directory(*, with_people: bool) -> Directory:
    """Everything as it is now. Ten thousand people are some megabytes and a quarter second."""
    organisations = {each.id: each for each in db.session.scalars(select(Organisation))}
    names = select(OrganisationAlias.folded, OrganisationAlias.organisation_id)
    known = Directory(
        organisations=organisations,
        names={name: number for name, number in db.session.execute(names)},
        people={},
        logins={},
    )
    if with_people:
        _add_people(known)
    return known


def _add_people(known: Directory) -> None:
    roles: dict[int, set[tuple[str, int]]] = {}
    for person_id, kind, place in db.session.execute(
        select(Role.person_id, Role.kind, Role.organisation_id)
    ):
        roles.setdefault(person_id, set()).add((kind, place))
    columns = (
        Person.id,
        Person.login,
        Person.name,
        Person.post,
        Person.email,
        Person.organisation_id,
        Person.is_active,
    )
    for row in db.session.execute(select(*columns)):
        person = PersonKnown(*row, roles=frozenset(roles.get(row.id, ())))
        known.people[person.id] = person
        known.logins[folded(person.login)] = person.id
        known.namesakes.setdefault((folded(person.name), person.organisation_id), []).append(
            person.id
        )

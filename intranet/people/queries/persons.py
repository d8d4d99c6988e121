"""People: one, a page of a list, those of an organisation."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ...core.db import db
from ..models import Organisation, OrganisationAlias, Person, Role, RoleKind, folded
from .organisations import within

PAGE = 50

whole = (
    joinedload(Person.organisation),
    selectinload(Person.roles).options(joinedload(Role.organisation)),
)
_STATES: dict[str, ColumnElement[bool]] = {
    "active": Person.is_active & Person.password_hash.is_not(None),
    "invited": Person.is_active & Person.password_hash.is_(None),
    "closed": ~Person.is_active,
}


def person(person_id: int) -> Person | None:
    """One person with organisation and roles."""
    return db.session.scalar(select(Person).where(Person.id == person_id).options(*whole))


def person_of_login(login: str) -> Person | None:
    """The person who signs in as `login`, whatever the case of its letters."""
    query = select(Person).where(Person.login_folded == folded(login)).options(*whole)
    return db.session.scalar(query)


def people_of(numbers: Sequence[int]) -> Sequence[Person]:
    """People with these ids, with organisation and roles, by name."""
    query = select(Person).where(Person.id.in_(numbers)).options(*whole)
    return db.session.scalars(query.order_by(Person.words)).all()


def is_empty() -> bool:
    """Whether nobody has an account yet: the installation waits for its first administrator."""
    return db.session.scalar(select(Person.id).limit(1)) is None


def is_last_administrator(person_id: int) -> bool:
    """Whether without this person nobody could administer the installation."""
    query = (
        select(Person.id)
        .join(Role, Role.person_id == Person.id)
        .where(Person.is_active, Role.kind == RoleKind.ADMINISTRATOR)
        .distinct()
    )
    return list(db.session.scalars(query)) == [person_id]


def people_page(
    paths: Sequence[str],
    *,
    text: str = "",
    role: str = "",
    organisation: str = "",
    state: str = "",
    sort: str = "name",
    descending: bool = False,
    page: int = 1,
) -> tuple[Sequence[Person], int]:
    """A page of the people who work at or below `paths`, and how many there are.

    text: words, each of them in the name, the login or a name of the organisation.
    organisation: a name of one; its branch is meant. state: active, invited or closed.
    """
    wanted = select(Person).join(Person.organisation).where(within(paths))
    for word in folded(text).split():
        wanted = wanted.where(
            or_(
                Person.words.contains(word, autoescape=True),
                Person.organisation_id.in_(_named(word)),
            )
        )
    if role:
        wanted = wanted.where(Person.roles.any(Role.kind == role))
    if organisation:
        wanted = wanted.where(_in_branch(organisation))
    if state in _STATES:
        wanted = wanted.where(_STATES[state])
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    key = Organisation.sorting if sort == "organisation" else Person.words
    order = (key.desc() if descending else key, Person.words, Person.id)
    shown = wanted.options(*whole).order_by(*order).limit(PAGE).offset((page - 1) * PAGE)
    return db.session.scalars(shown).all(), total


def _named(word: str):  # type: ignore[no-untyped-def]  # a select of numbers
    return select(OrganisationAlias.organisation_id).where(
        OrganisationAlias.folded.contains(word, autoescape=True)
    )


def _in_branch(name: str) -> ColumnElement[bool]:
    """The organisation called `name` and what is below it; nobody when there is none."""
    path = (
        select(Organisation.path)
        .join(OrganisationAlias, OrganisationAlias.organisation_id == Organisation.id)
        .where(OrganisationAlias.folded == folded(name))
    )
    found = db.session.scalar(path)
    return within([found] if found else [])

"""Organisations: one, some by their names, a page of a list, the tree."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ...core.db import db
from ..models import Organisation, OrganisationAlias, Person, folded

PAGE = 50
#: So many names in one statement: SQLite takes a limited number of values.
MANY = 500


def within(paths: Iterable[str]) -> ColumnElement[bool]:
    """The condition: an organisation at or below one of `paths`."""
    return or_(False, *(Organisation.path.startswith(path, autoescape=True) for path in paths))


def as_tree(found: Iterable[Organisation]) -> list[Organisation]:
    """`found` in the order of the tree, those above first and siblings by name."""
    found = list(found)
    names = {each.id: each.sorting for each in found}

    def way(one: Organisation) -> list[tuple[str, int]]:
        steps = map(int, one.path.strip("/").split("/"))
        return [(names.get(step, ""), step) for step in steps]

    return sorted(found, key=way)


def organisation(organisation_id: int) -> Organisation | None:
    """One organisation with its aliases and what stands above it."""
    query = (
        select(Organisation)
        .where(Organisation.id == organisation_id)
        .options(selectinload(Organisation.aliases), joinedload(Organisation.parent))
    )
    return db.session.scalar(query)


def organisations_by_name(names: Sequence[str]) -> dict[str, Organisation]:
    """Which of `names` are known, by alias, short or full name; keyed by the folded name."""
    wanted = sorted({folded(name) for name in names})
    known: dict[str, Organisation] = {}
    for first in range(0, len(wanted), MANY):
        query = (
            select(OrganisationAlias.folded, Organisation)
            .join(Organisation, Organisation.id == OrganisationAlias.organisation_id)
            .where(OrganisationAlias.folded.in_(wanted[first : first + MANY]))
        )
        known |= {alias: found for alias, found in db.session.execute(query)}
    return known


def organisations_in(paths: Sequence[str]) -> Sequence[Organisation]:
    """Active organisations at or below `paths`, in the order of the tree."""
    query = select(Organisation).where(Organisation.is_active, within(paths))
    return as_tree(db.session.scalars(query))


def organisations_within(paths: Sequence[str]) -> Sequence[Organisation]:
    """Active organisations at or below `paths`, by name: for fields that name one."""
    query = select(Organisation).where(Organisation.is_active, within(paths))
    return db.session.scalars(query.order_by(Organisation.sorting)).all()


def all_organisations() -> Sequence[Organisation]:
    """Every organisation still at work, by name."""
    query = select(Organisation).where(Organisation.is_active).order_by(Organisation.sorting)
    return db.session.scalars(query).all()


def branch(organisation: Organisation) -> Sequence[Organisation]:
    """The organisation and everything below it, open or closed, those above first."""
    query = select(Organisation).where(within([organisation.path])).order_by(Organisation.path)
    return db.session.scalars(query).all()


def children(organisation: Organisation) -> Sequence[Organisation]:
    """What stands directly below, by name; closed ones last."""
    query = select(Organisation).where(Organisation.parent_id == organisation.id)
    order = (Organisation.is_active.desc(), Organisation.sorting)
    return db.session.scalars(query.order_by(*order)).all()


def count_at_work(organisation: Organisation) -> tuple[int, int]:
    """How many people with open accounts work here, and how many open organisations are below."""
    people = select(func.count(Person.id)).where(
        Person.organisation_id == organisation.id, Person.is_active
    )
    below = select(func.count(Organisation.id)).where(
        within([organisation.path]), Organisation.id != organisation.id, Organisation.is_active
    )
    return db.session.scalar(people) or 0, db.session.scalar(below) or 0


def organisation_page(
    paths: Sequence[str],
    *,
    text: str = "",
    kind: str = "",
    state: str = "",
    sort: str = "name",
    descending: bool = False,
    page: int = 1,
) -> tuple[list[tuple[Organisation, int]], int]:
    """A page of organisations with the number of people in each, and how many there are.

    text: words, each of them in one of the names; state: "", "open" or "closed".
    """
    wanted = select(Organisation).where(within(paths))
    for word in folded(text).split():
        named = select(OrganisationAlias.organisation_id).where(
            OrganisationAlias.folded.contains(word, autoescape=True)
        )
        wanted = wanted.where(
            or_(Organisation.words.contains(word, autoescape=True), Organisation.id.in_(named))
        )
    if kind:
        wanted = wanted.where(Organisation.kind == kind)
    if state:
        wanted = wanted.where(Organisation.is_active == (state == "open"))
    total = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    shown = _sorted(wanted, sort, descending).limit(PAGE).offset((page - 1) * PAGE)
    return [(found, number) for found, number in db.session.execute(shown)], total


def _sorted(wanted: Select[Organisation], sort: str, descending: bool) -> Select[Organisation, int]:
    people = (
        select(func.count(Person.id))
        .where(Person.organisation_id == Organisation.id, Person.is_active)
        .scalar_subquery()
    )
    keys: dict[str, Any] = {"kind": Organisation.kind, "people": people}
    key = keys.get(sort, Organisation.sorting)
    query = wanted.add_columns(people).options(joinedload(Organisation.parent))
    return query.order_by(key.desc() if descending else key, Organisation.sorting, Organisation.id)


def tree(paths: Sequence[str]) -> list[tuple[Organisation, int, list]]:  # type: ignore[type-arg]
    """Open organisations at or below `paths` as a tree: each with its people and its branch."""
    query = (
        select(Organisation, func.count(Person.id))
        .outerjoin(Person, (Person.organisation_id == Organisation.id) & Person.is_active)
        .where(Organisation.is_active, within(paths))
        .group_by(Organisation.id)
        .order_by(Organisation.sorting)
    )
    rows = [(found, number) for found, number in db.session.execute(query)]
    below: dict[int | None, list[tuple[Organisation, int, list]]] = {}  # type: ignore[type-arg]
    known = {found.id for found, _number in rows}
    for found, number in rows:
        top = found.parent_id if found.parent_id in known else None
        below.setdefault(top, []).append((found, number, below.setdefault(found.id, [])))
    return below.get(None, [])

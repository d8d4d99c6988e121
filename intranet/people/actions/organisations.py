"""Organisations: added, renamed, moved in the tree, closed."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _nl
from sqlalchemy import or_, select, update

from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from .. import events, queries
from ..models import Organisation, OrganisationAlias, Person, Role, folded

#: Of an organisation that stands alone and says nothing about it.
DEFAULT_ZONE = "Europe/Moscow"


@action
def add_organisation(
    *,
    kind: str,
    name: str,
    short_name: str = "",
    parent: Organisation | None = None,
    time_zone: str = "",
    aliases: tuple[str, ...] = (),
    by: Actor | None,
) -> Organisation:
    """Put a new organisation into the tree; its names become aliases.

    time_zone: IANA name; empty means that of `parent`, or of the installation.
    Refuses a name that already means another organisation.
    """
    organisation = Organisation(
        kind=kind,
        name=_tidy(name),
        short_name=_tidy(short_name) or _tidy(name),
        time_zone=time_zone or (parent.time_zone if parent else DEFAULT_ZONE),
        aliases=[],
    )
    db.session.add(organisation)
    db.session.flush()
    organisation.settle(parent)
    for text in _distinct(organisation.name, organisation.short_name, *aliases):
        _add_alias(organisation, text)
    emit(events.OrganisationAdded(subject=organisation, actor=by))
    return organisation


@action
def change_organisation(
    organisation: Organisation,
    *,
    kind: str,
    name: str,
    short_name: str,
    time_zone: str,
    aliases: tuple[str, ...],
    by: Actor | None,
) -> None:
    """Rename, or learn and forget aliases; everybody who works there feels it at once.

    organisation: with its aliases. Its former names are forgotten unless `aliases` has them.
    """
    wanted = {
        "kind": kind,
        "name": _tidy(name),
        "short_name": _tidy(short_name) or _tidy(name),
        "time_zone": time_zone,
    }
    changed = [field for field, value in wanted.items() if getattr(organisation, field) != value]
    for field in changed:
        setattr(organisation, field, wanted[field])
    if _set_aliases(organisation, aliases):
        changed.append("aliases")
    if changed:
        touch_branch([organisation.id])
        emit(events.OrganisationChanged(subject=organisation, actor=by, fields=tuple(changed)))


@action
def move_organisation(
    organisation: Organisation, *, parent: Organisation | None, by: Actor | None
) -> None:
    """Put the organisation with all below it under `parent`, or at the top."""
    if organisation.parent_id == (parent.id if parent else None):
        return
    former, branch = organisation.path, queries.branch(organisation)
    organisation.settle(parent)
    for each in branch:
        if each.id != organisation.id:
            each.path = organisation.path + each.path.removeprefix(former)
    touch_branch([each.id for each in branch])
    place = parent.short_name if parent else _("the top")
    emit(events.OrganisationMoved(subject=organisation, actor=by, parent=place))


@action
def close_organisation(organisation: Organisation, *, by: Actor | None) -> None:
    """The organisation is at work no more. Refuses while people or organisations are in it."""
    people, below = queries.count_at_work(organisation)
    if below:
        raise Refusal(_l("Close or move the organisations below it first."))
    if people:
        raise Refusal(
            _nl(
                "%(num)s person still works here. Move the person or close the account first.",
                "%(num)s people still work here. Move them or close their accounts first.",
                people,
            )
        )
    organisation.is_active = False
    emit(events.OrganisationClosed(subject=organisation, actor=by))


@action
def reopen_organisation(organisation: Organisation, *, by: Actor | None) -> None:
    """A closed organisation is at work again. Refuses below a closed one."""
    if organisation.parent is not None and not organisation.parent.is_active:
        raise Refusal(_l("What stands above it is closed. Open that first."))
    organisation.is_active = True
    emit(events.OrganisationReopened(subject=organisation, actor=by))


@action
def learn_alias(organisation: Organisation, *, text: str, by: Actor | None) -> None:
    """Remember that documents call `organisation` by `text`."""
    if _add_alias(organisation, text):
        emit(events.AliasLearnt(subject=organisation, actor=by, alias=text))


def touch_branch(numbers: list[int]) -> None:
    """Have everybody who works or holds a role in these organisations feel it at once."""
    there = select(Role.person_id).where(Role.organisation_id.in_(numbers))
    db.session.execute(
        update(Person)
        .where(or_(Person.organisation_id.in_(numbers), Person.id.in_(there)))
        .values(stamp=Person.stamp + 1)
    )


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _distinct(*texts: str) -> list[str]:
    """The texts without empty ones and without those that mean the same."""
    return list({folded(text): _tidy(text) for text in texts if folded(text)}.values())


def _set_aliases(organisation: Organisation, aliases: tuple[str, ...]) -> bool:
    """Have exactly these names; True when that changes anything."""
    wanted = _distinct(organisation.name, organisation.short_name, *aliases)
    before = {alias.folded for alias in organisation.aliases}
    after = {folded(text) for text in wanted}
    for alias in [each for each in organisation.aliases if each.folded not in after]:
        organisation.aliases.remove(alias)
    db.session.flush()
    for text in wanted:
        if folded(text) not in before:
            _add_alias(organisation, text)
    return before != after


def _add_alias(organisation: Organisation, text: str) -> bool:
    """True when the alias is new. Refuses one that means another organisation."""
    known = queries.organisations_by_name([text]).get(folded(text))
    if known is None:
        alias = OrganisationAlias(text=text.strip(), folded=folded(text))
        alias.organisation_id = organisation.id
        organisation.aliases.append(alias)
        db.session.flush()
        return True
    if known.id != organisation.id:
        raise Refusal(
            _l("“%(name)s” is already a name of “%(other)s”.", name=text, other=known.short_name)
        )
    return False

"""Confirming a list of organisations or people: whole, or only the rows that are right."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...lib.spreadsheets import Row
from .. import events, queries
from ..models import DirectoryDraft, Organisation, OrganisationAlias, Person, Role, Viewer, folded
from .accounts import new_person, write_fields
from .drafts import PEOPLE, examine
from .examining import ERROR
from .organisation_rows import OrganisationRows
from .organisations import DEFAULT_ZONE, change_organisation, move_organisation
from .person_rows import PersonRows

#: So many people are read in one statement.
MANY = 500


@dataclass(frozen=True)
class Outcome:
    """What an import did: numbers of what was made, and how many things changed."""

    made: tuple[int, ...]
    changed: int


@action
def confirm(draft: DirectoryDraft, *, only_good: bool, by: Viewer) -> Outcome:
    """Bring a draft into force, examined once more: the world may have changed meanwhile.

    only_good: leave out the rows with errors; else a single error refuses the whole.
    Refuses a second time.
    """
    db.session.refresh(draft)
    if draft.applied_at is not None:
        raise Refusal(_l("This list has been imported already."))
    examined = _examined([Row(**row) for row in draft.rows], kind=draft.kind, by=by)
    draft.verdicts = [asdict(verdict) for verdict in examined.verdicts]
    if not only_good and draft.count(ERROR):
        raise Refusal(
            _l("There are rows with errors. Import only the right ones, or mend the file.")
        )
    outcome = _apply(examined, by=by)
    draft.applied_at = clock.now()
    draft.made = list(outcome.made) if draft.kind == PEOPLE else []
    emit(
        events.DirectoryImported(
            subject=draft,
            actor=by,
            kind=draft.kind,
            added=len(outcome.made),
            changed=outcome.changed,
        )
    )
    return outcome


@action
def bring(rows: list[Row], *, kind: str) -> Outcome:
    """Import rows as the house itself, all or nothing: for the command line.

    Refuses with the first error and its row.
    """
    examined = _examined(rows, kind=kind, by=None)
    for row, verdict in zip(rows, examined.verdicts, strict=True):
        if verdict.fate == ERROR:
            sentence = " ".join(verdict.sentences)
            raise Refusal(_l("Row %(number)s: %(why)s", number=row.number, why=sentence))
    return _apply(examined, by=None)


def _examined(rows: list[Row], *, kind: str, by: Viewer | None) -> OrganisationRows | PersonRows:
    return examine(rows, kind=kind, by=by)


def _apply(examined: OrganisationRows | PersonRows, *, by: Actor | None) -> Outcome:
    if isinstance(examined, PersonRows):
        return _apply_people(examined, by=by)
    return _apply_organisations(examined, by=by)


def _apply_organisations(examined: OrganisationRows, *, by: Actor | None) -> Outcome:
    made: dict[int, Organisation] = {}
    for level in examined.levels():
        added = {n: _new_organisation(examined, n) for n in level}
        db.session.add_all(added.values())
        db.session.flush()  # one statement gives the whole level its numbers
        made |= added
        for n in level:
            _settle(examined, n, made)
    for organisation in made.values():
        emit(events.OrganisationAdded(subject=organisation, actor=by))
    for n in examined.changed:
        _change_organisation(examined, n, made, by=by)
    numbers = tuple(organisation.id for organisation in made.values())
    return Outcome(numbers, len(examined.changed))


def _new_organisation(examined: OrganisationRows, n: int) -> Organisation:
    name, short = examined.rows[n].values["name"], examined.short(n)
    names = {folded(text): text for text in examined.names(n)}
    return Organisation(
        kind=examined.kind(n),
        name=name,
        short_name=short or name,
        time_zone="",
        aliases=[OrganisationAlias(text=text, folded=key) for key, text in names.items()],
    )


def _settle(examined: OrganisationRows, n: int, made: dict[int, Organisation]) -> None:
    row = examined.parent_rows[n]
    parent = examined.parents[n] if row is None else made.get(row) or examined.known[row]
    organisation = made[n]
    organisation.time_zone = examined.rows[n].values.get("time_zone") or (
        parent.time_zone if parent else DEFAULT_ZONE
    )
    organisation.settle(parent)


def _change_organisation(
    examined: OrganisationRows, n: int, made: dict[int, Organisation], *, by: Actor | None
) -> None:
    known = examined.known[n]
    organisation = queries.organisation(known.id) if known else None
    if organisation is None:
        return
    wanted = {column: new for column, _old, new in examined.verdicts[n].changes}
    change_organisation(
        organisation,
        kind=examined.kind(n) if "kind" in wanted else organisation.kind,
        name=wanted.get("name", organisation.name),
        short_name=wanted.get("short_name", organisation.short_name),
        time_zone=wanted.get("time_zone", organisation.time_zone),
        aliases=(*(alias.text for alias in organisation.aliases), *examined.names(n)),
        by=by,
    )
    if "parent" in wanted:
        row = examined.parent_rows[n]
        parent = examined.parents[n] if row is None else made.get(row) or examined.known[row]
        move_organisation(organisation, parent=parent, by=by)


def _apply_people(examined: PersonRows, *, by: Actor | None) -> Outcome:
    made = [_new_person(examined, n) for n in examined.added]
    db.session.add_all(made)
    db.session.flush()  # all at once, so that the events need not write one by one
    for person in made:
        emit(events.PersonAdded(subject=person, actor=by))
    known = _people(meant.known.id for meant in examined.meant if meant.known)
    for n in examined.changed:
        meant = examined.meant[n]
        if meant.known:
            _change_person(known[meant.known.id], examined, n, by=by)
    return Outcome(tuple(person.id for person in made), len(examined.changed))


def _new_person(examined: PersonRows, n: int) -> Person:
    values, meant = examined.rows[n].values, examined.meant[n]
    place = meant.organisation
    if place is None:
        raise RuntimeError("a row without an organisation is an error and makes nobody")
    return new_person(
        login=meant.login,
        name=values["name"],
        organisation=place,
        roles=tuple((kind, place) for kind in meant.roles),
        post=values.get("post", ""),
        email=values.get("email", ""),
    )


def _people(numbers: Iterable[int]) -> dict[int, Person]:
    wanted = sorted(numbers)
    found: list[Person] = []
    for first in range(0, len(wanted), MANY):
        found += queries.people_of(wanted[first : first + MANY])
    return {person.id: person for person in found}


def _change_person(person: Person, examined: PersonRows, n: int, *, by: Actor | None) -> None:
    """Write what the row changes; a new role counts among the fields."""
    meant = examined.meant[n]
    wanted: dict[str, str | Organisation] = {
        column: new
        for column, _old, new in examined.verdicts[n].changes
        if column in {"name", "post", "email"}
    }
    if meant.organisation and person.organisation_id != meant.organisation.id:
        wanted["organisation"] = meant.organisation
    changed: Sequence[str] = write_fields(person, **wanted)
    if meant.organisation and meant.roles:
        person.roles += [Role(kind=kind, organisation=meant.organisation) for kind in meant.roles]
        person.touch()
        changed = (*changed, "role")
    emit(events.PersonChanged(subject=person, actor=by, fields=tuple(changed)))

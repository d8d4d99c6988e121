"""Who may do what with people and organisations.

An administrator administers everything, a coordinator the own district and what is below
it, a head of school the librarians of the own school; and nobody somebody with more rights.
"""

from collections.abc import Iterable

from .models import DirectoryDraft, Organisation, Person, RoleKind, Viewer

#: Whom a holder of a role may appoint, in the organisation of that role and below.
APPOINTS = {
    RoleKind.ADMINISTRATOR: frozenset(RoleKind),
    RoleKind.COORDINATOR: frozenset(
        {RoleKind.COORDINATOR, RoleKind.HEAD, RoleKind.LIBRARIAN, RoleKind.OBSERVER}
    ),
    RoleKind.HEAD: frozenset({RoleKind.LIBRARIAN, RoleKind.OBSERVER}),
}
KEEPERS = frozenset({RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR})
EVERYWHERE = "/"


def administered(viewer: Viewer) -> tuple[str, ...]:
    """The paths below which the viewer administers people; the root for an administrator."""
    if viewer.is_administrator:
        return (EVERYWHERE,)
    return tuple(sorted({seat.path for seat in viewer.seats if seat.kind in APPOINTS}))


def kept(viewer: Viewer) -> tuple[str, ...]:
    """The paths below which the viewer administers organisations."""
    if viewer.is_administrator:
        return (EVERYWHERE,)
    return tuple(sorted({seat.path for seat in viewer.seats if seat.kind in KEEPERS}))


def may_administer(viewer: Viewer) -> bool:
    """Whether there is anybody to administer: lists of people and organisations are shown."""
    return bool(administered(viewer))


def may_keep_organisations(viewer: Viewer) -> bool:
    """Whether the viewer adds and changes organisations anywhere, and brings lists of them."""
    return bool(kept(viewer))


def may_run_house(viewer: Viewer) -> bool:
    """The journal of actions and the condition of the site are the administrator's."""
    return viewer.is_administrator


def may_see_person(viewer: Viewer, person: Person) -> bool:
    """Colleagues of one's organisation and below; oneself always."""
    return (
        viewer.id == person.id or viewer.is_administrator or viewer.sees(person.organisation.path)
    )


def may_see_organisation(viewer: Viewer, organisation: Organisation) -> bool:
    """One's organisation and below."""
    return viewer.is_administrator or viewer.sees(organisation.path)


def may_see_parent(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether there is something above it and that is one's own too."""
    parent = organisation.parent
    return parent is not None and may_see_organisation(viewer, parent)


def may_place(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer gives people their place in this organisation."""
    return _is_below(administered(viewer), organisation)


def may_administer_person(viewer: Viewer, person: Person) -> bool:
    """Somebody of one's own branch, none of whose roles is beyond the viewer's own rights.

    Oneself one changes in the profile; only an administrator may do it here.
    """
    roles = [(RoleKind(role.kind), role.organisation) for role in person.roles]
    return may_administer_account(viewer, person.id, person.organisation, roles)


def may_administer_account(
    viewer: Viewer,
    person_id: int,
    organisation: Organisation,
    roles: Iterable[tuple[RoleKind, Organisation]],
) -> bool:
    """The same of an account known by its facts."""
    if viewer.is_administrator:
        return True
    if viewer.id == person_id or not may_place(viewer, organisation):
        return False
    return all(may_appoint(viewer, kind, place) for kind, place in roles)


def may_appoint(viewer: Viewer, kind: RoleKind, organisation: Organisation) -> bool:
    """Whether the viewer gives and takes the role `kind` in `organisation`."""
    return viewer.is_administrator or any(
        kind in APPOINTS.get(seat.kind, ()) and organisation.path.startswith(seat.path)
        for seat in viewer.seats
    )


def roles_to_give(viewer: Viewer) -> list[RoleKind]:
    """The roles that the viewer may give somewhere, in the order of their rights."""
    given: set[RoleKind] = set()
    for seat in viewer.seats:
        given |= APPOINTS.get(seat.kind, frozenset())
    return [kind for kind in RoleKind if kind in given]


def may_keep_organisation(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer renames this organisation."""
    return _is_below(kept(viewer), organisation)


def may_add_below(viewer: Viewer, parent: Organisation | None) -> bool:
    """Whether the viewer puts organisations below `parent`; at the top only administrators."""
    return viewer.is_administrator if parent is None else may_keep_organisation(viewer, parent)


def may_move(viewer: Viewer, organisation: Organisation) -> bool:
    """Moving and closing: not the place from which one's own rights come."""
    if viewer.is_administrator:
        return True
    return may_keep_organisation(viewer, organisation) and organisation.path not in kept(viewer)


def may_import(viewer: Viewer, kind: str) -> bool:
    """Lists of people: who administers more than a school; of organisations: who keeps them."""
    return kind in {"people", "organisations"} and may_keep_organisations(viewer)


def may_confirm(viewer: Viewer, draft: DirectoryDraft) -> bool:
    """A draft is its author's alone."""
    return draft.author_id == viewer.id and may_import(viewer, draft.kind)


def _is_below(paths: tuple[str, ...], organisation: Organisation) -> bool:
    return any(organisation.path.startswith(path) for path in paths)

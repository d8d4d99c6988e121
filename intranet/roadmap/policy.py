"""Who may do what with plans, boards and cards."""

from ..people.models import Organisation, RoleKind, Viewer
from .models import Card, Plan, Share

CONTROLLERS = (RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR)
WORKERS = (
    RoleKind.ADMINISTRATOR,
    RoleKind.COORDINATOR,
    RoleKind.METHODIST,
    RoleKind.SPECIALIST,
    RoleKind.HEAD,
    RoleKind.LIBRARIAN,
)


def may_see(viewer: Viewer, plan: Plan, *, is_named: bool) -> bool:
    """One's organisation and what is below it; and whatever one is named in."""
    return may_see_below(viewer, plan.organisation.path) or is_named


def may_see_below(viewer: Viewer, path: str) -> bool:
    """Whether a plan of the organisation at `path` of the tree is open without being named."""
    return viewer.is_administrator or viewer.sees(path)


def may_import(viewer: Viewer) -> bool:
    """Coordinators and administrators bring documents, each for the own organisation."""
    return any(seat.kind in CONTROLLERS for seat in viewer.seats)


def may_bring(viewer: Viewer, organisation: Organisation) -> bool:
    """Whoever controls plans of this organisation brings documents for it."""
    return viewer.is_administrator or viewer.is_a(*CONTROLLERS, of=organisation.path)


def import_place(viewer: Viewer) -> int:
    """The organisation for which the viewer brings plans: the own one, else where the role is."""
    seats = [seat.organisation_id for seat in viewer.seats if seat.kind in CONTROLLERS]
    return viewer.organisation_id if viewer.organisation_id in seats or not seats else seats[0]


def may_control(viewer: Viewer, plan: Plan) -> bool:
    """The plan's controller: amends it, opens years, sets up boards, takes off control."""
    return viewer.is_administrator or viewer.is_a(*CONTROLLERS, of=plan.organisation.path)


def controlled(viewer: Viewer) -> tuple[str, ...]:
    """The paths below which `may_control` says yes of every plan."""
    if viewer.is_administrator:
        return ("/",)
    return tuple(seat.path for seat in viewer.seats if seat.kind in CONTROLLERS)


def may_work_on(viewer: Viewer, card: Card) -> bool:
    """The controller, those named on the card, and workers of an organisation with a share."""
    if may_control(viewer, card.board.plan):
        return True
    if any(person.id == viewer.id for person in card.people):
        return True
    return any(viewer.is_a(*WORKERS, of=share.organisation.path) for share in card.shares)


def may_change_share(viewer: Viewer, card: Card, share: Share) -> bool:
    """What an organisation owes is told by its own workers, or by the controller."""
    is_own = viewer.is_a(*WORKERS, of=share.organisation.path)
    return is_own or may_control(viewer, card.board.plan)


def may_comment(viewer: Viewer, plan: Plan, *, is_named: bool) -> bool:
    """Whoever sees the card and is more than an observer."""
    is_more = any(seat.kind is not RoleKind.OBSERVER for seat in viewer.seats)
    return is_more and may_see(viewer, plan, is_named=is_named)


def may_move_something(viewer: Viewer, plan: Plan) -> bool:
    """Whether handles are worth showing: which card may go where, the deed itself decides."""
    return may_control(viewer, plan) or any(seat.kind in WORKERS for seat in viewer.seats)

"""Who is looking, as requests and policies know it."""

from dataclasses import dataclass, field

from .words import RoleKind, initials


@dataclass(frozen=True)
class Seat:
    """A role as the viewer carries it: what, where, and the place of that in the tree."""

    kind: RoleKind
    organisation_id: int
    path: str


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a person as the request knows it, without the database."""

    id: int
    name: str
    post: str
    organisation_id: int
    organisation_path: str
    organisation_name: str
    zone: str
    stamp: int
    seats: tuple[Seat, ...] = field(default=())
    token: str = field(default="", repr=False)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the cookie carries: the session's token, never the person's number."""
        return self.token

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def is_administrator(self) -> bool:
        return any(seat.kind is RoleKind.ADMINISTRATOR for seat in self.seats)

    def is_a(self, *kinds: RoleKind, of: str) -> bool:
        """Whether the viewer holds one of `kinds` in the organisation at path `of` or above."""
        return any(seat.kind in kinds and of.startswith(seat.path) for seat in self.seats)

    def sees(self, path: str) -> bool:
        """Whether the organisation at `path` is one of the viewer's or below one."""
        return any(path.startswith(own) for own in self.scope)

    @property
    def scope(self) -> tuple[str, ...]:
        """The paths below which everything may be seen."""
        own = {seat.path for seat in self.seats} | {self.organisation_path}
        return tuple(sorted(own))

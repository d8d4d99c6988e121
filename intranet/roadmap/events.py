"""What can happen on the road map: the room's door."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from ..core.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanImported(Event):
    """A document became a plan."""

    name = "roadmap.plan_imported"
    text = _l("%(actor)s imported the plan “%(subject)s”")

    item_count: int


@dataclass(frozen=True, kw_only=True)
class PlanAmended(Event):
    """Confirmed differences of a later edition were taken over."""

    name = "roadmap.plan_amended"
    text = _l("%(actor)s amended the plan “%(subject)s”")

    changes: list[str]


@dataclass(frozen=True, kw_only=True)
class YearOpened(Event):
    """The cards of a year were made."""

    name = "roadmap.year_opened"
    text = _l("%(actor)s opened the year: “%(subject)s”")

    card_count: int


@dataclass(frozen=True, kw_only=True)
class BoardChanged(Event):
    """Columns of a board were renamed, added, removed or reordered."""

    name = "roadmap.board_changed"
    text = _l("%(actor)s changed the columns of “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class CardMoved(Event):
    """A card went to another place: column and place before and after."""

    name = "roadmap.card_moved"
    text = _l("%(actor)s moved “%(subject)s” from “%(from_name)s” to “%(to_name)s”")

    board_id: int
    from_column: int
    from_name: str
    to_column: int
    to_name: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CardAdded(Event):
    """Somebody wrote a card by hand."""

    name = "roadmap.card_added"
    text = _l("%(actor)s added the card “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class CardChanged(Event):
    """Title, term, description or people of a card changed; `fields` says which."""

    name = "roadmap.card_changed"
    text = _l("%(actor)s changed the card “%(subject)s”")

    fields: list[str]
    reason: str = ""  # of another date, for a card made from the plan
    due_before: str = ""  # ISO days, only when the date changed; empty: none was set
    due_after: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonAssigned(Event):
    """A person was named on a card."""

    name = "roadmap.person_assigned"
    text = _l("%(actor)s assigned %(person)s to the card “%(subject)s”")
    notice = _l("%(actor)s assigned you to the card “%(subject)s”")
    group = "mentions"

    person_id: int
    person: str


@dataclass(frozen=True, kw_only=True)
class PersonUnassigned(Event):
    """A person is no longer named on a card."""

    name = "roadmap.person_unassigned"
    text = _l("%(actor)s took %(person)s off the card “%(subject)s”")

    person_id: int
    person: str


@dataclass(frozen=True, kw_only=True)
class CardArchived(Event):
    """A card left the board for the archive."""

    name = "roadmap.card_archived"
    text = _l("%(actor)s put the card “%(subject)s” into the archive")


@dataclass(frozen=True, kw_only=True)
class CardRestored(Event):
    """A card came back from the archive."""

    name = "roadmap.card_restored"
    text = _l("%(actor)s restored the card “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class CheckChanged(Event):
    """A point of the checklist was ticked, unticked, added or removed."""

    name = "roadmap.check_changed"
    text = _l("%(actor)s changed the checklist of “%(subject)s”")

    point: str
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class ShareChanged(Event):
    """An organisation's share of a card changed its state."""

    name = "roadmap.share_changed"
    text = _l("%(actor)s: the share of %(organisation)s in “%(subject)s” is now “%(state)s”")

    organisation: str
    state: str  # waiting, working, done
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Event):
    """Somebody wrote a progress note on a card."""

    name = "roadmap.note_added"
    text = _l("%(actor)s wrote a progress note on “%(subject)s”")

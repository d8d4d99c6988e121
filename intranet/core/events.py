"""What happened: told once, heard by whoever cares, kept for ever."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Protocol, TypeVar

from . import activity
from .db import db


class Actor(Protocol):
    """Who did it: the house itself is None."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact about `subject`, done by `actor`; subclasses add the particulars.

    `name` is what the activity table stores: once released it never changes. `text` is
    read by people: a sentence with %(actor)s, %(subject)s and the particulars. `group` is
    what a person chooses letters by: mentions, roadmap, reports or reminders.
    `days` names the particulars that are ISO days. `operation` names a request that may
    arrive twice, so that it acts once.
    """

    name: ClassVar[str] = ""
    text: ClassVar[Any] = ""
    notice: ClassVar[Any] = ""  # the same, said to the person whom it concerns
    group: ClassVar[str] = "roadmap"
    days: ClassVar[tuple[str, ...]] = ()

    subject: Any
    actor: Actor | None
    operation: str | None = None

    @property
    def particulars(self) -> dict[str, Any]:
        own = (f.name for f in fields(self) if f.name not in {"subject", "actor", "operation"})
        return {name: getattr(self, name) for name in own}


E = TypeVar("E", bound=Event)
_hearers: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def on(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Have the decorated function hear every event of `kind`, subclasses included."""

    def register(hearer: Callable[[E], None]) -> Callable[[E], None]:
        _hearers[kind].append(hearer)
        return hearer

    return register


def emit(event: Event) -> None:
    """Record `event` and tell its hearers, all inside the current transaction.

    Hearers only write rows. What is slow or leaves the house is a job row.
    """
    db.session.flush()  # hearers may rely on ids
    activity.record(event)
    for kind in reversed(type(event).__mro__):
        for hearer in _hearers.get(kind, ()):
            hearer(event)


def kinds() -> dict[str, type[Event]]:
    """Every kind of event of the house by its name, for reading the activity table."""
    found: dict[str, type[Event]] = {}
    waiting = [Event]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.name:
            found[kind.name] = kind
    return found

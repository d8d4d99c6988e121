"""What other rooms may hang things on: comments and files know a subject, not its room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Subject:
    """A thing as the viewer meets it: its page, its clocks and what the viewer may hang on it.

    thing: has a table, a number and a name (`__tablename__`, `id`, `str()`).
    zone: the IANA name of the time zone in which its moments are told.
    readers: the people who may see the thing, read only when somebody asks for them.
    following: what comes after it and asks for the same, such as an item's next occurrence.
    """

    thing: Any
    url: str
    zone: str
    may_comment: bool
    may_attach: bool
    may_moderate: bool
    readers: Callable[[], Sequence[Any]] = field(default=tuple, repr=False)
    following: Callable[[], "Subject | None"] = field(default=lambda: None, repr=False)

    @property
    def kind(self) -> str:
        return str(self.thing.__tablename__)

    @property
    def id(self) -> int:
        return int(self.thing.id)


_looks: dict[str, Callable[[int], Subject | None]] = {}


def register(kind: str, look: Callable[[int], Subject | None]) -> None:
    """Have things of table `kind` carry comments and files.

    look: gives the subject by its number, None when it is not there or not for the viewer.
    """
    _looks[kind] = look


def subject(kind: str, number: int) -> Subject | None:
    """The thing of `kind` with this number, if the viewer may know of it."""
    look = _looks.get(kind)
    return look(number) if look else None

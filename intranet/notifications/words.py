"""Notices in words, those about one thing together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..core.events import Event, kinds
from ..core.notices import Notice, path_of


@dataclass(frozen=True)
class Line:
    """A notice as it is read. has_page: its page is still there."""

    id: int
    sentence: str
    at: datetime
    group: str
    is_new: bool
    has_page: bool


@dataclass(frozen=True)
class Topic:
    """What was told about one thing, newest first; never empty."""

    lines: list[Line]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def others(self) -> list[Line]:
        return self.lines[1:]

    @property
    def new_count(self) -> int:
        return sum(line.is_new for line in self.lines)


class Particulars(dict[str, Any]):
    """What a sentence may ask for; what nobody told is a dash."""

    def __missing__(self, name: str) -> str:
        return "—"


def topics(notices: Iterable[Notice]) -> list[Topic]:
    """`notices` in the reader's language, those about one thing together, in their order."""
    events = kinds()
    found: dict[str, Topic] = {}
    for notice in notices:
        line = _line_of(notice, events.get(notice.name))
        found.setdefault(notice.thing or f"#{notice.id}", Topic([])).lines.append(line)
    return list(found.values())


def _line_of(notice: Notice, event: type[Event] | None) -> Line:
    told = Particulars(notice.particulars)
    told.setdefault("subject", told["title"])
    words = (event.notice or event.text) if event else ""
    return Line(
        id=notice.id,
        sentence=str(words) % told if words else str(told["title"]),
        at=notice.at,
        group=event.group if event else "",
        is_new=notice.seen_at is None,
        has_page=bool(path_of(notice.page, notice.particulars)),
    )

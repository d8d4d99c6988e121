"""Finding: each room says how things of its kind are found; the page asks all of them.

A room calls `offer` with a finder. What one may not see is the finder's to leave out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

#: Things of one kind that are shown at most.
MOST = 10


@dataclass(frozen=True)
class Hit:
    """Something found: its name, a word about it, and its page (endpoint and values)."""

    title: str
    note: str
    page: str
    values: dict[str, Any]


#: Takes what was typed (folded by nobody yet), the viewer, and how many at most.
Finder = Callable[[str, Any, int], Sequence[Hit]]

_finders: dict[str, tuple[Any, str, Finder]] = {}


def offer(kind: str, name: Any, icon: str, finder: Finder) -> None:
    """Have things of `kind` found. name: their kind in the reader's language, lazily."""
    _finders[kind] = (name, icon, finder)


@dataclass(frozen=True)
class Found:
    """What was found of one kind."""

    kind: str
    name: str
    icon: str
    hits: list[Hit]
    has_more: bool


def find(text: str, viewer: Any) -> list[Found]:
    """What every room finds for `text`; kinds without anything are left out."""
    if not text.strip():
        return []
    answers = [
        (kind, name, icon, list(finder(text, viewer, MOST + 1)))
        for kind, (name, icon, finder) in _finders.items()
    ]
    return [
        Found(kind, str(name), icon, hits[:MOST], len(hits) > MOST)
        for kind, name, icon, hits in answers
        if hits
    ]

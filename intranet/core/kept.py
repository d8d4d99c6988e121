"""Rendered parts kept in the process by the version of what they show, never by time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from flask import Flask, current_app
from markupsafe import Markup

T = TypeVar("T")

#: Letters kept at most, two bytes each: a card is one thousand of them, a column twenty.
MOST = 6_000_000


class Kept(Generic[T]):
    """What was used last, each under a key that holds everything it depends on.

    most: how much all of it may weigh together; `weigh` tells the weight of one part.
    """

    def __init__(self, most: int, weigh: Callable[[T], int]) -> None:
        self._most, self._weigh, self._weight = most, weigh, 0
        self._parts: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """What is under `key`, if it is still kept."""
        with self._lock:
            part = self._parts.get(key)
            if part is not None:
                self._parts.move_to_end(key)
            return part

    def keep(self, key: Hashable, part: T) -> T:
        """Keep `part`; what was not asked for longest makes room."""
        with self._lock:
            if (old := self._parts.pop(key, None)) is not None:
                self._weight -= self._weigh(old)
            self._parts[key] = part
            self._weight += self._weigh(part)
            while self._weight > self._most:
                self._weight -= self._weigh(self._parts.popitem(last=False)[1])
        return part


def init_app(app: Flask) -> None:
    """An empty store for each application; `kept_part` for templates."""
    app.extensions["kept"] = Kept[Markup](MOST, weigh=len)
    app.add_template_global(kept_part, "kept")


def kept() -> Kept[Markup]:
    """The store of this process."""
    store: Kept[Markup] = current_app.extensions["kept"]
    return store


def kept_part(render: Callable[[], Markup], *key: Hashable) -> Markup:
    """What the macro `render` gives, rendered once for each `key` (put the language in it)."""
    found = kept().get(key)
    return found if found is not None else kept().keep(key, render())

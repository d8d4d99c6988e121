"""Which paragraphs Word's styles make headings: by their outline level, or by their name."""

import re
from typing import Any

from intranet.lib.documents.markup import attribute, child, local, whole

_NAMED = re.compile(r"(?:heading|заголовок) ([1-6])\Z", re.IGNORECASE)
_TITLES = frozenset(["title", "название"])
_BODY = 9  # the outline level of what is no heading, counted from 0
_DEEPEST_STYLE = 20


class Headings:
    """The levels of a document's paragraph styles."""

    def __init__(self, styles: Any | None) -> None:
        self._own: dict[str, int] = {}
        self._parents: dict[str, str] = {}
        for style in styles if styles is not None else ():
            if local(style) == "style":
                self._read(style)

    def level(self, properties: Any | None) -> int:
        """1 for the highest heading, 0 for a paragraph that is none."""
        if properties is None:
            return 0
        own = child(properties, "outlineLvl")
        if own is not None:
            return _level(own)
        named = child(properties, "pStyle")
        style = attribute(named, "val") if named is not None else ""
        for _ in range(_DEEPEST_STYLE):
            if style in self._own:
                return self._own[style]
            style = self._parents.get(style, "")
        return 0

    def _read(self, style: Any) -> None:
        key = attribute(style, "styleId")
        parent, name = child(style, "basedOn"), child(style, "name")
        if parent is not None:
            self._parents[key] = attribute(parent, "val")
        outline = child(style, "pPr", "outlineLvl")
        called = attribute(name, "val").strip() if name is not None else ""
        if outline is not None:
            self._own[key] = _level(outline)
        elif found := _NAMED.match(called):
            self._own[key] = int(found[1])
        elif called.lower() in _TITLES:
            self._own[key] = 1


def _level(outline: Any) -> int:
    level = whole(attribute(outline, "val"), _BODY)
    return 0 if not 0 <= level < _BODY else min(level + 1, 6)

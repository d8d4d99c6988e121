"""OpenDocument's automatic numbers: lists, their levels, and where they go on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from intranet.lib.documents.markup import attribute, local, whole
from intranet.lib.documents.numerals import formatted

_LEVELS = 10
_KINDS = {
    "1": "decimal", "I": "upperRoman", "i": "lowerRoman", "a": "lowerLetter", "A": "upperLetter",
    "а": "russianLower", "А": "russianUpper", "": "none",
}  # fmt: skip


@dataclass(slots=True)
class Level:
    """How one level is counted and printed; `shown` levels stand in the number, itself last."""

    kind: str = "decimal"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    bullet: str = ""


class Lists:
    """Counts the items of a document's lists in their order."""

    def __init__(self, content: Any, styles: Any | None) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self._outline: dict[int, Level] = {}
        for root in (styles, content):
            for element in root.iter() if root is not None else ():
                name = local(element)
                if name == "list-style":
                    self._styles[attribute(element, "name")] = _levels(element)
                elif name == "outline-style":
                    self._outline = _levels(element)
        self._counters: dict[str, list[int | None]] = {}
        self._headings: list[int | None] = [None] * _LEVELS
        self._by_id: dict[str, str] = {}
        self._open: list[str] = []
        self._level = -1

    @contextmanager
    def opened(self, element: Any) -> Iterator[None]:
        """Go into a list: the outermost names the style and says whether counting goes on."""
        self._level += 1
        if self._level == 0:
            self._begin(element)
        elif style := attribute(element, "style-name"):
            self._open.append(style)
        else:
            self._open.append(self._open[-1])
        try:
            yield
        finally:
            self._open.pop()
            self._level -= 1

    def _begin(self, element: Any) -> None:
        style = attribute(element, "style-name")
        goes_on = attribute(element, "continue-numbering") == "true"
        before = attribute(element, "continue-list")
        if not goes_on and not (before and before in self._by_id):
            self._counters[style] = [None] * _LEVELS
        self._by_id[attribute(element, "id")] = style
        self._open.append(style)

    def label(self, item: Any) -> str:
        """The number of a list item, counted on; a bullet is "•"."""
        style = self._open[-1]
        levels = self._styles.get(style, {})
        level = min(self._level, _LEVELS - 1)
        counters = self._counters.setdefault(self._open[0], [None] * _LEVELS)
        start = attribute(item, "start-value")
        if start:
            counters[level] = whole(start, 1)
        _count(counters, level, levels, is_set=bool(start))
        return _printed(counters, level, levels)

    def heading(self, element: Any) -> str:
        """The chapter number of a heading, where the outline is numbered."""
        level = whole(attribute(element, "outline-level"), 1) - 1
        if not 0 <= level < _LEVELS or level not in self._outline:
            return ""
        if attribute(element, "is-list-header") == "true":
            return ""
        _count(self._headings, level, self._outline, is_set=False)
        return _printed(self._headings, level, self._outline)


def _count(
    counters: list[int | None], level: int, levels: dict[int, Level], *, is_set: bool
) -> None:
    value = counters[level]
    if not is_set:
        counters[level] = levels.get(level, Level()).start if value is None else value + 1
    counters[level + 1 :] = [None] * (_LEVELS - level - 1)


def _printed(counters: list[int | None], level: int, levels: dict[int, Level]) -> str:
    shape = levels.get(level)
    if shape is None:
        return ""
    if shape.bullet:
        return "–" if shape.bullet in "-–—" else "•"
    if shape.kind == "none":
        return ""
    figures = []
    for place in range(max(0, level + 1 - shape.shown), level + 1):
        own = levels.get(place, Level())
        value = counters[place]
        figure = formatted(own.start if value is None else value, own.kind)
        figures += [figure] if figure else []
    return f"{shape.prefix}{'.'.join(figures)}{shape.suffix}"


def _levels(element: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for part in element:
        place = whole(attribute(part, "level"), 0) - 1
        if not 0 <= place < _LEVELS:
            continue
        if local(part) == "list-level-style-bullet":
            levels[place] = Level(bullet=attribute(part, "bullet-char") or "•")
        else:
            levels[place] = Level(
                kind=_kind(attribute(part, "num-format")),
                prefix=attribute(part, "num-prefix")[:20],
                suffix=attribute(part, "num-suffix")[:20],
                start=whole(attribute(part, "start-value"), 1),
                shown=max(1, min(whole(attribute(part, "display-levels"), 1), _LEVELS)),
            )
    return levels


def _kind(form: str) -> str:
    return _KINDS.get(form.split(",")[0].strip(), "decimal")

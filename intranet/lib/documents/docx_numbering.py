"""Word's automatic numbers: they stand in no text, only in styles and counters."""

import re
from dataclasses import dataclass, field
from typing import Any

from intranet.lib.documents.markup import attribute, child, local, whole
from intranet.lib.documents.numerals import formatted

_LEVELS = 9
_DEEPEST_STYLE = 20


@dataclass(slots=True)
class Level:
    """How one level of a list is counted and printed."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int = -1
    is_legal: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._lists: dict[str, _List] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        self._parents: dict[str, str] = {}
        self._default = ""
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        style_levels: dict[tuple[str, str], int] = {}
        if numbering is not None:
            self._read_lists(numbering, style_levels)
        if styles is not None:
            self._read_styles(styles, style_levels)

    def label(self, properties: Any | None) -> str:
        """The number of a paragraph with these properties, counted on; "" for none."""
        number, level = self._place(properties)
        numbered = self._lists.get(number)
        if numbered is None or level not in numbered.levels:
            return ""
        counters = self._count(number, numbered, level)
        shape = numbered.levels[level]
        if shape.kind == "bullet":
            return "–" if shape.text.strip() in ("-", "–", "—") else "•"
        return re.sub(
            "%([1-9])",
            lambda found: self._figure(numbered, counters, int(found[1]) - 1, shape),
            shape.text,
        )

    def _figure(self, numbered: _List, counters: list[int | None], level: int, shape: Level) -> str:
        own = numbered.levels.get(level, Level())
        value = counters[level]
        return formatted(
            own.start if value is None else value, "decimal" if shape.is_legal else own.kind
        )

    def _count(self, number: str, numbered: _List, level: int) -> list[int | None]:
        counters = self._counters.setdefault(numbered.abstract, [None] * _LEVELS)
        value = counters[level]
        if level in numbered.restarts and (number, level) not in self._begun:
            counters[level] = numbered.restarts[level]
        elif value is None:
            counters[level] = numbered.levels[level].start
        else:
            counters[level] = value + 1
        self._begun.add((number, level))
        for deeper in range(level + 1, _LEVELS):
            restart = numbered.levels.get(deeper, Level()).restart
            if restart != 0 and (restart < 0 or level < restart):
                counters[deeper] = None
        return counters

    def _place(self, properties: Any | None) -> tuple[str, int]:
        """List and level of a paragraph: its own, else its style's, else what that is based on."""
        number, level, style = "", -1, self._default
        if properties is not None:
            own = child(properties, "numPr")
            number, level = _list_and_level(own)
            named = child(properties, "pStyle")
            style = attribute(named, "val") if named is not None else style
        for _ in range(_DEEPEST_STYLE):
            if number and level >= 0:
                break
            if not style:
                break
            list_of_style, level_of_style = self._by_style.get(style, ("", -1))
            number = number or list_of_style
            level = level if level >= 0 else level_of_style
            style = self._parents.get(style, "")
        return number, max(0, level)

    def _read_lists(self, root: Any, style_levels: dict[tuple[str, str], int]) -> None:
        abstract: dict[str, dict[int, Level]] = {}
        by_link: dict[str, str] = {}
        links: dict[str, str] = {}
        names: dict[str, dict[str, int]] = {}
        for element in root:
            if local(element) == "abstractNum":
                key = attribute(element, "abstractNumId")
                abstract[key], names[key] = {}, {}
                for part in element:
                    if local(part) == "lvl":
                        self._read_level(part, abstract[key], names[key])
                    elif local(part) == "styleLink":
                        by_link[attribute(part, "val")] = key
                    elif local(part) == "numStyleLink":
                        links[key] = attribute(part, "val")
        for element in root:
            if local(element) == "num":
                number = attribute(element, "numId")
                named = child(element, "abstractNumId")
                key = attribute(named, "val") if named is not None else ""
                key = by_link.get(links.get(key, ""), key)
                self._lists[number] = self._read_list(element, key, abstract.get(key, {}))
                for style, level in names.get(key, {}).items():
                    style_levels[number, style] = level

    def _read_level(self, element: Any, levels: dict[int, Level], names: dict[str, int]) -> None:
        place = whole(attribute(element, "ilvl"), 0)
        if not 0 <= place < _LEVELS:
            return
        values = {local(part): attribute(part, "val") for part in element}
        levels[place] = Level(
            start=whole(values.get("start", ""), 1),
            kind=values.get("numFmt", "decimal"),
            text=values.get("lvlText", "")[:100],
            restart=whole(values.get("lvlRestart", ""), -1),
            is_legal="isLgl" in values and values["isLgl"] not in ("0", "false"),
        )
        if "pStyle" in values:
            names[values["pStyle"]] = place

    def _read_list(self, element: Any, key: str, levels: dict[int, Level]) -> _List:
        numbered = _List(key, dict(levels))
        for override in element:
            if local(override) != "lvlOverride":
                continue
            place = whole(attribute(override, "ilvl"), 0)
            for part in override:
                if local(part) == "startOverride":
                    numbered.restarts[place] = whole(attribute(part, "val"), 1)
                elif local(part) == "lvl":
                    self._read_level(part, numbered.levels, {})
        return numbered

    def _read_styles(self, root: Any, style_levels: dict[tuple[str, str], int]) -> None:
        for style in root:
            if local(style) != "style" or attribute(style, "type", "paragraph") != "paragraph":
                continue
            name = attribute(style, "styleId")
            based = child(style, "basedOn")
            if based is not None:
                self._parents[name] = attribute(based, "val")
            if attribute(style, "default") in ("1", "true"):
                self._default = name
            number, level = _list_and_level(child(style, "pPr", "numPr"))
            if number:
                level = style_levels.get((number, name), level)
                self._by_style[name] = (number, max(0, level))


def _list_and_level(properties: Any | None) -> tuple[str, int]:
    if properties is None:
        return "", -1
    values = {local(part): attribute(part, "val") for part in properties}
    return values.get("numId", ""), whole(values.get("ilvl", ""), -1)

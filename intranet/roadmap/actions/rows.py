"""A row of the document becomes a row of the plan, and a later edition of it changes it."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from ...people.models import Organisation, folded
from ..models import Executor, Item, Section, Subitem

#: A row without a deadline: kept without a date, nothing to confirm.
NO_DEADLINE: dict[str, Any] = {
    "phrase": "",
    "kind": "unscheduled",
    "windows": [],
    "needs_confirmation": False,
    "detail": {},
}


def item_of(
    given: dict[str, Any], section: Section | None, position: int, known: dict[str, Organisation]
) -> Item:
    """A row of the plan from a row of the document; `known` are organisations by folded name."""
    item = Item(section=section, position=position, number=given["number"], title=given["title"])
    item.result = given["result"] or ""
    item.subitems, item.executors = [], []
    write_deadline(item, given)
    write_subitems(item, given)
    write_executors(item, given, known)
    return item


def write_deadline(item: Item, given: dict[str, Any]) -> None:
    """The deadline in its words, and what it means."""
    item.deadline = (given["deadline"] or {}).get("phrase", "")
    item.reading = confirmed(given["deadline"])


def write_executors(item: Item, given: dict[str, Any], known: dict[str, Organisation]) -> None:
    """Those the row and its sub-items name, each with the organisation behind the name."""
    own = names_in(given["executors"])
    names = dict.fromkeys(own)
    for each in given["subitems"]:
        names |= dict.fromkeys(names_in(each.get("executors") or []))
    item.executors_text = ", ".join(own)
    item.executors = [
        Executor(position=position, text=name, organisation=known.get(folded(name)))
        for position, name in enumerate(names)
    ]


def write_subitems(item: Item, given: dict[str, Any]) -> list[Subitem]:
    """The sub-items; one with the same number, else the same text, stays the one it was.

    Gives back those that are no longer there: what refers to them must let go.
    """
    left = list(item.subitems)
    fresh: list[Subitem] = []
    for position, each in enumerate(given["subitems"]):
        found = next((s for s in left if _is_same(s, each)), None)
        if found is None:
            found = Subitem()
        else:
            left.remove(found)
        _write_subitem(found, each, position)
        fresh.append(found)
    item.subitems = fresh
    return left


def _is_same(subitem: Subitem, given: dict[str, Any]) -> bool:
    if given["number"]:
        return subitem.number == given["number"]
    return not subitem.number and folded(subitem.text) == folded(given["text"])


def _write_subitem(subitem: Subitem, given: dict[str, Any], position: int) -> None:
    inherited = given.get("inherited", ())
    deadline = given.get("deadline") if "deadline" not in inherited else None
    names = given.get("executors") if "executors" not in inherited else None
    subitem.position, subitem.number, subitem.text = position, given["number"], given["text"]
    subitem.executors_text = ", ".join(names_in(names)) if names is not None else None
    subitem.deadline = deadline["phrase"] if deadline else None
    subitem.reading = confirmed(deadline) if deadline else None


def confirmed(reading: dict[str, Any] | None) -> dict[str, Any]:
    """The reading once a person has agreed to it; what nobody understood stays in doubt."""
    found = reading or NO_DEADLINE
    return found | {"needs_confirmation": found["kind"] == "unknown"}


def executor_names(document: dict[str, Any]) -> Iterator[str]:
    """Every executor that the document names, in its words."""
    for section in document["sections"]:
        for item in section["items"]:
            yield from names_in(item["executors"])
            for subitem in item["subitems"]:
                yield from names_in(subitem.get("executors") or [])


def names_in(executors: list[Any]) -> list[str]:
    """The names alone, whether executors are plain strings or facts about each."""
    return [each if isinstance(each, str) else each["name"] for each in executors]


def mark_of(*parts: Any) -> str:
    """A short mark of plain data: what a form carries to say which state the person saw."""
    said = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]

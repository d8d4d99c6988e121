"""A plan and a document as rows that can be compared."""

from typing import Any

from ...lib.plan_changes import Change, Row, difference
from ..models import Plan, Subitem
from . import rows


def differences(plan: Plan, document: dict[str, Any]) -> list[Change]:
    """What became of every row of `plan` in `document`; plan: with all its rows."""
    return difference(rows_of_plan(plan), rows_of_document(document))


def rows_of_plan(plan: Plan) -> list[Row]:
    """The rows in force, for comparing."""
    return [
        Row(
            item.id,
            {
                "number": item.number,
                "section": str(item.section or ""),
                "title": item.title,
                "subitems": "\n".join(_subitem_in_force(each) for each in item.subitems),
                "executors": item.executors_text,
                "deadline": item.deadline,
                "reading": reading_mark(item.reading),
                "result": item.result,
            },
            text=" ".join(each.text for each in item.subitems),
        )
        for item in plan.items
        if not item.is_excluded
    ]


def rows_of_document(document: dict[str, Any]) -> list[Row]:
    """The rows of a document, for comparing; the key of each is its place."""
    places = [
        (f"{section['number']}. {section['title']}".strip(". "), item)
        if section["number"]
        else (section["title"], item)
        for section in document["sections"]
        for item in section["items"]
    ]
    return [
        Row(
            place,
            {
                "number": item["number"],
                "section": section,
                "title": item["title"],
                "subitems": "\n".join(_subitem_given(each) for each in item["subitems"]),
                "executors": ", ".join(rows.names_in(item["executors"])),
                "deadline": (item["deadline"] or {}).get("phrase", ""),
                "reading": reading_mark(item["deadline"] or rows.NO_DEADLINE),
                "result": item["result"] or "",
            },
            text=" ".join(each["text"] for each in item["subitems"]),
        )
        for place, (section, item) in enumerate(places)
    ]


def reading_mark(reading: dict[str, Any]) -> str:
    """What a deadline means, as text for comparing: how often, from when to when, since when."""
    windows = ", ".join(f"{w['start'] or ''}…{w['end'] or ''}" for w in reading["windows"])
    since = reading["detail"].get("since_year", "")
    return f"{reading['kind']} {windows} {since}".strip()


def _subitem_in_force(subitem: Subitem) -> str:
    return _line(str(subitem), subitem.executors_text, subitem.deadline)


def _subitem_given(given: dict[str, Any]) -> str:
    inherited = given.get("inherited", ())
    names = None if "executors" in inherited else given.get("executors")
    deadline = None if "deadline" in inherited else given.get("deadline")
    text = f"{given['number']}. {given['text']}" if given["number"] else given["text"]
    written = ", ".join(rows.names_in(names)) if names is not None else None
    return _line(text, written, deadline["phrase"] if deadline else None)


def _line(text: str, executors: str | None, deadline: str | None) -> str:
    own = "; ".join(filter(None, (executors, deadline)))
    return f"{text} ({own})" if own else text

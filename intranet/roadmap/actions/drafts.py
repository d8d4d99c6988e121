"""A document becomes a draft: read, shown, corrected; nothing of it is in force yet."""

import copy
import re
from typing import Any

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Conflict, Refusal, action
from ...core.db import db
from ...core.events import Actor
from ...lib import deadline_choices, deadlines, documents, plans
from ...lib.documents import Unreadable
from ...people.models import Organisation
from ..models import Draft, Plan, YearKind
from ..queries import plans as queries
from . import editions
from .rows import mark_of, names_in

#: What a document that cannot be taken tells the person to do, by the code of the refusal.
SENTENCES = {
    "empty": _l("There is nothing to read. Paste the table of the plan or choose its file."),
    "picture": _l("This is a picture. Text cannot be read from it: bring the document itself."),
    "pdf": _l("This is a PDF. Save the plan as DOCX, XLSX or ODT, or copy its table and paste it."),
    "encrypted": _l("The document is protected by a password. Save it without one and try again."),
    "too_large": _l("The document is larger than 25 MB. Leave only the table of the plan in it."),
    "zip_bomb": _l("The document unpacks to far more than a plan can hold, so it was not opened."),
    "macro": _l("The document holds macros. Save it as plain DOCX or XLSX and try again."),
    "xml_entities": _l("The document refers to things outside of itself, so it was not opened."),
    "legacy_doc": _l("This is an old DOC or XLS file. Save it as DOCX or XLSX and try again."),
    "rtf": _l("This is an RTF file. Open it in Word or LibreOffice and save it as DOCX."),
    "broken": _l(
        "The document is damaged. Open it in its editor, save it again and try once more."
    ),
    "no_table": _l("There is no table here. Copy the whole table of the plan with its header."),
    "no_header": _l(
        "No header row was found. The table needs columns such as “Наименование мероприятия”, "
        "“Ответственный исполнитель” and “Срок реализации”."
    ),
}
UNKNOWN_TYPE = _l(
    "This kind of file is not known here. Bring DOCX, XLSX, ODT, TXT or paste the table."
)
STALE = _l("Somebody changed this draft before you. Look at it again, then repeat.")
#: «2.1. Text»: the number of a sub-item and its text.
SUBITEM = re.compile(r"\s*(?:(\d+(?:\.\d+)*|[а-яa-z](?=\)))[.)]?\s+)?(.+)", re.IGNORECASE)


def read(
    *, text: str = "", html: str = "", data: bytes = b"", filename: str = ""
) -> dict[str, Any]:
    """The plan in a pasted text, pasted HTML or a file, as plain data with its readings.

    No database is asked. Refuses what cannot be read with a sentence that says what to do.
    """
    try:
        if data or filename:
            document = documents.read_bytes(data, filename=filename)
        elif "<table" in html.lower():
            document = documents.read_html(html)
        else:
            document = documents.read_text(text)
        found = plans.read_plan(document).as_json(lambda phrase: deadlines.read(phrase).as_json())
    except Unreadable as unreadable:
        raise Refusal(SENTENCES.get(unreadable.code, UNKNOWN_TYPE)) from unreadable
    if not any(section["items"] for section in found["sections"]):
        raise Refusal(SENTENCES["no_table"])
    return found


def year_of(document: dict[str, Any], year: int, year_kind: str) -> tuple[int, str]:
    """The year that the title names, else `year`; «2026/2027 учебный год» is a school year.

    >>> year_of({"title": "План на 2026/2027 учебный год"}, 2030, "calendar")
    (2026, 'school')
    >>> year_of({"title": "План на 2025–2027 годы"}, 2026, "calendar")
    (2026, 'calendar')
    """
    title = document["title"]
    school = re.search(r"\b(20\d\d)\s*[/–—-]\s*(?:20)?\d\d\s*(?:-?г\.?|г\.)?\s*уч", title)
    if school:
        return int(school[1]), str(YearKind.SCHOOL)
    years = set(re.findall(r"\b20\d\d\b", title))
    alone = re.search(r"\b(?:на|в) (20\d\d)\s*(?:г\b|год)", title)
    return (int(alone[1]) if alone and len(years) == 1 else year), str(year_kind)


@action
def keep(
    document: dict[str, Any],
    *,
    organisation: Organisation,
    year: int,
    year_kind: str = YearKind.CALENDAR,
    plan: Plan | None = None,
    by: Actor | None,
) -> Draft:
    """Keep a document that was read until somebody confirms it.

    plan: what it amends; without it, the organisation's plan of the same title if there is one.
    """
    plan = plan or queries.plan_titled(organisation.id, document["title"])
    source = mark_of(document)
    if plan is not None and (whole := queries.whole_plan(plan.id)):
        document = editions.with_agreed_readings(document, whole)
    draft = Draft(
        organisation_id=organisation.id,
        plan_id=plan.id if plan else None,
        author_id=by.id if by else None,
        made_at=clock.now(),
        year=year,
        year_kind=plan.year_kind if plan else year_kind,
        document=document | {"source": source},
        executors={},
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def mark_of_draft(draft: Draft) -> str:
    """The mark of all that confirming a draft brings into force."""
    return mark_of(draft.document, draft.executors, draft.year, draft.year_kind)


@action
def describe(draft: Draft, *, title: str, year: int, year_kind: str, by: Actor | None) -> None:
    """Say for which year the document holds, whose kind of year it is, and what it is called.

    An edition keeps the kind of year that its plan has.
    """
    _lock(draft)
    _rewrite(draft, draft.document | {"title": title.strip() or draft.document["title"]})
    draft.year = year
    if draft.plan_id is None:
        draft.year_kind = year_kind


@action
def correct(draft: Draft, place: int, *, row: dict[str, Any], seen: str, by: Actor | None) -> None:
    """Put the corrected cells `row` into the item at `place`; a changed deadline is read anew.

    row: number, title, executors (separated by ;), deadline, result, subitems (one a line).
    seen: the mark of the row as it was shown; Conflict when it is another by now.
    """
    document, item = _row(draft, place, seen)
    item["number"] = row["number"].strip().rstrip(".")
    item["title"] = " ".join(row["title"].split())
    item["result"] = row["result"].strip()
    names = [name.strip() for name in row["executors"].split(";") if name.strip()]
    if names != names_in(item["executors"]):
        item["executors"] = names
    phrase = row["deadline"].strip()
    if phrase != (item["deadline"] or {}).get("phrase", ""):
        item["deadline"] = deadlines.read(phrase).as_json() if phrase else None
    item["subitems"] = _subitems(item, row["subitems"])
    if not (item["title"] or item["subitems"]):
        raise Refusal(_l("Write the title of the row, or at least one sub-item."))
    _rewrite(draft, document)


def _subitems(item: dict[str, Any], text: str) -> list[dict[str, Any]]:
    """Sub-items from lines; one that keeps its number or place keeps what is its own."""
    before = item["subitems"]
    lines = [SUBITEM.fullmatch(" ".join(line.split())) for line in text.splitlines()]
    found = [(match[1] or "", match[2]) for match in lines if match]
    by_number = {each["number"]: each for each in before if each["number"]}
    is_in_step = len(found) == len(before)
    return [
        ((before[n] if is_in_step else by_number.get(number)) or {})
        | {"number": number, "text": words}
        for n, (number, words) in enumerate(found)
    ]


@action
def choose(
    draft: Draft, place: int, *, part: int | None, key: str, seen: str, by: Actor | None
) -> None:
    """Take one of the meanings that a doubtful deadline can have.

    part: the sub-item whose own deadline it is; None for the item's.
    """
    document, item = _row(draft, place, seen)
    holder = item if part is None else _part(item, part)
    phrase = (holder.get("deadline") or {}).get("phrase", "")
    reading = deadline_choices.chosen(phrase, key, year=draft.year)
    if reading is None:
        raise Refusal(_l("This deadline cannot be read so. Choose one of the meanings shown."))
    holder["deadline"] = reading.as_json()
    _rewrite(draft, document)


@action
def settle_executors(draft: Draft, *, decisions: dict[str, Any], by: Actor | None) -> None:
    """Note who is meant by names that nobody knows yet; it comes into force on confirmation.

    decisions: folded name → {"organisation_id": …}, {"new": kind} or {"group": true}.
    """
    _lock(draft)
    draft.executors = draft.executors | decisions


@action
def discard(draft: Draft, *, by: Actor | None) -> None:
    """Throw a draft away. Nothing of it was in force, so there is nothing to tell."""
    _lock(draft)
    db.session.delete(draft)


def _lock(draft: Draft) -> None:
    queries.lock_draft(draft)
    if draft.is_confirmed:
        raise Conflict(_l("This document is in force already. Change the plan itself."))


def _row(draft: Draft, place: int, seen: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A copy of the document to be changed, and in it the row at `place`."""
    _lock(draft)
    document = copy.deepcopy(draft.document)
    items = [item for section in document["sections"] for item in section["items"]]
    if not 0 <= place < len(items) or mark_of(items[place]) != seen:
        raise Conflict(STALE)
    return document, items[place]


def _part(item: dict[str, Any], part: int) -> dict[str, Any]:
    subitems: list[dict[str, Any]] = item["subitems"]
    if not 0 <= part < len(subitems):
        raise Conflict(STALE)
    return subitems[part]


def _rewrite(draft: Draft, document: dict[str, Any]) -> None:
    draft.document = document
    draft.__dict__.pop("items", None)  # kept from the document that was

"""What happened to a thing, in sentences of the reader's language."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _

from ...core import activity, events
from ...core.activity import Activity
from ...core.i18n import day_in_words, moment_in_words
from ...lib.file_names import shown_name

#: Of the thing in a sentence; its page has said the whole name already.
LONGEST_NAME = 40


@dataclass(frozen=True)
class Line:
    """One deed: its sentence, what more there is to say, and when, by the district's clocks."""

    sentence: str
    details: tuple[str, ...]
    when: str
    tone: str = ""


def share_state_words(state: str) -> str:
    """The state of an organisation's share in a word."""
    words = {
        "waiting": _("waiting"),
        "working": _("in progress"),
        "done": _("fulfilled"),
        "excused": _("not required"),
    }
    return words.get(state, state)


def history(thing: Any, *, zone: str, most: int) -> list[Line]:
    """What happened to `thing`, newest first."""
    kinds = events.kinds()
    return [_line(row, kinds, zone) for row in activity.about(thing, limit=most)]


def _line(row: Activity, kinds: dict[str, type[events.Event]], zone: str) -> Line:
    values = dict(row.particulars)
    if row.name == "roadmap.share_changed":
        values["state"] = share_state_words(values["state"])
    kind = kinds.get(row.name)
    said = {
        "actor": row.actor_name or _("The system"),
        "subject": shorten(row.subject_title, LONGEST_NAME, placeholder="…"),
    } | values
    sentence = str(kind.text) % said if kind and kind.text else row.name
    return Line(sentence, _details(row), moment_in_words(row.at, zone), _tone(row))


def _details(row: Activity) -> tuple[str, ...]:
    """The particulars that the sentence leaves out."""
    given = row.particulars
    found = []
    if given.get("due_before") or given.get("due_after"):
        found.append(
            _(
                "Term: %(before)s → %(after)s",
                before=_day(given["due_before"]),
                after=_day(given["due_after"]),
            )
        )
    if given.get("reason"):
        found.append(_("Reason: %(reason)s", reason=given["reason"]))
    if row.name == "roadmap.check_changed":
        mark = "☑" if given["is_done"] else "☐"
        found.append(f"{mark} {given['point']}")
    if given.get("remark"):
        found.append(given["remark"])
    found.extend(shown_name(name) for name in given.get("files", ()))
    return tuple(found)


def _day(text: str) -> str:
    return day_in_words(date.fromisoformat(text)) if text else _("no date set")


def _tone(row: Activity) -> str:
    if row.name == "roadmap.share_changed" and row.particulars["state"] == "done":
        return "good"
    return "bad" if row.name == "roadmap.card_archived" else ""

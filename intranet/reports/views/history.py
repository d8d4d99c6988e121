"""What happened to a campaign, in sentences of the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _

from ...core import activity, events
from ...core.activity import Activity
from ...core.i18n import moment_in_words, with_days

#: Of the campaign in a sentence; its page has said the whole name already.
LONGEST_NAME = 40


@dataclass(frozen=True)
class Line:
    """One deed: its sentence, what more there is to say, and when, by the district's clocks."""

    name: str
    sentence: str
    details: tuple[str, ...]
    when: str


def lines_of(thing: Any, *, zone: str, most: int = 50) -> list[Line]:
    """What happened to `thing`, newest first."""
    kinds = events.kinds()
    return [_line(row, kinds, zone) for row in activity.about(thing, limit=most)]


def _line(row: Activity, kinds: dict[str, type[events.Event]], zone: str) -> Line:
    name = shorten(row.subject_title, LONGEST_NAME, placeholder="…")
    said = {"actor": row.actor_name or _("The system"), "subject": name}
    kind = kinds.get(row.name)
    said |= with_days(row.particulars, kind.days if kind else ())
    sentence = str(kind.text) % said if kind and kind.text else row.name
    tells_reason = kind is not None and "%(reason)s" in str(kind.text)
    details = tuple(_details(row, tells_reason=tells_reason))
    return Line(row.name, sentence, details, moment_in_words(row.at, zone))


def _details(row: Activity, *, tells_reason: bool) -> Iterable[str]:
    """The particulars that the sentence leaves out."""
    words = {
        "title": _("title"),
        "period": _("period"),
        "ground": _("ground"),
        "instructions": _("instructions"),
        "opens_on": _("beginning"),
        "due_on": _("deadline"),
        "late_until_on": _("taken late"),
        "closes_on": _("closing"),
        "form": _("figures"),
        "slots": _("files"),
        "reviewers": _("reviewers"),
        "recipients": _("recipients of the summary"),
        "organisations": _("who reports"),
    }
    fields = [words[name] for name in row.particulars.get("fields", ()) if name in words]
    if fields:
        yield _("Changed: %(what)s", what=", ".join(fields))
    if row.particulars.get("reason") and not tells_reason:
        yield _("Reason: %(reason)s", reason=row.particulars["reason"])

"""How a card looks in lists: every word ready, so that a template only puts them in place."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from ...people.models import initials
from ..models import Term
from ..queries.showing import Shown
from .words import day_words, due_words, term_words

#: Badges shown on a card; more people are told by their number.
BADGES = 3


@dataclass(slots=True)
class Face:
    """One card of a board."""

    dom_id: str
    id: int
    version: int
    style: str
    number: str
    term: str
    due: str
    title: str
    checks: str
    checked: int
    check_count: int
    comments: int
    files: int
    organisations: str
    people: Markup | str


def face_of(card: Shown, today: date, *, is_open: bool) -> Face:
    """The face of `card` on the day `today`, in the reader's language."""
    row = card.row
    term = (row.span, row.starts_on, row.due_on)
    style, due, words = _term(str(get_locale()), term, today, is_open)
    return Face(
        dom_id=f"roadmap_card-{row.id}",
        id=row.id,
        version=row.version,
        style=style,
        number=_item(str(get_locale()), row.number) if row.number else "",
        term=words,
        due=due,
        title=row.title,
        checks=f"{row.checked_count}/{row.check_count}" if row.check_count else "",
        checked=row.checked_count,
        check_count=row.check_count,
        comments=row.comment_count,
        files=row.file_count,
        organisations=", ".join(card.organisations),
        people=badges(card.people) if card.people else "",
    )


@lru_cache(maxsize=4096)
def _term(locale: str, term: tuple[Any, ...], today: date, is_open: bool) -> tuple[str, str, str]:
    """Class, due words and name of a term: a board has far fewer terms than cards."""
    with force_locale(locale):
        known = Term(*term)
        state = known.state(today, is_open=is_open)
        if known.due_on is None:
            return "", _("no date set"), ""
        due = day_words(known.due_on)
        if state in {"late", "soon"}:
            due = f"{due} — {due_words(known, today)}"
        return (f" bcard--{state}" if state in {"late", "soon"} else ""), due, term_words(known)


@lru_cache(maxsize=4096)
def _item(locale: str, number: str) -> str:
    with force_locale(locale):
        return _("item %(number)s", number=number)


def badges(names: list[str]) -> Markup:
    """Small badges with initials; names are read out, colours go by the name's letters."""
    shown = Markup("").join(
        Markup('<span class="avatar avatar--{}" role="img" aria-label="{}" title="{}">{}</span>')
        .format(sum(map(ord, name)) % 4, name, name, initials(name))
        for name in names[:BADGES]
    )  # fmt: skip
    rest = len(names) - BADGES
    return shown + Markup('<span class="avatar">+{}</span>').format(rest) if rest > 0 else shown

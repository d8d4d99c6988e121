"""Putting things into the index and taking them out, within whatever action does it."""

from collections.abc import Iterable

from sqlalchemy import select

from ...lib.stems import stem, words_of
from ..actions import action
from ..db import db
from .databases import DIALECTS
from .models import Entry

#: Bytes of different stems of one document: PostgreSQL takes no more than a mebibyte of them.
MOST_BYTES = 800_000
#: Characters kept for showing; what stands further on is found all the same.
MOST_TEXT = 2_000_000


@action
def index(kind: str, number: int, *, title: str, text: str, place: str) -> None:
    """Have the thing `number` of `kind` found by its title and text; done again, it is renewed."""
    entry = _entry(kind, number) or Entry(kind=kind, number=number)
    entry.title, entry.place = _storable(title), place
    entry.text = _storable(text[:MOST_TEXT])
    db.session.add(entry)
    db.session.flush()
    dialect = DIALECTS[db.engine.dialect.name]
    db.session.execute(dialect.delete, {"id": entry.id})
    in_title = stems_within(words_of(title), MOST_BYTES // 8)
    kept = dialect.kept(in_title, stems_within(words_of(text), MOST_BYTES))
    db.session.execute(dialect.insert, {"id": entry.id} | kept)


@action
def forget(kind: str, number: int) -> None:
    """Have it found no more; forgetting what was never indexed is no error."""
    entry = _entry(kind, number)
    if entry is None:
        return
    db.session.execute(DIALECTS[db.engine.dialect.name].delete, {"id": entry.id})
    db.session.delete(entry)
    db.session.flush()


def _entry(kind: str, number: int) -> Entry | None:
    return db.session.scalar(select(Entry).where(Entry.kind == kind, Entry.number == number))


def stems_within(words: Iterable[str], most_bytes: int) -> set[str]:
    """The different stems of `words`, as many of the first as fit."""
    stems: set[str] = set()
    for word in words:
        found = stem(word)
        if found not in stems:
            most_bytes -= len(found.encode()) + 8
            if most_bytes < 0:
                break
            stems.add(found)
    return stems


def _storable(text: str) -> str:
    """What both databases take: PostgreSQL knows no NUL, and neither half a letter."""
    return text.replace("\0", "").encode("utf-8", errors="replace").decode("utf-8")

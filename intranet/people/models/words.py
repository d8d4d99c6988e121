"""Kinds, roles and the comparing of names."""

import re
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from ...core.sqlite import fold_text


class Kind(StrEnum):
    """What an organisation is in the field."""

    DEPARTMENT = "department"
    INSTITUTE = "institute"
    DISTRICT = "district"
    SCHOOL = "school"
    OTHER = "other"


class RoleKind(StrEnum):
    """What a person is in an organisation."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    METHODIST = "methodist"
    SPECIALIST = "specialist"
    HEAD = "head"
    LIBRARIAN = "librarian"
    OBSERVER = "observer"


KIND_NAMES = {
    Kind.DEPARTMENT: _l("Department"),
    Kind.INSTITUTE: _l("Institute"),
    Kind.DISTRICT: _l("District office"),
    Kind.SCHOOL: _l("School"),
    Kind.OTHER: _l("Other organisation"),
}
ROLE_NAMES = {
    RoleKind.ADMINISTRATOR: _l("Administrator"),
    RoleKind.COORDINATOR: _l("District coordinator"),
    RoleKind.METHODIST: _l("Institute methodist"),
    RoleKind.SPECIALIST: _l("Department specialist"),
    RoleKind.HEAD: _l("Head of school"),
    RoleKind.LIBRARIAN: _l("Librarian"),
    RoleKind.OBSERVER: _l("Observer"),
}


def folded(text: str) -> str:
    """`text` as names are compared: case, ё, quotes and runs of space do not matter."""
    for quote in "«»“”„\"'\0":
        text = text.replace(quote, " ")
    return " ".join((fold_text(text) or "").replace("№", "№ ").split())


def in_order(text: str) -> str:
    """`text` as it is sorted: folded, numbers by their size.

    >>> sorted(["Школа № 10", "Школа № 2"], key=in_order)
    ['Школа № 2', 'Школа № 10']
    """
    return re.sub(r"[0-9]+", lambda number: number[0].zfill(6), folded(text))


def initials(name: str) -> str:
    """«АИ» for «Иванова Анна Петровна»: given name first, as on badges."""
    words = name.split()
    return "".join(word[0] for word in (words[1:2] + words[:1])).upper()

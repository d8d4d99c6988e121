"""What rows of an import have in common: fates, sentences, checks of one cell."""

from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import available_timezones

from flask_babel import gettext as _

from ...lib.spreadsheets import Row, plain
from ..models import KIND_NAMES, ROLE_NAMES, Kind, RoleKind

NEW, CHANGE, SAME, ERROR = "new", "change", "same", "error"
FATES = (ERROR, NEW, CHANGE, SAME)
LONGEST = 300  # characters of a name
K = TypeVar("K")

#: Words by which files call kinds and roles, besides their names in the interface.
KIND_WORDS = {
    Kind.DEPARTMENT: ("департамент", "министерство", "регион", "комитет", "department"),
    Kind.INSTITUTE: ("институт", "ипк", "иро", "institute"),
    Kind.DISTRICT: (
        "район",
        "округ",
        "управление",
        "управление образования",
        "отдел образования",
        "муниципалитет",
        "district",
    ),
    Kind.SCHOOL: (
        "школа",
        "оо",
        "сош",
        "оош",
        "нош",
        "гимназия",
        "лицей",
        "школа интернат",
        "общеобразовательная организация",
        "общеобразовательное учреждение",
        "school",
    ),
    Kind.OTHER: (
        "прочее",
        "другое",
        "иное",
        "другая организация",
        "детский сад",
        "доу",
        "дополнительное образование",
        "библиотека",
        "other",
    ),
}
ROLE_WORDS = {
    RoleKind.ADMINISTRATOR: ("администратор", "administrator", "admin"),
    RoleKind.COORDINATOR: ("координатор", "координатор района", "coordinator"),
    RoleKind.METHODIST: ("методист", "методист института", "methodist"),
    RoleKind.SPECIALIST: ("специалист", "специалист департамента", "specialist"),
    RoleKind.HEAD: ("руководитель", "руководитель оо", "директор", "head"),
    RoleKind.LIBRARIAN: (
        "библиотекарь",
        "педагог библиотекарь",
        "заведующий библиотекой",
        "librarian",
    ),
    RoleKind.OBSERVER: ("наблюдатель", "observer"),
}


@dataclass
class Verdict:
    """What will happen to a row: its fate, why not, and what changes from what to what."""

    fate: str = SAME
    sentences: list[str] = field(default_factory=list)
    #: (column, what is there now, what the file says)
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    def refuse(self, sentence: str) -> None:
        """The row cannot be taken, for (one more) reason."""
        self.fate = ERROR
        self.sentences.append(sentence)

    def change(self, column: str, old: str, new: str) -> None:
        """The row changes something, unless it says what is there already."""
        if new and new != old:
            self.changes.append((column, old, new))
            if self.fate == SAME:
                self.fate = CHANGE


def check_cells(row: Row, verdict: Verdict, *, required: tuple[str, ...]) -> None:
    """What is wrong with the cells themselves: formulas, emptiness, length."""
    if row.formulas:
        verdict.refuse(_("There is a formula in the row. Put the values in its place."))
    if any(not row.values.get(column) for column in required):
        verdict.refuse(_("A cell that must be filled is empty."))
    if any(len(value) > LONGEST for name, value in row.values.items() if name != "aliases"):
        verdict.refuse(_("A cell is longer than %(number)s characters.", number=LONGEST))


def kind_of(text: str) -> Kind | None:
    """The kind of organisation that a cell means."""
    return _KINDS.get(plain(text)) or _named(text, KIND_NAMES)


def role_of(text: str) -> RoleKind | None:
    """The role that a cell means."""
    return _ROLES.get(plain(text)) or _named(text, ROLE_NAMES)


def in_words(names: dict[K, Any]) -> str:
    """The names of all kinds or roles, for a sentence."""
    return ", ".join(str(name) for name in names.values())


def is_zone(text: str) -> bool:
    """Whether this is an IANA time zone."""
    return text in available_timezones()


def _named(text: str, names: dict[K, Any]) -> K | None:
    return next((key for key, name in names.items() if plain(str(name)) == plain(text)), None)


_KINDS = {plain(word): kind for kind, words in KIND_WORDS.items() for word in words}
_ROLES = {plain(word): kind for kind, words in ROLE_WORDS.items() for word in words}

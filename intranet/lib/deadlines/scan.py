"""The place the reader has come to in a term, and the facts it has gathered so far."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .model import Doubt, Kind
from .points import Span
from .tokens import END, Token


@cache
def choices(names: str) -> frozenset[str]:
    """The classes of «до|к|по»."""
    return frozenset(names.split("|"))


@dataclass(slots=True)
class Facts:
    """What has been understood of a term, in reading order."""

    spans: list[Span] = field(default_factory=list)
    over: list[Span] = field(default_factory=list)  # «в течение 2026 года»: continuous over it
    recurring: list[Kind] = field(default_factory=list)
    is_continuous: bool = False
    is_unscheduled: bool = False
    events: list[str] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)
    doubts: dict[Doubt, None] = field(default_factory=dict)
    unread: list[Token] = field(default_factory=list)
    school_year: bool = False
    bare_weekday: bool = False  # «среда, 15 апреля»

    def doubt(self, why: Doubt) -> None:
        self.doubts[why] = None


@dataclass(slots=True)
class Scan:
    """A walk over tokens; recognisers either move `i` on and tell `facts`, or leave both."""

    text: str
    tokens: list[Token]
    i: int = 0
    facts: Facts = field(default_factory=Facts)

    def at(self, ahead: int = 0) -> Token:
        """The token `ahead` of the place, END outside the term."""
        place = self.i + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else END

    def is_(self, *names: str) -> bool:
        """Whether the next tokens are of these classes, «|» between choices."""
        return all(self.at(ahead).name in choices(name) for ahead, name in enumerate(names))

    def take(self, *names: str) -> bool:
        """Step over the next tokens if they are of these classes."""
        if not self.is_(*names):
            return False
        self.i += len(names)
        return True

    def words(self, *texts: str) -> bool:
        """Step over the next tokens if their words begin so («план» takes «плану»)."""
        for n, text in enumerate(texts):
            word = self.at(n).text
            if not (word == text[1:] if text.startswith("=") else word.startswith(text)):
                return False
        self.i += len(texts)
        return True

    def letters(self, start: int, end: int | None = None) -> str:
        """The letters of the term from token `start` up to token `end`, as they stand."""
        part = self.tokens[start : self.i if end is None else end]
        return " ".join(self.text[part[0].start : part[-1].end].split()) if part else ""

"""The shape of a document: right types, no unknown words, nothing endless."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from intranet.lib.indicators.language import is_reserved
from intranet.lib.indicators.model import Kind
from intranet.lib.indicators.numbers import MOST_DIGITS, read_number
from intranet.lib.indicators.problems import BadValue, Problem
from intranet.lib.indicators.values import read_date

LONGEST_CODE = 40
TOO_LARGE = 10**MOST_DIGITS


@dataclass
class Shape:
    """One object of the document; what is wrong with it goes into `problems`.

    path: where it stands, "" for the whole. A reader that finds nothing fitting gives an empty
    value of its type, so that reading goes on and all problems are told at once.
    """

    data: Mapping[str, Any]
    path: str
    problems: list[Problem]
    known: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, data: object, path: str, problems: list[Problem]) -> "Shape":
        if isinstance(data, Mapping):
            return cls(data, path, problems)
        problems.append(Problem(path, "wrong_type", {"wanted": "object"}))
        return cls({}, path, [])

    def problem(self, key: str, code: str, **detail: Any) -> None:
        where = f"{self.path}.{key}" if self.path else key
        self.problems.append(Problem(where, code, detail))

    def take(self, key: str, wanted: type, default: Any) -> Any:
        """The value of `key` if it has the type; else the default, None among them."""
        self.known.add(key)
        value = self.data.get(key, default)
        fits = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
        if value is default or fits:
            return value
        self.problem(key, "wrong_type", wanted=wanted.__name__)
        return default

    def text(self, key: str, most: int, *, is_needed: bool = False) -> str:
        value: str = self.take(key, str, "")
        if len(value) > most:
            self.problem(key, "too_long", most=most)
        elif any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in value):
            self.problem(key, "bad_character")
        elif is_needed and not value.strip():
            self.problem(key, "missing")
        return value

    def code(self, key: str, pattern: re.Pattern[str], *, is_word: bool = False) -> str:
        """A code spelled by `pattern`; `is_word` when expressions name it bare."""
        code = self.text(key, LONGEST_CODE, is_needed=True)
        if not code.strip():
            return code
        if not pattern.fullmatch(code):
            self.problem(key, "bad_code", name=code[:LONGEST_CODE])
        elif is_word and is_reserved(code):
            self.problem(key, "reserved_code", name=code)
        return code

    def flag(self, key: str, *, default: bool) -> bool:
        return bool(self.take(key, bool, default))

    def whole(self, key: str, default: int, most: int) -> int:
        value: int = self.take(key, int, default)
        if 0 <= value <= most:
            return value
        self.problem(key, "out_of_range", least=0, most=most)
        return default

    def kind(self, key: str) -> Kind | None:
        word = self.text(key, LONGEST_CODE, is_needed=True)
        if word in set(Kind):
            return Kind(word)
        if word:
            self.problem(key, "unknown_kind", name=word[:LONGEST_CODE])
        return None

    def limit(self, key: str, kind: Kind | None) -> Decimal | date | None:
        """A figure, as text or as a JSON number, or a day for an indicator of kind date."""
        self.known.add(key)
        value = self.data.get(key)
        if value is None:
            return None
        typed = value if isinstance(value, str) else ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            typed = str(value) if abs(value) < TOO_LARGE else ""
        try:
            return read_date(typed) if kind is Kind.DATE else read_number(typed)
        except BadValue as bad:
            self.problem(key, bad.code, **bad.detail)
            return None

    def items(self, key: str, most: int) -> list["Shape"]:
        """The objects of a list."""
        values: list[object] = self.take(key, list, [])
        if len(values) > most:
            self.problem(key, "too_many", most=most)
        where = f"{self.path}.{key}" if self.path else key
        return [Shape.of(v, f"{where}.{n}", self.problems) for n, v in enumerate(values[:most])]

    def words(self, key: str, most: int) -> tuple[str, ...]:
        """The texts of a list."""
        values: list[object] = self.take(key, list, [])
        if len(values) > most:
            self.problem(key, "too_many", most=most)
        if not all(isinstance(value, str) for value in values):
            self.problem(key, "wrong_type", wanted="str")
        return tuple(value for value in values[:most] if isinstance(value, str))

    def close(self) -> None:
        """Tell of every key that nobody asked for: most are misspelled."""
        for key in sorted(set(map(str, self.data)) - self.known):
            self.problem(key[:LONGEST_CODE], "unknown_key")


def repeated(codes: Iterable[str]) -> set[int]:
    """Places of the codes that stood before.

    >>> repeated(["01", "02", "01"])
    {2}
    """
    seen: set[str] = set()
    places = set()
    for place, code in enumerate(codes):
        if code in seen:
            places.add(place)
        seen.add(code)
    return places

"""What differs between two editions of a plan, row by row."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

#: How alike two texts must be: with the same number; with another one.
ALIKE_BY_NUMBER, ALIKE_BY_TEXT = 0.5, 0.6
#: Candidates that share words and are compared letter by letter.
MOST_CANDIDATES = 5
#: Letters of a text that are compared; what comes after them tells no rows apart.
LONGEST = 600


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Row:
    """A row of an edition.

    key:   names the row within its edition.
    cells: by name, in the order in which they are shown; `number`, `section` and `title`
           also tell rows apart, `text` is whatever else says what the row is about.
    """

    key: int
    cells: dict[str, str]
    text: str = ""

    @property
    def place(self) -> tuple[str, str]:
        return _plain(self.cells.get("section", "")), _plain(self.cells.get("number", ""))

    @property
    def words(self) -> str:
        return _plain(f"{self.cells.get('title', '')} {self.text}")


@dataclass(frozen=True)
class Cell:
    """One cell that differs: what stood there, what stands there now."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What became of one row; `key` is the same at every call for the same two editions."""

    kind: Kind
    before: Row | None
    after: Row | None
    cells: tuple[Cell, ...] = ()

    @property
    def key(self) -> str:
        left, right = (str(row.key) if row else "" for row in (self.before, self.after))
        return f"{left}-{right}"


def difference(before: Sequence[Row], after: Sequence[Row]) -> list[Change]:
    """Every row of both editions, in the order of the later one; removed rows keep their place.

    A row is found again by its section, number and text; then by a text like its own, so a
    new number is a changed cell and not another row; last by its number alone.

    >>> old = [Row(1, {"number": "1", "title": "Сбор отчётов"})]
    >>> new = [Row(1, {"number": "2", "title": "Сбор отчетов"})]
    >>> [(c.kind.value, c.cells) for c in difference(old, new)]
    [('changed', (Cell(name='number', before='1', after='2'),))]
    >>> [c.kind.value for c in difference(old, [])]
    ['removed']
    """
    pairs = _Pairs(list(before), list(after)).found
    earlier = {new.key: old for old, new in pairs}
    kept = {old.key for old, _new in pairs}
    changes = [_change(earlier.get(row.key), row) for row in after]
    for row, previous in zip(before, [None, *before], strict=False):
        if row.key not in kept:
            changes.insert(_place_behind(changes, previous), Change(Kind.REMOVED, row, None))
    return changes


def is_same(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether nothing that a reader would notice differs."""
    return all(change.kind is Kind.UNCHANGED for change in difference(before, after))


def _change(before: Row | None, after: Row) -> Change:
    if before is None:
        return Change(Kind.ADDED, None, after)
    cells = tuple(
        Cell(name, before.cells.get(name, ""), text)
        for name, text in after.cells.items()
        if _plain(before.cells.get(name, "")) != _plain(text)
    )
    return Change(Kind.CHANGED if cells else Kind.UNCHANGED, before, after, cells)


def _place_behind(changes: list[Change], previous: Row | None) -> int:
    """Where a removed row is shown: behind the row that stood before it."""
    if previous is None:
        return 0
    for place, change in enumerate(changes):
        if change.before is not None and change.before.key == previous.key:
            return place + 1
    return len(changes)


@dataclass
class _Pairs:
    """Rows of two editions put together, the surest pairs first."""

    before: list[Row]
    after: list[Row]
    found: list[tuple[Row, Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by(lambda row: (*row.place, row.words))
        self._by(lambda row: (row.place[0], row.words))
        self._by(lambda row: row.words)
        self._by_number(ALIKE_BY_NUMBER)
        self._by_text()
        self._by_number(0)

    def _by(self, mark: Callable[[Row], object]) -> None:
        """Pair rows of which exactly one on each side bears the same mark."""
        sides: dict[object, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
        for side, rows in enumerate((self.before, self.after)):
            for row in rows:
                sides[mark(row)][side].append(row)
        self._take((old[0], new[0]) for old, new in sides.values() if len(old) == len(new) == 1)

    def _by_number(self, least: float) -> None:
        """Pair rows of the same section and number whose texts are alike enough."""
        places: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.before:
            places[row.place].append(row)
        pairs = []
        for new in self.after:
            rows = places.get(new.place) if new.place[1] else None
            if rows and (not least or likeness(rows[0].words, new.words) >= least):
                pairs.append((rows.pop(0), new))
        self._take(pairs)

    def _by_text(self) -> None:
        """Pair the most similar texts first, each row once."""
        scored = [
            (likeness(old.words, new.words), n, old, new)
            for n, new in enumerate(self.after)
            for old in _candidates(new, self.before)
        ]
        taken: set[tuple[str, int]] = set()
        pairs = []
        for score, _n, old, new in sorted(scored, key=lambda each: (-each[0], each[1])):
            if score < ALIKE_BY_TEXT:
                break
            if ("old", old.key) not in taken and ("new", new.key) not in taken:
                taken |= {("old", old.key), ("new", new.key)}
                pairs.append((old, new))
        self._take(pairs)

    def _take(self, pairs: Iterable[tuple[Row, Row]]) -> None:
        fresh = list(pairs)
        old, new = {a.key for a, _ in fresh}, {b.key for _, b in fresh}
        self.found += fresh
        self.before = [row for row in self.before if row.key not in old]
        self.after = [row for row in self.after if row.key not in new]


def _candidates(row: Row, rows: list[Row]) -> Iterator[Row]:
    """The rows that share most words with `row`: comparing all letter by letter is slow."""
    words = set(row.words.split())
    shares = [
        (len(words & other) / (len(words | other) or 1), n)
        for n, other in enumerate(set(each.words.split()) for each in rows)
    ]
    best = sorted((share for share in shares if share[0] > 0), reverse=True)
    yield from (rows[n] for _share, n in best[:MOST_CANDIDATES])


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1.

    >>> likeness("сбор отчётов", "сбор отчётов")
    1.0
    """
    if one == other:
        return 1.0
    return SequenceMatcher(None, one[:LONGEST], other[:LONGEST], autojunk=False).ratio()


def _plain(text: str) -> str:
    """`text` as editions are compared: case, ё, spaces, dashes and a last stop do not matter."""
    plain = re.sub(r"[‐-―−]", "-", text.casefold().replace("ё", "е"))
    return " ".join(plain.split()).rstrip(".;, ")

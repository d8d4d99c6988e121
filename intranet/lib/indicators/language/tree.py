"""What an expression consists of once it is parsed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

#: In place of a column: every column of the row, `sum(01.*)`.
ALL = "*"


@dataclass(frozen=True)
class Number:
    """A figure written in the expression, 0 or more; a minus before it is a Negation."""

    value: Decimal


@dataclass(frozen=True)
class Ref:
    """A cell of the form: `01`, `01.end`, `01.*`; `is_last`: of the period before, `last.01`.

    column: "" where none is written.
    at:     the place in the text, counted from 0; trees that differ only in it are the same.
    """

    code: str
    column: str = ""
    is_last: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Negation:
    """`−x`."""

    part: "Tree"


@dataclass(frozen=True)
class Not:
    """`not x`."""

    part: "Tree"


@dataclass(frozen=True)
class Pair:
    """Two parts and what stands between them: + - * / and or."""

    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True)
class Comparison:
    """A chain such as `0 ≤ 04 ≤ 01`; one sign fewer than parts. Signs: = ≠ < ≤ > ≥."""

    parts: tuple["Tree", ...]
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """A function of words.ARGUMENTS, by its English name."""

    name: str
    parts: tuple["Tree", ...]


Tree = Number | Ref | Negation | Not | Pair | Comparison | Call


def parts_of(tree: Tree) -> tuple[Tree, ...]:
    """The trees right below, from left to right."""
    match tree:
        case Negation(part) | Not(part):
            return (part,)
        case Pair(_, left, right):
            return left, right
        case Comparison(parts) | Call(_, parts):
            return parts
        case _:
            return ()


def refs_of(tree: Tree) -> Iterator[Ref]:
    """Every reference, from left to right, as often as it is written."""
    if isinstance(tree, Ref):
        yield tree
    for part in parts_of(tree):
        yield from refs_of(part)

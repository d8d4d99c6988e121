"""What each part of an expression gives, a figure or a truth, and where the two are mixed up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from intranet.lib.indicators.language.printer import text_of
from intranet.lib.indicators.language.tree import (
    ALL,
    Call,
    Comparison,
    Negation,
    Not,
    Number,
    Pair,
    Ref,
    Tree,
    parts_of,
)

MOST_ROUNDED = 6


class Sort(StrEnum):
    """What an expression gives."""

    NUMBER = "number"
    TRUTH = "truth"


@dataclass(frozen=True)
class Misfit:
    """A part that gives the wrong sort. code: number_expected, truth_expected, star_outside,
    decimals_expected."""

    code: str
    part: str  # in normal form


def sort_of(tree: Tree, sort_of_ref: Callable[[Ref], Sort]) -> Sort:
    """What `tree` gives when it has no misfits.

    >>> sort_of(Comparison((Ref("01"), Ref("02")), ("=",)), lambda ref: Sort.NUMBER)
    <Sort.TRUTH: 'truth'>
    """
    match tree:
        case Ref():
            return sort_of_ref(tree)
        case Not() | Comparison() | Pair("and" | "or") | Call("within"):
            return Sort.TRUTH
        case Call("if", (_, then, _)):
            return sort_of(then, sort_of_ref)
        case _:
            return Sort.NUMBER


def misfits(tree: Tree, wanted: Sort, sort_of_ref: Callable[[Ref], Sort]) -> Iterator[Misfit]:
    """Every part of `tree` that gives another sort than its place wants, the outermost first."""
    if sort_of(tree, sort_of_ref) is not wanted:
        yield Misfit(f"{wanted}_expected", text_of(tree))
    if isinstance(tree, Ref) and tree.column == ALL:
        yield Misfit("star_outside", text_of(tree))
    if isinstance(tree, Call) and tree.name == "round" and not _rounds(tree):
        yield Misfit("decimals_expected", text_of(tree))
    for n, part in enumerate(parts_of(tree)):
        want = _wanted(tree, n, wanted)
        if isinstance(part, Ref) and part.column == ALL and _takes_rows(tree):
            if sort_of_ref(part) is not Sort.NUMBER:
                yield Misfit("number_expected", text_of(part))
        else:
            yield from misfits(part, want, sort_of_ref)


def _wanted(tree: Tree, place: int, wanted: Sort) -> Sort:
    """The sort that the part at `place` must give."""
    match tree:
        case Not() | Pair("and" | "or"):
            return Sort.TRUTH
        case Call("if"):
            return Sort.TRUTH if place == 0 else wanted
        case Negation() | Comparison() | Pair() | Call():
            return Sort.NUMBER
        case _:
            return wanted


def _takes_rows(tree: Tree) -> bool:
    return isinstance(tree, Call) and tree.name in ("sum", "min", "max")


def _rounds(call: Call) -> bool:
    """Whether the number of decimals, if any is said, is a plain small figure."""
    if len(call.parts) == 1:
        return True
    decimals = call.parts[1]
    return (
        isinstance(decimals, Number)
        and decimals.value <= MOST_ROUNDED
        and decimals.value == int(decimals.value)
    )

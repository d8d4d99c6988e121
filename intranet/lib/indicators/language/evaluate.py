"""The walker that reckons an expression out, exactly: fractions inside, no rounding on the way.

What is not there makes whatever is reckoned from it not there. Only where the answer would be
the same with any figure in its place there is one: false `and` anything is false, true `or`
anything is true, and of `if` only the branch that is taken counts.
"""

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

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
)
from intranet.lib.indicators.numbers import exact, half_up


class Absent(StrEnum):
    """Why there is no value: the earlier reason is told when there are several."""

    EMPTY = "empty"
    NOT_SUMMED = "not_summed"
    TOO_LARGE = "too_large"
    DIVISION_BY_ZERO = "division_by_zero"


#: Figures are int or Fraction, whichever is exact; truths are bool.
Figure = int | Fraction
Value = Figure | bool | Absent

LOGIC = ("and", "or")


class Source(Protocol):
    """Where references find their values; bools for yes and no."""

    def at(self, ref: Ref) -> Value: ...

    def row(self, ref: Ref) -> Sequence[Value]: ...


def evaluate(tree: Tree, source: Source) -> Value:
    """What `tree`, which has no misfits, gives over `source`. Raises nothing of its own."""
    match tree:
        case Ref():
            return source.at(tree)
        case Number(value):
            return exact(value)
        case Pair(sign, left, right):
            values = [evaluate(left, source), evaluate(right, source)]
            return _decided(sign, values) if sign in LOGIC else _reckoned(sign, values)
        case Negation(part):
            return _reckoned("neg", [evaluate(part, source)])
        case Not(part):
            truth = evaluate(part, source)
            return truth if isinstance(truth, Absent) else not truth
        case Comparison(parts, signs):
            return _compared(signs, [evaluate(part, source) for part in parts])
        case Call("if", (condition, then, otherwise)):
            truth = evaluate(condition, source)
            if isinstance(truth, Absent):
                return truth
            return evaluate(then if truth else otherwise, source)
        case Call(name, parts):
            return _reckoned(name, _arguments(parts, source))


def _arguments(parts: Sequence[Tree], source: Source) -> list[Value]:
    values: list[Value] = []
    for part in parts:
        if isinstance(part, Ref) and part.column == ALL:
            values.extend(source.row(part))
        else:
            values.append(evaluate(part, source))
    return values


def _decided(sign: str, values: Sequence[Value]) -> Value:
    deciding = sign == "or"
    if deciding in values:
        return deciding
    return _first_absence(values) or not deciding


def _first_absence(values: Sequence[Value]) -> Absent | None:
    """The reason that is told for all of `values`."""
    reasons = [value for value in values if isinstance(value, Absent)]
    return min(reasons, key=tuple(Absent).index) if reasons else None


def _compared(signs: Sequence[str], values: Sequence[Value]) -> Value:
    """A chain is false as soon as two neighbours that are there contradict it."""
    found = map(holds, signs, values, values[1:])
    if False in found:
        return False
    return _first_absence(values) or True


def holds(sign: str, left: Value, right: Value) -> bool | None:
    """Whether `sign` is true between two figures; None when one is not there."""
    if isinstance(left, Absent) or isinstance(right, Absent):
        return None
    match sign:
        case "=":
            return left == right
        case "≠":
            return left != right
        case "<":
            return left < right
        case "≤":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def size(figure: Figure) -> Figure:
    """`figure` without its sign."""
    return -figure if figure < 0 else figure


def _reckoned(name: str, values: Sequence[Value]) -> Value:
    figures: list[Figure] = [value for value in values if not isinstance(value, Absent)]
    if len(figures) < len(values):
        return _first_absence(values) or Absent.EMPTY
    first, last = figures[0], figures[-1]
    match name:
        case "+" | "sum":
            return sum(figures)
        case "-":
            return first - last
        case "neg":
            return -first
        case "*":
            return first * last
        case "/":
            return Fraction(first) / last if last else Absent.DIVISION_BY_ZERO
        case "min":
            return min(figures)
        case "max":
            return max(figures)
        case "abs":
            return size(first)
        case "round":
            return exact(half_up(first, int(last) if len(figures) > 1 else 0))
        case _:  # within
            return size(first - figures[1]) * 100 <= size(figures[1]) * last

"""From a tree back to text: one spelling for all that mean the same."""

from collections.abc import Callable

from intranet.lib.indicators.language.tree import (
    Call,
    Comparison,
    Negation,
    Not,
    Number,
    Pair,
    Ref,
    Tree,
)
from intranet.lib.indicators.numbers import plain

#: How strongly each kind of tree holds its parts together.
OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGNED, ATOM = range(8)
_PAIRS = {"or": OR, "and": AND, "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT}


def spelled(ref: Ref) -> str:
    """A reference as it is written.

    >>> spelled(Ref("01", "end", is_last=True))
    'last.01.end'
    """
    last = "last." if ref.is_last else ""
    return last + ref.code + (f".{ref.column}" if ref.column else "")


def text_of(tree: Tree, name: Callable[[Ref], str] = spelled) -> str:
    """`tree` in its normal form: English words, one space around signs, no needless brackets.

    `parse` gives the same tree back, as long as `name` spells references as they are and the
    text stays within the length of an expression (the spaces may make it longer than it was);
    another `name` may put titles in the places of codes for people to read.

    >>> text_of(Pair("*", Pair("+", Ref("06"), Ref("07")), Negation(Ref("08"))))
    '(06 + 07) * -08'
    """

    def written(part: Tree, least: int) -> str:
        text = text_of(part, name)
        return text if _strength(part) >= least else f"({text})"

    match tree:
        case Number(value):
            return plain(value)
        case Ref():
            return name(tree)
        case Negation(part):
            return "-" + written(part, SIGNED)
        case Not(part):
            return "not " + written(part, NOT)
        case Pair(sign, left, right):
            strength = _PAIRS[sign]
            return f"{written(left, strength)} {sign} {written(right, strength + 1)}"
        case Comparison(parts, signs):
            texts = [written(part, SUM) for part in parts]
            tail = (f" {sign} {text}" for sign, text in zip(signs, texts[1:], strict=True))
            return texts[0] + "".join(tail)
        case Call(function, parts):
            return f"{function}({'; '.join(written(part, OR) for part in parts)})"


def _strength(tree: Tree) -> int:
    match tree:
        case Pair(sign):
            return _PAIRS[sign]
        case Comparison():
            return COMPARISON
        case Not():
            return NOT
        case Negation():
            return SIGNED
        case _:
            return ATOM

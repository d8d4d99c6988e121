"""Where the parser stands among the tokens, and the bounds it must keep."""

from collections.abc import Callable
from typing import TypeVar

from intranet.lib.indicators.language.tokens import BadExpression, Token
from intranet.lib.indicators.language.tree import Tree

T = TypeVar("T")

DEEPEST = 30  # brackets, minuses and negations within one another
MOST_PARTS = 200  # nodes of a tree


class Cursor:
    """Tokens, the place among them, how deep and how large the tree has become."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.i = 0
        self.depth = 0
        self.count = 0
        #: Figures with a comma, for each bracket that is open.
        self.commas: list[list[Token]] = [[]]

    @property
    def at(self) -> Token:
        return self.tokens[self.i]

    def is_word(self, words: frozenset[str]) -> bool:
        return self.at.name == "name" and self.at.text.lower() in words

    def take(self, name: str, expected: str) -> Token:
        token = self.at
        if token.name != name:
            raise self.expected(expected)
        self.i += 1
        return token

    def expected(self, what: str) -> BadExpression:
        return BadExpression("expected", self.at.at, expected=what, found=self.at.text)

    def bracket(self, inside: Callable[[], T]) -> T:
        """What `inside` reads between brackets, whose commas are its own."""
        self.commas.append([])
        result = self.deeper(inside)
        self.commas.pop()
        return result

    def deeper(self, inside: Callable[[], T]) -> T:
        """What `inside` reads one level further down. Raises BadExpression: too_deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadExpression("too_deep", self.at.at, most=DEEPEST)
        result = inside()
        self.depth -= 1
        return result

    def made(self, tree: Tree) -> Tree:
        """`tree`, counted. Raises BadExpression: too_big."""
        self.count += 1
        if self.count > MOST_PARTS:
            raise BadExpression("too_big", self.at.at, most=MOST_PARTS)
        return tree

"""The parser: from tokens down to figures and references, one method for each binding strength."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from intranet.lib.indicators.language.cursor import Cursor
from intranet.lib.indicators.language.tokens import COLUMN, BadExpression, Token, tokenise
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
from intranet.lib.indicators.language.words import (
    AND,
    ARGUMENTS,
    FUNCTIONS,
    LAST,
    NOT,
    OR,
    is_reserved,
)

#: Signs that may stand in one chain: `0 ≤ 04 < 01`.
CHAINS = ("=", "<≤", ">≥")


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The tree of an expression; which cells there are is for others to know.

    A figure begins with 1…9 or is 0 or 0.5; whatever else begins with 0, such as 06, is the
    code of an indicator, also where the form has no such one: that must not become the figure 6.
    A comma without spaces between figures is a decimal comma. Between the arguments of a
    function it could be either and is refused, unless they are separated by semicolons.

    Raises BadExpression with the place and what was expected there.

    >>> parse("01 = 06 + 07") == parse(" 01==06+07 ")
    True
    >>> parse("если(каталог; 1; 0,5)").parts[2]
    Number(value=Decimal('0.5'))
    """
    return _Parser(tokenise(text)).whole()


class _Parser(Cursor):
    def whole(self) -> Tree:
        tree = self.expression()
        if self.at.name != "end":
            raise self.expected("operator")
        return tree

    def expression(self) -> Tree:
        return self.pairs(lambda: self.pairs(self.negation, "and", AND), "or", OR)

    def pairs(self, part: Callable[[], Tree], sign: str, words: frozenset[str]) -> Tree:
        tree = part()
        while self.is_word(words):
            self.i += 1
            tree = self.made(Pair(sign, tree, part()))
        return tree

    def negation(self) -> Tree:
        if self.is_word(NOT):
            self.i += 1
            return self.made(Not(self.deeper(self.negation)))
        return self.comparison()

    def comparison(self) -> Tree:
        parts, signs = [self.arithmetic("+-")], ""
        while self.at.name in ("=", "≠", "<", "≤", ">", "≥"):
            signs += self.at.name
            if signs != "≠" and not any(set(signs) <= set(chain) for chain in CHAINS):
                raise BadExpression("mixed_chain", self.at.at, found=self.at.text)
            self.i += 1
            parts.append(self.arithmetic("+-"))
        return self.made(Comparison(tuple(parts), tuple(signs))) if signs else parts[0]

    def arithmetic(self, signs: str) -> Tree:
        tree = self.arithmetic("*/") if signs == "+-" else self.signed()
        while self.at.name in tuple(signs):
            sign = self.at.name
            self.i += 1
            right = self.arithmetic("*/") if signs == "+-" else self.signed()
            tree = self.made(Pair(sign, tree, right))
        return tree

    def signed(self) -> Tree:
        if self.at.name != "-":
            return self.atom()
        self.i += 1
        return self.made(Negation(self.deeper(self.signed)))

    def atom(self) -> Tree:
        token = self.at
        if token.name not in ("number", "name", "(") or self.is_word(AND | OR | NOT):
            raise self.expected("operand")
        self.i += 1
        if token.name == "number":
            return self.number(token)
        if token.name == "(":
            tree = self.bracket(self.expression)
            self.take(")", "close")
            return tree
        is_call = self.at.name == "(" or token.text.lower() in FUNCTIONS
        return self.call(token) if is_call else self.reference(token)

    def number(self, token: Token) -> Tree:
        if "," in token.text:
            self.commas[-1].append(token)
        return self.made(Number(Decimal(token.text.replace(",", "."))))

    def reference(self, token: Token) -> Tree:
        """`01`, `01.end`, `01.*`, and each of them behind `last.`."""
        is_last = token.text.lower() in LAST
        code = token
        if is_last:
            self.take(".", "dot")
            code = self.take("name", "code")
            if is_reserved(code.text):
                self.i -= 1
                raise self.expected("code")
        column = ""
        if self.at.name == ".":
            self.i += 1
            column = ALL if self.at.name == ALL else self.at.text
            if column != ALL and (self.at.name != "name" or not COLUMN.fullmatch(column)):
                raise self.expected("column")
            self.i += 1
        return self.made(Ref(code.text, column, is_last, at=token.at))

    def call(self, token: Token) -> Tree:
        name = FUNCTIONS.get(token.text.lower())
        if name is None:
            raise BadExpression("unknown_function", token.at, found=token.text)
        self.take("(", "open")
        parts = self.bracket(self.arguments)
        self.take(")", "separator")
        least, most = ARGUMENTS[name]
        if not least <= len(parts) <= most:
            raise BadExpression("wrong_count", token.at, name=name, least=least, most=most)
        return self.made(Call(name, tuple(parts)))

    def arguments(self) -> list[Tree]:
        parts, separator = [self.expression()], ""
        while self.at.name in (",", ";"):
            if separator and self.at.name != separator:
                raise BadExpression("mixed_separators", self.at.at)
            separator = self.at.name
            self.i += 1
            parts.append(self.expression())
        if separator != ";" and self.commas[-1]:
            unclear = self.commas[-1][0]
            raise BadExpression("ambiguous_comma", unclear.at, found=unclear.text)
        return parts

"""From the letters of an expression to tokens, each with its place."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 500  # letters of an expression
MOST_DIGITS = 15  # of a figure written in it

_LETTER = "A-Za-zА-Яа-яЁё"
#: How a code is spelled: a letter or 0 first. «0» alone is a figure, so 0 needs company.
CODE = re.compile(f"(?:[{_LETTER}]|0[0-9{_LETTER}_])[0-9{_LETTER}_]*")
COLUMN = re.compile(f"[{_LETTER}][0-9{_LETTER}_]*")
#: How checks and answers, which no expression names, may be called.
NAME = re.compile(f"[0-9_{_LETTER}-]+")
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    rf"|(?P<number>(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?(?![0-9_{_LETTER}]))"
    rf"|(?P<name>{CODE.pattern})"
    r"|(?P<sign><=|=<|>=|=>|!=|<>|==|[-=<>≤⩽≥⩾≠−–—‑+*×·⋅/÷(),;.])"
)
_PLAIN = {"=<": "≤", "<=": "≤", "⩽": "≤", "=>": "≥", ">=": "≥", "⩾": "≥", "!=": "≠", "<>": "≠",
          "==": "=", "−": "-", "–": "-", "—": "-", "‑": "-", "×": "*", "·": "*", "⋅": "*",
          "÷": "/"}  # fmt: skip


class BadExpression(Exception):  # noqa: N818 — a refusal, not a fault
    """An expression that cannot be read.

    code:   a machine word: empty, too_long, bad_character, expected, too_many_digits, too_deep,
            too_big, mixed_chain, mixed_separators, ambiguous_comma, unknown_function,
            wrong_count.
    detail: facts for the sentence; always "at", the place in the text in NFC form, from 0.
            For `expected`: "expected" is operand, operator, code, column, dot, open, close or
            separator, "found" what stands there instead, "" at the end.
    """

    def __init__(self, code: str, at: int, **detail: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.detail: dict[str, str | int] = {"at": at, **detail}


@dataclass(frozen=True, slots=True)
class Token:
    """name: number, name, end, or the sign itself in its plain spelling."""

    name: str
    text: str
    at: int


def tokenise(text: str) -> list[Token]:
    """The tokens of `text`, the last one "end". Raises BadExpression.

    >>> [token.name for token in tokenise("01.end ⩽ 0,5 − last.06")]
    ['name', '.', 'name', '≤', 'number', '-', 'name', '.', 'name', 'end']
    """
    if len(text) > LONGEST:
        raise BadExpression("too_long", LONGEST, most=LONGEST)
    text = unicodedata.normalize("NFC", text)
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise BadExpression("bad_character", at, found=text[at])
        if match.lastgroup != "space":
            tokens.append(_token(match))
        at = match.end()
    if not tokens:
        raise BadExpression("empty", 0)
    return [*tokens, Token("end", "", len(text))]


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or "", match[0]
    if kind == "number" and len(text.replace(".", "").replace(",", "")) > MOST_DIGITS:
        raise BadExpression("too_many_digits", match.start(), most=MOST_DIGITS)
    return Token(_PLAIN.get(text, text) if kind == "sign" else kind, text, match.start())

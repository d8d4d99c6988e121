"""From the letters of a term to tokens: spaces, dashes, look-alikes and figures made plain."""

import re
import unicodedata
from dataclasses import dataclass, replace

from .words import VOCABULARY, listed

#: Latin letters typed where a Cyrillic one looks the same (both already in lower case).
LOOK_ALIKES = str.maketrans("abcehkmoptxyëi", "авсенкмортхуеі")
#: Letters and figures typed where a Roman figure stands.
ROMAN_LETTERS = str.maketrans({"і": "i", "l": "i", "|": "i", "1": "i", "у": "v", "y": "v", "ѵ": "v",
                               "х": "x", "п": "ii", "ш": "iii"})  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "iiii": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
         "ix": 9, "x": 10, "xi": 11, "xii": 12}  # fmt: skip
SUFFIXES = set(
    listed("е й я го ое ый ий ая ой му ому м ом ю ю ую х ых ти ми ей ья ье ого его ух ех")
)
TOKEN = re.compile(
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?!\d)"
    r"|(?P<dmy>\d{1,2} ?[./] ?\d{1,2} ?[./] ?\d{4}|\d{1,2}\.\d{1,2}\.\d{2})(?!\d)"
    r"|(?P<clock>\d{1,2}:\d{2})(?!\d)"
    r"|(?P<my>\d{1,2}\.\d{4})(?!\d)"
    r"|(?P<dm>\d{1,2}\.\d{1,2})(?![\d])"
    r"|(?P<number>\d{1,9})"
    r"|(?P<word>[^\W\d_]{1,60})"
    r"|(?P<dots>\.{2,})"
    r"|(?P<other>\S)"
)
NAMES = {"-": "dash", ",": "comma", ";": "semicolon", "(": "open", ")": "close", ":": "colon",
         "/": "slash", "[": "open", "]": "close"}  # fmt: skip
#: Marks that carry no meaning in a term.
SILENT = set(".\"'*+«»„“”’‘`<>·•†‡°№|")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a term; `start` and `end` count letters of the phrase in NFC form."""

    name: str  # its class: month, number, dash, … or "other" for a word nobody knows
    text: str
    start: int
    end: int
    value: int | str = 0
    date: tuple[int | None, int | None, int] | None = None  # year, month, day; day 0: whole month
    roman: int = 0


END = Token("end", "", 0, 0)


def normalise(text: str) -> tuple[str, list[int]]:
    """`text` in plain small letters, and for each of them its place in `text`.

    >>> normalise("Ⅳ кв.\\u00a02026")[0]
    'iv кв. 2026'
    """
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        category = unicodedata.category(char)
        if category in ("Cf", "Mn"):
            continue
        if category == "Pd" or char in "−⁃~":
            plain = "-"
        elif category in ("No",):
            plain = "*"
        elif char.isspace() or category == "Cc":
            plain = " " if letters[-1:] != [" "] else ""
        elif char == "№":
            plain = char
        else:
            plain = unicodedata.normalize("NFKC", char).lower().replace("ё", "е")
        letters.extend(plain)
        places.extend([place] * len(plain))
    return "".join(letters), places


def tokenise(text: str) -> list[Token]:
    """The tokens of `text`, which is in NFC form; marks without meaning are left out.

    >>> [token.name for token in tokenise("до 15 марта 2026 г.")]
    ['до', 'number', 'month', 'number', 'year']
    """
    plain, places = normalise(text)
    tokens: list[Token] = []
    for match in TOKEN.finditer(plain):
        start, end = places[match.start()], places[match.end() - 1] + 1
        kind, piece = match.lastgroup, match[0]
        if kind == "word":
            tokens.extend(_word(piece, start, end))
        elif kind == "number":
            tokens.append(Token("number", piece, start, end, int(piece)))
        elif kind == "dots":  # «15.05…20.05»
            tokens.append(Token("dash", piece, start, end))
        elif kind == "other":
            if piece not in SILENT:
                tokens.append(Token(NAMES.get(piece, "other"), piece, start, end))
        else:
            tokens.append(_figures(kind or "", piece, start, end))
    return _joined(tokens)


def _figures(kind: str, piece: str, start: int, end: int) -> Token:
    """A date or a time of day written in figures alone."""
    numbers = [int(n) for n in re.findall(r"\d+", piece)]
    if kind == "clock":
        return Token("time", piece, start, end)
    if kind == "iso":
        return Token("date", piece, start, end, date=(numbers[0], numbers[1], numbers[2]))
    if kind == "dmy":
        year = numbers[2] + (numbers[2] < 100) * 1900 + (numbers[2] < 50) * 100
        return Token("date", piece, start, end, date=(year, numbers[1], numbers[0]))
    if kind == "my":
        return Token("date", piece, start, end, date=(numbers[1], numbers[0], 0))
    hour, minute = numbers
    if len(piece) == 3:  # «1.9» is rather the number of an item
        return Token("other", piece, start, end)
    if not 1 <= minute <= 12 and hour < 24 and minute < 60 and minute % 5 == 0:
        return Token("time", piece, start, end)
    return Token("date", piece, start, end, date=(None, minute, hour))


def _word(piece: str, start: int, end: int) -> list[Token]:
    """One word, its look-alike letters put right; «IVкв» is two."""
    cyrillic = piece.translate(LOOK_ALIKES)
    roman = roman_value(piece)
    for word in (piece, cyrillic):
        if word in VOCABULARY:
            name, value = VOCABULARY[word]
            return [Token(name, word, start, end, value, roman=roman)]
    glued = re.match(r"([ivxіх]{1,4})(кв|квартал\w{0,3}|полугоди\w{1,2}|декад\w{1,2})$", piece)
    if glued and end - start == len(piece):
        middle = start + len(glued[1])
        return _word(glued[1], start, middle) + _word(glued[2], middle, end)
    mixed = any("а" <= c <= "я" for c in piece)
    return [Token("other", cyrillic if mixed else piece, start, end, roman=roman)]


def roman_value(piece: str) -> int:
    """The number `piece` stands for as a Roman figure, or 0; Cyrillic look-alikes count.

    >>> roman_value("ІУ"), roman_value("Ш".lower()), roman_value("год")
    (4, 3, 0)
    """
    return ROMAN.get(piece.lower().translate(ROMAN_LETTERS), 0) if len(piece) < 5 else 0


def _joined(tokens: list[Token]) -> list[Token]:
    """Join «2-е», «1V», «п/г», and words cut by a hyphen at the end of a line."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else END
        last = tokens[i + 2] if i + 2 < len(tokens) else END
        close = after.start == token.end
        if token.name == "number" and close and after.name != "number" and _tail(token, after):
            token, i = _tail(token, after) or token, i + 1
            after, last = last, tokens[i + 2] if i + 2 < len(tokens) else END
        if (token.name == "number" or token.roman) and after.name == "dash":
            if last.text in SUFFIXES and last.start - after.end <= 1:
                token, i = replace(token, end=last.end), i + 2
        elif after.name in ("dash", "slash") and (joined := _whole(token, after, last)):
            token, i = joined, i + 2
        out.append(token)
        i += 1
    return out


def _tail(number: Token, after: Token) -> Token | None:
    """«1ое» and «1V» as one token."""
    if after.text in SUFFIXES and after.text != "м":
        return replace(number, end=after.end)
    if number.text == "1" and (value := roman_value("i" + after.text)) and after.text not in "пшl":
        return replace(number, name="other", text="1" + after.text, end=after.end, roman=value)
    return None


def _whole(left: Token, mark: Token, right: Token) -> Token | None:
    """«п/г» and «сен-тябрь» as one token, when only the whole is a word."""
    if mark.name == "slash" and (left.text, right.text) == ("п", "г"):
        return Token("half", "п/г", left.start, right.end)
    if right.name == "other" and mark.name == "dash":
        whole = left.text + right.text
        if whole in VOCABULARY:
            name, value = VOCABULARY[whole]
            return Token(name, whole, left.start, right.end, value)
    return None

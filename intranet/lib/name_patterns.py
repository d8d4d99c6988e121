"""Patterns of names: words in curly brackets stand for what they name."""

import re
from collections.abc import Mapping

#: What no name of a file holds on every system.
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_WORD = re.compile(r"\{([^{}]*)\}")


class BadPattern(Exception):  # noqa: N818 — a refusal, not a fault
    """What is no pattern.

    code:  unknown_word, bracket, forbidden, or no_word: every file would be called the same.
    found: the word or the sign that is wrong.
    """

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.found = found


def read_pattern(text: str, words: Mapping[str, str]) -> str:
    """`text` with its words as they are kept; words: as people write them → as they are kept.

    >>> read_pattern(" {Школа} — скан {номер} ", {"школа": "organisation", "номер": "number"})
    '{organisation} — скан {number}'
    """
    names = _WORD.findall(text)
    for name in names:
        if name.strip().lower() not in words:
            raise BadPattern("unknown_word", name.strip())
    if bracket := re.search("[{}]", _WORD.sub("", text)):
        raise BadPattern("bracket", bracket[0])
    if sign := FORBIDDEN.search(text):
        raise BadPattern("forbidden", sign[0])
    if not names:
        raise BadPattern("no_word")
    return _WORD.sub(lambda word: f"{{{words[word[1].strip().lower()]}}}", text).strip()


def written(pattern: str, words: Mapping[str, str]) -> str:
    """A kept pattern in the words that people write; the other way round of `read_pattern`.

    >>> written("{organisation} 7", {"школа": "organisation"})
    '{школа} 7'
    """
    names = {kept: name for name, kept in words.items()}
    return _WORD.sub(lambda word: f"{{{names.get(word[1], word[1])}}}", pattern)

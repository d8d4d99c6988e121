"""The few words around what was found, safe to be shown, with what was asked for marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from ...lib.stems import REMEMBERED, stem, words_of
from .databases import Question

#: Characters of a snippet, before and behind the first word that answers.
BEFORE, BEHIND = 60, 160
#: Characters of a text that are looked through; further on its beginning is shown instead.
LOOKED_AT = 120_000
#: Letters of a stem that must begin a word, one less than it has: a vowel may be fleeting.
_SURE = 3
_WORD = re.compile(r"\w[\w\u0300\u0301\u00ad]*")


@dataclass(frozen=True)
class Look:
    """Which words are marked: those of `stems`, and those that begin with one of `beginnings`."""

    stems: frozenset[str]
    beginnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, question: Question) -> "Look":
        stems = {stem for words in question for stem in (*words.stems, words.last)}
        return cls(frozenset(stems), tuple(b for words in question for b in words.beginnings))

    def finds(self, word: str) -> bool:
        """Whether this word of a text, as it stands there, answers."""
        return any(
            stemmed in self.stems or part.startswith(self.beginnings)
            for part, stemmed in _parts(word)
        )


@lru_cache(REMEMBERED)
def _parts(word: str) -> tuple[tuple[str, str], ...]:
    """What a word of a text is folded into, each part with its stem."""
    return tuple((part, stem(part)) for part in words_of(word))


def marked(text: str, look: Look) -> Markup:
    """`text` escaped, each word that is looked for marked.

    >>> marked("Выставка <книг>", Look(frozenset(["книг"])))
    Markup('Выставка &lt;<mark>книг</mark>&gt;')
    """
    pieces: list[Markup] = []
    end = 0
    for found in _WORD.finditer(text):
        if look.finds(found[0]):
            pieces += [escape(text[end : found.start()]), Markup("<mark>%s</mark>") % found[0]]
            end = found.end()
    return Markup("").join([*pieces, escape(text[end:])])


def snippet(text: str, look: Look) -> Markup:
    """The part of `text` around the first word that answers, else its beginning."""
    text = text[:LOOKED_AT]
    first = next(_places(text, look), 0)
    start, end = max(0, first - BEFORE), min(len(text), first + BEHIND)
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", first + 1, end), 0) or end
    shown = marked(" ".join(text[start:end].split()), look)
    return Markup("%s%s%s") % ("…" if start else "", shown, "…" if end < len(text) else "")


def _places(text: str, look: Look) -> Iterator[int]:
    """Where words begin that answer, looking closely only at those that begin alike."""
    begun = "|".join(sorted({_begun(stem) for stem in (*look.stems, *look.beginnings)}))
    for found in re.finditer(rf"\b(?:{begun})\w*", text, re.IGNORECASE):
        if look.finds(found[0]):
            yield found.start()


def _begun(stem: str) -> str:
    return stem[: max(1, min(_SURE, len(stem) - 1))].replace("е", "[её]")

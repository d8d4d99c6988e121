"""Cutting a cell into the numbered or listed parts inside it."""

import re
from dataclasses import dataclass

from intranet.lib.plans.labels import parent_of
from intranet.lib.plans.words import one_line

_DOTTED = re.compile(r"(?<![\d.№\w])(\d{1,3}(?:\.\d{1,3}){1,3})\.?\)?\s*(?=[А-ЯЁA-Zа-яё«\"“(#№])")
_REFERENCE = re.compile(r"(?:\b(?:пп?|ст|разд|подп)\.?|пункт\w*|раздел\w*|стать\w*|№)\s*\Z", re.I)
_PLAIN = re.compile(r"(?:\A|(?<=[\n.;:!?»)])|(?<=[.;:!?»)]\s))\s*(\d{1,2})\.\s*(?=[А-ЯЁA-Z«\"“#])")
_BRACKET = re.compile(r"(?:\A|(?<=[\s;:,.]))(\d{1,2})\)\s*(?=\S)")
_LETTER = re.compile(r"(?:\A|(?<=[\s;:,.]))([а-я])\)\s*(?=\S)")
_BULLET = re.compile(r"(?:\A|\n)\s*(?:[•·▪●*◦‣⁃]|[-–—](?=\s))\s*(?=\S)|(?<=[\s;:.])[•●▪]\s*(?=\S)")
_ALPHABET = "абвгдежзиклмнопрстуфхцчшщэюя"


@dataclass(slots=True)
class Part:
    """A part of a cell: its label without the full stop ("" for a bullet) and its text."""

    number: str
    text: str


def split_cell(text: str, number: str = "", *, lines: bool = False) -> tuple[str, list[Part]]:
    """A cell cut into the words before its first part, and its parts.

    number: the item's own label; parts labelled 2.1, 2.2 must lie under item 2 or count up.
    lines:  plain paragraphs are parts too (for a column that holds nothing but the content).

    >>> split_cell("2.1. Проблемы. 2.2. Фонд.", "2")[1]
    [Part(number='2.1', text='Проблемы.'), Part(number='2.2', text='Фонд.')]
    """
    for marks in (
        _dotted(text, number),
        _counted(text, _PLAIN),
        _counted(text, _BRACKET),
        _lettered(text),
        _bulleted(text),
    ):
        if marks:
            return _cut(text, marks)
    paragraphs = text.split("\n")
    if lines and len(paragraphs) > 1 and _are_list(paragraphs):
        return "", [Part("", one_line(paragraph)) for paragraph in paragraphs]
    return one_line(text), []


_Mark = tuple[int, int, str]


def _cut(text: str, marks: list[_Mark]) -> tuple[str, list[Part]]:
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    parts = [
        Part(label, one_line(text[after:end].strip()))
        for (_, after, label), end in zip(marks, ends, strict=True)
    ]
    return one_line(text[: marks[0][0]].strip()), parts


def _marks(text: str, pattern: re.Pattern[str]) -> list[_Mark]:
    return [(m.start(), m.end(), m[1] if pattern.groups else "") for m in pattern.finditer(text)]


def _dotted(text: str, number: str) -> list[_Mark]:
    """2.1 … 2.2 …: under the item's number, or one parent and counting up."""
    own = number.rstrip(")")
    marks = [
        mark
        for mark in _marks(text, _DOTTED)
        if not _is_date(mark[2]) and not _REFERENCE.search(text, max(0, mark[0] - 15), mark[0])
    ]
    first = next(
        (
            n
            for n, (start, _, label) in enumerate(marks)
            if not own or parent_of(label) == own or not text[:start].strip()
        ),
        len(marks),
    )
    chosen = _counting_up(marks[first:])
    if not chosen:
        return []
    begins = chosen[0][2].endswith(".1") and not text[: chosen[0][0]].strip()
    is_own = parent_of(chosen[0][2]) == own
    return chosen if len(chosen) > 1 or is_own or begins else []


def _counting_up(marks: list[_Mark]) -> list[_Mark]:
    """The marks under the first one's parent that go up; a leap only when no mark fills it."""
    if not marks:
        return []
    parent = parent_of(marks[0][2])
    figures = [
        (int(mark[2].rpartition(".")[2]), mark) for mark in marks if parent_of(mark[2]) == parent
    ]
    last_place = {figure: n for n, (figure, _) in enumerate(figures)}
    chosen, before = [figures[0][1]], figures[0][0]
    for n, (figure, mark) in enumerate(figures[1:], 1):
        is_next = figure == before + 1
        is_leap = before < figure <= before + 20 and last_place.get(before + 1, -1) <= n
        if is_next or is_leap:
            chosen.append(mark)
            before = figure
    return chosen


def _is_date(label: str) -> bool:
    return any(piece.startswith("0") for piece in label.split("."))


def _counted(text: str, pattern: re.Pattern[str]) -> list[_Mark]:
    """1. … 2. … or 1) … 2) …: from one up, at least two of them."""
    chosen: list[_Mark] = []
    for mark in _marks(text, pattern):
        is_reference = _REFERENCE.search(text, max(0, mark[0] - 15), mark[0])
        if int(mark[2]) == len(chosen) + 1 and not is_reference:
            chosen.append(mark)
    if len(chosen) < 2:
        return []
    closing = ")" if pattern is _BRACKET else ""
    return [(start, end, label + closing) for start, end, label in chosen]


def _lettered(text: str) -> list[_Mark]:
    """а) … б) …: from the first letter on, at least two of them."""
    chosen: list[_Mark] = []
    for mark in _marks(text, _LETTER):
        if len(chosen) < len(_ALPHABET) and mark[2] == _ALPHABET[len(chosen)]:
            chosen.append(mark)
    return [(s, e, label + ")") for s, e, label in chosen] if len(chosen) > 1 else []


def _bulleted(text: str) -> list[_Mark]:
    marks = _marks(text, _BULLET)
    return marks if len(marks) > 1 or (marks and marks[0][0] == 0) else []


def _are_list(paragraphs: list[str]) -> bool:
    """Whether every paragraph begins afresh: with a capital, or after a semicolon."""
    return all(
        re.match(r"[А-ЯЁA-Z«\"“#№\d(]", line) or before.endswith((";", "."))
        for before, line in zip([".", *paragraphs], paragraphs, strict=False)
    ) and not any(line.endswith((",", " и", " в", " на")) for line in paragraphs)

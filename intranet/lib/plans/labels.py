"""Printed numbers: reading them off, and noticing which are missing."""

import re

from intranet.lib.plans.words import roman

_CELL = re.compile(r"(?:№\s*|п\.\s*)?(\d{1,4}(?:\.\d{1,3})*|[A-Za-zА-Яа-яІіЁё]{1,4})\s*([.)]*)\Z")
_DOTTED = re.compile(r"((?!0)\d{1,3}(?:\.(?!0)\d{1,2}){1,4})[.)]*(?:\s+(?=\S)|(?=[А-ЯЁA-Z«\"(]))")
_PLAIN = re.compile(r"((?!0)\d{1,3})(?:\.(?!\d)|\))\s*(?=[^\s\d])")
_ROMAN = re.compile(r"([IVXYІХПШУivx]{1,5}|1У)\s*(?:\.|\)|\s[-–—])\s*(?=\S)")
_HEADING = re.compile(
    r"(?:раздел|глава|блок|модуль)\s*№?\s*(\d{1,2}|[IVXYІХПШУ]{1,4})\s*[.:)–—-]?\s*(?=\S)",
    re.IGNORECASE,
)


_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(?:19|20)\d\d)?\Z")


def is_day(cell: str) -> bool:
    """Whether Excel made a day of a number: 1.2 typed becomes 01.02 or 01.02.2026."""
    return bool(_DAY.match(cell)) and (cell.startswith("0") or ".0" in cell)


def label_of(cell: str) -> str:
    """The label in a number cell, as printed but for its full stop; Roman in Latin letters.

    >>> label_of("2.1."), label_of("ІV."), label_of("3)"), label_of("01.02")
    ('2.1', 'IV', '3)', '1.2')
    """
    cell = re.sub(r"\s+", " ", cell).strip()
    if is_day(cell) and (day := _DAY.match(cell)):
        return f"{int(day[1])}.{int(day[2])}"
    found = _CELL.match(cell)
    if not found:
        return cell.rstrip(". ")
    label = found[1]
    if re.fullmatch("[IVXYІХ]+", label):
        label = roman(label) or label
    return label + (")" if ")" in found[2] else "")


def is_label(text: str) -> bool:
    text = re.sub(r"\s+", " ", text).strip()
    return bool(_CELL.match(text)) or is_day(text)


def leading_label(text: str, *, is_heading: bool = False) -> tuple[str, str]:
    """A text cut into the number it begins with, if any, and the rest.

    is_heading: Roman figures and «Раздел 1.» count too.

    >>> leading_label("2.1.Проблемы"), leading_label("9 мая"), leading_label("01.09. День знаний")
    (('2.1', 'Проблемы'), ('', '9 мая'), ('', '01.09. День знаний'))
    """
    text = text.strip()
    if is_heading:
        if found := _HEADING.match(text):
            return roman(found[1]) or found[1], text[found.end() :]
        if (found := _ROMAN.match(text)) and roman(found[1]):
            return roman(found[1]), text[found.end() :]
    for pattern in (_DOTTED, _PLAIN):
        if found := pattern.match(text):
            return found[1], text[found.end() :]
    return "", text


def parent_of(label: str) -> str:
    """The label one step up: "2" for "2.1", "" for "2"."""
    return label.rstrip(")").rpartition(".")[0]


def missing(labels: list[str], after: str = "") -> list[str]:
    """The labels skipped in a run of labels with one parent, where the run goes up.

    after: the label the run follows; without it the run should begin with one.

    >>> missing(["1", "2", "5", "6"]), missing(["2.1", "2.3"]), missing(["1", "1", "2"])
    (['3', '4'], ['2.2'], [])
    """
    skipped: list[str] = []
    before = _last_figure(after) or 0
    for label in labels:
        number = _last_figure(label)
        if number is None:
            continue
        parent = parent_of(label)
        if before < number <= before + 50:
            skipped += [f"{parent}.{n}" if parent else str(n) for n in range(before + 1, number)]
        before = number
    return skipped


def _last_figure(label: str) -> int | None:
    last = label.rstrip(")").rpartition(".")[2]
    return int(last) if re.fullmatch("[0-9]{1,4}", last) else None

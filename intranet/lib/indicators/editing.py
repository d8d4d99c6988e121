"""Changing the document of a form piece by piece: sections, indicators, checks.

Every function gives a new document and leaves the old one as it is. `what` is "sections",
"indicators" or "checks"; a piece is known by its code.
"""

import re
from copy import deepcopy
from dataclasses import replace
from typing import Any

from intranet.lib.indicators.language import (
    CODE,
    BadExpression,
    Ref,
    is_reserved,
    parse,
    refs_of,
    spelled,
    text_of,
)
from intranet.lib.indicators.problems import InvalidForm
from intranet.lib.indicators.reading import read_form
from intranet.lib.indicators.sense import divisions_by_zero
from intranet.lib.indicators.writing import as_json

Document = dict[str, Any]
#: Letters of a code that is made from a title.
LONGEST_MADE = 24
SHORT = 2  # letters: such words say too little


def checked(document: Document) -> Document:
    """`document` in its normal spelling; one without any indicator yet stays as it is.

    Raises InvalidForm for whatever else is wrong with it.
    """
    try:
        form = read_form(document)
        if by_zero := list(divisions_by_zero(form)):
            raise InvalidForm(by_zero)
        return as_json(form)
    except InvalidForm as invalid:
        wrong = [problem for problem in invalid.problems if problem.code != "no_indicators"]
        if wrong:
            raise InvalidForm(wrong) from None
        return document


def pieces(document: Document, what: str, section: str = "") -> list[Document]:
    """The list that holds pieces of the kind `what`; indicators: those of `section`.

    >>> pieces({"title": "Form"}, "checks")
    []
    """
    if what != "indicators":
        found: list[Document] = document.setdefault(what, [])
        return found
    owner = next(each for each in document["sections"] if each["code"] == section)
    rows: list[Document] = owner.setdefault("indicators", [])
    return rows


def path_of(document: Document, what: str, code: str) -> str:
    """Where a piece stands, as problems name it: "sections.0.indicators.2"; "" when nowhere."""
    for s, section in enumerate(document.get("sections", ())):
        for n, row in enumerate(section.get("indicators", ())):
            if what == "indicators" and row["code"] == code:
                return f"sections.{s}.indicators.{n}"
        if what == "sections" and section["code"] == code:
            return f"sections.{s}"
    for n, check in enumerate(document.get("checks", ())):
        if what == "checks" and check["code"] == code:
            return f"checks.{n}"
    return ""


def piece(document: Document, what: str, code: str) -> Document | None:
    """The piece with this code."""
    path = path_of(document, what, code)
    return at(document, path) if path else None


def at(document: Document, path: str) -> Document:
    """The object that stands at `path`."""
    here: Any = document
    for step in path.split("."):
        here = here[int(step)] if step.isdigit() else here[step]
    found: Document = here
    return found


def section_of(document: Document, code: str) -> str:
    """The code of the section in which the indicator `code` stands; "" when in none."""
    for section in document.get("sections", ()):
        if any(row["code"] == code for row in section.get("indicators", ())):
            return str(section["code"])
    return ""


def put(document: Document, what: str, code: str, new: Document, section: str = "") -> Document:
    """`new` in the place of the piece `code`; at the end when there is none of that code.

    An indicator that goes to another section comes to its end. When its code changes,
    expressions follow.
    """
    old_section = section_of(document, code) if what == "indicators" else ""
    made = deepcopy(document)
    if what == "indicators" and old_section and old_section != section:
        old = pieces(made, what, old_section)
        old[:] = [row for row in old if row["code"] != code]
    rows = pieces(made, what, section)
    place = next((n for n, row in enumerate(rows) if row["code"] == code), len(rows))
    rows[place : place + 1] = [new]
    return _renamed(made, code, new["code"]) if what == "indicators" and code else made


def take_out(document: Document, what: str, code: str) -> Document:
    """Without the piece `code`."""
    made = deepcopy(document)
    rows = pieces(made, what, section_of(document, code) if what == "indicators" else "")
    rows[:] = [row for row in rows if row["code"] != code]
    return made


def shift(document: Document, what: str, code: str, by_places: int) -> Document:
    """The piece `code` so many places further down, as far as its list goes.

    >>> form = {"title": "", "checks": [{"code": "a"}, {"code": "b"}]}
    >>> [row["code"] for row in shift(form, "checks", "a", 1)["checks"]]
    ['b', 'a']
    """
    made = deepcopy(document)
    rows = pieces(made, what, section_of(document, code) if what == "indicators" else "")
    place = next(n for n, row in enumerate(rows) if row["code"] == code)
    rows.insert(max(0, place + by_places), rows.pop(place))
    return made


def free_code(title: str, taken: set[str]) -> str:
    """A code that is still free, made of the first words of `title`.

    >>> free_code("Посещения за период", set())
    'посещения'
    >>> free_code("Посещения за период", {"посещения"})
    'посещения_период'
    >>> free_code("Из него: если", {"если_него"})
    'него'
    """
    every = re.findall(r"[A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё]*", title.lower())
    words = [word for word in every if len(word) > SHORT] or every
    codes = ["_".join(words[: n + 1])[:LONGEST_MADE].rstrip("_") for n in range(min(3, len(words)))]
    base = codes[-1] if codes else "x"
    numbered = (f"{base}_{n}" for n in range(2, len(taken) + 3))
    fits = (code for code in (*codes, *numbered) if CODE.fullmatch(code) and not is_reserved(code))
    return next(code for code in fits if code not in taken)


def codes(document: Document, what: str) -> set[str]:
    """All codes of the kind `what`."""
    sections = document.get("sections", ())
    if what == "indicators":
        return {row["code"] for section in sections for row in section.get("indicators", ())}
    return {row["code"] for row in document.get(what, ())}


def _renamed(document: Document, old: str, new: str) -> Document:
    """Expressions name `new` where they named `old`; those that do not stay as written."""
    if old == new:
        return document
    places = [(check, "expression") for check in document.get("checks", ())]
    places += [
        (row, "formula")
        for section in document["sections"]
        for row in section.get("indicators", ())
        if row.get("formula")
    ]

    def name(ref: Ref) -> str:
        return spelled(replace(ref, code=new) if ref.code == old else ref)

    for holder, key in places:
        try:
            tree = parse(holder[key])
        except BadExpression:
            continue
        if any(ref.code == old for ref in refs_of(tree)):
            holder[key] = text_of(tree, name)
    return document

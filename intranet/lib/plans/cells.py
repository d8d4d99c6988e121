"""What the cells of one row say: parts of the content, own executors, own deadline."""

import re

from intranet.lib.plans.executors import read_executors
from intranet.lib.plans.model import Item, Subitem
from intranet.lib.plans.rows import Row
from intranet.lib.plans.subitems import split_cell
from intranet.lib.plans.terms import is_nothing, phrase_of
from intranet.lib.plans.words import is_dated

TERM_ROLES = ("term", "term_start", "term_end", "period")

_FINISHED = re.compile(r"[.;:!?]\Z")


def parts_of(content: str, number: str, row: int) -> list[Subitem]:
    """The sub-items in a content cell; words before the first of them are one too."""
    lead, parts = split_cell(content, number, lines=True)
    subitems = [Subitem("", lead, row=row)] if lead else []
    return subitems + [Subitem(part.number, part.text, row=row) for part in parts]


def goes_on(subitems: list[Subitem], parts: list[Subitem]) -> bool:
    """Whether the first part is the rest of a text cut at the end of a page."""
    if not subitems or not parts or parts[0].number:
        return False
    return parts[0].text[:1].islower() and not _FINISHED.search(subitems[-1].text)


def executors_text(row: Row, *, own: bool = False) -> str:
    """What the row's executor cells say, "" for nothing or a dash; `own`: not by a merge."""
    written = row.own("executor") if own else row.text("executor")
    return "" if is_nothing(written) else written


def own_deadline(row: Row) -> str:
    """The phrase of the row's own term cells, "" when a merge from above or nothing is there."""
    return phrase_of(row)[0] if any(row.own(role) for role in TERM_ROLES) else ""


def in_step(item: Item, row: Row) -> bool:
    """Give each sub-item its own line of the term cell when the two cells run in step.

    They do when the term's parts carry the sub-items' numbers, or when there are exactly as
    many dated lines as sub-items. Executors run in step only by their numbers.
    """
    if len(item.subitems) < 2:
        return False
    numbers = [subitem.number for subitem in item.subitems]
    terms = split_cell(row.text("term"), item.number)[1]
    lines = [line for line in row.text("term").split("\n") if line]
    if terms and {part.number for part in terms} <= set(numbers) and terms[0].number:
        by_number = {part.number: part.text.rstrip(";") for part in terms}
        for subitem in item.subitems:
            subitem.deadline = by_number.get(subitem.number)
    elif len(lines) == len(numbers) and all(is_dated(line) for line in lines):
        for subitem, line in zip(item.subitems, lines, strict=True):
            subitem.deadline = line.rstrip(";,")
    people = split_cell(row.text("executor"), item.number)[1]
    if people and {part.number for part in people} <= set(numbers) and people[0].number:
        for subitem in item.subitems:
            named = [part.text for part in people if part.number == subitem.number]
            subitem.executors = read_executors(named[0]) if named else None
    return any(s.deadline is not None or s.executors is not None for s in item.subitems)

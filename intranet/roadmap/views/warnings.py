"""What a careful reader noticed in a document, as sentences."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

#: Look at these before anything is confirmed.
WEIGHTY = {
    "no_rows": _l("The table has a header and no rows."),
    "missing_numbers": _l("Numbers missing in the document: %(numbers)s. Nothing was renumbered."),
    "repeated_number": _l("The same number stands at several rows: %(numbers)s."),
    "number_goes_back": _l("The numbering goes back at: %(numbers)s."),
    "no_deadline": _l("There is no deadline at: %(numbers)s."),
    "no_executor": _l("Nobody answers for: %(numbers)s."),
    "built_deadline": _l("The deadline was put together from several cells at: %(numbers)s."),
    "table_skipped": _l("A table was skipped, because it is no part of the plan (rows: %(rows)s)."),
    "text_skipped": _l("Text was skipped (rows: %(rows)s): %(texts)s"),
    "not_placed": _l("Rows found no place in the plan (%(rows)s): %(texts)s"),
    "unnumbered_item": _l("Rows without a number were taken for items of their own: %(texts)s"),
    "doubtful_section": _l("A heading may be an item, or an item a heading: %(texts)s"),
    "odd_number": _l("Numbers look unusual: %(numbers)s. They are kept as printed."),
    "number_from_date": _l("The program that saved the file made dates of numbers: %(numbers)s."),
}
#: How the document was read; for those who want to know.
LIGHT = {
    "inherited": _l("Empty cells have what stands above them, at the sub-items of: %(numbers)s."),
    "ditto": _l("“The same” was replaced by what stands above (rows: %(rows)s)."),
    "ignored_column": _l("Columns that were not read: %(texts)s."),
    "guessed_column": _l("A column without a heading was taken for the numbers."),
    "combined_column": _l("One column holds several things: %(texts)s."),
    "total_row": _l("Totals were left out: %(texts)s"),
    "in_step": _l("Sub-items and their deadlines stand side by side (rows: %(rows)s)."),
    "text_continued": _l("A row cut by the end of a page was joined again, at: %(numbers)s."),
    "empty_section": _l("Headings without items: %(texts)s"),
}
OTHER = _l("There is something unusual in the rows: %(rows)s.")
MOST = 12  # facts that one sentence names


@dataclass(frozen=True)
class Warnings:
    """The sentences about one document, weighty and light ones apart."""

    weighty: tuple[str, ...]
    light: tuple[str, ...]


def warnings_of(document: dict[str, Any]) -> Warnings:
    """One sentence for each kind of warning, with all the places it is about."""
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for warning in document["warnings"]:
        by_code[warning["code"]].append(warning)
    weighty = [_sentence(WEIGHTY[code], by_code.pop(code)) for code in WEIGHTY if code in by_code]
    light = [_sentence(LIGHT[code], by_code.pop(code)) for code in LIGHT if code in by_code]
    weighty += [_sentence(OTHER, given) for given in by_code.values()]
    return Warnings(tuple(weighty), tuple(light))


def _sentence(sentence: Any, given: list[dict[str, Any]]) -> str:
    details = [warning["detail"] for warning in given]
    numbers = [number for detail in details for number in detail.get("numbers", ())]
    numbers += [detail["number"] for detail in details if detail.get("number")]
    texts = [
        detail.get("text") or detail.get("header") or detail.get("title") or ""
        for detail in details
    ]
    rows = [str(warning["where"]) for warning in given if warning["where"]]
    facts = {
        "numbers": _listed(numbers or rows),
        "texts": _listed(f"«{text[:80]}»" for text in texts if text),
        "rows": _listed(rows),
    }
    return str(sentence) % facts


def _listed(facts: Iterable[str]) -> str:
    named = list(dict.fromkeys(facts))
    return ", ".join(named[:MOST]) + (" …" if len(named) > MOST else "")

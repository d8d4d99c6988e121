"""Which cells the references of an expression mean, and in which columns it is to be reckoned."""

from functools import lru_cache

from intranet.lib.indicators.language import ALL, Ref, parse, refs_of
from intranet.lib.indicators.model import Check, Form, Section, key_of


@lru_cache(maxsize=4096)
def refs(expression: str) -> tuple[Ref, ...]:
    """The references of an expression, each once, in the order in which they are written.

    >>> [ref.code for ref in refs("01 = 06 + 07 + 06")]
    ['01', '06', '07']
    """
    return tuple(dict.fromkeys(refs_of(parse(expression))))


def open_sections(form: Form, expression: str) -> list[Section]:
    """Sections with columns of which an indicator is named without saying the column."""
    sections = [
        form.section_of[ref.code]
        for ref in refs(expression)
        if not ref.column and ref.code in form.section_of
    ]
    return list({section.code: section for section in sections if section.columns}.values())


def columns_of(form: Form, check: Check) -> tuple[str, ...]:
    """The columns in which `check` is to be reckoned; one "" where it names whole cells only."""
    sections = open_sections(form, check.expression)
    if not sections:
        return ("",)
    return tuple(dict.fromkeys(check.columns)) or sections[0].column_codes


def keys_of(form: Form, ref: Ref, column: str) -> tuple[str, ...]:
    """The keys of the cells that `ref` means when it is reckoned in `column`."""
    if ref.column == ALL:
        return tuple(key_of(ref.code, code) for code in form.section_of[ref.code].column_codes)
    return (key_in(form, ref, column),)


def key_in(form: Form, ref: Ref, column: str) -> str:
    """The key of the one cell that `ref`, which names no whole row, means in `column`."""
    section = form.section_of[ref.code]
    return key_of(ref.code, (ref.column or column) if section.columns else "")

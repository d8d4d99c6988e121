"""Office documents as ГОСТ Р 7.0.97 lays them out: organisation, kind, day, heading, signature."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
#: Margins in millimetres: left, right, top and bottom.
LEFT, RIGHT, EDGE = 20, 10, 20
PAGE = 210  # millimetres across


@dataclass(frozen=True)
class Table:
    """A table under its own heading; the first row repeats on every page.

    widths: of its columns in millimetres, 0 for one that takes what is left; none: all alike.
    numbers: how many of the last columns hold figures, which stand at the right.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()
    numbers: int = 0


@dataclass(frozen=True)
class Paper:
    """What stands on the paper, from top to bottom. signature: the post of who signs."""

    organisation: str
    kind: str
    day: str
    title: str
    number: str = ""
    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = field(default_factory=tuple)
    signature: str = ""


def document(paper: Paper) -> bytes:
    """`paper` as a DOCX file on A4; texts are texts, nothing in it runs or is fetched.

    >>> document(Paper("УООиП", "Свод", "6 апреля 2026 г.", "Отчёты"))[:2]
    b'PK'
    """
    made = docx.Document()
    _set_up(made)
    _line(made, paper.organisation, centred=True)
    _line(made, paper.kind.upper(), centred=True, bold=True)
    _line(made, f"{paper.day}    № {paper.number}".removesuffix("    № "))
    _line(made, paper.title, centred=True, bold=True)
    for text in paper.paragraphs:
        _line(made, text)
    for table in paper.tables:
        _table(made, table)
    if paper.signature:
        _line(made, "")
        _line(made, f"{paper.signature} ____________________ / ____________________")
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(PAGE), Mm(297)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin = section.bottom_margin = Mm(EDGE)
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)


def _line(made: Any, text: str, *, centred: bool = False, bold: bool = False) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(_clean(text)).bold = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(made: Any, table: Table) -> None:
    _line(made, table.title, bold=True)
    grid = made.add_table(rows=1, cols=len(table.head), style="Table Grid")
    _row(grid.rows[0], table.head, table.numbers, bold=True)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for texts in table.rows:
        _row(grid.add_row(), texts, table.numbers)
    if table.widths:
        grid.autofit = False
        left = PAGE - LEFT - RIGHT - sum(table.widths)
        for column, width in zip(grid.columns, table.widths, strict=True):
            column.width = Mm(width or left)
            for cell in column.cells:
                cell.width = Mm(width or left)
    _line(made, "")


def _row(row: Any, texts: Sequence[str], numbers: int, *, bold: bool = False) -> None:
    first = len(texts) - numbers
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if place >= first:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(_clean(text))
        run.bold, run.font.size = bold, Pt(10)


def _clean(text: str) -> str:
    """Without the control characters that no XML may hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")

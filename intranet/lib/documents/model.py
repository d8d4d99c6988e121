"""The shapes a document takes once read: paragraphs and rectangular tables, in their order."""

from dataclasses import dataclass, field
from typing import Any


class Unreadable(Exception):  # noqa: N818 — a refusal, not a fault
    """A document that cannot be read, or must not be.

    code:   a machine word the caller turns into a sentence: empty, picture, encrypted, too_large,
            zip_bomb, macro, xml_entities, broken, legacy_doc, rtf, pdf, unknown_type, no_table,
            no_header.
    detail: facts for that sentence, such as {"limit_bytes": 26214400} or {"kind": "xls"}.
    """

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Heading(str):
    """A paragraph that the document's own styles call a heading; level 1 is the highest."""

    __slots__ = ("level",)

    def __new__(cls, text: str, level: int) -> "Heading":
        heading = super().__new__(cls, text)
        heading.level = max(1, min(level, 6))
        return heading

    level: int


@dataclass(slots=True)
class Cell:
    """One place in a table. A merged cell keeps its text in its top left place only.

    text:         paragraphs joined by a line break, spaces and invisible characters tidied.
    is_continued: the place is covered by a merge from above or from the left; its text is "".
    """

    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    is_continued: bool = False


@dataclass(slots=True)
class Table:
    """A rectangle of cells; `name` is the sheet it comes from, if it comes from a sheet."""

    rows: list[list[Cell]]
    name: str = ""

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(slots=True)
class Document:
    """Paragraphs (some are a Heading) and tables in their order, and the footnotes apart."""

    blocks: list[str | Table] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def before(self) -> list[str]:
        """The paragraphs before the first table; all of them when there is none."""
        paragraphs: list[str] = []
        for block in self.blocks:
            if isinstance(block, Table):
                break
            paragraphs.append(block)
        return paragraphs

    @property
    def after(self) -> list[str]:
        """The paragraphs after the last table, then the footnotes."""
        if not self.tables:
            return list(self.footnotes)
        paragraphs: list[str] = []
        for block in reversed(self.blocks):
            if isinstance(block, Table):
                break
            paragraphs.append(block)
        return paragraphs[::-1] + self.footnotes

"""Word documents: paragraphs, tables with merges, tracked changes, automatic numbers."""

from collections.abc import Iterator
from typing import Any

from intranet.lib.documents.archive import Archive
from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.docx_headings import Headings
from intranet.lib.documents.docx_numbering import Numbering
from intranet.lib.documents.grid import Grid
from intranet.lib.documents.markup import attribute, child, local, parse_xml, whole
from intranet.lib.documents.model import Cell, Document, Heading, Table, Unreadable

_WRAPPERS = frozenset(
    [
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "dir",
        "bdo",
        "r",
        "Choice",
        "Fallback",
        "oMath",
        "oMathPara",
        "ruby",
        "rubyBase",
    ]
)
_LETTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_BOXES = frozenset(("drawing", "pict", "object"))
_MARKS = {"fc": "✓", "fe": "☑", "fb": "✗", "a8": "☐", "d6": "√", "50": "✓", "52": "☑"}


def read_docx(archive: Archive, main: str = "word/document.xml") -> Document:
    """Read the main part of a Word document and its footnotes.

    Raises Unreadable: broken, too_large, zip_bomb, xml_entities.
    """
    return _Reader(archive, main).document()


class _Reader:
    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        self._folder = main.rpartition("/")[0]
        data = archive.read(main)
        if data is None:
            raise Unreadable("broken", kind="docx")
        self._root = parse_xml(data)
        styles = self._part("styles.xml")
        self._numbering = Numbering(self._part("numbering.xml"), styles)
        self._headings = Headings(styles)
        self._boxes: list[str] = []

    def document(self) -> Document:
        body = child(self._root, "body")
        if body is None:
            raise Unreadable("broken", kind="docx")
        blocks = self._blocks(body)
        notes = [note for name in ("footnotes.xml", "endnotes.xml") for note in self._notes(name)]
        return Document([block for block in blocks if block], notes)

    def _part(self, name: str) -> Any | None:
        data = self._archive.read(f"{self._folder}/{name}" if self._folder else name)
        return parse_xml(data) if data else None

    def _notes(self, name: str) -> list[str]:
        root = self._part(name)
        if root is None:
            return []
        notes = [note for note in root if not attribute(note, "type")]
        return [text for text in (clean(self._text_in(note)) for note in notes) if text]

    def _blocks(self, container: Any) -> list[str | Table]:
        blocks: list[str | Table] = []
        for element in container:
            name = local(element)
            if name == "p":
                blocks += self._paragraph_and_boxes(element)
            elif name == "tbl":
                blocks += self._table_or_content(element)
            elif name in _WRAPPERS:
                blocks += self._blocks(element)
            elif name == "AlternateContent" and len(element):
                blocks += self._blocks(element[0])
        return blocks

    def _paragraph_and_boxes(self, element: Any) -> list[str | Table]:
        self._boxes = []
        text = clean(self._paragraph(element))
        boxes, self._boxes = self._boxes, []
        level = self._headings.level(child(element, "pPr")) if text else 0
        return [*boxes, Heading(text, level) if level else text]

    def _paragraph(self, element: Any) -> str:
        pieces: list[str] = []
        self._collect(element, pieces)
        properties = child(element, "pPr")
        text = "".join(pieces)
        if properties is not None and child(properties, "rPr", "del") is not None and not text:
            return ""
        label = self._numbering.label(properties)
        return f"{label} {text}" if label else text

    def _collect(self, element: Any, pieces: list[str]) -> None:
        """The text people see: without what is deleted, hidden or an instruction to Word."""
        for part in element:
            name = local(part)
            if name == "t":
                pieces.append(part.text or "")
            elif name == "r":
                if not _is_hidden(part):
                    self._collect(part, pieces)
            elif name in _WRAPPERS:
                self._collect(part, pieces)
            elif name in _LETTERS:
                pieces.append(_LETTERS[name])
            elif name == "sym":
                pieces.append(_MARKS.get(attribute(part, "char").lower()[-2:], "•"))
            elif name == "AlternateContent" and len(part):
                self._collect(part[0], pieces)
            elif name in _BOXES:
                self._take_boxes(part)

    def _take_boxes(self, drawing: Any) -> None:
        """Text boxes hold approval stamps; they come before the paragraph they hang on."""
        boxes = [box for box in drawing.iter() if local(box) == "txbxContent"]
        for box in boxes[:20]:
            pieces: list[str] = []
            for paragraph in box:
                if local(paragraph) == "p":
                    for run in paragraph.iter():
                        pieces.append(run.text or "" if local(run) == "t" else "")
                    pieces.append("\n")
            text = clean("".join(pieces))
            if text and text not in self._boxes:
                self._boxes.append(text)

    def _text_in(self, container: Any) -> str:
        """The paragraphs of a cell or note, a line each; an inner table gives a line per row."""
        lines: list[str] = []
        for element in container:
            name = local(element)
            if name == "p":
                lines.append(self._paragraph(element))
            elif name == "tbl":
                table = self._table(element)
                lines += [" ".join(c.text for c in row if c.text) for row in table.rows]
            elif name in _WRAPPERS:
                lines.append(self._text_in(element))
        return "\n".join(lines)

    def _table_or_content(self, element: Any) -> list[str | Table]:
        """A table; or, when it is only a frame of one cell around another, what it frames."""
        cells = [c for row in _children(element, "tr") for c in _children(row, "tc")]
        if len(cells) == 1 and any(local(part) == "tbl" for part in cells[0]):
            return self._blocks(cells[0])
        return [self._table(element)]

    def _table(self, element: Any) -> Table:
        grid = Grid()
        open_merges: dict[int, Cell] = {}  # by their first column
        rows = [row for row in _children(element, "tr") if child(row, "trPr", "del") is None]
        for n, row in enumerate(rows):
            grid.start_row()
            column = _value(row, ("trPr", "gridBefore"), 0)
            for cell in _children(row, "tc"):
                span = max(1, _value(cell, ("tcPr", "gridSpan"), 1))
                merge = child(cell, "tcPr", "vMerge")
                goes_on = merge is not None and attribute(merge, "val") != "restart"
                if goes_on and column in open_merges:
                    open_merges[column].rowspan += 1
                else:
                    open_merges.pop(column, None)
                    placed = grid.put(n, column, clean(self._text_in(cell)), 1, span)
                    if merge is not None:
                        open_merges[column] = placed
                column += span
        return grid.table()


def _children(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also those inside content controls."""
    for part in element:
        found = local(part)
        if found == name:
            yield part
        elif found in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(part, name)


def _value(element: Any, path: tuple[str, ...], default: int) -> int:
    found = child(element, *path)
    return default if found is None else max(0, min(whole(attribute(found, "val"), default), 256))


def _is_hidden(run: Any) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "none")

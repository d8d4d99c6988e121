"""OpenDocument texts and sheets: paragraphs, tables with merges, automatic numbers of lists."""

from collections.abc import Iterator
from typing import Any

from intranet.lib.documents.archive import Archive
from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.grid import MAX_COLUMNS, MAX_ROWS, Grid
from intranet.lib.documents.markup import attribute, child, local, parse_xml, whole
from intranet.lib.documents.model import Document, Heading, Table, Unreadable
from intranet.lib.documents.odt_lists import Lists

_ROW_GROUPS = frozenset(["table-header-rows", "table-rows", "table-row-group"])
_UNSEEN = frozenset(
    ["tracked-changes", "annotation", "annotation-end", "note-citation", "sequence-decls"]
)
_INLINE = {"tab": " ", "line-break": "\n"}


def read_odt(archive: Archive) -> Document:
    """Read the content of an OpenDocument text or sheet.

    Raises Unreadable: broken, too_large, zip_bomb, xml_entities.
    """
    data = archive.read("content.xml")
    if data is None:
        raise Unreadable("broken", kind="odt")
    styles = archive.read("styles.xml")
    return _Reader(parse_xml(data), parse_xml(styles) if styles else None).document()


class _Reader:
    def __init__(self, content: Any, styles: Any | None) -> None:
        self._content = content
        self._lists = Lists(content, styles)
        self._notes: list[str] = []
        self._boxes: list[str] = []

    def document(self) -> Document:
        body = child(self._content, "body")
        if body is None or not len(body):
            raise Unreadable("broken", kind="odt")
        blocks = [block for block in self._blocks(body[0]) if block]
        kept = [block for block in blocks if not isinstance(block, Table) or block.rows]
        return Document(kept, self._notes)

    def _blocks(self, container: Any) -> list[str | Table]:
        blocks: list[str | Table] = []
        for element in container:
            name = local(element)
            if name in ("p", "h", "list", "numbered-paragraph"):
                self._boxes = []
                lines = clean("\n".join(self._lines(element))).split("\n")
                level = whole(attribute(element, "outline-level"), 1) if name == "h" else 0
                blocks += self._boxes
                blocks += [Heading(line, level) if level and line else line for line in lines]
            elif name == "table":
                blocks += self._table_or_content(element)
            elif name not in _UNSEEN:
                blocks += self._blocks(element)
        return blocks

    def _lines(self, element: Any) -> Iterator[str]:
        """The paragraphs in a cell, list or paragraph, numbered as the document shows them."""
        name = local(element)
        if name in ("p", "h"):
            label = self._lists.heading(element) if name == "h" else ""
            yield f"{label} {self._text(element)}".strip()
        elif name == "list":
            with self._lists.opened(element):
                for item in element:
                    yield from self._item(item)
        elif name == "table":
            for row in self._table(element).rows:
                yield " ".join(cell.text for cell in row if cell.text)
        elif name not in _UNSEEN:
            for part in element:
                yield from self._lines(part)

    def _item(self, item: Any) -> Iterator[str]:
        is_numbered = local(item) == "list-item"
        first = next((local(part) for part in item), "")
        label = self._lists.label(item) if is_numbered and first != "list" else ""
        for part in item:
            for line in self._lines(part):
                yield f"{label} {line}" if label else line
                label = ""
        if label:
            yield label

    def _text(self, element: Any) -> str:
        pieces = [element.text or ""]
        for part in element:
            name = local(part)
            if name == "s":
                pieces.append(" ")
            elif name in _INLINE:
                pieces.append(_INLINE[name])
            elif name == "note":
                self._take_note(part)
            elif name in ("frame", "custom-shape", "text-box"):
                self._take_box(part)
            elif name not in _UNSEEN:
                pieces.append(self._text(part))
            pieces.append(part.tail or "")
        return "".join(pieces)

    def _take_note(self, note: Any) -> None:
        body = child(note, "note-body")
        text = clean("\n".join(self._lines(body))) if body is not None else ""
        if text:
            self._notes.append(text)

    def _take_box(self, frame: Any) -> None:
        text = clean("\n".join("".join(p.itertext()) for p in frame.iter() if local(p) == "p"))
        if text:
            self._boxes.append(text)

    def _table_or_content(self, element: Any) -> list[str | Table]:
        cells = [cell for row, _ in _rows(element) for cell in row if local(cell) == "table-cell"]
        if len(cells) == 1 and any(local(part) == "table" for part in cells[0]):
            return self._blocks(cells[0])
        return [self._table(element)]

    def _table(self, element: Any) -> Table:
        grid = Grid()
        n = 0
        waiting = 0  # empty rows count only when something follows them
        for row, repeated in _rows(element):
            cells = list(self._row(row))
            if not any(text for _, text, _, _ in cells):
                waiting += repeated
                continue
            for _ in range(min(repeated, MAX_ROWS + 1)):
                n += waiting
                waiting = 0
                for column, text, height, width in cells:
                    if text or height > 1 or width > 1:
                        grid.put(n, column, text, height, width)
                n += 1
        return grid.table(attribute(element, "name"))

    def _row(self, row: Any) -> Iterator[tuple[int, str, int, int]]:
        """Column, text, height and width of the cells of a row that are not covered."""
        column = 0
        for cell in row:
            name = local(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            repeated = max(1, whole(attribute(cell, "number-columns-repeated"), 1))
            if name == "table-cell":
                text = clean("\n".join(line for part in cell for line in self._lines(part)))
                height = max(1, whole(attribute(cell, "number-rows-spanned"), 1))
                width = max(1, min(whole(attribute(cell, "number-columns-spanned"), 1), 256))
                times = repeated if text else 1
                for place in range(min(times, MAX_COLUMNS + 1)):
                    yield column + place, text, height, width
            column += repeated


def _rows(element: Any) -> Iterator[tuple[Any, int]]:
    """Rows with how often each is repeated, out of whatever groups they stand in."""
    for part in element:
        name = local(part)
        if name == "table-row":
            yield part, max(1, whole(attribute(part, "number-rows-repeated"), 1))
        elif name in _ROW_GROUPS:
            yield from _rows(part)

"""A document that was read becomes text for searching and blocks for showing."""

from collections.abc import Iterator

from intranet.lib.contents.model import (
    Block,
    Contents,
    Facts,
    Grid,
    Paragraph,
    Place,
    Preview,
    Wish,
)
from intranet.lib.documents.model import Document, Heading, Table

#: Characters of a cell, and of all blocks together, that are shown.
CELL, SHOWN = 2_000, 400_000


def contents_of(
    document: Document,
    wish: Wish,
    kind: str,
    pages: int | None = None,
    facts: Facts | None = None,
) -> Contents:
    """The text of the whole document, and the first `wish.blocks` of it to be shown."""
    text = "\n".join(_lines(document))
    shown = text[: wish.characters]
    blocks, is_cut = _blocks(document, wish) if wish.count else ([], False)
    preview = Preview((), tuple(blocks), is_cut=is_cut)
    return Contents(kind, shown, len(shown) < len(text), pages, facts or {}, preview=preview)


def _lines(document: Document) -> Iterator[str]:
    """Paragraphs a line each, rows of tables a line with tabs between the cells."""
    for block in document.blocks:
        if isinstance(block, str):
            yield block
            continue
        if block.name:
            yield block.name
        for row in block.rows:
            cells = [cell.text.replace("\n", " ") for cell in row if not cell.is_continued]
            if any(cells):
                yield "\t".join(cells).strip()
    yield from document.footnotes


def _blocks(document: Document, wish: Wish) -> tuple[list[Block], bool]:
    blocks: list[Block] = []
    left = SHOWN
    notes: list[str | Table] = list(document.footnotes)
    for block in [*document.blocks, *notes]:
        if left <= 0 or len(blocks) >= wish.blocks:
            return blocks, True
        if isinstance(block, str):
            level = block.level if isinstance(block, Heading) else 0
            made: Block = Paragraph(str(block)[:left], level)
            left -= len(block) + 20
        else:
            made = grid_of(block, wish)
            left -= sum(len(place.text) + 20 for row in made.rows for place in row)
        blocks.append(made)
    return blocks, any(isinstance(block, Grid) and block.is_cut for block in blocks)


def grid_of(table: Table, wish: Wish) -> Grid:
    """The first rows and columns of a table, its merges cut at the edges."""
    rows = []
    left = SHOWN
    for n, cells in enumerate(table.rows[: wish.rows]):
        row = []
        for column, cell in enumerate(cells[: wish.columns]):
            if not cell.is_continued:
                high = min(cell.rowspan, len(table.rows) - n, wish.rows - n)
                row.append(Place(cell.text[:CELL], high, min(cell.colspan, wish.columns - column)))
        rows.append(tuple(row))
        left -= sum(len(place.text) + 20 for place in row)
        if left <= 0:
            break
    is_cut = len(rows) < len(table.rows) or table.width > wish.columns
    return Grid(tuple(rows), table.name[:200], is_cut)

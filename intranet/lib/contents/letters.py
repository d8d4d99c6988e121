"""Plain text, tables of text, pages of the web: whatever is letters."""

from typing import BinaryIO

from intranet.lib.contents.documents import SHOWN, contents_of, grid_of
from intranet.lib.contents.model import Contents, Paragraph, Preview, Wish
from intranet.lib.contents.rtf import rtf_text
from intranet.lib.documents.cleaning import breaks_only, clean
from intranet.lib.documents.delimited import records_of
from intranet.lib.documents.html import read_html
from intranet.lib.documents.model import Cell, Table, Unreadable
from intranet.lib.documents.text import decode

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 20_000  # characters of one line that is looked at for a table
_TABLES = (".csv", ".tsv")


def read(file: BinaryIO, wish: Wish, kind: str) -> Contents:
    """The text of a file of letters; a table's rows when its ending says that it is one.

    Raises Unreadable: too_large, unknown_type (no letters at all), broken.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", limit_bytes=MAX_BYTES)
    if kind == "rtf":
        return _plain(rtf_text(data, wish.characters + 1), wish, kind)
    # Four bytes a letter at most: what is cut off would be cut off anyhow.
    text = decode(data[: 4 * wish.characters + 4])
    if kind == "html":
        return contents_of(read_html(text), wish, kind)
    contents = _plain(breaks_only(text), wish, "text")
    if wish.ending.lower() not in _TABLES:
        return contents
    return _as_table(contents, wish)


def _plain(text: str, wish: Wish, kind: str) -> Contents:
    shown = text[:SHOWN] if wish.count else ""
    lines = [clean(line) for line in shown.split("\n", wish.blocks)]
    blocks = tuple(Paragraph(line) for line in lines[: wish.blocks] if line)
    preview = Preview((), blocks, is_cut=len(text) > len(shown) or len(lines) > wish.blocks)
    return Contents(kind, text[: wish.characters], len(text) > wish.characters, preview=preview)


def _as_table(contents: Contents, wish: Wish) -> Contents:
    """The first rows as a table; a mark between cells is what the first lines have most of."""
    lines = contents.text[:SHOWN].split("\n", wish.rows)
    head = "\n".join(line[:MAX_LINE] for line in lines[: wish.rows])
    mark = max("\t;,", key=head.count)
    records = [record[: wish.columns + 1] for record in records_of(head, mark)]
    width = max(len(record) for record in records)
    cells = [[Cell(clean(text)) for text in record] for record in records]
    filled = [row + [Cell() for _ in range(width - len(row))] for row in cells]
    is_cut = len(lines) > wish.rows or contents.is_cut
    grid = grid_of(Table(filled), wish)
    preview = Preview((), (grid,), is_cut=is_cut or grid.is_cut)
    return Contents("csv", contents.text, contents.is_cut, preview=preview)

"""HTML as Word, Excel and LibreOffice put it on the clipboard, and as pages have it."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.grid import Grid
from intranet.lib.documents.markup import MAX_ATTRIBUTES, MAX_TAGS, attribute, local, whole
from intranet.lib.documents.model import Document, Table, Unreadable
from intranet.lib.documents.numerals import formatted

MAX_HTML = 12_000_000  # characters; Word's HTML of a plan of 500 rows has about 3 000 000

_UNSEEN = frozenset(
    ["head", "script", "style", "title", "xml", "template", "noscript", "del", "colgroup", "select"]
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_LINES = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "section",
        "article",
        "caption",
        "center",
        "body",
        "html",
        "header",
        "footer",
        "main",
        "form",
        "fieldset",
        "address",
    ]
)
_SPACES = re.compile("[ \t\r\n\f]+")
_KINDS = {
    "1": "decimal",
    "I": "upperRoman",
    "i": "lowerRoman",
    "a": "lowerLetter",
    "A": "upperLetter",
}
_STYLES = {
    "upper-roman": "I",
    "lower-roman": "i",
    "upper-alpha": "A",
    "lower-alpha": "a",
    "upper-latin": "A",
    "lower-latin": "a",
    "decimal": "1",
}
_LABEL_END = "\ue000"  # stands after a list number until the lines are put together


def read_html(html: str) -> Document:
    """Read HTML off the clipboard or out of a file.

    Raises Unreadable: empty, too_large, broken.
    """
    if len(html) > MAX_HTML or html.count("<") > MAX_TAGS or html.count("=") > MAX_ATTRIBUTES:
        raise Unreadable("too_large", limit_characters=MAX_HTML)
    start = html.find("<")
    html = html[max(0, start) :].replace("\0", "")
    if not html.strip():
        raise Unreadable("empty")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(html.encode("utf-8", errors="replace"), parser)
        blocks = _blocks(root) if root is not None else []
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise Unreadable("broken", kind="html") from error
    if not blocks:
        raise Unreadable("empty")
    return Document(blocks)


def _blocks(root: Any) -> list[str | Table]:
    blocks: list[str | Table] = []
    pieces: list[str] = []
    for part in _pieces(root, is_in_cell=False):
        if isinstance(part, str):
            pieces.append(part)
        else:
            blocks += _lines(pieces)
            pieces.clear()
            if part.rows:
                blocks.append(part)
    return blocks + _lines(pieces)


def _lines(pieces: list[str]) -> list[str | Table]:
    text = _tidy(pieces)
    return [*text.split("\n")] if text else []


def _tidy(pieces: list[str]) -> str:
    text = "".join(pieces)
    return clean(re.sub(rf"{_LABEL_END}\s*", " ", text))


def _pieces(element: Any, *, is_in_cell: bool) -> Iterator[str | Table]:
    """Texts and, outside cells, tables; a line break stands around everything that is a line."""
    name = local(element)
    if name in _UNSEEN or _HIDDEN.search(element.get("style") or ""):
        return
    if name == "br":
        yield "\n"
        return
    if name == "table" and not is_in_cell and not _is_frame(element):
        yield _table(element)
        return
    is_line = name in _LINES
    if is_line:
        yield "\n"
    if element.text:
        yield _SPACES.sub(" ", element.text)
    labels = _labels(element) if name in ("ol", "ul") else None
    for part in element:
        if labels is not None and local(part) == "li":
            yield f"\n{next(labels)}{_LABEL_END}"
        yield from _pieces(part, is_in_cell=is_in_cell)
        if part.tail:
            yield _SPACES.sub(" ", part.tail)
    if is_line:
        yield "\n"
    elif name in ("td", "th"):
        yield " "


def _labels(element: Any) -> Iterator[str]:
    """The numbers of a list's items, as a browser would print them."""
    if local(element) == "ul":
        while True:
            yield "•"
    style = re.search(r"list-style-type\s*:\s*([a-z-]+)", element.get("style") or "")
    kind = _STYLES.get(style[1], "1") if style else element.get("type") or "1"
    number = whole(element.get("start") or "", 1)
    while True:
        yield formatted(number, _KINDS.get(kind, "decimal")) + "."
        number += 1


def _is_frame(table: Any) -> bool:
    """Whether a table only lays out a page around a real one."""
    return any(
        len(rows) >= 2 and max(len(_cells(row)) for row in rows) >= 3
        for inner in table.iterdescendants("table")
        if (rows := _rows(inner))
    )


def _rows(table: Any) -> list[Any]:
    rows = []
    for part in table:
        if local(part) == "tr":
            rows.append(part)
        elif local(part) in ("thead", "tbody", "tfoot"):
            rows += [row for row in part if local(row) == "tr"]
    return [row for row in rows if not _HIDDEN.search(row.get("style") or "")]


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if local(cell) in ("td", "th")]


def _table(element: Any) -> Table:
    grid = Grid()
    rows = _rows(element)
    for row in rows:
        grid.start_row()
        for cell in _cells(row):
            pieces = [part for part in _pieces(cell, is_in_cell=True) if isinstance(part, str)]
            height = whole(attribute(cell, "rowspan"), 1) or len(rows)
            grid.add(_tidy(pieces), height, whole(attribute(cell, "colspan"), 1))
    return grid.table()

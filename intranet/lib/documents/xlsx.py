"""Excel workbooks: the visible sheets as tables, merges and shown values included."""

import re
from collections.abc import Iterator
from typing import Any

from intranet.lib.documents.archive import Archive
from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Grid
from intranet.lib.documents.markup import attribute, child, local, parse_xml, whole
from intranet.lib.documents.model import Document, Table, Unreadable
from intranet.lib.documents.xlsx_values import Formats, shown

MAX_SHEETS = 60

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

_Places = dict[tuple[int, int], str]


def read_xlsx(archive: Archive, main: str = "xl/workbook.xml") -> Document:
    """Read the sheets people see, the one that was open first; an empty sheet gives no table.

    Raises Unreadable: broken, too_large, zip_bomb, xml_entities.
    """
    data = archive.read(main)
    if data is None:
        raise Unreadable("broken", kind="xlsx")
    book = parse_xml(data)
    folder = main.rpartition("/")[0]
    strings = _strings(_part(archive, folder, "sharedStrings.xml"))
    formats = Formats(_part(archive, folder, "styles.xml"), is_1904=_counts_from_1904(book))
    tables = []
    for name, path in _sheets(archive, book, folder, main):
        data = archive.read(path)
        if data:
            tables.append(_table(parse_xml(data), name, strings, formats))
    return Document([table for table in tables if table.rows])


def _part(archive: Archive, folder: str, name: str) -> Any | None:
    data = archive.read(f"{folder}/{name}")
    return parse_xml(data) if data else None


def _counts_from_1904(book: Any) -> bool:
    properties = child(book, "workbookPr")
    return properties is not None and attribute(properties, "date1904") in ("1", "true")


def _sheets(archive: Archive, book: Any, folder: str, main: str) -> list[tuple[str, str]]:
    """Names and members of the visible sheets (of all, when all are hidden)."""
    name = main.rpartition("/")[2]
    relations = _part(archive, f"{folder}/_rels", f"{name}.rels")
    related = relations if relations is not None else ()
    targets = {attribute(r, "Id"): attribute(r, "Target") for r in related}
    sheets = child(book, "sheets")
    listed = list(sheets if sheets is not None else ())[:MAX_SHEETS]
    seen = [sheet for sheet in listed if attribute(sheet, "state") in ("", "visible")] or listed
    found = []
    for n, sheet in enumerate(seen, 1):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = targets.get(key, f"worksheets/sheet{n}.xml")
        path = target[1:] if target.startswith("/") else f"{folder}/{target}"
        found.append((attribute(sheet, "name"), path))
    return found


def _strings(root: Any | None) -> list[str]:
    return [] if root is None else [_rich(item) for item in root]


def _rich(item: Any) -> str:
    """A text of one or many runs, without the phonetic hints."""
    pieces = []
    for part in item:
        name = local(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name == "r":
            pieces += [t.text or "" for t in part if local(t) == "t"]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(pieces))


def _table(root: Any, name: str, strings: list[str], formats: Formats) -> Table:
    places: _Places = {}
    data = child(root, "sheetData")
    for row, column, cell in _cells(data if data is not None else ()):
        text = clean(_text(cell, strings, formats))
        if text:
            places[row, column] = text
            if len(places) > MAX_CELLS:
                raise Unreadable("too_large", limit_cells=MAX_CELLS)
    if not places:
        return Table([], name)
    rows = 1 + max(row for row, _ in places)
    columns = 1 + max(column for _, column in places)
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise Unreadable("too_large", limit_rows=MAX_ROWS, limit_columns=MAX_COLUMNS)
    grid = Grid()
    merges = _merges(root, rows, columns)
    for (row, column), text in places.items():
        height, width = merges.pop((row, column), (1, 1))
        grid.put(row, column, text, height, width)
    for (row, column), (height, width) in merges.items():
        grid.put(row, column, "", height, width)
    return grid.table(name)


def _cells(data: Any) -> Iterator[tuple[int, int, Any]]:
    """Row and column, counted from 0, of every cell; an address left out follows the last."""
    row = -1
    for line in data:
        row = whole(attribute(line, "r"), row + 2) - 1
        column = -1
        for cell in line:
            place = _place(attribute(cell, "r"))
            row, column = place if place else (row, column + 1)
            yield row, column, cell


def _place(address: str) -> tuple[int, int] | None:
    found = _PLACE.match(address)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return max(0, int(found[2]) - 1), column - 1


def _text(cell: Any, strings: list[str], formats: Formats) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _rich(inline) if inline is not None else ""
    found = child(cell, "v")
    value = (found.text or "") if found is not None else ""
    if kind == "s":
        place = whole(value, -1)
        return strings[place] if 0 <= place < len(strings) else ""
    if kind == "b":
        return "ИСТИНА" if value == "1" else "ЛОЖЬ"
    if kind in ("str", "e", "d"):
        return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), value)
    return shown(value, formats.of(whole(attribute(cell, "s"), 0)), is_1904=formats.is_1904)


def _merges(root: Any, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Height and width of the merges by their first place, cut to where there is text."""
    merges: dict[tuple[int, int], tuple[int, int]] = {}
    listed = child(root, "mergeCells")
    for merge in listed if listed is not None else ():
        first, _, last = attribute(merge, "ref").partition(":")
        begin, end = _place(first), _place(last)
        if begin and end and begin[0] < rows and begin[1] < columns:
            height = max(1, min(end[0], rows - 1) - begin[0] + 1)
            width = max(1, min(end[1], columns - 1) - begin[1] + 1)
            merges[begin] = (height, width)
    return merges

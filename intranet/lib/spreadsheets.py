"""Lists that people bring: rows of XLSX or CSV, their columns found by what the header says."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from .documents.archive import Archive
from .documents.markup import attribute, local, parse_xml
from .documents.model import Unreadable
from .documents.text import decode
from .documents.xlsx import read_xlsx

#: Most rows and columns of one list, and bytes of its file.
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_BYTES = 25 * 1024 * 1024
#: The header stands among the first rows, below a title perhaps.
HEADER_WITHIN = 20
DELIMITERS = "\t;,"

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_FORMULA_SIGNS = ("=", "@")


@dataclass(slots=True)
class Row:
    """One row: its number in the file counted from 1, its texts by column, what is a formula."""

    number: int
    values: dict[str, str]
    formulas: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """The rows below the header; `columns` are those found, `unknown` the headers that are not."""

    rows: list[Row]
    columns: list[str]
    unknown: list[str]


def read(
    data: bytes,
    *,
    synonyms: Mapping[str, Sequence[str]],
    required: Sequence[str] = (),
    parts: Collection[str] = (),
) -> Sheet:
    """The list in the bytes of an XLSX or CSV file, told apart by content.

    synonyms: for each column the headers by which it may be called; case, ё, punctuation
              and spaces do not matter.
    required: columns without which there is no list.
    parts: headers among the synonyms that share one column out, «Фамилия», «Имя», «Отчество»:
           their cells are put together.

    CSV is UTF-8, UTF-16 or CP1251, cells divided by a semicolon, a comma or a tab. Empty rows
    are left out, but counted. Of several sheets the first with a header is read.
    Raises Unreadable: empty, too_large, zip_bomb, encrypted, macro, broken, unknown_type,
    no_header (detail: required), double_header (detail: header).
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", limit_bytes=MAX_BYTES)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        tables = _workbook(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("encrypted" if _is_locked(data) else "legacy_doc", kind="xls")
    else:
        tables = iter([_Table(_records(decode(data)))])
    known = {plain(name): column for column, names in synonyms.items() for name in names}
    for table in tables:
        if (found := _header(table, known, required)) is not None:
            return _sheet(table, found, known, {plain(part) for part in parts})
    raise Unreadable("no_header", required=list(required))


def plain(header: str) -> str:
    """A header as headers are compared.

    >>> plain(" Ф.И.О.  (полностью) "), plain("Е-mail:"), plain("Учётная  запись *")
    ('фио полностью', 'е mail', 'учетная запись')
    """
    text = header.casefold().replace("ё", "е").replace(".", "")
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


@dataclass(slots=True)
class _Table:
    """Texts of all cells, and the places (row and column from 0) that hold formulas."""

    rows: list[list[str]]
    formulas: set[tuple[int, int]] = field(default_factory=set)


def _records(text: str) -> list[list[str]]:
    """The rows of a CSV text; the delimiter is the one that stands most often in its head."""
    head = "\n".join(text.splitlines()[:HEADER_WITHIN])
    delimiter = max(DELIMITERS, key=head.count)
    if not head.count(delimiter):
        raise Unreadable("no_table")
    if text.startswith("sep="):  # Excel's own line that names the delimiter
        delimiter, text = text[4], text.partition("\n")[2]
    rows = []
    try:
        for record in csv.reader(StringIO(text), delimiter=delimiter):
            rows.append(record[:MAX_COLUMNS])
            if len(rows) > MAX_ROWS + HEADER_WITHIN:
                raise Unreadable("too_large", limit_rows=MAX_ROWS)
    except csv.Error as error:
        raise Unreadable("broken", kind="csv") from error
    return rows


def _is_locked(data: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in data


def _workbook(data: bytes) -> Iterator[_Table]:
    """The visible sheets, by the reader of documents.

    Calamine is not asked: a cell in the far corner makes it take all memory and abort.
    """
    archive = Archive(data)
    if archive.is_encrypted:
        raise Unreadable("encrypted", kind="zip")
    if any(name.endswith("vbaProject.bin") for name in archive.names):
        raise Unreadable("macro")
    if "xl/workbook.xml" not in archive.names:
        raise Unreadable("unknown_type", kind="zip")
    paths = _sheet_paths(archive)
    for table in read_xlsx(archive).tables:
        texts = [[cell.text for cell in row[:MAX_COLUMNS]] for row in table.rows]
        yield _Table(texts, _formulas(archive.read(paths.get(table.name, ""))))


def _sheet_paths(archive: Archive) -> dict[str, str]:
    """Names of the visible sheets and the members that hold them."""
    relations = parse_xml(archive.read("xl/_rels/workbook.xml.rels") or b"<none/>")
    targets = {attribute(each, "Id"): attribute(each, "Target") for each in relations}
    paths = {}
    for sheet in parse_xml(archive.read("xl/workbook.xml") or b"<none/>").iter():
        if local(sheet) != "sheet" or attribute(sheet, "state") not in ("", "visible"):
            continue
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = targets.get(key, "")
        paths[attribute(sheet, "name")] = target[1:] if target[:1] == "/" else f"xl/{target}"
    return paths


def _formulas(data: bytes | None) -> set[tuple[int, int]]:
    """Where a sheet has formulas: their shown values are remembered, not given."""
    if not data:
        return set()
    found = set()
    for cell in parse_xml(data).iter():
        place = _PLACE.match(attribute(cell, "r")) if local(cell) == "c" else None
        if place and any(local(part) == "f" for part in cell):
            found.add((int(place[2]) - 1, _column(place[1])))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _header(table: _Table, known: Mapping[str, str], required: Sequence[str]) -> int | None:
    """The number of the row that names most columns, if it names all that are required."""
    best, most = None, 0
    for number, row in enumerate(table.rows[:HEADER_WITHIN]):
        found = {known[plain(cell)] for cell in row if plain(cell) in known}
        if len(found) > most and found.issuperset(required):
            best, most = number, len(found)
    return best


def _sheet(table: _Table, header: int, known: Mapping[str, str], parts: set[str]) -> Sheet:
    places: dict[int, str] = {}
    unknown = []
    for place, cell in enumerate(table.rows[header]):
        column = known.get(plain(cell))
        said = {plain(table.rows[header][n]) for n, each in places.items() if each == column}
        if column and said and not {plain(cell), *said} <= parts:
            raise Unreadable("double_header", header=cell.strip())
        if column:
            places[place] = column
        elif cell.strip():
            unknown.append(" ".join(cell.split()))
    rows = [
        _row(number, record, places, table.formulas)
        for number, record in enumerate(table.rows)
        if number > header and any(cell.strip() for cell in record)
    ]
    if len(rows) > MAX_ROWS:
        raise Unreadable("too_large", limit_rows=MAX_ROWS)
    return Sheet(rows, list(dict.fromkeys(places.values())), unknown)


def _row(
    number: int, record: list[str], places: Mapping[int, str], formulas: set[tuple[int, int]]
) -> Row:
    values: dict[str, str] = {}
    for n, column in places.items():
        text = _tidy(record[n]) if n < len(record) else ""
        values[column] = f"{values.get(column, '')} {text}".strip()
    computed = [
        column
        for n, column in places.items()
        if (number, n) in formulas or values[column].startswith(_FORMULA_SIGNS)
    ]
    return Row(number + 1, values, computed)


def _tidy(text: str) -> str:
    """Spaces of all kinds are one space; lines stay lines; what cannot be seen is gone."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\ufeff\u00ad]", "", text)
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))

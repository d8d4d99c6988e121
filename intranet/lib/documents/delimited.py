"""Tables in text where a character stands between cells: pasted from Excel or Word, CSV."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate

from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.grid import Grid
from intranet.lib.documents.model import Table

_LABEL = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,3})*|[IVXІХ]+)[.)]?\s*\Z")
_HEADED = re.compile(r"\s*(?:\d{1,2}|[IVXІХПШ]{1,4}|раздел\b|глава\b)[. ]", re.IGNORECASE)
_OPEN_END = re.compile(r"[,;(–—-]\s*\Z")
_GOES_ON = re.compile(r"\s*(?:[a-zа-яё,;)–—•*-]|[А-ЯЁ][а-яё-]+ [А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?\s*\Z)")


def records_of(text: str, delimiter: str) -> list[list[str]]:
    r"""The lines of the text cut into cells; a cell in double quotes may hold line breaks.

    A quote that is never closed, or is closed in the middle of a cell, is just a character.

    >>> records_of('1\t"два\n""три"", пять"\n"а" б\tв', "\t")
    [['1', 'два\n"три", пять'], ['"а" б', 'в']]
    """
    quoted = re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"(?=[{delimiter}\n]|\Z)')
    plain = re.compile(rf"[^{delimiter}\n]*")
    records: list[list[str]] = [[]]
    position = 0
    while True:
        found = quoted.match(text, position)
        if found:
            records[-1].append(found[1].replace('""', '"'))
            position = found.end()
        else:
            end = plain.match(text, position).end()  # type: ignore[union-attr]  # matches ""
            records[-1].append(text[position:end])
            position = end
        if position >= len(text):
            return records
        if text[position] == "\n":
            records.append([])
        position += 1


def table_blocks(records: list[list[str]]) -> list[str | Table]:
    """Paragraphs before, the table from its first to its last line with cells, paragraphs after."""
    records = [record for record in records if any(cell.strip() for cell in record)]
    wide = [n for n, record in enumerate(records) if len(record) > 1]
    if not wide:
        return [clean(record[0]) for record in records if clean(record[0])]
    first, last = wide[0], wide[-1]
    blocks: list[str | Table] = [clean(record[0]) for record in records[:first]]
    blocks.append(_table(_whole_rows(records[first : last + 1])))
    blocks += [clean(record[0]) for record in records[last + 1 :]]
    return [block for block in blocks if block]


def _whole_rows(records: list[list[str]]) -> list[list[str]]:
    """Put together rows that Word cut at the paragraphs inside their cells."""
    width = _width(records)
    gaps = [0, *accumulate(len(record) - 1 for record in records)]
    rows: list[list[str]] = []
    n = 0
    while n < len(records):
        end = bisect_left(gaps, gaps[n] + width - 1, lo=n + 1)
        pieces = records[n : min(end, n + 60)]
        is_cut = len(records[n]) > 1 and end < len(gaps) and gaps[end] == gaps[n] + width - 1
        if is_cut and len(pieces) == end - n and not any(_starts_row(p) for p in pieces[1:]):
            rows.append(_joined(pieces))
            n = end
            continue
        if rows and len(records[n]) == 1 and _continues(rows[-1], records[n][0]):
            rows[-1][-1] += "\n" + records[n][0]
        else:
            rows.append(records[n])
        n += 1
    return rows


def _width(records: list[list[str]]) -> int:
    counts = Counter(len(record) for record in records if len(record) > 1)
    usual = max(counts, key=lambda count: (counts[count], count))
    return max(usual, len(records[0]))


def _starts_row(record: list[str]) -> bool:
    return not record[0].strip() or bool(_LABEL.match(record[0]) and len(record) > 1)


def _joined(pieces: list[list[str]]) -> list[str]:
    row = list(pieces[0])
    for piece in pieces[1:]:
        row[-1] += "\n" + piece[0]
        row += piece[1:]
    return row


def _continues(row: list[str], line: str) -> bool:
    """Whether a line alone is the rest of the last cell above, and not a heading."""
    if not row[-1].strip() or _HEADED.match(line):
        return False
    is_sentence = line.rstrip().endswith((".", ";"))
    return bool(is_sentence or _GOES_ON.match(line) or _OPEN_END.search(row[-1]))


def _table(rows: list[list[str]]) -> Table:
    cleaned = [[clean(cell) for cell in row] for row in rows]
    width = max(
        (n for row in cleaned for n, cell in enumerate(row, 1) if cell),
        default=1,
    )
    if len(cleaned) > 1:
        cleaned[0] = _spread(cleaned[0], cleaned[1], width)
    grid = Grid()
    for row in cleaned:
        grid.start_row()
        if len(row) == 1 and width > 1:
            grid.add(row[0], colspan=width)
            continue
        for cell in row[:width] + [""] * (width - len(row)):
            grid.add(cell)
    return grid.table()


def _spread(header: list[str], below: list[str], width: int) -> list[str]:
    """Give a header of two rows the places back that Word leaves out over a merged cell.

    «№, Мероприятие, Срок, Кто» over «, , начало, окончание, » lacks one place after «Срок».
    """
    lacking = width - len(header)
    filled = [n for n, cell in enumerate(below) if cell]
    if lacking < 1 or not filled or len(below) < width:
        return header
    first, last = filled[0], filled[-1]
    if len(filled) != lacking + 1 or last - first != lacking or not 0 < first < len(header):
        return header
    return header[: first + 1] + [""] * lacking + header[first + 1 :]

"""Finding the header of a plan in a table, and what each column is for."""

import re
from dataclasses import dataclass

from intranet.lib.documents.model import Cell, Table
from intranet.lib.plans.columns import KEY_ROLES, period_of, role_of
from intranet.lib.plans.model import Column
from intranet.lib.plans.words import one_line, plain

_SEARCHED_ROWS = 80
_DEEPEST = 4
_SUBHEADER = re.compile(r"(начал|оконч|заверш|план|факт|дата|срок|всего|итого|в том числе|из них)")


@dataclass(slots=True)
class Header:
    """Where a header stands (rows `start` up to, not including, `end`) and its columns."""

    start: int
    end: int
    columns: list[Column]

    @property
    def score(self) -> int:
        return len({column.role for column in self.columns} & KEY_ROLES)


def find_header(table: Table) -> Header | None:
    """The first row that names at least three parts of a plan, else the first that names two."""
    weak: Header | None = None
    for n in range(min(len(table.rows), _SEARCHED_ROWS)):
        header = header_at(table, n)
        if header and header.score >= 3:
            return header
        weak = weak or header
    return weak


def header_at(table: Table, n: int) -> Header | None:
    """The header that begins in row `n`, or None when the row is no header."""
    named = {role_of(cell.text) for cell in table.rows[n]} - {"", "other", "money"}
    is_said = len(named) >= 2 and bool(named & {"title", "content", "number", "stage"})
    if not is_said and not (len(named) == 1 and _has_grid(table, n)):
        return None
    end = n + _depth(table, n)
    columns = [_column(_words_over(table, n, end, place)) for place in range(len(table.rows[n]))]
    header = Header(n, end, columns)
    _settle(columns)
    has_subject = any(column.role in ("title", "content") for column in columns)
    return header if has_subject and header.score >= 2 else None


def _has_grid(table: Table, n: int) -> bool:
    rows = table.rows[n : n + 2]
    return any(sum(bool(period_of(cell.text)) for cell in row) >= 2 for row in rows)


def _depth(table: Table, n: int) -> int:
    """How many rows the header takes: by its downward merges, else by the look of the rows."""
    tallest = max((c.rowspan for c in table.rows[n] if role_of(c.text) in KEY_ROLES), default=1)
    if tallest > 1:
        return min(tallest, _DEEPEST)
    depth = 1
    while depth < _DEEPEST and n + depth < len(table.rows) and _is_subheader(table, n, n + depth):
        depth += 1
    return depth


def _is_subheader(table: Table, top: int, n: int) -> bool:
    cells = [(place, cell) for place, cell in enumerate(table.rows[n]) if cell.text]
    if not cells or (len(cells) == 1 and cells[0][1].colspan > 2):
        return False
    if any(role_of(table.rows[top][place].text) in ("number", "title") for place, _ in cells):
        return False
    return all(
        len(cell.text) <= 60 and (_SUBHEADER.match(plain(cell.text)) or period_of(cell.text))
        for _, cell in cells
    )


def _words_over(table: Table, start: int, end: int, place: int) -> list[str]:
    """The header texts over a column, from top to bottom, merges to the right included."""
    words: list[str] = []
    is_own = False  # a name of the column's own ends the reach of names to the left below it
    for n in range(start, min(end, len(table.rows))):
        row = table.rows[n]
        cell = row[place]
        if cell.is_continued or (not cell.text and n + 1 < end and not is_own):
            cell = _parent(row, place, is_loose=not cell.is_continued)
        elif cell.text:
            is_own = True
        if cell.text and one_line(cell.text) not in words:
            words.append(one_line(cell.text))
    return words


def _parent(row: list[Cell], place: int, *, is_loose: bool) -> Cell:
    """The cell to the left whose merge (or, where merges were lost, emptiness) reaches here."""
    for left in range(place - 1, -1, -1):
        cell = row[left]
        if cell.text:
            reaches = is_loose or left + cell.colspan > place
            return cell if reaches else row[place]
        if is_loose and cell.is_continued:
            return row[place]
    return row[place]


def _column(words: list[str]) -> Column:
    header = " / ".join(words)
    roles = [role_of(word) for word in words]
    period = next((period_of(word) for word in reversed(words) if period_of(word)), "")
    if "money" in roles:
        return Column("money", header)
    if period and len(period_of(words[-1])) > 0:
        year = next((period_of(word) for word in words[:-1] if period_of(word)), "")
        year = year.replace("год", "года") if year.endswith("год") and year != period else ""
        return Column("period", header, f"{period} {year}".strip())
    for role in ("other", "term_start", "term_end"):
        if role in roles[1:] or (role in roles and len(words) == 1):
            return Column(role, header)
    known = [role for role in reversed(roles) if role]
    return Column(known[0] if known else "", header)


def _settle(columns: list[Column]) -> None:
    """Decide what single names leave open: two titles, a lone period, a start without an end."""
    roles = [column.role for column in columns]
    titles = [column for column in columns if column.role == "title"]
    best = max(titles, key=_likeness, default=None)
    for column in titles:
        if column is not best:
            column.role = "stage" if _is_group(column) else "content"
    if not titles:
        first = next((column for column in columns if column.role == "content"), None)
        if first:
            first.role = "title"
    if roles.count("period") == 1:
        next(c for c in columns if c.role == "period").role = "term" if "term" not in roles else ""
    if ("term_start" in roles) != ("term_end" in roles):
        for column in columns:
            if column.role in ("term_start", "term_end"):
                column.role = "term"


def _likeness(column: Column) -> int:
    words = plain(column.header)
    return 2 * ("мероприят" in words) + ("наименован" in words) - 2 * _is_group(column)


def _is_group(column: Column) -> bool:
    words = plain(column.header)
    return "мероприят" not in words and ("направлен" in words or "задач" in words)

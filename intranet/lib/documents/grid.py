"""Cells with spans become a rectangle, under limits that keep hostile tables small."""

from dataclasses import dataclass

from intranet.lib.documents.model import Cell, Table, Unreadable

MAX_ROWS = 20_000
MAX_COLUMNS = 256
MAX_CELLS = 400_000


@dataclass(slots=True)
class _Placed:
    row: int
    column: int
    cell: Cell


class Grid:
    """Collects cells row by row and makes a Table of them.

    `add` flows as HTML does: past the places covered from above. `put` names the place.
    Raises Unreadable("too_large") as soon as a limit is passed.
    """

    def __init__(self) -> None:
        self._placed: list[_Placed] = []
        self._rows = 0
        self._columns = 0
        self._area = 0
        self._column = 0
        self._covered: list[int] = []  # per column: rows still covered from above, this one counted

    def start_row(self) -> None:
        self._rows += 1
        self._column = 0
        self._covered = [max(0, left - 1) for left in self._covered]
        self._check()

    def add(self, text: str, rowspan: int = 1, colspan: int = 1) -> None:
        """Put a cell in the next free place of the current row."""
        colspan = max(1, min(colspan, MAX_COLUMNS))
        rowspan = max(1, min(rowspan, MAX_ROWS))
        while self._column < len(self._covered) and self._covered[self._column]:
            self._column += 1
        self.put(self._rows - 1, self._column, text, rowspan, colspan)
        end = self._column + colspan
        self._covered += [0] * (end - len(self._covered))
        self._covered[self._column : end] = [rowspan] * colspan
        self._column = end

    def put(self, row: int, column: int, text: str, rowspan: int = 1, colspan: int = 1) -> Cell:
        """Put a cell in a named place, counted from 0; its spans may still grow."""
        self._rows = max(self._rows, row + 1)
        self._columns = max(self._columns, column + colspan)
        cell = Cell(text, rowspan, colspan)
        self._placed.append(_Placed(row, column, cell))
        self._check()
        return cell

    def table(self, name: str = "") -> Table:
        """The rectangle: short rows filled up, spans cut at the edges, covered places marked."""
        rows = [[Cell() for _ in range(self._columns)] for _ in range(self._rows)]
        for placed in self._placed:
            cell = placed.cell
            cell.rowspan = max(1, min(cell.rowspan, self._rows - placed.row))
            cell.colspan = max(1, min(cell.colspan, self._columns - placed.column))
            self._area += cell.rowspan * cell.colspan
            if self._area > 2 * MAX_CELLS:
                raise Unreadable("too_large", limit_cells=MAX_CELLS)
            self._cover(rows, placed)
            if not rows[placed.row][placed.column].is_continued:
                rows[placed.row][placed.column] = cell
        return Table(rows, name)

    def _cover(self, rows: list[list[Cell]], placed: _Placed) -> None:
        cell = placed.cell
        if cell.rowspan == cell.colspan == 1:
            return
        for row in rows[placed.row : placed.row + cell.rowspan]:
            for column in range(placed.column, placed.column + cell.colspan):
                if row is not rows[placed.row] or column != placed.column:
                    row[column] = Cell(is_continued=True)

    def _check(self) -> None:
        if (
            self._rows > MAX_ROWS
            or self._columns > MAX_COLUMNS
            or self._rows * self._columns > MAX_CELLS
        ):
            raise Unreadable("too_large", limit_cells=MAX_CELLS)

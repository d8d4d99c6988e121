"""The rows of a plan gathered from the tables of a document, and what stands around them."""

import re

from intranet.lib.documents.model import Document, Table, Unreadable
from intranet.lib.plans.header import Header, find_header
from intranet.lib.plans.labels import is_label, leading_label
from intranet.lib.plans.model import Column, PlanWarning
from intranet.lib.plans.rows import Place, Row, rows_of, same_header
from intranet.lib.plans.title import names_plan, title_of
from intranet.lib.plans.words import one_line

_LONGEST_HEADING = 200
_PAGE_MARK = re.compile(r"(?:(?:стр\.|страница|лист)?\s*\d{1,3}|продолжение таблицы.*)\Z", re.I)


class Source:
    """One plan's rows out of all the tables it was cut into.

    Raises Unreadable("no_header") when no table names the parts of a plan.
    """

    def __init__(self, document: Document) -> None:
        self.columns: list[Column] = []
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.warnings: list[PlanWarning] = []
        self.title = ""
        self._headers = {id(table): find_header(table) for table in document.tables}
        self._offset = 0
        self._gather(document.blocks, self._main(document.tables))
        self.notes += document.footnotes
        if not self.rows:
            self._warn("no_rows")

    @property
    def roles(self) -> set[str]:
        """What the columns tell, a column of two kinds counted for both."""
        roles = {column.role for column in self.columns}
        return roles | ({"term", "executor"} if "term_executor" in roles else set())

    def _main(self, tables: list[Table]) -> Table:
        """The table whose header names most of a plan; the longest of equal ones."""
        found = [(self._headers[id(table)], table) for table in tables]
        best = [(header.score, len(table.rows), table) for header, table in found if header]
        if not best:
            raise Unreadable("no_header")
        return max(best, key=lambda one: one[:2])[2]

    def _warn(self, code: str, row: int = 0, **detail: object) -> None:
        self.warnings.append(PlanWarning(code, row, detail))

    def _gather(self, blocks: list[str | Table], main: Table) -> None:
        header = self._headers[id(main)]
        self.columns = header.columns if header else []
        paragraphs: list[str] = []
        is_begun = False
        for block in blocks:
            if isinstance(block, str):
                paragraphs.append(block)
                continue
            if self._belongs(block, is_after=is_begun):
                self._take_paragraphs(paragraphs, block, is_begun=is_begun)
                paragraphs = []
                is_begun = True
                self._take_table(block)
            else:
                self._warn("table_skipped", self._offset + 1, rows=len(block.rows))
                self.notes += [] if is_begun else _texts(block, len(block.rows))
            self._offset += len(block.rows)
        self.notes += paragraphs

    def _belongs(self, table: Table, *, is_after: bool) -> bool:
        """Whether a table is the plan or a piece of it: its header, or its columns, say so."""
        header = self._headers[id(table)]
        if header is None:
            return is_after and table.width == len(self.columns)
        roles = {column.role for column in self.columns}
        common = roles & {column.role for column in header.columns}
        return header.columns is self.columns or len(common - {"", "other"}) >= min(3, len(roles))

    def _take_paragraphs(self, paragraphs: list[str], table: Table, *, is_begun: bool) -> None:
        """Words over a table: the plan's title over the first, a heading over each."""
        header = self._headers[id(table)]
        words = [text for text in paragraphs if not _PAGE_MARK.match(text)]
        heading = words.pop() if words and _is_heading(words[-1], is_begun=is_begun) else ""
        if not is_begun:
            self.title = title_of(words + _texts(table, header.start if header else 0))
            self._name_columns(table, header)
        elif words:
            self.notes += words
            self._warn("text_skipped", self._offset + 1, text=" ".join(words)[:300])
        if heading:
            place = Place(heading, colspan=len(self.columns))
            others = [Place("") for _ in self.columns[1:]]
            self.rows.append(Row(self._offset, [place, *others], self.columns))

    def _name_columns(self, table: Table, header: Header | None) -> None:
        """Find the number column without a name; say which columns are not read."""
        start = header.end if header else 0
        first = self.columns[0] if self.columns else None
        if first and not first.header and "number" not in {c.role for c in self.columns}:
            texts = [row[0].text for row in table.rows[start:] if row[0].text]
            if 2 * sum(is_label(text) for text in texts) > len(texts):
                first.role = "number"
                self._warn("guessed_column", role="number")
        for n, column in enumerate(self.columns):
            column.role = column.role or "other"
            has_text = column.header or any(row[n].text for row in table.rows[start:])
            if column.role in ("other", "money") and has_text:
                self._warn("ignored_column", header=column.header, role=column.role)
            if column.role == "term_executor":
                self._warn("combined_column", header=column.header)

    def _take_table(self, table: Table) -> None:
        header = self._headers[id(table)]
        columns = header.columns if header else self.columns
        for row in rows_of(table, header.end if header else 0, columns, self._offset):
            if not row.filled or row.is_column_numbers or same_header(row):
                continue
            text = one_line(" ".join(place.text for place in row.filled))
            if row.is_total:
                self._warn("total_row", row.number, text=text[:300])
            elif row.is_note or row.is_signature:
                self.notes.append(text)
            else:
                self.rows.append(row)


def _is_heading(text: str, *, is_begun: bool) -> bool:
    """Whether a paragraph right over a table is the name of a section.

    Over the first table only a numbered one is, for there the title stands too.
    """
    if len(text) > _LONGEST_HEADING or names_plan(text):
        return False
    return is_begun or bool(leading_label(text, is_heading=True)[0])


def _texts(table: Table, end: int) -> list[str]:
    return [cell.text for row in table.rows[:end] for cell in row if cell.text]

"""Tables as XLSX files: real dates and numbers, ready for paper, and nothing that runs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter

Value = str | int | float | date | None

#: Excel holds no longer text in a cell.
LONGEST_CELL = 32_767
LONGEST_HEADER = 200
A4 = 9
LINE = 15  # points, of a line of text
MOST_LINES = 27  # Excel's highest row is 409 points
#: Text that begins with = stays text, an address no link: a file must not act on its reader.
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Heading:
    """The head of one column. width: in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """One sheet of a book. rows: strings, numbers, days; None is an empty cell."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Value]]


def workbook(
    name: str, headings: Sequence[Heading], rows: Iterable[Sequence[Value]], *, title: str
) -> bytes:
    """A book of one sheet; see `book`."""
    return book([Sheet(name, headings, rows)], title=title)


def book(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """Sheets with a frozen, filterable head, on paper repeated on each landscape A4 page.

    title: printed on top of every page. Rows are written as they come, so a long table takes
           no more memory than a short one.
    """
    file = BytesIO()
    with xlsxwriter.Workbook(file, SAFE) as made:
        styles = {
            "head": made.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "border": 1,
                    "bg_color": "#E9EDF2",
                }
            ),
            "cell": made.add_format({"text_wrap": True, "valign": "top", "border": 1}),
            "day": made.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "border": 1}),
        }
        for each in sheets:
            _fill(made.add_worksheet(_sheet_name(each.name)), each, title, styles)
    return file.getvalue()


def _fill(sheet: Any, content: Sheet, title: str, styles: dict[str, Any]) -> None:
    _lay_out(sheet, content.headings, title)
    widths = [heading.width for heading in content.headings]
    titles = [heading.title for heading in content.headings]
    # Bold letters are wider, and a filter's button stands in the cell.
    sheet.set_row(0, LINE * lines([title + "xxx" for title in titles], widths))
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, styles["head"])
    last = 0
    for last, row in enumerate(content.rows, start=1):
        if (high := lines(row, widths)) > 1:
            sheet.set_row(last, LINE * high)
        for column, value in enumerate(row):
            _write(sheet, last, column, value, styles)
    sheet.autofilter(0, 0, last, len(content.headings) - 1)


def lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines the longest text of a row takes; not every program reckons it by itself.

    >>> lines(["Состоит на конец периода", 5, None], [14, 3, 10])
    2
    """
    cells = zip(row, widths, strict=True)
    texts = ((cell, width) for cell, width in cells if isinstance(cell, str))
    return min(max((_lines_of(text, width) for text, width in texts), default=1), MOST_LINES)


def _lines_of(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:  # most are, and wrapping is slow
        return 1
    return sum(max(len(wrap(part, max(width - 1, 1))), 1) for part in text.split("\n"))


def _lay_out(sheet: Any, headings: Sequence[Heading], title: str) -> None:
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, heading.width)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    shown = title if len(title) <= LONGEST_HEADER else title[: LONGEST_HEADER - 1] + "…"
    sheet.set_header("&L" + shown.replace("&", "&&"))
    sheet.set_footer("&R&P / &N")


def _write(sheet: Any, row: int, column: int, value: Value, styles: dict[str, Any]) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, styles["cell"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:LONGEST_CELL], styles["cell"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, styles["day"])
    else:
        sheet.write_number(row, column, value, styles["cell"])


def _sheet_name(name: str) -> str:
    """What Excel allows: 31 characters, without some signs.

    >>> _sheet_name("План [2026/2027]: дорожная карта развития")
    'План 2026-2027 дорожная карта р'
    """
    return re.sub(r"[\[\]:*?']", "", re.sub(r"[/\\]", "-", name))[:31] or "1"

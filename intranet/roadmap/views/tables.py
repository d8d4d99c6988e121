"""The same cards otherwise: a table, its file and its paper, the quarters."""

from collections.abc import Iterator
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.downloads import own_file
from ...core.web import page
from ...lib import workbooks
from ...lib.workbooks import Heading
from ..queries import tables as queries
from ..queries.tables import Order, Sheet
from . import bp
from .choices import CHANGED, choices
from .sight import Sight, look_at
from .words import term_words

ROWS = ("section", "organisation")


@bp.get("/boards/<int:board_id>/table")
def table(board_id: int) -> Response:
    """The cards as a table, `?sort=` by a head; `?print=1` is all of it, for paper."""
    sight, order = _sorted_sight(board_id)
    is_paper = request.args.get("print") == "1"
    number = 0 if is_paper else max(request.args.get("page", 1, type=int), 1)
    sheet = queries.sheet(sight.board, sight.conditions, order=order, page=number)
    if is_paper:
        return page("roadmap/table_print.html", sight=sight, sheet=sheet)
    return page(
        "roadmap/table.html",
        fragment="roadmap/_table.html",
        also=CHANGED,
        sight=sight,
        sheet=sheet,
        choices=choices(sight, sheet.total),
    )


@bp.get("/boards/<int:board_id>/table.xlsx")
def table_xlsx(board_id: int) -> Response:
    """The table as a file: through the same filters, in the same order, all of it."""
    sight, order = _sorted_sight(board_id)
    sheet = queries.sheet(sight.board, sight.conditions, order=order, page=0)
    name = _("Road map, %(year)s", year=sight.board.year_words.replace("/", "-"))
    content = workbooks.workbook(name, headings(), _cells(sight, sheet), title=str(sight.board))
    return own_file(content, name=name, ending="xlsx")


@bp.get("/boards/<int:board_id>/quarters")
def quarters(board_id: int) -> Response:
    """The paper plan: sections, or with `?rows=organisation` organisations, by quarters."""
    sight = look_at(board_id, "quarters")
    rows = request.args.get("rows", "section")
    rows = rows if rows in ROWS else "section"
    sight.own = {"rows": rows} if rows != "section" else {}
    grid = queries.grid(sight.board, sight.conditions, by=rows)
    return page(
        "roadmap/quarters.html",
        fragment="roadmap/_quarters.html",
        also=CHANGED,
        sight=sight,
        grid=grid,
        rows=rows,
        columns={column.id: column for column in sight.board.columns},
        choices=choices(sight, grid.total),
    )


def headings() -> list[Heading]:
    """The heads of the file's columns."""
    return [
        Heading(_("No."), 8),
        Heading(_("Item"), 60),
        Heading(_("Executors"), 34),
        Heading(_("Term"), 22),
        Heading(_("Last day"), 12),
        Heading(_("State"), 18),
        Heading(_("Points done"), 11),
        Heading(_("Points in all"), 11),
        Heading(_("Days left"), 11),
    ]


def _cells(sight: Sight, sheet: Sheet) -> Iterator[list[Any]]:
    columns = {column.id: column for column in sight.board.columns}
    for shown in sheet.rows:
        row, column = shown.row, columns[shown.row.column_id]
        yield [
            row.number,
            row.title,
            ", ".join(shown.organisations + shown.people),
            term_words(shown.term),
            row.due_on,
            column.name,
            row.checked_count if row.check_count else None,
            row.check_count or None,
            shown.term.days_left(sight.today) if column.is_open else None,
        ]


def _sorted_sight(board_id: int) -> tuple[Sight, Order]:
    sight = look_at(board_id, "table")
    order = Order.of(request.args.get("sort", ""))
    sight.own = order.arguments
    return sight, order

"""The first page of the reports: what is owed, and for who collects the matrix; its files."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Response as Answer
from flask import render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from ...core import clock
from ...core.downloads import own_file
from ...core.i18n import day_in_words
from ...core.kept import kept_part
from ...core.web import allow, found, page
from ...lib import workbooks
from ...lib.workbooks import Heading
from ...people.session import viewer
from .. import policy
from ..models.choosing import Chosen
from ..models.matrix import Asked, Matrix, Row
from ..queries import matrix as queries
from . import bp, owing
from .matrix_html import rows_html, words_of

#: Campaigns under way that are listed below the matrix.
MOST_LISTED = 20


@bp.get("/")
def all_reports() -> Response:
    """What my organisations owe; and the matrix of the campaigns that I see whole."""
    me = viewer()
    allow(True)
    seen = _seen()
    owed = owing.owed(me) if policy.fills(me) or not seen else []
    if not seen:
        return page(
            "reports/all_reports.html", owed=owed, campaigns=[], may_begin=policy.may_begin(me)
        )
    chosen, begins = Chosen.of(request.args), policy.may_begin(me)
    if request.args.get("print") == "1":
        return _on_paper(seen, replace(chosen, page=0))
    html = _matrix_html(seen, chosen, begins)
    return page(
        "reports/matrix.html",
        fragment=html,
        owed=owed,
        campaigns=[each for each in seen if each.is_draft or each.is_open][:MOST_LISTED],
        may_begin=begins,
        matrix=html,
        today=clock.today(me.zone),
    )


def _matrix_html(seen: list[Asked], chosen: Chosen, begins: bool) -> Markup:
    """The matrix with its tiles and filters, kept until anything in it changes."""
    columns = queries.columns_of(seen, chosen)
    days = {each.zone: clock.today(each.zone) for each in seen}
    choices = {(each.due_on.year, each.title) for each in seen if not each.is_draft}

    def render() -> Markup:
        matrix = queries.matrix(seen, chosen, today=clock.today)
        html = render_template(
            "reports/_matrix.html",
            matrix=matrix,
            rows=rows_html(matrix),
            may_begin=begins,
            to=partial(_address, matrix.chosen),
        )
        return Markup(html)  # noqa: S704 - our own template: names are escaped in it

    facts = tuple(each for column in columns for each in column.campaigns)
    key = (facts, queries.stamp(columns), chosen, begins, *sorted(days.items()))
    return kept_part(render, "matrix", *key, frozenset(choices), str(get_locale()))


def _on_paper(seen: list[Asked], chosen: Chosen) -> Response:
    matrix = queries.matrix(seen, chosen, today=clock.today)
    today = clock.today(viewer().zone)
    rows = rows_html(matrix)
    return page("reports/matrix_print.html", matrix=matrix, rows=rows, today=today)


def _address(chosen: Chosen, **changes: Any) -> str:
    """Where the same matrix with other filters is."""
    return url_for(".all_reports", **chosen.arguments(**changes))


@bp.get("/matrix.xlsx")
def matrix_xlsx() -> Answer:
    """The matrix as a file: through the same filters, all of it."""
    allow(True)
    seen = found(_seen() or None)
    chosen = replace(Chosen.of(request.args), page=0)
    return _file(queries.matrix(seen, chosen, today=clock.today), _("Reports of organisations"))


def _seen() -> list[Asked]:
    me = viewer()
    return queries.seen(me, policy.looked_at(me), run=policy.run(me))


def _file(matrix: Matrix, name: str) -> Answer:
    title = _("%(name)s, as of %(day)s", name=name, day=day_in_words(clock.today(viewer().zone)))
    content = workbooks.workbook(name, _headings(matrix), _lines(matrix), title=title)
    return own_file(content, name=name, ending="xlsx")


def _headings(matrix: Matrix) -> list[Heading]:
    above = [Heading(_("District"), 24)] if matrix.is_grouped else []
    columns = [
        Heading(f"{each} ({_('by %(day)s', day=day_in_words(each.due_on))})", 24)
        for each in matrix.columns
    ]
    ends = [Heading(_("Handed in"), 14), Heading(_("Asked"), 12)]
    return [*above, Heading(_("Organisation"), 40), *columns, *ends]


def _lines(matrix: Matrix) -> Iterator[list[Any]]:
    for row in matrix.rows:
        above = [row.district] if matrix.is_grouped else []
        yield [*above, row.name, *_words(row), row.in_count, row.asked_count]


def _words(row: Row) -> Iterator[str]:
    for cell in row.cells:
        word, below = words_of(cell.look) if cell else (_("not asked"), "")
        yield f"{word}, {below}" if below else word

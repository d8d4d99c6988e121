"""The rows of the matrix as HTML: thousands of cells in one tight loop.

What a cell shows depends on its column and its look, and there are few of those: each is made
once, and a cell is then the number of its report between two ready pieces.
"""

from collections.abc import Iterator

from flask_babel import gettext as _
from markupsafe import Markup, escape

from ..models import STATE_NAMES, TIMELINESS_NAMES, State, Timeliness
from ..models.matrix import Look, Matrix

#: State → what the style sheet calls it.
KINDS = {
    State.WAITING: "awaited",
    State.DRAFT: "draft",
    State.HANDED_IN: "in",
    State.IN_REVIEW: "review",
    State.RETURNED: "returned",
    State.ACCEPTED: "accepted",
    State.EXCUSED: "awaited",
}
#: Of these the timeliness says nothing more.
PLAIN = (Timeliness.PENDING, Timeliness.NOT_ASKED)
HALF = 2


def kind_of(look: Look) -> str:
    """What a cell is called in the style sheet; late ones are red whatever was begun."""
    is_late = look.is_missing and look.state in (State.WAITING, State.DRAFT)
    return "missing" if is_late else KINDS[State(look.state)]


def words_of(look: Look) -> tuple[str, str]:
    """The word of a cell, and what stands small below it."""
    state, timeliness = State(look.state), look.timeliness
    name = str(STATE_NAMES[state])
    if state is State.WAITING and timeliness is not Timeliness.MISSING:
        return str(TIMELINESS_NAMES[timeliness]).capitalize(), ""
    if kind_of(look) == "missing":
        more = name.lower() if state is State.DRAFT else ""
        return str(TIMELINESS_NAMES[timeliness]).capitalize(), more
    below = [] if timeliness in PLAIN else [str(TIMELINESS_NAMES[timeliness])]
    if look.is_changed:
        below.append(_("changed since it was seen"))
    return name, ", ".join(below)


def rows_html(matrix: Matrix) -> Markup:
    """The body of the table; addresses are relative to the page of all reports.

    Lean on purpose: no end tags where HTML needs none, no quotes, no labels for phones (the
    element that moves between the cells writes those).
    """
    return Markup("".join(_rows(matrix)))  # noqa: S704 - names are escaped in it


def _rows(matrix: Matrix) -> Iterator[str]:
    cells, sums = _Cells(), _Sums()
    empty = f"<td><i>{escape(_('not asked'))}</i>"
    width, district = len(matrix.columns) + 2, None
    for row in matrix.rows:
        if matrix.is_grouped and row.district_id != district:
            district = row.district_id
            yield f'<tr class=table__section><th scope=colgroup colspan="{width}">'
            yield f"{escape(row.district)}"
        yield f"<tr><th scope=row>{escape(row.name)}"
        for cell in row.cells:
            if cell is None:
                yield empty
            else:
                begin, end = cells[cell.look]
                yield f"{begin}{cell.report_id}{end}"
        yield sums[row.in_count, row.asked_count]


class _Cells(dict[Look, tuple[str, str]]):
    """Look → what stands before and after the number of a report."""

    def __missing__(self, look: Look) -> tuple[str, str]:
        word, below = words_of(look)
        small = f"<small>{escape(below)}</small>" if below else ""
        kind = f'"mx-{kind_of(look)} mx-mine"' if look.is_waiting else f"mx-{kind_of(look)}"
        made = self[look] = ("<td><a href=", f"/review class={kind}>{escape(word)}{small}</a>")
        return made


class _Sums(dict[tuple[int, int], str]):
    """(in, asked) → the last cell of a row."""

    def __missing__(self, numbers: tuple[int, int]) -> str:
        done, asked = numbers
        words = escape(_("%(done)s of %(total)s", done=done, total=asked))
        tone = "green" if done * HALF >= asked else "amber"
        made = self[numbers] = (
            f"<td class=matrix__sum><span>{words}<progress class=progress--{tone} value={done} "
            f'max={asked or 1} aria-label="{escape(_("Handed in"))}"></progress></span>'
        )
        return made

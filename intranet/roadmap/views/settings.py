"""How a board is set up: its columns, for the plan's controller."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from ...people.session import viewer
from ..actions import columns as actions
from ..forms.columns import ColumnForm, HeirForm, ShiftForm
from ..models import Column
from ..queries.cards import counts_in
from . import bp
from .sight import Sight, look_at


@bp.route("/boards/<int:board_id>/settings", methods=["GET", "POST"])
def settings(board_id: int) -> Response:
    """The columns, each as a form; and one more column."""
    sight = _own(board_id)
    form = ColumnForm.of()
    if form.validate_on_submit():
        column = actions.add(sight.board, form.layout, by=viewer())
        return _saved(sight, _("The column “%(column)s” is added.", column=column.name))
    return _page(sight, new=form, status=422 if form.is_submitted() else 200)


@bp.post("/boards/<int:board_id>/settings/columns/<int:column_id>")
def column_layout(board_id: int, column_id: int) -> Response:
    """What a column is called, means, holds and allows."""
    sight = _own(board_id)
    column = found(sight.board.column(column_id))
    form = ColumnForm.of(column)
    if form.validate():
        try:
            actions.change(sight.board, column_id, form.layout, by=viewer())
            return _saved(sight, _("The column “%(column)s” is saved.", column=column.name))
        except Refusal as refusal:
            form.refuse(refusal, "stage")
    return _page(sight, wrong={column_id: form}, status=422)


@bp.post("/boards/<int:board_id>/settings/columns/<int:column_id>/position")
def column_position(board_id: int, column_id: int) -> Response:
    """One place to the left or to the right."""
    sight, form = _own(board_id), ShiftForm()
    column = found(sight.board.column(column_id))
    if not form.validate():
        raise Refusal(_("Say whether to the left or to the right."))
    actions.shift(sight.board, column_id, by_places=form.by_places.data, by=viewer())
    return _saved(sight, _("The column “%(column)s” is moved.", column=column.name))


@bp.post("/boards/<int:board_id>/settings/columns/<int:column_id>/removal")
def column_removal(board_id: int, column_id: int) -> Response:
    """Away with a column; its cards go where the form says."""
    sight, form = _own(board_id), HeirForm()
    column = found(sight.board.column(column_id))
    if not form.validate():
        raise Refusal(_("Choose where the cards go."))
    actions.remove(sight.board, column_id, heir_id=form.heir.data, by=viewer())
    return _saved(sight, _("The column “%(column)s” is removed.", column=column.name))


def _own(board_id: int) -> Sight:
    sight = look_at(board_id, view="settings")
    allow(sight.is_controller)
    return sight


def _saved(sight: Sight, message: str) -> Response:
    return go(url_for(".settings", board_id=sight.board.id), message)


def _page(
    sight: Sight,
    *,
    new: ColumnForm | None = None,
    wrong: dict[int, ColumnForm] | None = None,
    status: int = 200,
) -> Response:
    forms: list[tuple[Column, Any]] = [
        (column, (wrong or {}).get(column.id) or ColumnForm.of(column, typed=False))
        for column in sight.board.columns
    ]
    return page(
        "roadmap/settings.html",
        status=status,
        sight=sight,
        forms=forms,
        new=new or ColumnForm.of(typed=False),
        counts=counts_in(sight.board),
    )

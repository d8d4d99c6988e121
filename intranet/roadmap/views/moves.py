"""Moving a card: one address for mouse, finger, keyboard and form."""

import json

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.web import allow, found, own_address, update
from ...people.session import viewer
from .. import policy
from ..actions import moves as actions
from ..forms import MoveForm
from ..queries import cards, showing
from . import bp
from .choices import COUNT, choices
from .faces import face_of
from .sight import look_at


@bp.post("/boards/<int:board_id>/moves")
def moves(board_id: int) -> Response:
    """Move a card of this board; the answer is the card and the heads of both columns."""
    sight, form = look_at(board_id), MoveForm()
    card = found(cards.on_board(sight.board, form.card.data or 0))
    allow(sight.is_controller or policy.may_work_on(viewer(), found(cards.card(card.id))))
    if not form.validate():
        raise Refusal(_("This move was not understood. Reload the board."))
    moved = actions.move(card, form.intent, is_controller=sight.is_controller, by=viewer())
    numbers = showing.counts(sight.board, sight.conditions)
    answer = update(
        None,
        "roadmap/_changes.html",
        "roadmap/_undo.html",
        "roadmap/_card.html",
        *((COUNT,) if sight.filters else ()),
        *(
            (
                "roadmap/_column_head.html",
                {"shown": showing.ColumnShown(column, [], numbers[column.id])},
            )
            for column in {moved.source, moved.target}
        ),
        url=own_address(request.form.get("next"), url_for(".board", board_id=board_id)),
        message=_("“%(card)s” is now in “%(column)s”.", card=str(card), column=moved.target.name),
        sight=sight,
        moved=moved,
        choices=choices(sight, sum(numbers.values())),
        card=face_of(showing.shown(card.id), sight.today, is_open=moved.target.is_open),
    )
    if stale := moved.stale_columns(form.since.data):
        answer.headers["HX-Trigger"] = json.dumps({"board:changed": {"columns": stale}})
    return answer

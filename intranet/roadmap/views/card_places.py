"""Where a card is: moving it by a form, the archive, and the way back."""

from uuid import uuid4

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.web import allow, found, go, page
from ...people.session import viewer
from .. import policy
from ..actions import cards as actions
from ..queries import cards as queries
from . import bp
from .card_sight import look_at_card
from .sight import look_at

PER_PAGE = 50


@bp.route("/cards/<int:card_id>/move", methods=["GET", "POST"])
def move_card(card_id: int) -> Response:
    """A column and a place by name. The move itself goes where dragging goes.

    A POST moves nothing: it shows the places of the column that was chosen, for browsers
    without a script.
    """
    sight = look_at_card(card_id)
    allow(policy.may_work_on(viewer(), sight.card))
    chosen = sight.board.column(request.values.get("column", 0, type=int))
    column = chosen or sight.card.column
    return page(
        "roadmap/move_card.html",
        fragment="roadmap/_card_move_form.html",
        sight=sight,
        column=column,
        places=[each for each in queries.in_column(column) if each.id != card_id],
        home=queries.neighbours(column, sight.card)[0] if column is sight.card.column else None,
        operation=uuid4().hex,
    )


@bp.post("/cards/<int:card_id>/archive")
def archival(card_id: int) -> Response:
    """Off the board; the card's page offers the way back."""
    sight = look_at_card(card_id)
    allow(sight.is_controller)
    actions.archive(sight.card, by=viewer())
    return go(sight.url, _("“%(card)s” is in the archive.", card=str(sight.card)))


@bp.post("/cards/<int:card_id>/restoration")
def restoration(card_id: int) -> Response:
    """Back to the place where the card stood."""
    sight = look_at_card(card_id)
    allow(sight.is_controller)
    actions.restore(sight.card, by=viewer())
    message = _(
        "“%(card)s” is back in “%(column)s”.", card=str(sight.card), column=sight.card.column.name
    )
    return go(sight.url, message)


@bp.get("/boards/<int:board_id>/archive")
def archive(board_id: int) -> Response:
    """The cards taken off a board, newest first."""
    sight = look_at(board_id)
    number = max(request.args.get("page", 1, type=int), 1)
    cards, total = queries.archived(sight.board, page=number, per_page=PER_PAGE)
    found(None if number > 1 and not cards else sight)
    return page(
        "roadmap/archive.html",
        sight=sight,
        cards=cards,
        total=total,
        number=number,
        per_page=PER_PAGE,
        board_url=url_for(".board", board_id=board_id),
    )

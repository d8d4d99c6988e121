"""The board: its page, its columns one by one, and what changed since one looked."""

import json

from flask import make_response, request
from werkzeug.wrappers import Response

from ...core import clock
from ...core.web import allow, found, page
from ...people.session import viewer
from .. import policy
from ..queries import boards as queries
from ..queries import showing
from ..queries.overviews import overview
from . import bp
from .choices import CHANGED, COUNT, choices, counted
from .columns import columns_html, lanes_html
from .sight import VIEWS, as_before, look_at


@bp.get("/")
def boards() -> Response:
    """The plans one may see, with their years."""
    me = viewer()
    allow(True)
    plans, may_import = overview(me, today=clock.today), policy.may_import(me)
    return page("roadmap/boards.html", plans=plans, may_import=may_import)


@bp.get("/boards/<int:board_id>")
def board(board_id: int) -> Response:
    """The board itself, as columns of cards, cut into lanes if one likes."""
    if known := as_before(board_id):
        return known
    sight = look_at(board_id)
    return page(
        "roadmap/board.html",
        fragment="roadmap/_board.html",
        also=(*CHANGED, "roadmap/_move_form.html"),
        sight=sight,
        lanes=lanes_html(sight),
        choices=choices(sight, sum(showing.counts(sight.board, sight.conditions).values())),
    )


@bp.get("/boards/<int:board_id>/organisations")
def organisations(board_id: int) -> Response:
    """The organisations by which this view of the board can be narrowed."""
    view = request.args.get("view", "board")
    sight = look_at(board_id, view if view in VIEWS else "board")
    return page(
        "roadmap/organisations.html",
        fragment="roadmap/_organisations.html",
        sight=sight,
        organisations=queries.organisations_on(sight.board),
    )


@bp.get("/boards/<int:board_id>/columns/<int:column_id>")
def column(board_id: int, column_id: int) -> Response:
    """One column, with as many cards as `?shown=` says: for looking further and afresh."""
    sight = look_at(board_id)
    column = found(sight.board.column(column_id))
    (html,) = columns_html(sight, [column])
    return page("roadmap/column.html", fragment=html, column=column, html=html)


@bp.get("/boards/<int:board_id>/changes")
def changes(board_id: int) -> Response:
    """204 when nothing changed after version `?since=`; else which columns did."""
    since = request.args.get("since", 0, type=int)
    glance = found(queries.glance(board_id))
    if glance.version <= since and policy.may_see_below(viewer(), glance.path):
        allow(True)
        return make_response("", 204)
    sight = look_at(board_id)
    if sight.board.version <= since:
        return make_response("", 204)
    changed = sight.board.changed_since(since)
    answer = page(
        "roadmap/_changes.html",
        fragment="roadmap/_changes.html",
        also=(COUNT,),
        sight=sight,
        choices=counted(sight),
    )
    told = {"columns": changed, "all": sight.board.column_ids}
    answer.headers["HX-Trigger"] = json.dumps({"board:changed": told})
    return answer

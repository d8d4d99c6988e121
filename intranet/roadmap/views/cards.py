"""A card: its page, its history, writing it and correcting it."""

import json

from flask import current_app, request
from flask_babel import gettext as _
from markupsafe import escape
from werkzeug.wrappers import Response

from ...attachments import queries as attachments
from ...attachments.forms import FilesForm
from ...comments import queries as comments
from ...comments.forms import CommentForm
from ...core.actions import Conflict, Refusal
from ...core.web import allow, found, go, page, update
from ...people import queries as people
from ...people.models import Organisation, folded
from ...people.session import viewer
from ..actions import cards as actions
from ..forms.cards import CardForm, NewCardForm, NoteForm, PointForm
from ..queries import cards as queries
from ..queries import contributions
from ..queries.boards import organisations_on
from . import bp
from .card_sight import HISTORY, lines_of, look_at_card
from .choices import COUNT, counted
from .sight import Sight, look_at

MEGABYTE = 1024 * 1024


@bp.get("/cards/<int:card_id>")
def card(card_id: int) -> Response:
    """Everything about one card."""
    sight = look_at_card(card_id)
    return page(
        "roadmap/card.html",
        sight=sight,
        subject=sight.subject,
        lines=lines_of(sight),
        contributions=contributions.to(card_id),
        comments=comments.on(sight.card),
        files=attachments.on(sight.card),
        form=CommentForm(formdata=None),
        files_form=FilesForm(formdata=None),
        note_form=NoteForm(formdata=None),
        point_form=PointForm(formdata=None),
        limit_mb=current_app.config["MAX_CONTENT_LENGTH"] // MEGABYTE,
    )


@bp.get("/cards/<int:card_id>/history")
def card_history(card_id: int) -> Response:
    """What happened to the card; the page of its own tells more of it."""
    sight = look_at_card(card_id)
    most = request.args.get("most", HISTORY, type=int)
    return page(
        "roadmap/card_history.html",
        fragment="roadmap/_card_history.html",
        sight=sight,
        lines=lines_of(sight, most=min(max(most, 1), 1000)),
    )


@bp.route("/boards/<int:board_id>/cards/new", methods=["GET", "POST"])
def new_card(board_id: int) -> Response:
    """A card written by hand; it begins with what the board's filters say."""
    sight = look_at(board_id)
    allow(sight.is_controller)
    form = _new_form(sight, request.args.get("column", type=int))
    if form.validate_on_submit():
        try:
            message = _add(sight, form)
            return go(sight.url("roadmap.board"), message)
        except Refusal as refusal:
            form.refuse(refusal, "due_on")
    return page(
        "roadmap/new_card.html",
        fragment="roadmap/_card_new_form.html",
        status=422 if form.is_submitted() else 200,
        sight=sight,
        form=form,
    )


@bp.route("/boards/<int:board_id>/columns/<int:column_id>/cards", methods=["GET", "POST"])
def column_cards(board_id: int, column_id: int) -> Response:
    """A card in one line at the foot of its column; the field stays open for the next."""
    sight = look_at(board_id)
    allow(sight.is_controller)
    column = found(sight.board.column(column_id))
    form = _new_form(sight, column.id)
    if form.validate_on_submit():
        try:
            message = _add(sight, form)
            answer = update(
                None,
                COUNT,
                url=sight.url("roadmap.board"),
                message=message,
                sight=sight,
                choices=counted(sight),
            )
            told = {"columns": [column.id]}
            answer.headers["HX-Trigger"] = json.dumps({"board:changed": told})
            return answer
        except Refusal as refusal:
            form.refuse(refusal, "title")
    why = " ".join(each for errors in form.errors.values() for each in errors)
    return page(
        "roadmap/new_card.html",
        fragment=escape(why) if why else "roadmap/_card_quick.html",
        status=422 if why else 200,
        sight=sight,
        form=form,
        url=request.full_path,
    )


def _new_form(sight: Sight, column_id: int | None) -> NewCardForm:
    return NewCardForm.on(
        sight.board,
        sight.filters,
        column_id=column_id,
        organisations=_executors(sight),
        sections=queries.sections_of(sight.board.plan_id),
    )


def _executors(sight: Sight) -> list[Organisation]:
    """Organisations with a share on this board, and those that the viewer sees."""
    seen = people.organisations_in(["/"] if viewer().is_administrator else viewer().scope)
    every = {each.id: each for each in (*organisations_on(sight.board), *seen)}
    return sorted(every.values(), key=lambda each: folded(each.short_name))


def _add(sight: Sight, form: NewCardForm) -> str:
    me = people.person(viewer().id) if form.mine.data else None
    organisation = people.organisation(form.organisation.data) if form.organisation.data else None
    actions.add(
        sight.board,
        form.writing,
        column_id=form.column.data,
        organisation=organisation,
        section_id=form.section.data or None,
        people=(me,) if me else (),
        operation=form.operation.data or None,
        by=viewer(),
    )
    return _("The card “%(title)s” is on the board.", title=form.writing.title)


@bp.route("/cards/<int:card_id>/edit", methods=["GET", "POST"])
def edit_card(card_id: int) -> Response:
    """The texts and the term. A stale save shows both texts; the next one counts."""
    sight = look_at_card(card_id)
    allow(sight.is_controller)
    form = CardForm.of(sight.card)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            actions.edit(
                sight.card,
                form.writing,
                seen=form.seen.data,
                reason=form.reason.data or "",
                by=viewer(),
            )
            return go(sight.url, _("The card is saved."))
        except Conflict:
            status = 409
            queries.reread(sight.card)
            form.seen.data, form.seen.raw_data = sight.card.version, None
        except actions.ReasonMissing as refusal:
            form.refuse(refusal, "reason")
        except Refusal as refusal:
            form.refuse(refusal, "due_on")
    return page(
        "roadmap/edit_card.html",
        fragment="roadmap/_card_edit_form.html",
        status=status,
        sight=sight,
        form=form,
        is_stale=status == 409,
    )

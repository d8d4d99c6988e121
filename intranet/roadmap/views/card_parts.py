"""The parts of a card: progress notes, checklist, shares of organisations, people."""

from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.web import allow, found, page
from ...people import queries as people
from ...people.session import viewer
from ..actions import cards as actions
from ..actions import shares
from ..forms.cards import NoteForm, PersonForm, PointForm, ShareForm
from ..models import Check
from ..queries import audience
from . import bp
from .card_sight import CardSight, changed, look_at_card


@bp.post("/cards/<int:card_id>/notes")
def notes(card_id: int) -> Response:
    """Saying what was done."""
    sight, form = look_at_card(card_id), NoteForm()
    allow(sight.may_work)
    if not form.validate():
        return _again("_card_note_form", sight, note_form=form)
    operation = form.operation.data or None
    actions.note(sight.card, text=form.note.data.strip(), operation=operation, by=viewer())
    return changed(
        sight,
        "roadmap/_card_note_form.html",
        "roadmap/_card_notes.html",
        anchor="notes",
        message=_("The progress note is added."),
        note_form=NoteForm(formdata=None),
    )


@bp.post("/cards/<int:card_id>/checks")
def checks(card_id: int) -> Response:
    """Adding a point of one's own."""
    sight, form = look_at_card(card_id), PointForm()
    allow(sight.may_work)
    if not form.validate():
        return _again("_card_point_form", sight, point_form=form)
    shares.add_point(sight.card, text=form.point.data.strip(), by=viewer())
    return changed(
        sight,
        "roadmap/_card_point_form.html",
        "roadmap/_card_checks.html",
        anchor="checklist",
        point_form=PointForm(formdata=None),
    )


@bp.route("/cards/<int:card_id>/checks/<int:check_id>", methods=["GET", "POST"])
def check(card_id: int, check_id: int) -> Response:
    """Rewriting a point that was added by hand."""
    sight = look_at_card(card_id)
    point = _point(sight, check_id)
    allow(sight.may_work and point.subitem_id is None)
    form = PointForm(point=point.text)
    form.point.id = "point-again"
    if form.validate_on_submit():
        shares.change_point(sight.card, check_id, text=form.point.data.strip(), by=viewer())
        return changed(sight, "", "roadmap/_card_checks.html", anchor="checklist")
    return page(
        "roadmap/edit_check.html",
        fragment="roadmap/_card_check_form.html",
        status=422 if form.is_submitted() else 200,
        sight=sight,
        check=point,
        form=form,
    )


@bp.post("/cards/<int:card_id>/checks/<int:check_id>/tick")
def tick(card_id: int, check_id: int) -> Response:
    """Having a point be done (`done=1`), or not."""
    sight = look_at_card(card_id)
    _point(sight, check_id)
    allow(sight.may_work)
    is_done = request.form.get("done") == "1"
    point = shares.tick(sight.card, check_id, is_done=is_done, by=viewer())
    return changed(
        sight,
        "roadmap/_card_check.html",
        "roadmap/_card_progress.html",
        anchor="checklist",
        check=point,
    )


@bp.post("/cards/<int:card_id>/checks/<int:check_id>/removal")
def check_removal(card_id: int, check_id: int) -> Response:
    """Taking a point that was added by hand off the list."""
    sight = look_at_card(card_id)
    point = _point(sight, check_id)
    allow(sight.may_work and point.subitem_id is None)
    shares.remove_point(sight.card, check_id, by=viewer())
    return changed(
        sight, "roadmap/_card_checks.html", anchor="checklist", message=_("The point is removed.")
    )


@bp.post("/cards/<int:card_id>/shares/<int:share_id>")
def share(card_id: int, share_id: int) -> Response:
    """How far an organisation is, in its own words."""
    sight, form = look_at_card(card_id), ShareForm()
    share = found(next((each for each in sight.card.shares if each.id == share_id), None))
    allow(sight.may_change(share))
    if not form.validate():
        return _again("_card_share", sight, share=share)
    shares.change_share(
        sight.card, share_id, state=form.state.data, remark=form.remark.data or "", by=viewer()
    )
    return changed(
        sight,
        "roadmap/_card_share.html",
        anchor="shares",
        message=_("The share of %(organisation)s is saved.", organisation=str(share.organisation)),
        share=share,
    )


@bp.route("/cards/<int:card_id>/people", methods=["GET", "POST"])
def people_of_card(card_id: int) -> Response:
    """Finding somebody to name on the card, and naming them."""
    sight, form = look_at_card(card_id), PersonForm()
    allow(sight.may_work)
    if form.validate_on_submit() and (person := people.person(form.person.data)):
        found(person if audience.may_assign(sight.card, viewer(), person) else None)
        actions.assign(sight.card, person, by=viewer())
        message = _("%(person)s is assigned.", person=person.name)
        return changed(sight, "", "roadmap/_card_people.html", anchor="people", message=message)
    found(None if form.is_submitted() else sight)
    text = request.args.get("q", "").strip()[:100]
    return page(
        "roadmap/card_people.html",
        fragment="roadmap/_card_people_found.html",
        sight=sight,
        text=text,
        people=audience.assignable(sight.card, viewer(), text=text),
    )


@bp.post("/cards/<int:card_id>/people/<int:person_id>/removal")
def unassignment(card_id: int, person_id: int) -> Response:
    """Taking somebody off the card."""
    sight = look_at_card(card_id)
    person = found(next((each for each in sight.card.people if each.id == person_id), None))
    allow(sight.may_work)
    actions.unassign(sight.card, person_id, by=viewer())
    message = _("%(person)s is no longer on the card.", person=person.name)
    return changed(sight, "roadmap/_card_people.html", anchor="people", message=message)


def _point(sight: CardSight, check_id: int) -> Check:
    """A point of this very card; another card's is a missing page."""
    return found(next((each for each in sight.card.checks if each.id == check_id), None))


def _again(fragment: str, sight: CardSight, **context: Any) -> Response:
    """A form that must be corrected: by itself for htmx, on a page of its own otherwise."""
    return page(
        "roadmap/card_part.html",
        fragment=f"roadmap/{fragment}.html",
        status=422,
        sight=sight,
        part=f"roadmap/{fragment}.html",
        **context,
    )

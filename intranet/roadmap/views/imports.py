"""Bringing a plan: the document, its preview, corrections, confirmation."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import clock
from ...core.actions import Refusal
from ...core.web import allow, found, go, page, update
from ...people import queries as people
from ...people.session import viewer
from .. import policy
from ..actions import drafts, editions, imports
from ..forms import ChoiceForm, ConfirmationForm, DescriptionForm, ImportForm, RowForm
from ..models import Draft, Plan
from ..queries import plans
from ..queries.drafts import waiting
from . import bp
from .previews import Preview, RowShown, decision_of


@bp.route("/imports/new", methods=["GET", "POST"])
def new_import() -> Response:
    """Paste the table, or choose the file. `?plan=` brings a new edition of that plan."""
    me = viewer()
    allow(policy.may_import(me))
    plan = _amended()
    form = ImportForm(
        year=clock.today(me.zone).year, year_kind=plan.year_kind if plan else "calendar"
    )
    if form.validate_on_submit():
        try:
            return _take(form, plan)
        except Refusal as refusal:
            form.refuse(refusal, form.source_field)
    return page(
        "roadmap/new_import.html",
        fragment="roadmap/_import_form.html",
        form=form,
        plan=plan,
        waiting=[] if plan else waiting(policy.controlled(me)),
        zone=me.zone,
        status=422 if form.is_submitted() else 200,
    )


def _amended() -> Plan | None:
    """The plan of `?plan=`, which the viewer must control; None for a first import."""
    plan_id = request.args.get("plan", type=int)
    if plan_id is None:
        return None
    plan = plans.plan(plan_id)
    is_own = plan and (viewer().is_administrator or viewer().sees(plan.organisation.path))
    plan = found(plan if is_own else None)
    allow(policy.may_control(viewer(), plan))
    return plan


def _take(form: ImportForm, plan: Plan | None) -> Response:
    """Read the document and show it; one that brings nothing new leads to its board."""
    me = viewer()
    document = drafts.read(**form.source)
    organisation_id = plan.organisation_id if plan else policy.import_place(me)
    organisation = found(people.organisation(organisation_id))
    year, year_kind = drafts.year_of(document, form.year.data, form.year_kind.data)
    board = editions.board_in_force(document, organisation, plan=plan, year=year)
    if board:
        return go(url_for(".board", board_id=board.id), _("The document has not changed."))
    draft = drafts.keep(
        document, organisation=organisation, year=year, year_kind=year_kind, plan=plan, by=me
    )
    return go(url_for(".draft", draft_id=draft.id))


@bp.get("/imports/<int:draft_id>")
def draft(draft_id: int) -> Response:
    """What was understood, row by row, before anything is in force."""
    draft = _own(draft_id)
    if draft.is_confirmed and draft.plan_id:
        return go(url_for(".plan", plan_id=draft.plan_id))
    preview = Preview.of(draft)
    form = DescriptionForm(
        title=draft.document["title"], year=draft.year, year_kind=draft.year_kind
    )
    return page("roadmap/draft.html", preview=preview, form=form)


@bp.post("/imports/<int:draft_id>/removal")
def draft_removal(draft_id: int) -> Response:
    """Throw away a document that is not in force."""
    drafts.discard(_own(draft_id), by=viewer())
    return go(url_for(".new_import"), _("The document is thrown away. The plan is as it was."))


@bp.post("/imports/<int:draft_id>/description")
def draft_description(draft_id: int) -> Response:
    """Another title or year: every reading follows."""
    draft, form = _own(draft_id), DescriptionForm()
    if not form.validate():
        return page("roadmap/draft.html", preview=Preview.of(draft), form=form, status=422)
    drafts.describe(draft, **form.values, by=viewer())
    return go(url_for(".draft", draft_id=draft.id), _("The readings follow the new year."))


@bp.route("/imports/<int:draft_id>/rows/<int:place>", methods=["GET", "POST"])
def draft_row(draft_id: int, place: int) -> Response:
    """Correct one row; a changed deadline is read anew at once."""
    draft = _own(draft_id)
    row = found(Preview.of(draft).row(place))
    form = RowForm(data=_cells(row))
    if form.validate_on_submit():
        try:
            drafts.correct(draft, place, row=form.row, seen=form.seen.data, by=viewer())
            return _changed(draft, place, _("The row is corrected."))
        except Refusal as refusal:
            if refusal.status != 422:
                raise
            form.refuse(refusal, "title")
    return page(
        "roadmap/draft_row.html",
        fragment="roadmap/_draft_row_form.html",
        form=form,
        draft=draft,
        row=row,
        status=422 if form.is_submitted() else 200,
    )


@bp.post("/imports/<int:draft_id>/rows/<int:place>/reading")
def draft_reading(draft_id: int, place: int) -> Response:
    """Take one of the meanings that a doubtful deadline can have."""
    draft, form = _own(draft_id), ChoiceForm()
    found(Preview.of(draft).row(place))
    if not form.validate():
        raise Refusal(_("This deadline cannot be read so. Choose one of the meanings shown."))
    drafts.choose(
        draft,
        place,
        part=form.part.data,
        key=form.choice.data,
        seen=form.seen.data or "",
        by=viewer(),
    )
    return _changed(draft, place, None)


@bp.post("/imports/<int:draft_id>/executors")
def draft_executors(draft_id: int) -> Response:
    """Say who is meant by names that nobody knows yet."""
    draft = _own(draft_id)
    preview = Preview.of(draft)
    ids = {organisation.id for organisation in preview.organisations}
    decisions: dict[str, Any] = {}
    for number, unknown in enumerate(preview.unknown):
        decision = decision_of(request.form.get(f"executor-{number}", ""), ids)
        if decision is None or request.form.get(f"name-{number}") != unknown.key:
            raise Refusal(_("This answer was not understood. Reload the page."))
        decisions[unknown.key] = decision
    drafts.settle_executors(draft, decisions=decisions, by=viewer())
    return _changed(draft, None, None)


@bp.post("/imports/<int:draft_id>/confirmation")
def confirmation(draft_id: int) -> Response:
    """Bring the document into force and go to its board."""
    draft, form = _own(draft_id), ConfirmationForm()
    changes = (form.change.data or []) if draft.plan_id else None
    board = imports.confirm(draft, changes=changes, seen=form.seen.data or "", by=viewer())
    return go(url_for(".board", board_id=board.id), _("The plan is in force. This is its board."))


def _own(draft_id: int) -> Draft:
    """A draft that the viewer may bring into force; another district's is a missing page."""
    me = viewer()
    allow(policy.may_import(me))
    draft = plans.draft(draft_id)
    is_own = draft and (me.is_administrator or me.sees(draft.organisation.path))
    draft = found(draft if is_own else None)
    allow(policy.may_bring(me, draft.organisation))
    return draft


def _cells(row: RowShown) -> dict[str, str]:
    """A row as its form shows it."""
    lines = [f"{s.number}. {s.text}" if s.number else s.text for s in row.subitems]
    return {
        "number": row.number,
        "title": row.title,
        "subitems": "\n".join(lines),
        "executors": "; ".join(chip.text for chip in row.executors),
        "deadline": row.deadline.phrase,
        "result": row.result,
        "seen": row.seen,
    }


def _changed(draft: Draft, place: int | None, message: str | None) -> Response:
    """The changed row, else all of them; and with it whatever counts rows, names and doubts."""
    preview = Preview.of(draft)
    one = None if place is None else preview.row(place)
    changed = ("roadmap/_draft_row.html", {"row": one}) if one else "roadmap/_draft_rows.html"
    edition = ["roadmap/_draft_changes.html"] if preview.is_edition else []
    return update(
        None,
        changed,
        *edition,
        "roadmap/_draft_executors.html",
        "roadmap/_draft_counts.html",
        "roadmap/_draft_confirmation.html",
        url=url_for(".draft", draft_id=draft.id, _anchor=f"draft_row-{place}" if one else None),
        message=message,
        preview=preview,
    )

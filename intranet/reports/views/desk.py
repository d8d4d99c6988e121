"""The reviewer's desk: one report as it was handed in, and what is decided about it."""

from collections.abc import Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...comments import queries as comments
from ...comments.forms import CommentForm
from ...core.actions import Conflict, Refusal
from ...core.web import go, page, update
from ...people.session import viewer
from ..actions import reviewing as actions
from ..forms.reviewing import ReturnForm, SealForm, pinned
from ..queries import desk, reports
from . import bp
from .desk_sheet import DeskSheet
from .history import lines_of
from .phrases import phrases
from .sight import ReportSight, look_at_desk

#: Lines of its history on the desk.
HISTORY = 12


@bp.get("/<int:report_id>/review")
def review(report_id: int) -> Response:
    """The report to who reviews it, or looks from above."""
    return _desk(look_at_desk(report_id))


def _desk(
    sight: ReportSight,
    *,
    status: int = 200,
    refused: str = "",
    typed: Mapping[str, str] | None = None,
) -> Response:
    report = sight.report
    version = reports.version(report, report.number)
    before, twins = reports.values_before(report), reports.twins(report)
    return page(
        "reports/review.html",
        fragment="reports/_desk_return.html",
        status=status,
        sheet=DeskSheet(sight, version, before, twins, typed or {}),
        phrases=phrases(viewer()) if sight.may_review else [],
        subject=sight.subject,
        comments=comments.on(report),
        form=CommentForm(formdata=None),
        lines=lines_of(report, zone=sight.zone, most=HISTORY),
        **_deeds(sight, refused),
    )


def _deeds(sight: ReportSight, refused: str = "") -> dict[str, Any]:
    return {"sight": sight, "waiting": desk.next_waiting(sight.report), "refused": refused}


@bp.post("/<int:report_id>/review")
def review_begin(report_id: int) -> Response:
    """Taking the report in hand; the page sends this by itself when it is opened."""
    sight = look_at_desk(report_id, to_review=True)
    actions.begin(sight.report, by=viewer())
    return update("reports/_desk_deeds.html", url=sight.review_url, **_deeds(sight))


@bp.post("/<int:report_id>/return")
def review_return(report_id: int) -> Response:
    """Back for correction, with remarks on figures, files or the whole."""
    sight, form = look_at_desk(report_id, to_review=True), ReturnForm()
    version = reports.version(sight.report, sight.report.number)
    file_ids = {file.id for file in version.files} if version else set()
    said = pinned(request.form, sight.campaign.asked.cell, file_ids)
    try:
        if not form.validate_on_submit():
            raise Refusal(_("Say what has to be corrected."))
        actions.return_(sight.report, said, seen=form.seen.data or 0, by=viewer())
    except Refusal as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        return _desk(sight, status=status, refused=str(refusal), typed=request.form)
    return go(sight.review_url, _("The report is returned; the organisation is told."))


@bp.post("/<int:report_id>/acceptance")
def acceptance(report_id: int) -> Response:
    """Its last version counts from now on."""
    sight, form = look_at_desk(report_id, to_review=True), SealForm()
    if not form.validate_on_submit():
        raise Refusal(_("Look at the report again, then decide."))
    actions.accept(sight.report, seen=form.seen.data or 0, by=viewer())
    return go(sight.review_url, _("The report is accepted."))

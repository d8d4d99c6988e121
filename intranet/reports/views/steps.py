"""What a coordinator decides about one report: a later day, an excuse, opening it again."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.actions import Conflict, Refusal
from ...core.web import allow, go, page
from ...people.session import viewer
from ..actions import reviewing as actions
from ..forms.steps import AskAgainForm, ExtensionForm, ReasonForm
from ..models import State
from . import bp
from .sight import CampaignSight, ReportSight, look_at


@bp.route("/<int:report_id>/extension", methods=["GET", "POST"])
def extension(report_id: int) -> Response:
    """A later day for one organisation."""
    sight = _run(report_id)
    report = sight.report
    suggested = max(sight.campaign.late_until_on, sight.today)
    form = ExtensionForm(data={"seen": report.seal, "until": report.extended_to or suggested})

    def extend() -> str:
        given = {"until": form.until.data, "reason": form.reason.data, "seen": form.seen.data}
        actions.extend(report, **given, by=viewer())
        return _("“%(name)s” has more time.", name=report.organisation.short_name)

    return _step(sight, form, "extension", extend, beside="until")


@bp.route("/<int:report_id>/excuse", methods=["GET", "POST"])
def excuse(report_id: int) -> Response:
    """Ask nothing of an organisation, or ask it again."""
    sight = _run(report_id)
    if stopped := _stopped(sight, "excuse", sight.report.check_excusable):
        return stopped
    report, is_excused = sight.report, sight.report.state == State.EXCUSED
    data = {"seen": report.seal}
    form = AskAgainForm(data=data) if is_excused else ReasonForm(data=data)

    def deed() -> str:
        name = report.organisation.short_name
        if is_excused:
            actions.ask_again(report, seen=form.seen.data, by=viewer())
            return _("“%(name)s” is asked again.", name=name)
        actions.excuse(report, reason=form.reason.data, seen=form.seen.data, by=viewer())
        return _("Nothing is asked of “%(name)s”.", name=name)

    return _step(sight, form, "excuse", deed, beside="seen" if is_excused else "reason")


@bp.route("/<int:report_id>/reopening", methods=["GET", "POST"])
def reopening(report_id: int) -> Response:
    """An accepted report goes back to its organisation."""
    sight = _run(report_id)
    if stopped := _stopped(sight, "reopening", sight.report.check_reopenable):
        return stopped
    report, form = sight.report, ReasonForm(data={"seen": sight.report.seal})

    def reopen() -> str:
        actions.reopen(report, reason=form.reason.data, seen=form.seen.data, by=viewer())
        return _("The report of “%(name)s” is open again.", name=report.organisation.short_name)

    return _step(sight, form, "reopening", reopen, beside="reason")


def _run(report_id: int) -> ReportSight:
    sight = look_at(report_id)
    allow(sight.may_run)
    return sight


def _stopped(sight: ReportSight, deed: str, check: Callable[[], None]) -> Response | None:
    """A page that says why the step cannot be taken, before anything is typed for it."""
    try:
        if request.method == "GET":
            check()
    except Refusal as refusal:
        return page("reports/step.html", sight=sight, deed=deed, refusal=refusal)
    return None


def _step(
    sight: ReportSight, form: Any, deed: str, act: Callable[[], str], *, beside: str
) -> Response:
    """Ask for the reason, then do it; a refusal stands beside the field it is about."""
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            message = act()
            return go(CampaignSight(sight.campaign, sight.me).url, message)
        except Refusal as refusal:
            form.refuse(refusal, beside)
            status = 409 if isinstance(refusal, Conflict) else 422
    return page(
        "reports/step.html",
        fragment="reports/_step_form.html",
        status=status,
        sight=sight,
        form=form,
        deed=deed,
    )

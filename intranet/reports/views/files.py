"""Addresses of a report's files: bringing, replacing, taking out, giving back."""

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from ...core.actions import Refusal
from ...core.downloads import download
from ...core.web import allow, found, go, update
from ...people.session import viewer
from ...uploads import policy as uploads_policy
from ...uploads import queries as uploads_queries
from ..actions import files as actions
from ..forms.filling import SlotForm
from ..models import ReportFile, Slot
from . import bp
from .filling import context, filling_page, sight_sheet
from .places import as_destination
from .sight import ReportSight, look_at


@bp.post("/<int:report_id>/files")
def files(report_id: int) -> Response:
    """Bringing files into a slot: sent before by the script, or in the form itself."""
    sight = look_at(report_id)
    allow(sight.is_own)
    form = SlotForm()
    slot = found(sight.campaign.slot(form.slot.data or 0))
    try:
        tokens = _tokens(form, slot)
        operation = form.operation.data or None
        brought = actions.bring(
            sight.report,
            slot.id,
            tokens,
            replaces=form.replaces.data,
            operation=operation,
            by=viewer(),
        )
    except Refusal as refusal:
        words = {slot.id: str(refusal)}
        return filling_page(sight, status=_status(refusal), refused_files=words)
    count = len(brought) or len(tokens)
    message = ngettext("%(num)s file has arrived.", "%(num)s files have arrived.", count)
    return go(_slot_url(sight, slot.id), message)


def _tokens(form: SlotForm, slot: Slot) -> list[str]:
    """The names of the uploads; what came in the form itself is kept as one now."""
    tokens = form.arrived(as_destination(slot), by=viewer())
    if not tokens:
        raise Refusal(_("Choose a file first."))
    return tokens


def _status(refusal: Refusal) -> int:
    """The statuses that pages have: tus speaks more of them."""
    return refusal.status if refusal.status in (409, 413, 422) else 422


@bp.get("/<int:report_id>/files/<int:file_id>")
def file(report_id: int, file_id: int) -> Response:
    """The file itself, under its own name; an infected one to nobody."""
    sight = look_at(report_id)
    file = _found(sight, file_id)
    verdict = uploads_queries.verdict(file.key)
    allow(uploads_policy.may_pass_on(verdict, is_own=file.author_id == viewer().id))
    return download(file.key, name=file.name, size_bytes=file.size_bytes)


@bp.post("/<int:report_id>/files/<int:file_id>/deletion")
def file_deletion(report_id: int, file_id: int) -> Response:
    """Taking a file out; it can be put back."""
    sight = look_at(report_id)
    allow(sight.is_own)
    file = _found(sight, file_id)
    actions.take_out(sight.report, file.id, by=viewer())
    name = file.shown_name
    return _changed(sight, file, _("“%(name)s” is taken out. It can be put back.", name=name))


@bp.post("/<int:report_id>/files/<int:file_id>/return")
def file_return(report_id: int, file_id: int) -> Response:
    """Putting a file back that was taken out."""
    sight = look_at(report_id)
    allow(sight.is_own)
    file = _found(sight, file_id)
    actions.put_back(sight.report, file.id, by=viewer())
    return _changed(sight, file, _("“%(name)s” is back.", name=file.shown_name))


def _found(sight: ReportSight, file_id: int) -> ReportFile:
    return found(next((each for each in sight.report.files if each.id == file_id), None))


def _changed(sight: ReportSight, file: ReportFile, message: str) -> Response:
    return update(
        "reports/_slot.html",
        "reports/_filling_progress.html",
        url=_slot_url(sight, file.slot_id),
        message=message,
        slot=sight.campaign.slot(file.slot_id),
        **context(sight_sheet(sight)),
    )


def _slot_url(sight: ReportSight, slot_id: int) -> str:
    return f"{sight.url}#slot-{slot_id}"

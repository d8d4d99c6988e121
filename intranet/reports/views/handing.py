"""Addresses of handing in: what will be sent, the deed, taking back, the receipt."""

from typing import Any
from urllib.parse import urljoin

from flask import current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core import paper
from ...core.actions import Conflict, Refusal
from ...core.downloads import own_file
from ...core.web import allow, found, go, page
from ...people.session import viewer
from ..actions import handing
from ..forms.filling import SealForm, SubmissionForm
from ..models import Version
from ..queries import reports
from . import bp
from .filling import context, receipt_url, sight_sheet
from .missing import missing
from .receipts import receipt_of
from .sight import ReportSight, look_at


@bp.route("/<int:report_id>/submission", methods=["GET", "POST"])
def submission(report_id: int) -> Response:
    """What will be sent and what is missing; and handing in."""
    sight = look_at(report_id)
    allow(sight.is_own)
    form = SubmissionForm()
    if request.method == "GET":
        return go(sight.url) if not sight.may_fill else _shown(sight)
    if not form.validate_on_submit():
        return _shown(sight, status=422)
    operation = form.operation.data or None
    try:
        handing.hand_in(sight.report, seen=form.seal.data, by=viewer(), operation=operation)
    except Conflict:
        if sight.may_fill:
            raise
        return go(receipt_url(sight), _("The report had been handed in already."))
    except Refusal as refusal:
        return _shown(sight, status=422, refused=str(refusal))
    return go(receipt_url(sight), _("The report is handed in."))


def _shown(sight: ReportSight, *, status: int = 200, **more: Any) -> Response:
    sheet = sight_sheet(sight)
    return page(
        "reports/submission.html",
        status=status,
        missing=missing(sheet),
        operation=SubmissionForm(formdata=None).operation.data,
        **(context(sheet) | more),
    )


@bp.post("/<int:report_id>/withdrawal")
def withdrawal(report_id: int) -> Response:
    """Taking the report back, as long as nobody reviews it."""
    sight = look_at(report_id)
    allow(sight.is_own)
    form = SealForm()
    handing.take_back(sight.report, seen=form.seal.data or 0, by=viewer())
    return go(sight.url, _("The report is yours again. Correct it and hand it in anew."))


@bp.get("/<int:report_id>/versions/<int:number>/receipt")
def receipt(report_id: int, number: int) -> Response:
    """That a version came, when, and what it was; to be printed."""
    sight, version = _version(report_id, number)
    path, size = paper.qr_path(_absolute(sight, number))
    return page(
        "reports/receipt.html",
        sight=sight,
        receipt=receipt_of(sight, version),
        qr={"path": path, "size": size},
        may_take_back=sight.may_take_back and number == sight.report.number,
        is_light=True,
    )


@bp.get("/<int:report_id>/versions/<int:number>/receipt.pdf")
def receipt_pdf(report_id: int, number: int) -> Response:
    """The same on A4."""
    sight, version = _version(report_id, number)
    shown = receipt_of(sight, version)
    address = _absolute(sight, number)
    data = shown.as_data() | _labels() | {"address": address, "qr": paper.qr_svg(address)}
    content = paper.pdf("reports/receipt.typ", data, at=version.at)
    return own_file(content, name=_("Receipt %(number)s", number=shown.number), ending="pdf")


def _labels() -> dict[str, str]:
    return {
        "title": _("Receipt"),
        "files_title": _("Files"),
        "no_files": _("There are no files in this report."),
        "digest_title": _("Checksum of the whole version"),
        "language": "ru" if _("Receipt") != "Receipt" else "en",
    }


def _version(report_id: int, number: int) -> tuple[ReportSight, Version]:
    sight = look_at(report_id)
    return sight, found(reports.version(sight.report, number))


def _absolute(sight: ReportSight, number: int) -> str:
    """The address of the receipt's page, as the whole network knows it."""
    path = url_for("reports.receipt", report_id=sight.report.id, number=number)
    return urljoin(current_app.config.get("URL") or request.host_url, path)

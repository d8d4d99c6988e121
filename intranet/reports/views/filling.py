"""Addresses of filling a report: figures, explanations, what stayed the same, remarks."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from ...core.web import allow, found, page, update
from ...people.session import viewer
from ..actions import drafts
from ..forms.filling import Cells, ExplanationForm, TickForm, UnchangedForm
from ..models import Overwritten
from ..queries import reports
from . import bp, terms
from .sheet import Sheet
from .sight import ReportSight, look_at

PAGE = "reports/filling.html"


def filling_page(sight: ReportSight, *, status: int = 200, **refused: Any) -> Response:
    """The report to its own organisation: to be filled in, or as it was handed in."""
    return page(PAGE, status=status, **context(sight_sheet(sight, **refused)))


@bp.post("/<int:report_id>/cells")
def cells(report_id: int) -> Response:
    """Keeping one field, or all: what reads well is kept, the rest comes back with words."""
    sight = look_at(report_id)
    allow(sight.is_own)
    sent = Cells.of(sight.campaign.asked, request.form)
    try:
        drafts.save(sight.report, sent.values, seen=sent.seen, by=viewer())
    except Overwritten as conflict:
        return _refused(sight, sent, 409, overwritten=conflict.cells)
    if sent.bad:
        return _refused(sight, sent, 422)
    return _kept(sight, sent)


def _refused(sight: ReportSight, sent: Cells, status: int, **more: Any) -> Response:
    """The field with what is wrong; without a script the page, with all that was typed."""
    typed = sent.typed if more else {key: sent.typed[key] for key in sent.bad}
    sheet = sight_sheet(sight, typed=typed, errors=sent.bad, **more)
    first = next(iter((more.get("overwritten") or sent.bad).keys()))
    note = "reports/_field_note.html"
    field = sheet.field(sheet.form.cell[first])
    return page(PAGE, fragment=note, status=status, field=field, **context(sheet))


def _kept(sight: ReportSight, sent: Cells) -> Response:
    """What changed on the page: the notes of the fields, the checks and ratios they touch."""
    sheet = sight_sheet(sight, saved=frozenset(sent.values))
    rows, computed = sheet.concerned({key: sent.seen[key] for key in sent.values})
    fields = [sheet.field(sheet.form.cell[key]) for key in sent.values]
    parts: list[tuple[str, dict[str, Any]]] = [
        *(("reports/_field_note.html", {"field": field}) for field in fields),
        *(("reports/_row_checks.html", {"row": row}) for row in rows),
        *(("reports/_computed.html", {"field": field}) for field in computed),
    ]
    section = request.form.get("section", "")
    return update(
        "reports/_filling_progress.html",
        *parts,
        url=f"{sight.url}#section-{section}" if section else sight.url,
        message=_("Saved.") if section else None,
        **context(sheet),
    )


@bp.post("/<int:report_id>/explanations")
def explanations(report_id: int) -> Response:
    """Saying why a soft check does not hold."""
    sight = look_at(report_id)
    allow(sight.is_own)
    form = ExplanationForm()
    sheet = sight_sheet(sight)
    outcome = found(sheet.outcome(form.check.data or ""))
    if not form.validate_on_submit():
        return filling_page(sight, status=422)
    drafts.explain(sight.report, form.check.data, text=form.text.data or "", by=viewer())
    sheet = sight_sheet(sight)
    row = sheet.row_of(sheet.home(outcome))
    url = f"{sight.url}#checks-{row.code}"
    return update("reports/_row_checks.html", url=url, row=row, **context(sheet))


@bp.post("/<int:report_id>/unchanged")
def unchanged(report_id: int) -> Response:
    """Taking the last period's values into what is still empty in a section."""
    sight = look_at(report_id)
    allow(sight.is_own)
    form = UnchangedForm()
    section = found(next(iter(_sections(sight, form.section.data)), None))
    taken = drafts.take_over(sight.report, section.code, by=viewer())
    sheet = sight_sheet(sight, saved=frozenset(taken))
    rows, computed = sheet.concerned(dict.fromkeys(taken, ""))
    return update(
        "reports/_filling_section.html",
        "reports/_filling_progress.html",
        *(("reports/_row_checks.html", {"row": row}) for row in rows),
        *(("reports/_computed.html", {"field": field}) for field in computed),
        url=f"{sight.url}#section-{section.code}",
        message=ngettext(
            "%(num)s value was taken from the last report.",
            "%(num)s values were taken from the last report.",
            len(taken),
        ),
        section=section,
        **context(sheet),
    )


def _sections(sight: ReportSight, code: str | None) -> list[Any]:
    return [each for each in sight.campaign.asked.sections if each.code == code]


@bp.post("/<int:report_id>/remarks/<int:remark_id>")
def remark(report_id: int, remark_id: int) -> Response:
    """Ticking a remark as seen to."""
    sight = look_at(report_id)
    allow(sight.is_own)
    found(next((each for each in sight.report.remarks if each.id == remark_id), None))
    is_done = TickForm().done.data == "1"
    kept = drafts.tick(sight.report, remark_id, is_done=is_done, by=viewer())
    return update(
        "reports/_own_remark.html",
        url=f"{sight.url}#report_remark-{remark_id}",
        remark=kept,
        **context(sight_sheet(sight)),
    )


def sight_sheet(sight: ReportSight, **refused: Any) -> Sheet:
    """The sheet of a report, beside the values of the campaign before."""
    return Sheet(sight, reports.values_before(sight.report), **refused)


def context(sheet: Sheet) -> dict[str, Any]:
    """What the templates of filling are given."""
    sight = sheet.sight
    return {
        "sight": sight,
        "sheet": sheet,
        "left": terms.left_words(sight),
        "tone": terms.left_tone(sight),
        "rule": terms.rule_words(sight),
        "is_light": True,
    }


def receipt_url(sight: ReportSight) -> str:
    """Where the receipt of the last version is."""
    report = sight.report
    return url_for("reports.receipt", report_id=report.id, number=report.number)

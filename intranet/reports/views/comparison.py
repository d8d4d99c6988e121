"""Two versions side by side: figures, explanations, files, remarks."""

from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from ...core.web import found, page
from ...lib.indicators import Change, diff
from ..models import Remark, Report, ReportFile, Version
from ..queries import reports
from . import bp, figures
from .sight import look_at


@dataclass(frozen=True)
class Differing:
    """A figure that changed, in words."""

    label: str
    before: str
    after: str
    percent: str


@dataclass(frozen=True)
class Comparison:
    """What changed between two versions, and what was remarked on the older one."""

    older: Version
    newer: Version
    figures: list[Differing]
    explanations: list[tuple[str, str, str]]
    came: list[ReportFile]
    went: list[ReportFile]
    stayed: list[ReportFile]
    remarks: list[Remark]


def compare(report: Report, older: Version, newer: Version) -> Comparison:
    """Files are the same when their bytes are."""
    old_keys, new_keys = ({file.key for file in each.files} for each in (older, newer))
    changes = diff(report.campaign.asked, older.values, newer.values)
    said = sorted(older.explanations.keys() | newer.explanations.keys())
    words = [(c, older.explanations.get(c, ""), newer.explanations.get(c, "")) for c in said]
    return Comparison(
        older,
        newer,
        figures=[_differing(change) for change in changes],
        explanations=[each for each in words if each[1] != each[2]],
        came=[file for file in newer.files if file.key not in old_keys],
        went=[file for file in older.files if file.key not in new_keys],
        stayed=[file for file in newer.files if file.key in old_keys],
        remarks=[each for each in report.remarks if each.number == older.number],
    )


def _differing(change: Change) -> Differing:
    row, column = change.cell.indicator, change.cell.column
    return Differing(
        f"{row.title}, {column.title}" if column else row.title,
        figures.shown(row, change.before),
        figures.shown(row, change.after),
        figures.percent(change.percent),
    )


@bp.get("/<int:report_id>/comparison")
def comparison(report_id: int) -> Response:
    """`?from=1&to=2`; without them the last two versions."""
    sight = look_at(report_id)
    versions = {each.number: each for each in reports.versions(sight.report)}
    last = max(versions, default=0)
    newer = found(versions.get(request.args.get("to", last, type=int)))
    older = found(versions.get(request.args.get("from", newer.number - 1, type=int)))
    return page(
        "reports/comparison.html",
        sight=sight,
        versions=list(versions.values()),
        compared=compare(sight.report, older, newer),
    )

"""A district that collects reports, two schools that owe them, and who works where."""

from datetime import UTC, date, datetime
from typing import Any

from intranet.lib.indicators import template
from intranet.people.models import Kind, RoleKind
from intranet.reports.models import Remark
from tests.support import make

#: In time: ten days before the deadline of make.campaign.
IN_TIME = datetime(2026, 4, 10, 3, 0, tzinfo=UTC)


def scene(keep: Any, *, form: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An open campaign with a slot, the report of one school, and its people.

    before: figures accepted in the campaign before; slots: instead of the one for PDF.
    """
    district = make.organisation("District")
    own, other = (make.organisation(parent=district, kind=Kind.SCHOOL) for _ in range(2))
    before = more.pop("before", None)
    slots = more.pop("slots", None)
    if slots is None:
        slots = [make.slot("Regulation", endings="pdf", is_required=True)]
    campaign = make.campaign(district, form=form, state="open", slots=slots, **more)
    report, foreign = make.report(campaign, own), make.report(campaign, other)
    cast = {
        "librarian": make.person(RoleKind.LIBRARIAN, at=own),
        "head": make.person(RoleKind.HEAD, at=own),
        "coordinator": make.person(at=district),
        "stranger": make.person(RoleKind.LIBRARIAN, at=other),
    }
    keep(district, own, other, campaign, report, foreign, *cast.values())
    if before is not None:
        follow(keep, campaign, own, before)
    return cast | {"campaign": campaign, "report": report, "foreign": foreign}


def follow(keep: Any, campaign: Any, school: Any, values: dict[str, str]) -> None:
    """Put an accepted report with `values` before the campaign."""
    earlier = make.campaign(campaign.organisation, form=campaign.form, state="closed")
    report = make.report(
        earlier, school, draft=values, state="accepted", number=1, accepted_number=1
    )
    keep(earlier, report)
    keep(make.version(report))
    campaign.previous_id = earlier.id
    keep(campaign)


def school_library(keep: Any, **more: Any) -> dict[str, Any]:
    """The same with the form that the program brings along."""
    days = {"opens_on": date(2026, 4, 1)}
    return scene(keep, form=template("school_library"), **(days | more))


def returned(keep: Any, report: Any, cell: str = "", file_id: int | None = None) -> None:
    """Return the report's first version with one remark."""
    report.state, report.number, report.seal = "returned", 1, report.seal + 3
    remark = Remark(
        number=1, cell=cell, file_id=file_id, text="Check this figure", at=IN_TIME, report=report
    )
    keep(remark, report, make.version(report))

"""Who may do what with campaigns and reports.

An organisation sees its own report and nobody else's; who collects sees all of them; the
levels to which a summary is passed see what it is made of and change nothing in it.
"""

from ..people.models import Organisation, RoleKind, Viewer
from .models import Campaign, Report, Summary

RUNNERS = (RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR)
FILLERS = (RoleKind.HEAD, RoleKind.LIBRARIAN)
#: Who looks at a whole campaign where it is collected or passed to.
LOOKERS = (*RUNNERS, RoleKind.METHODIST, RoleKind.SPECIALIST, RoleKind.OBSERVER)
#: Who takes or returns a summary that was passed up to where they work.
JUDGES = (RoleKind.METHODIST, RoleKind.SPECIALIST, RoleKind.COORDINATOR)


def run(viewer: Viewer) -> tuple[str, ...]:
    """The paths below which the viewer runs campaigns; the root for an administrator."""
    if viewer.is_administrator:
        return ("/",)
    return tuple(sorted({seat.path for seat in viewer.seats if seat.kind in RUNNERS}))


def looked_at(viewer: Viewer) -> tuple[str, ...]:
    """The paths of organisations at or below which the viewer looks at whole campaigns."""
    if viewer.is_administrator:
        return ("/",)
    return tuple(sorted({seat.path for seat in viewer.seats if seat.kind in LOOKERS}))


def may_begin(viewer: Viewer) -> bool:
    """Whether the viewer asks for reports at all."""
    return bool(run(viewer))


def may_collect_for(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer runs campaigns of this organisation."""
    return viewer.is_administrator or viewer.is_a(*RUNNERS, of=organisation.path)


def may_run(viewer: Viewer, campaign: Campaign) -> bool:
    """Changes it, opens and closes it, excuses, extends, re-opens."""
    return may_collect_for(viewer, campaign.organisation)


def may_review(viewer: Viewer, campaign: Campaign) -> bool:
    """Who runs it, and the reviewers who are named."""
    return may_run(viewer, campaign) or any(each.id == viewer.id for each in campaign.reviewers)


def is_above(viewer: Viewer, campaign: Campaign) -> bool:
    """Whether the campaign's summary is passed to an organisation of the viewer's."""
    return any(viewer.is_a(*LOOKERS, of=each.path) for each in campaign.recipients)


def may_see_campaign(viewer: Viewer, campaign: Campaign) -> bool:
    """All of its reports: who reviews, who looks from above, who is passed the summary."""
    return (
        may_review(viewer, campaign)
        or viewer.is_a(*LOOKERS, of=campaign.organisation.path)
        or is_above(viewer, campaign)
    )


def may_see(viewer: Viewer, report: Report) -> bool:
    """The organisation's own people once it is asked of them; and whoever sees the campaign."""
    is_own = viewer.sees(report.organisation.path) and not report.campaign.is_draft
    return is_own or may_see_campaign(viewer, report.campaign)


def may_fill(viewer: Viewer, report: Report) -> bool:
    """Librarians and heads of the organisation that owes it; whether they still can, it says."""
    return any(
        seat.kind in FILLERS and seat.organisation_id == report.organisation_id
        for seat in viewer.seats
    )


def fills(viewer: Viewer) -> bool:
    """Whether the viewer prepares reports of any organisation."""
    return any(seat.kind in FILLERS for seat in viewer.seats)


def may_tell_above(viewer: Viewer, summary: Summary) -> bool:
    """Takes a summary that was passed up, or returns it: the levels it was passed to."""
    if summary.passed_at is None:
        return False
    return any(viewer.is_a(*JUDGES, of=each.path) for each in summary.campaign.recipients)

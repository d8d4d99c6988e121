"""What every event of a report says besides its own, and when a campaign has all of them."""

from typing import Any

from ...core.events import emit
from .. import events
from ..models import Report
from ..queries import reports


def about(report: Report) -> dict[str, Any]:
    """The subject, and whose report to which occurrence it is."""
    return {
        "subject": report,
        "card_id": report.campaign.card_id,
        "organisation_id": report.organisation_id,
        "organisation": report.organisation.short_name,
    }


def tell_if_all_in(report: Report) -> None:
    """The campaign hears when nobody owes anything any more."""
    campaign = report.campaign
    if not reports.outstanding(campaign):
        emit(events.AllReportsIn(subject=campaign, actor=None, card_id=campaign.card_id))

"""What of the reports can be found: figures, remarks and files of versions that were handed in."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from ..core import fulltext, search
from ..core.search import Hit
from ..people.models import Viewer
from .models import Report
from .queries import campaigns

KIND = Report.__tablename__


def reports(text: str, viewer: Viewer, most: int) -> Sequence[Hit]:
    """Reports that say every word of `text`: of the viewer's organisations and below, and of
    campaigns that are passed to them or reviewed by the viewer."""
    visible = None if viewer.is_administrator else viewer.scope
    also = None if viewer.is_administrator else campaigns.reports_from_elsewhere(viewer)
    return [
        Hit(hit.title, hit.snippet, "reports.report", {"report_id": hit.number})
        for hit in fulltext.find(text, kinds=(KIND,), visible=visible, also=also, most=most)
    ]


search.offer("reports", _l("Reports"), "clipboard-list", reports)

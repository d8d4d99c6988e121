"""A report's own page."""

from werkzeug.wrappers import Response

from ...core.web import go
from ...people.session import viewer
from .. import policy
from . import bp
from .filling import filling_page
from .sight import look_at


@bp.get("/<int:report_id>")
def report(report_id: int) -> Response:
    """One report: for those who asked the desk, for its own organisation what it owes."""
    sight = look_at(report_id)
    if not sight.is_own and policy.may_see_campaign(viewer(), sight.campaign):
        return go(sight.review_url)
    return filling_page(sight)

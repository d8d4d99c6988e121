"""The pulse: an open page asks whether anything changed; mostly the answer is 204."""

import json

from flask import Blueprint, g, render_template, request
from flask_htmx import make_response
from werkzeug.wrappers import Response

from . import activity, notices
from .web import allow, out_of_band

bp = Blueprint("pulse", __name__)


@bp.get("/pulse")
def pulse() -> Response | tuple[str, int]:
    """204 when nothing happened after `?since=` and `?unread=` notices are still so many.

    Only kinds of things are told, never ids: an element that cares asks its own address
    again, and that address asks its own policy. The bell comes along when it has changed.
    """
    allow(True)
    seen = request.args.get("since", 0, type=int)
    since, unread = notices.glance(g.get("person_id"))
    changed = activity.kinds_since(seen) if since > seen else []
    is_told = unread != request.args.get("unread", unread, type=int)
    if not changed and not is_told:
        return "", 204
    html = render_template("layouts/_pulse.html", since=since, unread=unread)
    if is_told:
        html += out_of_band(render_template("layouts/_bell.html", unread=unread))
        changed = [*changed, notices.Notice.__tablename__]
    answer: Response = make_response(
        html, trigger=json.dumps({f"changed:{kind}": None for kind in changed})
    )
    return answer

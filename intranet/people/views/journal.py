"""The journal of actions."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import request
from werkzeug.wrappers import Response

from ...core.web import allow, page
from .. import policy, queries
from ..queries.journal import Wanted
from ..queries.journal import journal as read
from ..session import viewer
from . import bp
from .words import happenings


@bp.get("/people/journal")
def journal() -> Response:
    """Who did what and when, newest first; `?before=` goes on from a number."""
    allow(policy.may_run_house(viewer()))
    names = happenings()
    wanted = _wanted({name for name, _label in names})
    rows, more = read(wanted, before=request.args.get("before", type=int))
    person = queries.person(wanted.person_id) if wanted.person_id else None
    return page(
        "people/journal.html",
        fragment="people/_journal.html",
        rows=rows,
        more=more,
        wanted=wanted,
        person=person,
        names=names,
    )


def _wanted(names: set[str]) -> Wanted:
    """What the address asks for; days are those of the viewer's zone."""
    name = request.args.get("name", "")
    since, until = _day("since"), _day("until")
    return Wanted(
        who=request.args.get("who", "").strip()[:200],
        person_id=request.args.get("person", type=int),
        name=name if name in names else "",
        since=_midnight(since),
        until=_midnight(until + timedelta(days=1)) if until else None,
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), ZoneInfo(viewer().zone)) if day else None

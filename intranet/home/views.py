"""The first page: what needs me, what I was told."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from ..core import clock, search
from ..core.web import allow, page
from ..notifications import queries as notifications
from ..notifications.words import topics
from ..people.session import viewer
from ..reports.views import day as reports
from ..reports.views import owing
from ..roadmap import policy as roadmap_policy
from ..roadmap.queries import days

bp = Blueprint("home", __name__)

#: Cards of one list that the day shows, and that the list alone shows.
FEW, MANY = 4, 200
#: Of these kinds much is found by any number: they stand below what is found by its name.
LAST = {"reports"}


@bp.get("/keys")
def keys() -> Response:
    """What the keyboard does, on every page and on some."""
    allow(True)
    return page("home/keys.html", fragment="home/_keys.html")


@bp.get("/")
def my_day() -> Response:
    """What needs me today; `?list=` is one of the lists alone."""
    me = viewer()
    allow(True)
    only = request.args.get("list", "")
    only = only if only in days.LISTS else ""
    controlled = roadmap_policy.controlled(me)
    day = days.day(me, controlled, today=clock.today, only=only, most=MANY if only else FEW)
    return page(
        "home/my_day.html",
        day=day,
        only=only,
        today=clock.today(me.zone),
        may_import=roadmap_policy.may_import(me),
        owed=[] if only else owing.owed(me, only_open=True),
        reports=reports.day(me),
        topics=topics(notifications.latest(me.id)),
        place="news",
    )


@bp.get("/search")
def found() -> Response:
    """Cards, people and organisations that say every word of `?q=`."""
    allow(True)
    text = request.args.get("q", "")[:200]
    groups = sorted(search.find(text, viewer()), key=lambda group: group.kind in LAST)
    return page("home/found.html", text=text, groups=groups)


def style() -> Response:
    """Every component of the design system in every state; in development only."""
    allow(True)
    return page("ui/style.html")

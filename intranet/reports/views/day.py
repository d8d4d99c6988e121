"""What the reports ask of who runs or reviews campaigns: lines for the first page."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import ngettext

from ...core import clock
from ...people.models import Viewer
from .. import policy
from ..queries import desk
from . import terms


@dataclass(frozen=True)
class Line:
    """One campaign in a list of the day. count: reports; said: how many, in words."""

    title: str
    url: str
    said: str
    left: str
    count: int


def day(viewer: Viewer) -> dict[str, list[Line]]:
    """late: reports whose day has passed. week: those due until Sunday. waiting: for review.

    A line for each campaign, however many schools owe it a report. One statement.
    """
    lines: dict[str, list[Line]] = {"late": [], "week": [], "waiting": []}
    until_sunday = 6 - clock.today(viewer.zone).weekday()
    for one in desk.standings(viewer, policy.run(viewer), today=clock.today):
        if one.missing:
            said = ngettext("%(num)s report is not in", "%(num)s reports are not in", one.missing)
            lines["late"].append(_line(one, "missing", said, one.missing))
        if one.awaited and 0 <= one.left <= until_sunday:
            said = ngettext("%(num)s report is awaited", "%(num)s reports are awaited", one.awaited)
            lines["week"].append(_line(one, "", said, one.awaited))
        if one.waiting:
            said = ngettext(
                "%(num)s report waits for review", "%(num)s reports wait for review", one.waiting
            )
            lines["waiting"].append(_line(one, "desk", said, one.waiting))
    return lines


def _line(one: desk.Standing, show: str, said: str, count: int) -> Line:
    url = url_for("reports.campaign", campaign_id=one.campaign_id, show=show or None)
    return Line(one.title, url, said, terms.days_left(one.left), count)

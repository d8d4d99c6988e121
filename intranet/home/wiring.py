"""How the first page joins the house, and the navigation every page shows."""

from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _

from ..people import policy as people_policy
from ..people.session import stranger_or_viewer
from . import words
from .views import bp, style

#: Pages at which a link is the current one besides its own.
WITHIN = {
    "people.people": {"people.person", "people.person_data", "people.new_person", "people.link"},
    "people.organisations": {
        "people.organisation",
        "people.organisation_tree",
        "people.organisation_data",
        "people.new_organisation",
    },
}

#: Rooms with one link for all of their pages.
WHOLE = {"roadmap", "reports"}


def wire(app: Flask) -> None:
    """The first page, and days of the week for it."""
    app.register_blueprint(bp)
    if app.config["DEVELOPMENT"]:
        app.add_url_rule("/ui", "home.style", style)
    app.add_template_filter(words.full_day, "full_day")


class Navigation:
    """The groups of links beside a page; worked out only where a page shows them."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(_groups())


def _groups() -> list[dict[str, Any]]:
    """Groups of links, as far as the viewer may follow them."""
    viewer = stranger_or_viewer()
    if viewer is None:
        return []
    groups = [
        {"label": "", "links": [_link(_("My day"), "home.my_day", "home")]},
        {"label": _("Work"), "links": [_road_map(), _reports()]},
    ]
    if "people.people" in current_app.view_functions and people_policy.may_administer(viewer):
        links = [
            _link(_("People"), "people.people", "users"),
            _link(_("Organisations"), "people.organisations", "building", short=_("Structure")),
        ]
        groups.append({"label": _("Directories"), "links": links})
    if people_policy.may_run_house(viewer):
        links = [
            _link(_("Journal of actions"), "people.journal", "history"),
            _link(_("Condition of the site"), "people.condition", "server"),
        ]
        groups.append({"label": _("Administration"), "links": links})
    return groups


def _road_map() -> dict[str, Any]:
    return _link(_("Road map"), "roadmap.boards", "layout-kanban", short=_("Board"))


def _reports() -> dict[str, Any]:
    return _link(_("Reports"), "reports.all_reports", "clipboard-list")


def _link(label: str, endpoint: str, icon: str, *, short: str = "") -> dict[str, Any]:
    room = endpoint.partition(".")[0]
    here = request.endpoint or ""
    is_current = here == endpoint or here in WITHIN.get(endpoint, ())
    is_current = is_current or (room in WHOLE and here.startswith(f"{room}."))
    return {
        "label": label,
        "short_label": short,  # for the bar of a phone
        "url": url_for(endpoint),
        "icon": icon,
        "is_current": is_current,
        "badge": None,
    }


def installation_name() -> str:
    """What the sidebar says under the product's name: where the viewer works."""
    viewer = stranger_or_viewer()
    return viewer.organisation_name if viewer else ""

"""What of people and organisations can be found: of one's own branch of the tree."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from ..core import search
from ..core.search import Hit
from . import queries
from .models import Viewer


def _paths(viewer: Viewer) -> Sequence[str]:
    return ["/"] if viewer.is_administrator else viewer.scope


def people(text: str, viewer: Viewer, most: int) -> Sequence[Hit]:
    """People still at work who have every word of `text` in their names."""
    found, _total = queries.people_page(_paths(viewer), text=text)
    return [
        Hit(person.name, person.organisation.short_name, "people.person", {"person_id": person.id})
        for person in found[:most]
        if person.is_active
    ]


def organisations(text: str, viewer: Viewer, most: int) -> Sequence[Hit]:
    """Organisations still open any of whose names have every word of `text`."""
    found, _total = queries.organisation_page(_paths(viewer), text=text, state="open")
    return [
        Hit(each.short_name, each.name, "people.organisation", {"organisation_id": each.id})
        for each, _people in found[:most]
    ]


search.offer("people", _l("People"), "users", people)
search.offer("organisations", _l("Organisations"), "building", organisations)

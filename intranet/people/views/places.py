"""An organisation that a form names: found by any of its names, within what is allowed."""

from collections.abc import Callable

from flask_babel import gettext as _

from ...core.actions import Refusal
from .. import queries
from ..models import Organisation, folded


def place_named(name: str, is_allowed: Callable[[Organisation], bool]) -> Organisation:
    """The organisation called `name`. Refuses one that is not known or not allowed, alike."""
    found = queries.organisations_by_name([name]).get(folded(name))
    if found is None or not is_allowed(found):
        raise Refusal(_("The organisation “%(name)s” is not known.", name=name))
    return found

"""Ready phrases for remarks: the house's own, and what the reviewer said last."""

from flask_babel import gettext as _

from ...people.models import Viewer
from ..queries import desk


def phrases(viewer: Viewer) -> list[str]:
    """Each once; the reviewer's own ones first."""
    ready = [
        _("Check this figure: it differs much from the last period."),
        _("The whole does not equal the sum of its parts."),
        _("The figure differs from the one in the attached report."),
        _("Fill this in: if there is none, write 0."),
        _("The scan cannot be read: attach a clearer one."),
        _("There is no signature of the head."),
        _("This is a file for another period."),
    ]
    return list(dict.fromkeys([*desk.said_last(viewer), *ready]))

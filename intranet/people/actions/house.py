"""The first steps of an empty installation."""

from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l

from ...core.actions import Refusal, action
from .. import queries
from ..models import Person, RoleKind
from .accounts import add_person
from .organisations import add_organisation


@action
def found_house(
    *,
    kind: str,
    role: RoleKind,
    organisation: str,
    time_zone: str,
    name: str,
    login: str,
    password: str | None,
) -> Person:
    """The first organisation and its first administrator, on an empty installation only.

    Without `password` a one-time link must follow.
    """
    if not queries.is_empty():
        raise Refusal(_l("This installation already has an administrator."))
    check_zone(time_zone)
    place = add_organisation(kind=kind, name=organisation, time_zone=time_zone, by=None)
    return add_person(
        login=login,
        name=name,
        organisation=place,
        roles=((role, place),),
        password=password,
        by=None,
    )


def check_zone(time_zone: str) -> None:
    """Refuse what is no IANA time zone."""
    if time_zone not in available_timezones():
        raise Refusal(_l("“%(zone)s” is no time zone. Example: Asia/Tomsk.", zone=time_zone))

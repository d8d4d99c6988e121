"""What a person prefers: which notices come by e-mail, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ..core import clock
from ..core.db import Model

SATURDAY = 5


class Way(StrEnum):
    """How notices of a group come by e-mail; in the page they are always."""

    DIGEST = "digest"
    NOW = "now"
    NEVER = "never"


class Group(StrEnum):
    """What people choose by: the `group` of an event."""

    MENTIONS = "mentions"
    ROADMAP = "roadmap"
    REPORTS = "reports"
    REMINDERS = "reminders"


WAY_NAMES = {
    Way.DIGEST: _l("in one letter a day"),
    Way.NOW: _l("at once"),
    Way.NEVER: _l("never"),
}
GROUP_NAMES = {
    Group.MENTIONS: _l("Mentions and assignments"),
    Group.ROADMAP: _l("Road map"),
    Group.REPORTS: _l("Reports"),
    Group.REMINDERS: _l("Reminders"),
}


@dataclass(frozen=True)
class Untold:
    """A notice that is neither read nor told by letter, as far as deciding needs it."""

    id: int
    group: str
    at: datetime


@dataclass(frozen=True)
class Due:
    """A letter that should go out now: notices by their numbers, and what makes it one."""

    way: Way
    mark: str  # of several letters of this way to one person no two have the same
    numbers: list[int]


class Preference(Model):
    """What one person has chosen. Who has chosen nothing prefers `standard`."""

    __tablename__ = "notifications_preference"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    ways: Mapped[dict[str, Any]]  # group → way; what is missing comes in the digest
    hour: Mapped[int]  # of the digest, by the clocks of the person's organisation
    is_weekdays_only: Mapped[bool]
    quiet_from: Mapped[int]  # hours between which «at once» waits; equal: never
    quiet_until: Mapped[int]
    language: Mapped[str]  # of letters; empty: the installation's

    @classmethod
    def standard(cls, person_id: int) -> "Preference":
        """One letter a day at eight with everything; quiet in the night."""
        return cls(
            person_id=person_id,
            ways={},
            hour=8,
            is_weekdays_only=False,
            quiet_from=21,
            quiet_until=7,
            language="",
        )

    def way(self, group: str) -> Way:
        """How notices of `group` come."""
        return Way(self.ways.get(group, Way.DIGEST))

    def is_quiet(self, hour: int) -> bool:
        """Whether letters «at once» wait at this hour of the person's day."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def digest_from(self, now: datetime, zone: str) -> datetime | None:
        """The moment since which today's digest is due; None while it is not.

        A day on which nobody was there to send it is over: its notices come the next day.
        """
        here = clock.there(now, zone)
        moment = datetime.combine(here.date(), time(self.hour), ZoneInfo(zone))
        is_day_off = self.is_weekdays_only and here.weekday() >= SATURDAY
        return None if is_day_off or now < moment else moment

    def due(self, untold: Sequence[Untold], *, now: datetime, zone: str) -> list[Due]:
        """The letters that should go out now, none without anything in it.

        The digest takes what was there at its hour; what came later waits for the next one.
        """
        here, letters = clock.there(now, zone), []
        moment = self.digest_from(now, zone)
        if moment and (ids := self._of(Way.DIGEST, [n for n in untold if n.at <= moment])):
            letters.append(Due(Way.DIGEST, here.date().isoformat(), ids))
        if not self.is_quiet(here.hour) and (ids := self._of(Way.NOW, untold)):
            letters.append(Due(Way.NOW, str(max(ids)), ids))
        return letters

    def _of(self, way: Way, untold: Sequence[Untold]) -> list[int]:
        return [notice.id for notice in untold if self.way(notice.group) is way]

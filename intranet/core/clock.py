"""The only place that asks what time it is. Tests replace `now`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, aware, UTC."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Inside it is `moment`: the demo lives through half a year in a second."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)


def today(zone: str) -> date:
    """The day it is now in `zone` (an IANA name such as Asia/Tomsk)."""
    return now().astimezone(ZoneInfo(zone)).date()


def there(moment: datetime, zone: str) -> datetime:
    """`moment` as clocks in `zone` show it."""
    return moment.astimezone(ZoneInfo(zone))

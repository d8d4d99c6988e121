"""Which rows point at bytes of the storage; bytes that none points at are forgotten.

Each room says below its models which of their columns hold keys. A column that nobody names here
loses its bytes after a day: a test of the house looks for columns that look like keys.
"""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from . import clock
from .db import db
from .jobs import job
from .storage import storage

log = structlog.get_logger()

#: Between bytes and the row that will point at them a transaction passes, never a day.
REST = timedelta(days=1)
AT_ONCE = 500  # keys in one question to the database

_columns: dict[str, InstrumentedAttribute[Any]] = {}


def register(*columns: InstrumentedAttribute[Any]) -> None:
    """Have these columns hold keys of the storage. Twice is once."""
    _columns.update({str(column): column for column in columns})


def registered() -> Collection[str]:
    """«Model.column» of each column that holds keys."""
    return _columns.keys()


def held(keys: Collection[str]) -> set[str]:
    """Those of `keys` that any row points at: one statement for each registered column."""
    return {
        key
        for column in _columns.values()
        for key in db.session.scalars(select(column).where(column.in_(keys)))
    }


@job
def forget_unheld() -> None:
    """Forget bytes that no row points at and that were kept more than a day ago."""
    before = clock.now() - REST
    old, count = storage().keys(kept_before=before), 0
    while batch := list(islice(old, AT_ONCE)):
        count += sum(_forgotten(batch, before))
        db.session.rollback()  # no snapshot lives longer than its batch
    if count:
        log.info("stored bytes forgotten", files=count)


def _forgotten(keys: Collection[str], before: datetime) -> Iterator[bool]:
    used = held(keys)
    return (storage().forget(key, kept_before=before) for key in keys if key not in used)

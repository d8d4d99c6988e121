"""SQLite speaks transactions only when told to, and writes one at a time in a fair queue."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Connection, event

from .db import db

if sys.platform == "linux":
    import fcntl

    # The system's library may carry the WAL-reset corruption bug, mended in 3.51.3.
    from pysqlite3 import dbapi2 as driver
else:
    from sqlite3 import dbapi2 as driver

SAFE_VERSION = (3, 51, 3)
#: Milliseconds that a statement waits for a writer outside our queue.
PATIENCE = 5000
SHORT_WAIT = 0.005  # seconds between two tries where SQLite itself does not wait


def engine_options(url: str) -> dict[str, Any]:
    """What the engine is told so that it takes our library and enough connections."""
    if not url.startswith("sqlite"):
        return {"pool_pre_ping": True, "pool_size": 16, "max_overflow": 16}
    return {"module": driver, "pool_size": 32, "connect_args": {"timeout": PATIENCE / 1000}}


def is_safe(module: ModuleType | Any = driver) -> bool:
    """Whether this SQLite is free of the WAL-reset bug."""
    return tuple(module.sqlite_version_info) >= SAFE_VERSION


def init_app(app: Flask) -> None:
    """Prepare every connection: WAL, durable commits, foreign keys; queue the writers.

    The pool keeps a connection open for as long as the process lives. Were the last one
    closed, -wal and -shm would go, and on a full disk even reading would fail.
    """
    with app.app_context():
        engine = db.engine
    if engine.dialect.name != "sqlite":
        return
    app.extensions["write_queue"] = Path(f"{engine.url.database}-queue")

    event.listen(engine, "connect", lambda connection, _record: prepare(connection))

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def prepare(connection: Any) -> None:
    """Make a new connection of the driver safe: WAL, durable commits, foreign keys, `fold`."""
    connection.isolation_level = None  # the driver must not begin for us
    _switch_to_wal(connection)
    for pragma in (
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {PATIENCE}",
        "trusted_schema = OFF",
        "cell_size_check = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("fold", 1, fold_text, deterministic=True)


def _switch_to_wal(connection: Any) -> None:
    """Make the file a WAL one, which it stays; on a new file several processes may try at once.

    SQLite answers some of them «locked» without waiting its busy timeout: we wait for it.
    """
    until = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except driver.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(SHORT_WAIT)
        else:
            return


def fold_text(text: str | None) -> str | None:
    """`text` for comparing: case folded, ё as е. SQLite's own lower() knows ASCII only."""
    return None if text is None else text.casefold().replace("ё", "е")


_here = threading.Lock()


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Wait for one's turn among all writers of all processes, first come first served.

    Without the queue BEGIN IMMEDIATE starves: some writers wait out the whole patience.
    PostgreSQL needs none.
    """
    path = current_app.extensions.get("write_queue")
    if path is None or sys.platform != "linux":
        yield
        return
    with _here:  # threads of one process queue here, processes at the file
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)  # closing lets the lock go

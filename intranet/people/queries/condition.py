"""In what condition the site is: the database, the files, the worker."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from ...core import clock, jobs, schema, sqlite
from ...core.db import db


@dataclass(frozen=True)
class Condition:
    """What an administrator asks first; sizes are bytes, None where they cannot be known."""

    database: str
    version: str
    is_safe: bool
    is_migrated: bool
    database_bytes: int | None
    files_bytes: int
    files_count: int
    free_bytes: int
    worker_seen_at: datetime | None
    is_worker_alive: bool
    jobs_waiting: int


def condition(instance: Path) -> Condition:
    """The condition now. `instance` is the folder of the installation."""
    dialect = db.engine.dialect
    is_sqlite = dialect.name == "sqlite"
    seen = jobs.last(jobs.WORKER)
    size, count = _size(instance / "files")
    return Condition(
        database="SQLite" if is_sqlite else "PostgreSQL",
        version=_version(),
        is_safe=sqlite.is_safe() if is_sqlite else True,
        is_migrated=schema.is_migrated(),
        database_bytes=_database_size() if is_sqlite else None,
        files_bytes=size,
        files_count=count,
        free_bytes=shutil.disk_usage(instance).free,
        worker_seen_at=seen,
        is_worker_alive=seen is not None and clock.now() - seen < jobs.SILENCE,
        jobs_waiting=jobs.waiting(),
    )


def _version() -> str:
    info = getattr(db.engine.dialect, "server_version_info", None)
    if info is None:
        return str(db.session.scalar(select(func.sqlite_version())))
    return ".".join(map(str, info))


def _database_size() -> int | None:
    """The database with what was not yet written back into it."""
    path = db.engine.url.database
    files = [Path(f"{path}{ending}") for ending in ("", "-wal")]
    return sum(file.stat().st_size for file in files if file.exists())


def _size(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files in a folder of folders."""
    sizes = [
        file.stat().st_size
        for inner in os.scandir(folder)
        if inner.is_dir()
        for file in os.scandir(inner.path)
    ]
    return sum(sizes), len(sizes)

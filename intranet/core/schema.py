"""Whether the database stands at this version, asked cheaply; a new one is made by itself.

Alembic costs 0.1 s of every start and 5 MB of every process, so it is imported only when
there is something to migrate or somebody says `flask db`.
"""

import importlib
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import click
from flask import Flask, Response, current_app, g, request
from sqlalchemy import text

from .db import db
from .sqlite import turn_to_write

#: What must be answered whatever the database holds.
ALWAYS = {"health.alive", "health.ready"}
#: PostgreSQL's lock under which one process at a time migrates: any number that is ours.
LOCK = 7_461_832_001
BEHIND = (
    "База данных отстаёт от программы. Обновите её командой:  flask --app wsgi db upgrade\n"
    "The database is behind the program. Bring it up with:  flask --app wsgi db upgrade\n"
)
_REVISION = re.compile(r"""^(down_)?revision(?:\s*:[^=]+)?\s*=\s*(?:"(\w+)"|'(\w+)'|None)""", re.M)


def init_app(app: Flask, folder: Path) -> None:
    """Know the migrations in `folder`; ask before the first request whether they were done."""
    app.extensions["schema"] = {"folder": folder, "is_current": False}
    app.extensions["migrate"] = _Migrate(app, folder)
    app.cli.add_command(_DatabaseCommand("db", short_help="Perform database migrations."))
    app.before_request(_refuse_behind)


def is_migrated() -> bool:
    """Whether the database stands at the newest migration."""
    return _current() == newest(current_app.extensions["schema"]["folder"])


def bring_up() -> None:
    """Take every migration that is missing; of several processes one does, the others wait."""
    db.session.remove()  # a reading transaction of ours would stand in the way
    with _alone():
        if not is_migrated():
            importlib.import_module("flask_migrate").upgrade()


@cache
def newest(folder: Path) -> str:
    """The revision nothing comes after. ValueError when there are several."""
    revisions: set[str] = set()
    followed: set[str] = set()
    for path in (folder / "versions").glob("*.py"):
        for is_down, *quoted in _REVISION.findall(path.read_text()):
            (followed if is_down else revisions).add("".join(quoted))
    (newest,) = revisions - followed
    return newest


def _current() -> str | None:
    """The database's revision; None when it has never been migrated.

    Asked of the driver itself: it is the first thing every process does.
    """
    dialect: Any = db.engine.dialect
    with closing(db.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute("SELECT version_num FROM alembic_version")
            row = cursor.fetchone()
        except dialect.dbapi.DatabaseError as error:
            if "alembic_version" not in str(error):
                raise
            connection.rollback()
            return None
        return str(row[0]) if row else None


def _is_new() -> bool:
    """Whether this is SQLite in the instance folder and holds no table yet."""
    engine = db.engine
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return False
    if Path(engine.url.database).parent != current_app.config["INSTANCE"]:
        return False
    with engine.connect() as connection:
        return not connection.scalar(text("SELECT count(*) FROM sqlite_master"))


def _refuse_behind() -> Response | None:
    """Make a new database; before one that is behind every page is a plain sentence, 503.

    Once the database was found current this costs a look into a dictionary.
    """
    schema = current_app.extensions["schema"]
    if schema["is_current"] or request.endpoint in ALWAYS:
        return None
    if not is_migrated() and _is_new():
        bring_up()
    schema["is_current"] = is_migrated()
    if schema["is_current"]:
        return None
    g.asked_policy = True
    return Response(BEHIND, 503, {"Retry-After": "60"}, content_type="text/plain; charset=utf-8")


@contextmanager
def _alone() -> Iterator[None]:
    if db.engine.dialect.name != "postgresql":
        with turn_to_write():
            yield
        return
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})


class _Migrate:
    """Stands where Flask-Migrate's settings stand until something asks for them."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app, self._folder = app, folder

    def __getattr__(self, name: str) -> Any:
        library = importlib.import_module("flask_migrate")
        library.Migrate(self._app, db, directory=str(self._folder), render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)


class _DatabaseCommand(click.Command):
    """`flask db`, Flask-Migrate's own command, imported when it is called."""

    def make_context(self, *arguments: Any, **named: Any) -> click.Context:
        command = importlib.import_module("flask_migrate.cli").db
        context: click.Context = command.make_context(*arguments, **named)
        return context

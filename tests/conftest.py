"""What every test may ask for: an application on a fresh database, a browser, data in words."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, event, text

from intranet.app import create_app
from intranet.core.db import db
from tests.support.browser import Browser

POSTGRES = os.environ.get("INTRANET_TEST_DATABASE_URL", "")
SETTINGS = {"SECRET_KEY": "k" * 40, "LANGUAGE": "en", "TIME_ZONE": "Asia/Tomsk", "LOG": "critical"}


@pytest.fixture(scope="session")
def worker_url(worker_id: str) -> Iterator[str]:
    """On PostgreSQL: an own database of this test process, made and dropped."""
    if not POSTGRES:
        yield ""
        return
    name = f"bibliokarta_test_{worker_id}_{os.getpid()}"
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, worker_url: str) -> Path:
    """An instance folder whose database went through every migration, once for all tests."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(SETTINGS | {"INSTANCE": str(folder), "DATABASE_URL": worker_url})
    with app.app_context():
        upgrade()
        close(app)
    return folder


@pytest.fixture
def app(migrated: Path, tmp_path: Path, worker_url: str) -> Iterator[Flask]:
    """The application, on an empty migrated database of its own."""
    folder = tmp_path / "instance"
    shutil.copytree(migrated, folder)
    app = create_app(SETTINGS | {"INSTANCE": str(folder), "DATABASE_URL": worker_url})
    yield app
    with app.app_context():
        if worker_url:
            empty_tables()
        close(app)


def empty_tables() -> None:
    """Forget all rows of a PostgreSQL test database; numbers begin anew."""
    names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
    db.session.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    db.session.commit()


def close(app: Flask) -> None:
    """Let go of every connection of `app`."""
    db.session.remove()
    db.engine.dispose()


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    """An application context, for tests without requests (they would share `g`)."""
    with app.app_context():
        yield


@pytest.fixture
def keep(app: Flask) -> Callable[..., Any]:
    """Write things into the database; gives back the first. They stay readable."""

    def write(*things: Any) -> Any:
        with app.app_context():
            db.session.add_all(things)
            db.session.commit()
        return things[0]

    return write


@pytest.fixture
def as_(app: Flask) -> Callable[..., Browser]:
    """A browser in which a person is signed in; None is a stranger."""

    def sign_in(person: Any = None, *, htmx: bool = False) -> Browser:
        return Browser(app, person, htmx=htmx)

    return sign_in


@pytest.fixture
def queries(app: Flask) -> Callable[[int], Any]:
    """`with queries(4):` fails when another number of statements is sent than four."""

    @contextmanager
    def count(most: int) -> Iterator[list[str]]:
        said: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            said.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield said
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert len(said) <= most, f"{len(said)} statements:\n" + "\n".join(said)

    return count

"""A new database is made by itself; one that is behind is never touched, and says so."""

import pytest
from flask_migrate import downgrade, upgrade

from intranet.app import create_app
from intranet.core import schema
from tests.conftest import SETTINGS, close


def test_the_first_request_on_a_fresh_folder_makes_the_database(tmp_path):
    app = create_app(SETTINGS | {"INSTANCE": str(tmp_path)})

    assert app.test_client().get("/sign-in").status_code in {200, 303}  # 303: to the first run

    with app.app_context():
        assert schema.is_migrated()
        close(app)


@pytest.fixture
def behind(app):
    """The application on a database that went back to its beginning; afterwards as it was."""
    with app.app_context():
        downgrade(revision="base")
    yield app
    with app.app_context():
        upgrade()


def test_a_database_that_is_behind_gets_one_plain_sentence_and_stays_as_it_is(behind):
    app = behind
    client = app.test_client()
    answer = client.get("/sign-in")

    assert answer.status_code == 503
    assert answer.mimetype == "text/plain"
    assert "flask --app wsgi db upgrade" in answer.text
    assert client.post("/sign-in").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").text == "behind"
    with app.app_context():
        assert not schema.is_migrated()


def test_the_newest_migration_is_the_one_nothing_follows(tmp_path):
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "a.py").write_text("revision = '0001'\ndown_revision = None\n")
    (versions / "b.py").write_text('revision: str = "0002"\ndown_revision: str | None = "0001"\n')

    assert schema.newest(tmp_path) == "0002"

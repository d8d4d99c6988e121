"""The commands of the road map: read, deadlines, import."""

import json
import subprocess
import sys

import pytest

from intranet.app import create_app
from intranet.core.db import db
from intranet.people.models import Kind
from intranet.roadmap.models import Board, Card
from tests.conftest import SETTINGS
from tests.support import make
from tests.support.plan_files import KARGASOK


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "план.txt"
    path.write_text(KARGASOK, encoding="utf-8")
    return str(path)


@pytest.fixture
def nowhere(tmp_path):
    """An application without any database."""
    return create_app(SETTINGS | {"INSTANCE": str(tmp_path / "bare")}).test_cli_runner()


def test_reading_prints_the_plan_and_asks_no_database(nowhere, file):
    result = nowhere.invoke(args=["roadmap", "read", file, "--json"])

    assert result.exit_code == 0
    plan = json.loads(result.stdout)
    (section,) = plan["sections"]
    assert [item["number"] for item in section["items"]] == ["1", "2", "5", "6", "7"]
    assert sum(len(item["subitems"]) for item in section["items"]) == 12
    last = section["items"][-1]
    assert last["executors"] == ["ДО ТО", "ТОИПКРО", "УООиП Каргасокского района"]
    assert last["deadline"]["windows"][0] == {"start": "04-01", "end": "04-30"}
    assert "Ежегодно" in result.stdout  # letters, not their codes


def test_reading_for_people_is_a_table_of_words(nowhere, file):
    result = nowhere.invoke(args=["roadmap", "read", file])

    assert result.exit_code == 0
    assert "7  Подведение итогов" in result.stdout and "04-01…" in result.stdout


def test_a_document_may_come_from_stdin(nowhere):
    result = nowhere.invoke(args=["roadmap", "read", "-", "--json"], input=KARGASOK)

    assert result.exit_code == 0 and json.loads(result.stdout)["title"].startswith("Дорожная карта")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n0000", b"\x00\x01\x02"])
def test_what_cannot_be_read_is_one_line_on_stderr(nowhere, tmp_path, content):
    (tmp_path / "bad").write_bytes(content)

    result = nowhere.invoke(args=["roadmap", "read", str(tmp_path / "bad"), "--json"])

    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.strip().splitlines()) == 1


def test_whoever_reads_only_the_beginning_hears_no_complaint(file):
    """As in «flask roadmap read FILE | head»."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "roadmap", "read", file]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        reading.stdout.close()

        assert reading.stderr.read() == b""
    assert reading.returncode == 0


def test_a_missing_file_is_one_line_on_stderr(nowhere):
    result = nowhere.invoke(args=["roadmap", "read", "/no/such/file"])

    assert result.exit_code == 1 and "Give the path of a file" in result.stderr


def test_deadlines_are_read_one_a_line(nowhere):
    phrases = ["Ежегодно (апрель, октябрь)", "до марта", "по мере необходимости"]
    lines = "\n".join(json.dumps(phrase) for phrase in phrases)

    result = nowhere.invoke(args=["roadmap", "deadlines", "--jsonl"], input=lines)

    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [reading["kind"] for reading in readings] == ["yearly", "once", "on_event"]
    assert [reading["phrase"] for reading in readings] == phrases
    assert [reading["needs_confirmation"] for reading in readings] == [False, True, False]


def test_a_line_that_is_no_string_is_named(nowhere):
    result = nowhere.invoke(args=["roadmap", "deadlines", "--jsonl"], input='"май"\n{}\n')

    assert result.exit_code == 1 and "Line 2" in result.stderr


def test_importing_opens_the_year_and_again_changes_nothing(app, keep, file):
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    keep(department, make.organisation("УООиП", parent=department))
    command = ["roadmap", "import", file, "--year", "2026"]
    runner = app.test_cli_runner()

    first, second = runner.invoke(args=command), runner.invoke(args=command)

    assert "5 items, 6 cards" in first.stdout
    assert second.exit_code == 0 and "The document has not changed." in second.stdout
    with app.app_context():
        counts = [
            db.session.scalar(db.select(db.func.count()).select_from(m)) for m in (Board, Card)
        ]
    assert counts == [1, 6]


def test_importing_for_an_organisation_nobody_knows_is_refused(app, file):
    command = ["roadmap", "import", file, "--year", "2026", "--organisation", "Никто"]

    result = app.test_cli_runner().invoke(args=command)

    assert result.exit_code == 1 and "Give its short name" in result.stderr


def test_importing_without_a_database_says_what_to_do(nowhere, file):
    result = nowhere.invoke(args=["roadmap", "import", file, "--year", "2026"])

    assert result.exit_code == 1 and "db upgrade" in result.stderr

"""The first moment of a database file: several processes open it at once."""

import multiprocessing
from contextlib import closing

import pytest

from intranet.core import sqlite

PROCESSES = 4
FILES = 30


def test_processes_that_meet_at_new_files_all_get_in(tmp_path):
    processes = multiprocessing.get_context("fork")
    start = processes.Barrier(PROCESSES)
    meeting = [
        processes.Process(target=open_each, args=(tmp_path, start)) for _ in range(PROCESSES)
    ]
    for process in meeting:
        process.start()
    for process in meeting:
        process.join()

    assert [process.exitcode for process in meeting] == [0] * PROCESSES


def open_each(folder, start):
    for number in range(FILES):
        start.wait(timeout=60)
        with closing(sqlite.driver.connect(folder / f"{number}.db")) as connection:
            sqlite.prepare(connection)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_waiting_cannot_help_is_told_at_once(tmp_path, monkeypatch):
    path = tmp_path / "old.db"
    with closing(sqlite.driver.connect(path)) as connection:
        connection.execute("CREATE TABLE thing (id)")
    monkeypatch.setattr(sqlite.time, "sleep", lambda _seconds: pytest.fail("it waits"))

    with (
        closing(sqlite.driver.connect(f"file:{path}?mode=ro", uri=True)) as connection,
        pytest.raises(sqlite.driver.OperationalError, match="readonly"),
    ):
        sqlite.prepare(connection)

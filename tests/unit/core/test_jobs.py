"""Jobs: taken by one worker, taken again when it dies, tried with pauses, given up."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest

from intranet import schedule
from intranet.core import clock, jobs
from intranet.core.actions import action
from intranet.core.db import db
from intranet.core.jobs import Job

done: list[str] = []


@jobs.job
def note(word: str) -> None:
    """Leaves a word behind."""
    done.append(word)


@jobs.job
def fail() -> None:
    """Never succeeds."""
    raise ValueError("no luck")


@pytest.fixture(autouse=True)
def _afresh():
    done.clear()


@pytest.fixture
def turn(monkeypatch):
    """`turn(minutes=1)`: the clock goes on."""
    real, passed = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + passed[0])

    def go_on(**length):
        passed[0] += timedelta(**length)

    return go_on


@action
def ask(function, **more):
    jobs.later(function, **more)


def rows():
    db.session.expire_all()
    return db.session.scalars(db.select(Job).order_by(Job.id)).all()


def test_a_job_is_done_once_and_gone(inside):
    ask(note, word="a")

    assert jobs.work_once() and not jobs.work_once()
    assert (done, rows()) == (["a"], [])


def test_jobs_wait_for_their_moment_and_their_turn(inside, turn):
    ask(note, word="late", at=clock.now() + timedelta(hours=1))
    ask(note, word="first")
    ask(note, word="second")

    while jobs.work_once():
        pass
    assert done == ["first", "second"]
    turn(hours=1)
    jobs.work_once()
    assert done[-1] == "late"


def test_of_one_key_there_is_one(inside):
    ask(note, word="a", key="k")
    ask(note, word="b", key="k")

    assert len(rows()) == 1


def test_what_is_no_job_is_refused_when_asked_for(inside):
    with pytest.raises(ValueError, match="is no job"):
        ask(rows)


def test_a_job_of_an_action_that_was_refused_is_not_there(inside):
    @action
    def half():
        jobs.later(note, word="a")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert rows() == []


def test_a_failing_job_is_tried_with_growing_pauses_and_given_up(inside, turn):
    ask(fail, key="k")
    pauses = []
    for _try in range(jobs.MOST_TRIES):
        assert jobs.work_once()
        assert not jobs.work_once()
        (row,) = rows()
        pauses.append((row.run_at - clock.now()).total_seconds())
        turn(hours=6)

    assert [round(pause) for pause in pauses[:5]] == [15, 60, 240, 960, 3840]
    assert (row.given_up, row.error, row.key) == (True, "ValueError: no luck", None)
    assert not jobs.work_once()
    assert (jobs.waiting(), len(jobs.given_up())) == (0, 1)
    ask(note, word="again", key="k")  # what was given up does not stand in the way
    assert jobs.work_once()


def test_a_job_that_was_given_up_is_taken_up_again(inside, turn):
    ask(fail)
    for _try in range(jobs.MOST_TRIES):
        jobs.work_once()
        turn(hours=6)

    jobs.retry(rows()[0].id)

    assert jobs.work_once()
    assert rows()[0].tries == 1


def test_a_job_whose_work_is_no_more_is_kept_with_its_error(inside):
    ask(note, word="a")
    db.session.execute(db.update(Job).values(name="gone.away"))
    db.session.commit()

    assert jobs.work_once()
    assert "gone.away" in rows()[0].error


def test_a_leased_job_is_left_alone_until_its_worker_is_given_up(inside, turn):
    ask(note, word="a")
    taken = jobs.claim()
    assert taken is not None and jobs.claim() is None

    turn(minutes=5, seconds=1)

    assert jobs.work_once()
    assert done == ["a"]


def test_a_job_that_kills_every_worker_is_given_up(inside, turn):
    ask(note, word="deadly", key="k")
    for _try in range(jobs.MOST_TRIES):
        assert jobs.claim() is not None  # and the worker dies
        turn(minutes=6)

    assert jobs.claim() is None
    (row,) = rows()
    assert (row.given_up, row.error, row.key) == (True, jobs.DEADLY, None)


def test_two_workers_at_once_never_take_the_same(app):
    with app.app_context():
        for number in range(40):
            ask(note, word=str(number))
    barrier = threading.Barrier(4)

    def worker():
        with app.app_context():
            barrier.wait()
            while jobs.work_once():
                db.session.remove()
            db.session.remove()

    threads = [threading.Thread(target=worker) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=int) == [str(number) for number in range(40)]


def test_the_worker_beats_and_looks_at_the_schedule(inside, monkeypatch):
    monkeypatch.setattr(jobs, "NAP", 0)
    rounds, ticks = iter([False, False, True]), []
    assert jobs.last(jobs.WORKER) is None

    jobs.work(lambda: next(rounds), tick=lambda: ticks.append(1))

    assert clock.now() - jobs.last(jobs.WORKER) < timedelta(seconds=5)
    assert ticks == [1]  # once in half a minute


def test_what_recurs_is_asked_for_once_when_it_is_due(inside, turn):
    jobs.job(nothing)
    hourly = schedule.every(hours=1)

    asked = [jobs.recur(nothing, is_due=hourly), jobs.recur(nothing, is_due=hourly)]
    turn(minutes=59)
    asked.append(jobs.recur(nothing, is_due=hourly))
    turn(minutes=2)
    asked.append(jobs.recur(nothing, is_due=hourly))

    assert asked == [True, False, False, True]
    assert len(rows()) == 1  # the first one still waits


def nothing() -> None:
    """Does nothing."""


def test_what_is_daily_is_due_after_its_hour_in_the_zone_of_the_installation(inside, monkeypatch):
    is_due = schedule.daily(3)  # 20:00 UTC in Tomsk
    at = clock.now().replace(hour=19, minute=59, second=0, microsecond=0)
    monkeypatch.setattr(clock, "now", lambda: at)
    assert not is_due(at - timedelta(hours=23))
    assert is_due(at - timedelta(hours=25))

    after = at + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: after)
    assert is_due(at)
    assert not is_due(after)


def test_everything_of_the_schedule_can_be_asked_for_and_done(inside):
    schedule.tick()

    assert len(rows()) == len(schedule.RECURRING)
    while jobs.work_once():
        pass
    assert rows() == []


def test_a_real_worker_does_its_work_and_stops_when_told(app):
    with app.app_context():
        schedule.tick()
        db.session.remove()
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("the worker's own settings name a SQLite file")
    settings = os.environ | {"INTRANET_INSTANCE": str(app.config["INSTANCE"])}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
    worker = subprocess.Popen(command, env=settings, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 90
        with app.app_context():
            while (rows() or not jobs.last(jobs.WORKER)) and time.monotonic() < until:
                db.session.remove()
                time.sleep(0.2)
            assert rows() == []
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(90) == 0
    finally:
        worker.kill()
        worker.wait()

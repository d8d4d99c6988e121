"""Work for later: a table, a worker, `later(work, …)`. A job that is killed runs again."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .actions import action
from .db import Model, db

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
MOST_TRIES = 6
#: The pause before try n+1 is FIRST_PAUSE · 4ⁿ: 15 s, 1 min, 4 min, 16 min, 1 h.
FIRST_PAUSE = timedelta(seconds=15)
#: Seconds between two looks into an empty table.
NAP = 2.0

#: The heart beats at most so often; a worker not seen for so long is taken for gone.
BEAT = timedelta(seconds=30)
SILENCE = timedelta(minutes=3)
WORKER = "worker"
#: What is said of a job that was leased to the end of its tries and never came back.
DEADLY = "every worker that took this job died under it"

_work: dict[str, Callable[..., Any]] = {}


class Job(Model):
    """One piece of work: waiting, leased by a worker, or given up with its last error."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    arguments: Mapped[dict[str, Any]]
    run_at: Mapped[datetime] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    given_up: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(default="")
    #: Of the same key there is at most one at a time.
    key: Mapped[str | None] = mapped_column(unique=True)


class Heartbeat(Model):
    """When something that recurs was last done: the worker's round, each recurring job."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def job(function: Callable[..., Any]) -> Callable[..., Any]:
    """Make `function` something that `later` can name. It must bear being run twice."""
    _work[name_of(function)] = function
    return function


def later(
    function: Callable[..., Any],
    *,
    at: datetime | None = None,
    key: str | None = None,
    **arguments: Any,
) -> None:
    """Have `function` run after this transaction, or at `at`; with `key` at most once waiting."""
    if key and db.session.scalar(select(Job.id).where(Job.key == key)):
        return
    name = name_of(function)
    if name not in _work:
        raise ValueError(f"{name} is no job")
    db.session.add(Job(name=name, arguments=arguments, run_at=at or clock.now(), key=key))


def name_of(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('intranet.')}.{function.__qualname__}"


@action
def claim() -> Job | None:
    """Lease the job that waits longest, or one whose worker died.

    A job under which every worker died is given up: it would take the next one along.
    """
    now = clock.now()
    _give_up_deadly(now)
    query = _due(now).with_for_update(skip_locked=True)
    taken = db.session.scalar(query.execution_options(populate_existing=True))
    if taken:
        taken.leased_until = now + LEASE
        taken.tries += 1
    return taken


def _due(now: datetime) -> Select[Job]:
    return (
        select(Job)
        .where(Job.run_at <= now, ~Job.given_up)
        .where((Job.leased_until.is_(None)) | (Job.leased_until < now))
        .order_by(Job.run_at, Job.id)
        .limit(1)
    )


def _give_up_deadly(now: datetime) -> None:
    db.session.execute(
        update(Job)
        .where(Job.leased_until < now, Job.tries >= MOST_TRIES, ~Job.given_up)
        .values(given_up=True, key=None, leased_until=None, error=DEADLY)
    )


@action
def finish(done: Job) -> None:
    """Take the job that succeeded off the table."""
    db.session.execute(delete(Job).where(Job.id == done.id))


@action
def postpone(failed: Job, *, error: str) -> None:
    """Try again after a pause that grows, or give up and keep the row for the administrator.

    What is given up lets its key go, or the same work could never be asked for again.
    """
    is_over = failed.tries >= MOST_TRIES
    db.session.execute(
        update(Job)
        .where(Job.id == failed.id)
        .values(
            leased_until=None,
            error=error[:1000],
            run_at=clock.now() + FIRST_PAUSE * 4 ** (failed.tries - 1),
            given_up=is_over,
            key=None if is_over else failed.key,
        )
    )


@action
def retry(job_id: int) -> None:
    """Take a job up again that was given up, with all its tries before it."""
    db.session.execute(
        update(Job)
        .where(Job.id == job_id, Job.given_up)
        .values(given_up=False, tries=0, run_at=clock.now())
    )


def given_up() -> Sequence[Job]:
    """The jobs that were given up, the newest first: for the administrator to look at."""
    return db.session.scalars(select(Job).where(Job.given_up).order_by(Job.id.desc())).all()


def waiting() -> int:
    """How many jobs wait or are being done."""
    return db.session.scalar(select(func.count(Job.id)).where(~Job.given_up)) or 0


def last(name: str) -> datetime | None:
    """When `name` was last done (WORKER: when a worker was last seen)."""
    return db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == name))


@action
def beat(name: str = WORKER) -> None:
    """Write down that `name` was done now."""
    db.session.merge(Heartbeat(name=name, at=clock.now()))


def recur(function: Callable[..., Any], *, is_due: Callable[[datetime | None], bool]) -> bool:
    """Ask for `function` when it `is_due` by the moment of its last time; True if it was."""
    return is_due(last(name_of(function))) and _recur(function, is_due)


@action
def _recur(function: Callable[..., Any], is_due: Callable[[datetime | None], bool]) -> bool:
    """Looking once more and asking are one transaction, so of several workers one asks."""
    name = name_of(function)
    if not is_due(last(name)):
        return False
    db.session.merge(Heartbeat(name=name, at=clock.now()))
    later(function, key=name)
    return True


def work_once() -> bool:
    """Do one job that is due; False when there is none.

    Looking is cheap; only what is there is worth a turn among the writers.
    """
    taken = claim() if db.session.scalar(_due(clock.now())) else None
    if taken is None:
        return False
    try:
        _work[taken.name](**taken.arguments)
    except Exception as error:  # whatever a job raises, the worker goes on
        db.session.rollback()
        log.exception("job failed", job=taken.name, tries=taken.tries)
        postpone(taken, error=f"{type(error).__name__}: {error}")
    else:
        finish(taken)
    return True


def work(is_over: Callable[[], bool], tick: Callable[[], None] = lambda: None) -> None:
    """Do jobs until `is_over()`; `tick` runs between them (the schedule).

    The database may be away for a while: the worker waits for it and goes on.
    """
    beaten_at: datetime | None = None
    while not is_over():
        try:
            if beaten_at is None or clock.now() - beaten_at >= BEAT:
                beat()
                beaten_at = clock.now()
                tick()
            busy = work_once()
        except OperationalError as error:
            db.session.rollback()
            log.error("worker waits for the database", said=str(error.orig))
            busy = False
        finally:
            db.session.remove()
        if not busy:
            time.sleep(NAP)

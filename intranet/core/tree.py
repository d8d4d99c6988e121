"""A tree of processes on Linux: forked, started again when they die, ended together.

The parent has one thread and holds no database: what it has imported and made is shared by
all of them, page by page, until somebody writes there. A child dies with its parent, even
when that is killed.
"""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

import structlog

log = structlog.get_logger()

STOP_SECONDS = 15  # told to stop, a child has so long; then it is killed
FIRST_PAUSE = 0.5  # seconds before a dead child is started again; doubled each time
LONGEST_PAUSE = 60.0
STEADY_SECONDS = 60.0  # a child that lived so long has no failures behind it

_WATCHED = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}
#: prctl(2): the signal sent to a child when its parent ends; the name that `ps` and `top` show.
_PDEATHSIG, _NAME = 1, 15
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


@dataclass
class Child:
    """One process that must always run: `work` returns only when told to stop."""

    name: str
    work: Callable[[], object]
    pid: int = 0
    failures: int = 0
    started_at: float = 0.0
    due_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.pid = fork(self.name, self.work)

    def ended(self, status: int, *, now: float) -> None:
        """Note the death at `now`; the next pause is longer, unless this life was long."""
        if now - self.started_at > STEADY_SECONDS:
            self.failures = 0
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self.failures, 10))
        self.pid, self.failures, self.due_at = 0, self.failures + 1, now + pause
        code = os.waitstatus_to_exitcode(status)
        log.error("process ended", process=self.name, code=code, again_in_seconds=pause)


def keep_running(*children: Child) -> None:
    """Keep `children` running until SIGTERM, SIGINT or SIGHUP; then end them all.

    A request or a job under way is finished, for at most STOP_SECONDS; a second signal ends
    the waiting. The signals are taken one by one, never in the middle of something.
    """
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:  # under nohup
        _WATCHED.discard(signal.SIGHUP)
    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    told = None
    while told is None or told.si_signo == signal.SIGCHLD:
        for child in children:
            if child.pid and (status := _status_of(child.pid)) is not None:
                child.ended(status, now=time.monotonic())
            if not child.pid and child.due_at <= time.monotonic():
                child.start()
        waiting = [child.due_at for child in children if not child.pid]
        pause = min(waiting, default=time.monotonic() + LONGEST_PAUSE) - time.monotonic()
        told = signal.sigtimedwait(_WATCHED, max(0.0, pause))
    _end({child.pid for child in children if child.pid})


def fork(name: str, work: Callable[[], object]) -> int:
    """Do `work` in a child that dies with us; its process id."""
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    if child := os.fork():
        return child
    _be_child(name, parent, work)


def _be_child(name: str, parent: int, work: Callable[[], object]) -> NoReturn:
    code: object = 1
    try:
        os.setpgid(0, 0)  # Ctrl+C is for the parent, who tells us
        for number in _WATCHED:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
        die_with(parent, name)
        work()
        code = 0
    except SystemExit as end:
        code = end.code or 0
        if isinstance(code, str):
            print(code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def die_with(parent: int, name: str) -> None:
    """Be killed when process `parent` ends, and be called `name` (15 letters) by `ps`."""
    if _prctl is None:
        return
    _prctl(_NAME, name.encode(), 0, 0, 0)
    _prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def _status_of(child: int) -> int | None:
    """What `child` ended with; None while it runs."""
    pid, status = os.waitpid(child, os.WNOHANG)
    return status if pid else None


def _end(pids: set[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    while pids := {pid for pid in pids if _status_of(pid) is None}:
        told = signal.sigtimedwait(_WATCHED, max(0.0, until - time.monotonic()))
        if told is None or told.si_signo != signal.SIGCHLD:
            break
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)

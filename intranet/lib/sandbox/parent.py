"""The parent's side: start a module as a child, hear it out under a clock, end it.

A child is started by fork and exec inside the C library, so any thread may ask for one. It
gets an empty folder, an empty environment, one descriptor to read from and one pipe to answer
into. Whatever becomes of it is an ordinary answer: `Outcome.end` says what.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[3]
#: Where the child finds us and our libraries; it starts without `site`, which costs 10 ms.
PLACES = os.pathsep.join([str(ROOT), *(p for p in sys.path if p.endswith("site-packages"))])
PIECE = 64 * 1024  # bytes taken from the pipe at once
#: Seconds that a child has for ending once it said its last word.
FAREWELL = 2.0
#: Of its memory: a child that crashed with so much of it in use crashed for want of more.
FULL = 0.7
GLANCE = 0.05
PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096
_NAP = 0.002


@dataclass(frozen=True)
class Limits:
    """What one child may spend.

    cpu_seconds, wall_seconds: computing, and all together; memory_bytes: its address space;
    output_bytes: the longest answer that is listened to.
    """

    cpu_seconds: int = 15
    wall_seconds: float = 20.0
    memory_bytes: int = 512 * 1024 * 1024
    output_bytes: int = 24 * 1024 * 1024


class End(StrEnum):
    """How a child ended."""

    DONE = "done"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    SAID_TOO_MUCH = "said_too_much"


@dataclass(frozen=True)
class Outcome:
    """What a child answered (nothing, unless it is DONE), and what it cost.

    peak_bytes: the most of its address space that was seen, looking every GLANCE seconds.
    """

    end: End
    output: bytes = field(default=b"", repr=False)
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


def run(
    module: str, descriptor: int, arguments: Sequence[str] = (), *, limits: Limits | None = None
) -> Outcome:
    """Run `module` as `python -m`, with `descriptor` as its standard input.

    The module must call `child.confine` before it looks at what it was given. Raises OSError
    only when no process can be started at all.
    """
    limits = limits or Limits()
    command = [sys.executable, "-P", "-S", "-X", "utf8", "-m", module]
    command += [str(limits.cpu_seconds), str(limits.memory_bytes), *arguments]
    until = time.monotonic() + limits.wall_seconds
    with TemporaryDirectory(prefix="bibliokarta-child-") as folder:
        process = subprocess.Popen(  # noqa: S603 - the command is ours, no shell
            command,
            stdin=descriptor,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PYTHONPATH": PLACES},
            start_new_session=True,
        )
        with process:
            return _heard_out(process, limits, until)


def _heard_out(process: subprocess.Popen[bytes], limits: Limits, until: float) -> Outcome:
    assert process.stdout
    size = _Size(process.pid)
    try:
        output, end = _answer(process.stdout, limits.output_bytes, until, size)
        left = min(FAREWELL, until - time.monotonic()) if end == End.DONE else 0.0
        death = _ended(process, left)
    except BaseException:
        _ended(process, 0.0)
        raise
    if end == End.DONE and death.code:
        end = _end_of(death, size.peak_bytes, limits)
    said = output if end == End.DONE else b""
    return Outcome(end, said, death.cpu_seconds, size.peak_bytes)


class _Size:
    """How large a process was seen. What the kernel tells at the end counts its parent in."""

    def __init__(self, pid: int) -> None:
        self._path = f"/proc/{pid}/statm"
        self.peak_bytes = 0

    def look(self) -> None:
        with suppress(OSError, ValueError, IndexError):
            pages = int(Path(self._path).read_bytes().split()[0])
            self.peak_bytes = max(self.peak_bytes, pages * PAGE)


class _Death(NamedTuple):
    """How a process ended: its exit code (negative: by a signal), what it took, who killed it."""

    code: int
    cpu_seconds: float = 0.0
    is_ours: bool = False


def _answer(pipe: IO[bytes], most: int, until: float, size: _Size) -> tuple[bytes, End]:
    """Everything the child says until it closes the pipe; DONE when it did so in time."""
    output = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while (left := until - time.monotonic()) > 0:
            size.look()
            if not selector.select(min(left, GLANCE)):
                continue
            piece = os.read(pipe.fileno(), PIECE)
            if not piece:
                return bytes(output), End.DONE
            output += piece
            if len(output) > most:
                return b"", End.SAID_TOO_MUCH
    return b"", End.TIMED_OUT


def _ended(process: subprocess.Popen[bytes], patience: float) -> _Death:
    """Wait `patience` seconds, then kill whatever is left of the group."""
    if not hasattr(os, "wait4"):  # Windows
        return _ended_anywhere(process, patience)
    until = time.monotonic() + patience
    pid, status, usage = os.wait4(process.pid, os.WNOHANG)
    while not pid and time.monotonic() < until:
        time.sleep(_NAP)
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    is_ours = not pid
    if is_ours:
        _, status, usage = os.wait4(process.pid, 0)
    code = process.returncode = os.waitstatus_to_exitcode(status)
    return _Death(code, usage.ru_utime + usage.ru_stime, is_ours)


def _ended_anywhere(process: subprocess.Popen[bytes], patience: float) -> _Death:
    try:
        return _Death(process.wait(patience))
    except subprocess.TimeoutExpired:
        process.kill()
        return _Death(process.wait(), is_ours=True)


def _end_of(death: _Death, peak_bytes: int, limits: Limits) -> End:
    """What an exit code other than 0 means; who kills without our asking is out of memory.

    Native code that gets no more memory aborts: that is told by how much it had.
    """
    if death.code == -signal.SIGXCPU or death.cpu_seconds >= limits.cpu_seconds:
        return End.TIMED_OUT
    if death.is_ours:  # it said all and would not go
        return End.CRASHED
    is_full = peak_bytes > FULL * limits.memory_bytes
    return End.OUT_OF_MEMORY if death.code == -signal.SIGKILL or is_full else End.CRASHED

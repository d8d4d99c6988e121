"""The parent's side: ask a child what is in a file, and believe nothing but its shape."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from intranet.lib.contents.model import Contents, Wish
from intranet.lib.contents.wire import unpacked
from intranet.lib.sandbox.parent import End, Limits, Outcome, run

MODULE = "intranet.lib.contents"
#: Bytes of a file that is not even opened.
MAX_BYTES = 2 * 1024 * 1024 * 1024
_PROBLEMS = {
    End.TIMED_OUT: "timed_out",
    End.OUT_OF_MEMORY: "out_of_memory",
    End.CRASHED: "not_readable",
    End.SAID_TOO_MUCH: "too_large",
}


def read(file: Path | int, ending: str = "", *, limits: Limits | None = None) -> Contents:
    """The text of a file and what is known of it, without a preview; never raises for its content.

    file: a path, or a descriptor of a regular file (its position is not minded). Takes 0.1…0.5 s
    for an ordinary document, at most `limits.wall_seconds`. OSError when it cannot be opened.
    """
    return ask(file, Wish(ending, count=0), limits=limits)


def preview(
    file: Path | int,
    ending: str = "",
    *,
    first: int = 1,
    count: int = 3,
    limits: Limits | None = None,
) -> Contents:
    """As `read`, with `count` pages from `first` on to be shown and no text for searching."""
    return ask(file, Wish(ending, characters=0, first=first, count=count), limits=limits)


def ask(file: Path | int, wish: Wish, *, limits: Limits | None = None) -> Contents:
    """Text and preview in one go, as `wish` says."""
    return ask_and_measure(file, wish, limits=limits)[0]


def ask_and_measure(
    file: Path | int, wish: Wish, *, limits: Limits | None = None
) -> tuple[Contents, Outcome]:
    """As `ask`, and what the child cost."""
    if isinstance(file, int):
        return _asked(file, wish, limits or Limits())
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        return _asked(descriptor, wish, limits or Limits())
    finally:
        os.close(descriptor)


def _asked(descriptor: int, wish: Wish, limits: Limits) -> tuple[Contents, Outcome]:
    if os.fstat(descriptor).st_size > MAX_BYTES:
        return Contents(problem="too_large"), Outcome(End.DONE)
    outcome = run(MODULE, descriptor, [json.dumps(asdict(wish))], limits=limits)
    if outcome.end != End.DONE:
        return Contents(problem=_PROBLEMS[outcome.end]), outcome
    try:
        return unpacked(outcome.output, wish), outcome
    except ValueError:
        return Contents(problem="not_readable"), outcome

"""Pieces of resumable uploads while their bodies come in, seen from the server's event loop.

A piece that breaks off is given to the application as far as it came. A new request for the
same address asks the old connection, which may be dead without knowing it, to stop, to save
what it has and to let go: among all processes, by a file that both know. Whoever receives
holds a lock on it; whoever wants to follow takes the file away and waits for the lock.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..lib.tus import PIECE_TYPE

if sys.platform == "linux":
    import fcntl

METHODS = {"HEAD", "PATCH", "DELETE"}
LOOK_SECONDS = 0.25  # between two looks whether one is asked to stop
HANDOVER_SECONDS = 5  # the longest wait for who was asked to stop
NAP_SECONDS = 0.01


@dataclass(frozen=True)
class Pieces:
    """folder: where the files that processes talk by lie. prefix: of the addresses."""

    folder: Path
    prefix: str

    def concerns(self, scope: Any) -> bool:
        """Whether the request is about an upload that may be under way."""
        return scope.method in METHODS and scope.path.startswith(f"{self.prefix}/")

    def is_piece(self, scope: Any) -> bool:
        """Whether the body is a piece, of which any beginning is worth keeping."""
        kind = scope.headers.get("content-type") or ""
        return scope.method == "PATCH" and self.concerns(scope) and kind.startswith(PIECE_TYPE)

    @asynccontextmanager
    async def turn(self, scope: Any) -> AsyncIterator["Turn | None"]:
        """Follow whoever receives a piece for the same address; for a piece, be the next."""
        path = self.folder / f"{sha256(scope.path.encode()).hexdigest()[:32]}.turn"
        await _ask_to_stop(path)
        if not self.is_piece(scope):
            yield None
            return
        turn = Turn(path)
        try:
            yield turn
        finally:
            turn.end()


class Turn:
    """The right to receive the next piece, until somebody asks for it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with suppress(BlockingIOError):  # two came at once: the file's own lock decides later
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @property
    def is_asked_for(self) -> bool:
        """Whether the file was taken away."""
        return not os.fstat(self._descriptor).st_nlink

    async def stop_when_asked(self, limit: asyncio.Timeout, body: Any) -> None:
        """End `limit` when somebody asks; a body that is slow moves from memory to the disk."""
        await asyncio.sleep(LOOK_SECONDS)
        body.rollover()
        while not self.is_asked_for:
            await asyncio.sleep(LOOK_SECONDS)
        limit.reschedule(asyncio.get_running_loop().time())

    def end(self) -> None:
        """Let the next one receive."""
        if not self.is_asked_for:
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)


async def _ask_to_stop(path: Path) -> None:
    """Take the file away and wait until who held it has let go, or for a while."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        path.unlink(missing_ok=True)
        for _look in range(int(HANDOVER_SECONDS / NAP_SECONDS)):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                await asyncio.sleep(NAP_SECONDS)
            else:
                return
    finally:
        os.close(descriptor)

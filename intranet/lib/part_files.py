"""A file that arrives piece by piece: held by one at a time, cut back to what was promised."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import new as new_hash
from pathlib import Path
from typing import IO, Protocol, cast

if sys.platform == "linux":
    import fcntl

PIECE = 256 * 1024  # bytes read at once
NAP = 0.02  # seconds between two looks at a lock
_here = threading.Lock()  # where the system locks no files: one process, one at a time


class Digest(Protocol):
    """What hashlib gives."""

    def update(self, data: bytes | memoryview, /) -> None: ...
    def digest(self) -> bytes: ...
    def hexdigest(self) -> str: ...
    def copy(self) -> "Digest": ...


class HeldElsewhere(Exception):  # noqa: N818 - an answer, not a bug
    """Somebody else holds the file and did not let go in time."""


class WrongChecksum(Exception):  # noqa: N818 - an answer, not a bug
    """The bytes are not those that were sent."""


class TooLong(Exception):  # noqa: N818 - an answer, not a bug
    """More bytes came than there is room for."""


class PartFile:
    """One file under way, held by us alone until the block of `held` ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path, self._descriptor = path, descriptor

    @property
    def size(self) -> int:
        """Bytes that are there, promised or not."""
        return os.fstat(self._descriptor).st_size

    def append(
        self,
        stream: IO[bytes],
        *,
        at: int,
        most: int,
        running: Digest | None = None,
        checksum: tuple[str, bytes] | None = None,
    ) -> int:
        """Write what `stream` holds from byte `at` on; when this returns it is on the disk.

        most: bytes there is room for, else TooLong. running: a hash that takes the bytes along.
        checksum: the name of a hash and what it must give, else WrongChecksum.
        Whatever goes wrong, the file ends at `at` again. Gives how many bytes were taken.
        """
        os.ftruncate(self._descriptor, at)  # what is behind was never promised
        check = cast(Digest, new_hash(checksum[0], usedforsecurity=False)) if checksum else None
        try:
            taken = self._write(stream, at, most, [each for each in (running, check) if each])
            if checksum and check and check.digest() != checksum[1]:
                raise WrongChecksum
            os.fsync(self._descriptor)
            if at == 0:
                sync_folder(self.path.parent)
        except BaseException:
            os.ftruncate(self._descriptor, at)
            raise
        return taken

    def _write(self, stream: IO[bytes], at: int, most: int, digests: list[Digest]) -> int:
        """Through one buffer: new bytes for each read would cost as much as their hash."""
        taken, buffer = 0, memoryview(bytearray(PIECE))
        # What arrives is a RawIOBase; typeshed's IO does not tell of its readinto.
        while size := stream.readinto(buffer):  # type: ignore[attr-defined]
            if taken + size > most:
                raise TooLong
            piece = buffer[:size]
            for digest in digests:
                digest.update(piece)
            while piece:
                written = os.pwrite(self._descriptor, piece, at + taken)
                taken += written
                piece = piece[written:]
        return taken

    def read_into(self, digest: Digest, *, start: int, end: int) -> None:
        """Take the bytes from `start` to before `end` into `digest`."""
        while start < end:
            piece = os.pread(self._descriptor, min(PIECE, end - start), start)
            if not piece:
                raise OSError(f"{self.path} ends at {start}")
            digest.update(piece)
            start += len(piece)

    def open(self) -> IO[bytes]:
        """The same bytes for reading, to be closed by the caller."""
        return self.path.open("rb")

    def discard(self) -> None:
        """Forget the bytes."""
        self.path.unlink(missing_ok=True)


@contextmanager
def held(path: Path, *, patience: float) -> Iterator[PartFile]:
    """Hold the file at `path`, made when missing; HeldElsewhere after `patience` seconds."""
    if sys.platform != "linux":
        with _here:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                yield PartFile(path, descriptor)
            finally:
                os.close(descriptor)
        return
    descriptor = _locked(path, time.monotonic() + patience)
    try:
        yield PartFile(path, descriptor)
    finally:
        os.close(descriptor)  # closing lets the lock go


def _locked(path: Path, until: float) -> int:
    """A descriptor of the file that stands at `path` now, locked."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if _try_lock(descriptor) and os.fstat(descriptor).st_nlink:
            return descriptor
        os.close(descriptor)  # held by another, or taken away while we waited
        if time.monotonic() > until:
            raise HeldElsewhere
        time.sleep(NAP)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` survive a power cut."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Hashes of files under way, so that the whole need not be read again. Of one process."""

from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from .part_files import Digest

MOST = 1000  # files; a hash under way takes some hundred bytes


class RunningHashes:
    """The SHA-256 of each file up to the byte that this process has seen last.

    >>> hashes = RunningHashes()
    >>> digest, known = hashes.of("a", 3)
    >>> known
    0
    >>> digest.update(b"abc")
    >>> hashes.keep("a", 3, digest)
    >>> hashes.of("a", 3)[1], hashes.of("a", 9)[1], hashes.of("a", 2)[1]
    (3, 3, 0)
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[int, Digest]] = OrderedDict()
        self._lock = Lock()

    def of(self, name: str, offset: int) -> tuple[Digest, int]:
        """A copy of what is known of file `name`, and up to which byte: at most `offset`.

        The bytes between the two have gone through another process and must be read.
        """
        with self._lock:
            known, digest = self._known.get(name, (0, sha256()))
        return (digest.copy(), known) if known <= offset else (sha256(), 0)

    def keep(self, name: str, offset: int, digest: Digest) -> None:
        """Remember `digest` as that of the first `offset` bytes."""
        with self._lock:
            self._known[name] = offset, digest
            self._known.move_to_end(name)
            while len(self._known) > MOST:
                self._known.popitem(last=False)

    def forget(self, name: str) -> None:
        """The file is whole, or will never be."""
        with self._lock:
            self._known.pop(name, None)

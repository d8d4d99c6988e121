"""A ZIP archive of files that are kept already, made while it is read: STORED, length known.

Sizes and CRC-32 of all entries are known before, so every offset is too: the length can be
told before the first byte, any range of the archive can be given, and nothing is kept in
memory but the headers. Entries and archives beyond 4 GiB, and more than 65,535 entries, are
written as ZIP64 says (APPNOTE.TXT 6.3, 4.3 and 4.5.3).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from struct import pack
from typing import IO

CHUNK = 256 * 1024  # bytes read at once
FULL_32, FULL_16 = 0xFFFFFFFF, 0xFFFF
#: Versions needed to read: 2.0, or 4.5 for ZIP64; made by Unix, so that names are as they are.
PLAIN, LARGE, UNIX = 20, 45, 3 << 8
UTF_8 = 1 << 11  # flag: names are UTF-8
READABLE = 0o100644 << 16  # an ordinary file that its owner may write
FIRST_YEAR, LAST_YEAR = 1980, 2107  # that the format can tell


@dataclass(frozen=True)
class Entry:
    """A file of the archive.

    name: its path with «/». at: when it came, by the clocks that its reader has. open: gives
    its bytes, exactly `size_bytes` of them, from the beginning and able to seek.
    """

    name: str
    size_bytes: int
    crc32: int
    at: datetime
    open: Callable[[], IO[bytes]]


class ZipStream:
    """The archive of `entries`, whose names must differ."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._starts: list[int] = []
        offset = 0
        for entry in entries:
            self._starts.append(offset)
            offset += len(_local(entry)) + entry.size_bytes
        central = b"".join(
            _central(entry, start) for entry, start in zip(entries, self._starts, strict=True)
        )
        self._end_starts = offset
        self._end = central + _ending(len(entries), len(central), offset)

    @property
    def length(self) -> int:
        """Bytes of the whole archive."""
        return self._end_starts + len(self._end)

    def chunks(self, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        """The bytes from `first` to `last`, both included; the whole archive without them.

        EOFError when a file holds less than was said.
        """
        left = (self.length if last is None else last + 1) - first
        place = max(bisect_right(self._starts, first) - 1, 0)
        for entry, start in zip(self.entries[place:], self._starts[place:], strict=True):
            if left <= 0:
                return
            for piece in _given(entry, max(first - start, 0), left):
                left -= len(piece)
                yield piece
        if left > 0:
            skipped = max(first - self._end_starts, 0)
            yield self._end[skipped : skipped + left]


def _given(entry: Entry, skipped: int, most: int) -> Iterator[bytes]:
    """At most `most` bytes of the entry's header and content, without the first `skipped`."""
    header = _local(entry)
    head = header[skipped : skipped + most]
    if head:
        yield head
    at = max(skipped - len(header), 0)
    left = min(entry.size_bytes - at, most - len(head))
    if left <= 0:
        return
    with entry.open() as file:
        file.seek(at)
        while left > 0:
            piece = file.read(min(CHUNK, left))
            if not piece:
                raise EOFError(entry.name)
            left -= len(piece)
            yield piece


def _local(entry: Entry) -> bytes:
    name, size = entry.name.encode(), entry.size_bytes
    extra = pack("<HHQQ", 1, 16, size, size) if size >= FULL_32 else b""
    told = FULL_32 if extra else size
    return (
        pack(
            "<4s5H3I2H", b"PK\3\4", LARGE if extra else PLAIN, UTF_8, 0, *_moment(entry.at),
            entry.crc32, told, told, len(name), len(extra),
        ) + name + extra
    )  # fmt: skip


def _central(entry: Entry, start: int) -> bytes:
    name, size = entry.name.encode(), entry.size_bytes
    large = pack("<QQ", size, size) if size >= FULL_32 else b""
    large += pack("<Q", start) if start >= FULL_32 else b""
    extra = pack("<HH", 1, len(large)) + large if large else b""
    told = min(size, FULL_32)
    needed = LARGE if extra else PLAIN
    return (
        pack(
            "<4s6H3I5H2I", b"PK\1\2", UNIX | needed, needed, UTF_8, 0, *_moment(entry.at),
            entry.crc32, told, told, len(name), len(extra), 0, 0, 0, READABLE,
            min(start, FULL_32),
        ) + name + extra
    )  # fmt: skip


def _ending(count: int, size: int, start: int) -> bytes:
    """The end of the central directory, which is `size` bytes from `start` on."""
    large = b""
    if count >= FULL_16 or size >= FULL_32 or start >= FULL_32:
        made = (UNIX | LARGE, LARGE, 0, 0, count, count, size, start)
        large = pack("<4sQ2H2I4Q", b"PK\6\6", 44, *made)
        large += pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
    told = min(count, FULL_16)
    end = pack("<4s4H2IH", b"PK\5\6", 0, 0, told, told, min(size, FULL_32), min(start, FULL_32), 0)
    return large + end


def _moment(at: datetime) -> tuple[int, int]:
    """Time and day as DOS writes them; seconds by twos."""
    year = min(max(at.year, FIRST_YEAR), LAST_YEAR)
    day = (year - FIRST_YEAR) << 9 | at.month << 5 | at.day
    return at.hour << 11 | at.minute << 5 | at.second // 2, day

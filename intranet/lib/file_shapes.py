"""How a file of a kind is told from one that only pretends: as strictly as is cheap.

Each look gives the word of a problem («content», «damaged», «macros», «crowded») or nothing,
and whether the file carries macros that its kind allows.
"""

import os
import struct
import zipfile
from collections.abc import Callable
from typing import IO

Look = tuple[str, bool]
#: What looks into a stream: the names that must be inside, and the type that is written there.
Shape = Callable[[IO[bytes], tuple[str, ...], str], Look]

HEAD = 4096  # bytes that tell what a file is
TAIL = 22 + 65535  # bytes in which an archive tells where it ends
PIECE = 1 << 20
MOST_MEMBERS = 20_000  # of an archive
MOST_PIXELS = 200_000_000  # of a picture: more than any camera of a school
FINE: Look = ("", False)
FOREIGN: Look = ("content", False)
BROKEN: Look = ("damaged", False)
_END = b"PK\x05\x06"
_LOCAL = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def begins_with(start: bytes) -> Shape:
    """The shape of files that are told by their first bytes alone."""

    def look(stream: IO[bytes], _holds: tuple[str, ...], _mimetype: str) -> Look:
        return FINE if _head(stream).startswith(start) and not _is_archive(stream) else FOREIGN

    return look


def as_text(stream: IO[bytes], _holds: tuple[str, ...], _mimetype: str) -> Look:
    """Words in any encoding; UTF-16 says so by its mark, all others know no zero byte."""
    head = _head(stream)
    return FINE if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head else FOREIGN


def as_pdf(stream: IO[bytes], _holds: tuple[str, ...], _mimetype: str) -> Look:
    """A PDF from its first byte, and no archive behind it."""
    return FINE if _head(stream).startswith(b"%PDF-") and not _is_archive(stream) else FOREIGN


def as_jpeg(stream: IO[bytes], _holds: tuple[str, ...], _mimetype: str) -> Look:
    """A JPEG from its first byte, and no archive behind it; phones leave other things there."""
    starts = _head(stream).startswith(b"\xff\xd8\xff")
    return FINE if starts and not _is_archive(stream) else FOREIGN


def as_png(stream: IO[bytes], _holds: tuple[str, ...], _mimetype: str) -> Look:
    """A PNG piece by piece from IHDR to IEND, with nothing behind it, of a size one can draw."""
    head = _head(stream)
    if not head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FOREIGN
    if head[12:16] != b"IHDR" or len(head) < 33:
        return BROKEN
    width, height = struct.unpack(">II", head[16:24])
    if not 0 < width * height <= MOST_PIXELS:
        return BROKEN
    size = stream.seek(0, os.SEEK_END)
    at, name = 8, b""
    while at + 12 <= size and name != b"IEND":
        stream.seek(at)
        length, name = struct.unpack(">I4s", stream.read(8))
        at += 12 + length
    if name != b"IEND" or at > size:
        return BROKEN
    stream.seek(at)
    return FINE if not stream.read(HEAD).strip(b"\0\r\n ") else FOREIGN


def as_compound(stream: IO[bytes], holds: tuple[str, ...], _mimetype: str) -> Look:
    """A compound file of the old Office that holds one of the streams; VBA in it is told."""
    if not _head(stream).startswith(_OLE):
        return FOREIGN
    if not any(_contains(stream, name.encode("utf-16-le")) for name in holds):
        return FOREIGN
    return "", _contains(stream, "_VBA_PROJECT".encode("utf-16-le"))


def as_archive(stream: IO[bytes], holds: tuple[str, ...], mimetype: str) -> Look:
    """A ZIP from its first byte to its last, holding what its kind must hold."""
    if not _head(stream).startswith((_LOCAL, _END)):
        return FOREIGN
    if _member_count(stream) > MOST_MEMBERS:
        return "crowded", False
    try:
        with zipfile.ZipFile(stream) as archive:
            return _members(archive, stream.seek(0, os.SEEK_END), holds, mimetype)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return BROKEN
    except (struct.error, UnicodeError, OverflowError, MemoryError):
        return BROKEN


def _members(archive: zipfile.ZipFile, size: int, holds: tuple[str, ...], mimetype: str) -> Look:
    if archive.filelist and min(member.header_offset for member in archive.filelist) != 0:
        return FOREIGN  # something stands before the archive
    if _overlaps(archive, size):
        return BROKEN
    names = {member.filename.lower() for member in archive.filelist}
    if not all(name.lower() in names for name in holds):
        return FOREIGN
    if mimetype:
        with archive.open("mimetype") as inside:
            said = inside.read(len(mimetype) + 1)
        is_so = said.decode("ascii", "replace").strip() == mimetype
        return ("", any(name.startswith("basic/") for name in names)) if is_so else FOREIGN
    if holds and _is_macro_document(archive, names):
        return "macros", False
    return FINE


def _is_macro_document(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether an Office file carries VBA, whatever its ending says."""
    if any(name.rpartition("/")[2] == "vbaproject.bin" for name in names):
        return True
    with archive.open("[Content_Types].xml") as inside:
        return b"macroenabled" in inside.read(PIECE).lower()


def _overlaps(archive: zipfile.ZipFile, size: int) -> bool:
    """Whether members share bytes of a file of `size`, as in bombs that quote one another."""
    end = 0
    for member in sorted(archive.filelist, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + 30 + member.compress_size
    return end > size


def _member_count(stream: IO[bytes]) -> int:
    """How many members the end of an archive announces; 0 when it has no end."""
    tail = _tail(stream)
    at = tail.rfind(_END)
    return int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else 0


def _is_archive(stream: IO[bytes]) -> bool:
    """Whether the last bytes are the true end of a ZIP: then the file is two things at once."""
    tail = _tail(stream)
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        return False
    return at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)


def _head(stream: IO[bytes]) -> bytes:
    stream.seek(0)
    return stream.read(HEAD)


def _tail(stream: IO[bytes]) -> bytes:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - TAIL))
    return stream.read(TAIL)


def _contains(stream: IO[bytes], words: bytes) -> bool:
    """Whether `words` stand anywhere in the stream."""
    stream.seek(0)
    before = b""
    while piece := stream.read(PIECE):
        if words in before + piece:
            return True
        before = piece[-len(words) :]
    return False

"""Archives: bombs, lies in the directory, members that share bytes, names that climb."""

import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.support.good_files import word_members, zipped

MEGABYTE = 1024 * 1024
#: The test string that every virus scanner knows, in two halves so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

PROBLEMS = {
    "archive/eicar.zip": "not_readable",
    "archive/bomb in word.docx": "too_large",
    "archive/members that overlap.docx": "too_large",
    "archive/a hundred thousand members.zip": "too_large",
    "archive/behind a password.docx": "encrypted",
    "archive/names that climb.zip": "not_readable",
    "archive/directory cut off.docx": "damaged",
}


def every(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        "archive/eicar.com": lambda: EICAR,
        "archive/eicar.txt": lambda: EICAR,
        "archive/eicar.zip": lambda: zipped({"eicar.com": EICAR}),
        "archive/eicar in eicar.zip": lambda: zipped({"in.zip": zipped({"eicar.com": EICAR})}),
        "archive/eicar in word.docx": lambda: zipped(
            word_members(**{"word/embeddings/oleObject1.bin": EICAR})
        ),
        "archive/bomb in word.docx": lambda: bomb(60),
        "archive/bomb in a sheet.xlsx": lambda: zipped(
            {"xl/workbook.xml": b"<workbook>" + b" " * (60 * MEGABYTE) + b"</workbook>"}
        ),
        "archive/bomb in a text.odt": lambda: zipped(
            {"mimetype": "x", "content.xml": b"<a>" + b" " * (60 * MEGABYTE) + b"</a>"}
        ),
        "archive/bomb in bombs.zip": lambda: nested(3),
        "archive/bomb named as a document.docx": lambda: nested(2),
        "archive/members that overlap.docx": overlapping,
        "archive/sizes that lie.docx": lambda: lying(word_members(), 40),
        "archive/sizes that lie upwards.docx": lambda: lying(word_members(), 2**31),
        "archive/a hundred thousand members.zip": lambda: many_members(100_000),
        "archive/one name a thousand times.docx": lambda: many_members(1_000, b"word/document.xml"),
        "archive/behind a password.docx": lambda: flagged(zipped(word_members())),
        "archive/packed otherwise.docx": lambda: zipped(word_members(), zipfile.ZIP_BZIP2),
        "archive/packed with lzma.docx": lambda: zipped(word_members(), zipfile.ZIP_LZMA),
        "archive/packed in no known way.docx": lambda: packed_as(zipped(word_members()), 99),
        "archive/names that climb.zip": lambda: zipped(
            {"../../etc/passwd": "x", "..\\..\\boot.ini": "x", "/tmp/x": "x", "C:\\x": "x"}
        ),
        "archive/names of letters beyond.zip": lambda: zipped({"\u202efdp.exe": "x", "a\rb": "x"}),
        "archive/directory cut off.docx": lambda: zipped(word_members())[:-60],
        "archive/directory alone.docx": lambda: b"PK\x05\x06" + b"\0" * 18,
        "archive/directory that points away.docx": pointing_away,
        "archive/program before an archive.docx": lambda: (
            b"MZ" + b"\0" * 400 + zipped(word_members())
        ),
        "archive/comment of 65535 bytes.docx": lambda: (
            zipped(word_members())[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16383 + b"abc"
        ),
        "archive/crc that is wrong.docx": wrong_sum,
        "archive/nothing but signatures.zip": lambda: b"PK\x03\x04" * 50_000,
    }


def slow(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        "archive/large bomb in word.docx": lambda: bomb(1_000),
        "archive/large bomb in bombs.zip": lambda: nested(5),
        "archive/a million members.zip": lambda: many_members(1_000_000),
    }


def bomb(megabytes: int) -> bytes:
    return zipped(word_members(**{"word/document.xml": b"<w>" + b" " * (megabytes * MEGABYTE)}))


def nested(depth: int) -> bytes:
    inside = zipped({"0.txt": b"0" * (10 * MEGABYTE)})
    for _ in range(depth):
        inside = zipped({f"{n}.zip": inside for n in range(10)})
    return inside


def lying(members: dict[str, str | bytes], size: int) -> bytes:
    """The directory and the members say `size`; the bytes inflate to something else."""
    made = bytearray(zipped(members))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = made.find(signature)
        while place >= 0:
            struct.pack_into("<I", made, place + offset, size)
            place = made.find(signature, place + 4)
    return bytes(made)


def overlapping() -> bytes:
    """Two hundred entries over the same packed megabyte."""
    plain = b" " * MEGABYTE
    packed = zlib.compress(plain, 9)[2:-4]
    sizes = struct.pack("<III", zlib.crc32(plain), len(packed), len(plain))
    name = b"word/document.xml"
    body = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0" + sizes + struct.pack("<HH", len(name), 0)
    body += name + packed
    entries = b""
    for n in range(200):
        own = name if n == 0 else b"word/media/%05d.xml" % n
        entries += b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0" + sizes
        entries += struct.pack("<HHHHHII", len(own), 0, 0, 0, 0, 0, 0) + own
    return body + entries + _end(200, len(entries), len(body))


def many_members(count: int, name: bytes = b"") -> bytes:
    """`count` empty members, without a library that would take minutes."""
    bodies, entries = bytearray(), bytearray()
    for n in range(count):
        own = name or b"%d" % n
        sizes = struct.pack("<III", 0, 0, 0)
        entries += b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0" + sizes
        entries += struct.pack("<HHHHHII", len(own), 0, 0, 0, 0, 0, len(bodies)) + own
        bodies += b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0" + sizes
        bodies += struct.pack("<HH", len(own), 0) + own
    return bytes(bodies + entries) + _end(min(count, 65535), len(entries), len(bodies))


def _end(count: int, size: int, start: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, size, start, 0)


def flagged(archive: bytes) -> bytes:
    """Every member says that it is encrypted."""
    made = bytearray(archive)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = made.find(signature)
        while place >= 0:
            made[place + offset] |= 1
            place = made.find(signature, place + 4)
    return bytes(made)


def packed_as(archive: bytes, method: int) -> bytes:
    made = bytearray(archive)
    for signature, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        place = made.find(signature)
        while place >= 0:
            struct.pack_into("<H", made, place + offset, method)
            place = made.find(signature, place + 4)
    return bytes(made)


def pointing_away() -> bytes:
    """The directory says that the members stand behind the end."""
    made = bytearray(zipped(word_members()))
    place = made.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", made, place + 42, 0xFFFFFFF0)
        place = made.find(b"PK\x01\x02", place + 4)
    return bytes(made)


def wrong_sum() -> bytes:
    made = bytearray(zipped(word_members()))
    for signature, offset in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        place = made.find(signature)
        while place >= 0:
            made[place + offset] ^= 0xFF
            place = made.find(signature, place + 4)
    return bytes(made)

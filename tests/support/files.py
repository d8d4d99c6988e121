"""Small genuine files of each kind, and what pretends to be one."""

import struct
import zipfile
import zlib
from io import BytesIO

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CONTENT_TYPES = '<?xml version="1.0"?><Types><Override ContentType="%s"/></Types>'


def pdf(size: int = 100) -> bytes:
    """So many bytes that begin as a PDF does, no two pieces of them alike."""
    words = b"".join(b"%07d " % number for number in range(size // 8 + 1))
    return (PDF + words)[:size]


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture that announces this size and has one grey pixel."""
    ihdr = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pieces = (b"IHDR", ihdr), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_piece(name, content) for name, content in pieces)


def _piece(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def office(main: str, *, of_type: str = "document", **more: bytes) -> bytes:
    """An Office file whose chief part is `main`; `more` members by their names."""
    members = {"[Content_Types].xml": (CONTENT_TYPES % of_type).encode(), main: b"<x/>"}
    return archive(members | more)


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP of these members."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return memory.getvalue()


def compound(*streams: str) -> bytes:
    """What begins as a file of the old Office and names these streams."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names

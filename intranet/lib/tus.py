"""The words of tus 1.0, the protocol of resumable uploads: headers read and checked."""

from base64 import b64decode
from binascii import Error as NotBase64

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration"
PIECE_TYPE = "application/offset+octet-stream"
ALGORITHMS = {"md5": 16, "sha1": 20, "sha256": 32}  # bytes of each


def number(header: str | None) -> int:
    """A count of bytes. ValueError for everything else, also signs and far too long ones.

    >>> number("25")
    25
    """
    if not header or not header.isascii() or not header.isdecimal() or len(header) > 18:
        raise ValueError(f"not a number of bytes: {header!r}")
    return int(header)


def metadata(header: str | None) -> dict[str, str]:
    """What Upload-Metadata says. ValueError when it cannot be read or says a thing twice.

    >>> metadata("filename 0L7RgtGH0ZHRgi5wZGY=, is_final")
    {'filename': 'отчёт.pdf', 'is_final': ''}
    """
    said: dict[str, str] = {}
    for pair in (header or "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key in said:
            raise ValueError(f"said twice: {key}")
        if key:
            said[key] = _decoded(value).decode()
    return said


def checksum(header: str | None) -> tuple[str, bytes] | None:
    """The name of the hash and its bytes. ValueError for another hash or a wrong length.

    >>> checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")[0]
    'sha1'
    """
    if header is None:
        return None
    name, _, value = header.partition(" ")
    given = _decoded(value)
    if ALGORITHMS.get(name) != len(given):
        raise ValueError(f"no such checksum: {name}")
    return name, given


def _decoded(value: str) -> bytes:
    try:
        return b64decode(value.strip(), validate=True)
    except (NotBase64, ValueError) as error:
        raise ValueError("not Base64") from error

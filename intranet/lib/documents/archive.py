"""Zip archives read with distrust: what inflates is counted, what the directory says is not."""

import zipfile
import zlib
from io import BytesIO

from intranet.lib.documents.model import Unreadable

MAX_MEMBERS = 4_000
MAX_INFLATED = 48 * 1024 * 1024  # bytes, for all members we look into
MAX_RATIO = 250  # of inflated to packed bytes; documents stay under 60
_RATIO_FROM = 4 * 1024 * 1024  # bytes; a small member may repeat itself as it likes
_PIECE = 256 * 1024


class Archive:
    """The members of a zip archive, inflated only when asked for.

    Raises Unreadable: broken, encrypted, zip_bomb, too_large.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\x01\x02") > MAX_MEMBERS:
            raise Unreadable("zip_bomb", limit_members=MAX_MEMBERS)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("broken", kind="zip") from error
        self._left = MAX_INFLATED
        self._members = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._refuse_overlaps()

    @property
    def names(self) -> set[str]:
        return set(self._members)

    @property
    def is_encrypted(self) -> bool:
        return any(info.flag_bits & 1 for info in self._members.values())

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, None when there is no such member."""
        info = self._members.get(name.lstrip("/"))
        if info is None:
            return None
        if info.flag_bits & 1:
            raise Unreadable("encrypted", kind="zip")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("broken", kind="zip")  # others inflate without a limit per piece
        try:
            return self._inflated(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise Unreadable("broken", kind="zip") from error

    def _inflated(self, info: zipfile.ZipInfo) -> bytes:
        pieces = bytearray()
        with self._zip.open(info) as stream:
            while piece := stream.read(_PIECE):
                pieces += piece
                self._left -= len(piece)
                if len(pieces) > _RATIO_FROM and len(pieces) > MAX_RATIO * info.compress_size:
                    raise Unreadable("zip_bomb", limit_ratio=MAX_RATIO)
                if self._left < 0:
                    raise Unreadable("zip_bomb", limit_bytes=MAX_INFLATED)
        return bytes(pieces)

    def _refuse_overlaps(self) -> None:
        """Members that share their packed bytes: a bomb that needs no nesting."""
        end = -1
        for info in sorted(self._zip.infolist(), key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise Unreadable("zip_bomb", kind="overlap")
            end = info.header_offset + 30 + info.compress_size

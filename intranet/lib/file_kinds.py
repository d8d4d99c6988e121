"""Which kinds of files are taken: an ending, the bytes of such a file, what an archive holds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from .file_names import ending_of
from .file_shapes import (
    Shape,
    as_archive,
    as_compound,
    as_jpeg,
    as_pdf,
    as_png,
    as_text,
    begins_with,
)

#: Who looks into a file of a kind: the bytes, and what the kind wants to find.
_OLE_WORD = ("WordDocument",)
_OLE_TABLE = ("Workbook", "Book")
_OLE_SLIDES = ("PowerPoint Document",)
_ODF = "application/vnd.oasis.opendocument."
_PICTURE, _TABLE, _TEXT = "photo", "file-spreadsheet", "file-type-doc"


class Problem(StrEnum):
    """Why a file is not taken."""

    ENDING = "ending"  # of this kind no files are taken
    CONTENT = "content"  # it is not what its ending says, or two things at once
    DAMAGED = "damaged"  # it is what it says, but broken or cut off
    MACROS = "macros"  # it carries a program, and its ending says that it does not
    CROWDED = "crowded"  # an archive of too many files
    EMPTY = "empty"


@dataclass(frozen=True)
class Kind:
    """icon: in the sprite; shape: how its files are told; holds: what must be inside."""

    icon: str
    shape: Shape
    holds: tuple[str, ...] = ()
    mimetype: str = ""


@dataclass(frozen=True)
class Finding:
    """What a look into a file has shown; without a problem it is genuine.

    has_macros: it may carry a program, as its kind allows; to be told to who opens it.
    """

    problem: Problem | None = None
    has_macros: bool = False


KINDS = {
    "pdf": Kind("file-text", as_pdf),
    "docx": Kind(_TEXT, as_archive, ("[Content_Types].xml", "word/document.xml")),
    "xlsx": Kind(_TABLE, as_archive, ("[Content_Types].xml", "xl/workbook.xml")),
    "pptx": Kind("file", as_archive, ("[Content_Types].xml", "ppt/presentation.xml")),
    "odt": Kind(_TEXT, as_archive, ("mimetype",), f"{_ODF}text"),
    "ods": Kind(_TABLE, as_archive, ("mimetype",), f"{_ODF}spreadsheet"),
    "odp": Kind("file", as_archive, ("mimetype",), f"{_ODF}presentation"),
    "doc": Kind(_TEXT, as_compound, _OLE_WORD),
    "xls": Kind(_TABLE, as_compound, _OLE_TABLE),
    "ppt": Kind("file", as_compound, _OLE_SLIDES),
    "rtf": Kind(_TEXT, begins_with(b"{\\rtf")),
    "txt": Kind("file-text", as_text),
    "csv": Kind(_TABLE, as_text),
    "jpg": Kind(_PICTURE, as_jpeg),
    "jpeg": Kind(_PICTURE, as_jpeg),
    "png": Kind(_PICTURE, as_png),
    "zip": Kind("archive", as_archive),
    "7z": Kind("archive", begins_with(b"7z\xbc\xaf\x27\x1c")),
    "rar": Kind("archive", begins_with(b"Rar!\x1a\x07")),
}
#: What the file dialog of a browser offers first.
ACCEPT = ",".join(f".{ending}" for ending in KINDS)


def look_into(name: str, stream: IO[bytes]) -> Finding:
    """What the file called `name` is found to be. The stream is left at its beginning.

    Nothing is unpacked but a line that names the type; the file's size does not matter.
    """
    kind = KINDS.get(ending_of(name))
    if kind is None:
        return Finding(Problem.ENDING)
    stream.seek(0)
    is_empty = not stream.read(1)
    if is_empty:
        return Finding(Problem.EMPTY)
    try:
        said, has_macros = kind.shape(stream, kind.holds, kind.mimetype)
    finally:
        stream.seek(0)
    return Finding(Problem(said) if said else None, has_macros)


def is_genuine(name: str, stream: IO[bytes]) -> bool:
    """Whether the file is of a kind that is taken, and is what its name says."""
    return look_into(name, stream).problem is None


def may_begin(name: str, head: bytes) -> bool:
    """Whether a file called `name` may begin with `head`: so a wrong one is refused early.

    >>> may_begin("a.pdf", b"%PDF-1.7"), may_begin("a.pdf", b"MZ"), may_begin("a.exe", b"MZ")
    (True, False, False)
    """
    ending = ending_of(name)
    return ending in KINDS and head.startswith(BEGINNINGS.get(ending, b""))


#: How files of a kind begin; those of the kinds that are not named begin as they like.
BEGINNINGS: dict[str, bytes] = (
    {
        "pdf": b"%PDF-",
        "rtf": b"{\\rtf",
        "jpg": b"\xff\xd8\xff",
        "jpeg": b"\xff\xd8\xff",
        "png": b"\x89PNG\r\n\x1a\n",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "rar": b"Rar!\x1a\x07",
    }
    | dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"), b"PK")
    | dict.fromkeys(("doc", "xls", "ppt"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

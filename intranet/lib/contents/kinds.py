"""What bytes are, by how they begin and, in an archive, by what lies in it."""

import re

from intranet.lib.documents.archive import Archive

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = frozenset(["png", "jpeg", "gif", "webp", "tiff", "bmp"])
ZIP = (b"PK\x03\x04", b"PK\x05\x06")

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF87a", "gif"),
    (b"GIF89a", "gif"), (b"II*\0", "tiff"), (b"MM\0*", "tiff"),
    *((start, "zip") for start in ZIP),
)  # fmt: skip
_OTHERS = (
    b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF", b"OggS", b"ID3", b"AT&TFORM", b"BZh",
    b"\xfd7zXZ", b"SQLite format 3", b"wOF", b"\0asm", b"RIFF", b"#!", b"%!PS",
)  # fmt: skip
_HTML = re.compile(
    rb"[\s\xef\xbb\xbf\0]*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|script)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"[\s\xef\xbb\xbf\xff\xfe]*<\0?(?:\?\0?x\0?m\0?l|svg|!DOCTYPE|!ENTITY)", re.I)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}


def kind_of(head: bytes) -> str:
    """A kind by the first kilobytes; "zip" may be a document, "compound" an old one.

    "text" is what is none of the others: its reader finds out whether it is one.
    """
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1"):
        return "heic"
    if head.startswith(COMPOUND):
        return "compound"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if head.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    return _kind_of_letters(head)


def _kind_of_letters(head: bytes) -> str:
    if head.startswith(_OTHERS):
        return "unknown"
    if _XML.match(head) and b"<html" not in head.lower():
        return "xml"
    return "html" if _HTML.match(head) else "text"


def kind_in(archive: Archive) -> str:
    """Which document an archive is; "zip" when none."""
    names = archive.names
    if "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
        named = (archive.read("mimetype") or b"").strip()
        return _OPEN_DOCUMENTS.get(named.removesuffix(b"-template"), "odt")
    for member, kind in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("xl/workbook.bin", "xlsb"),
    ):
        if member in names:
            return kind
    return "zip"


def kind_in_compound(data: bytes) -> str:
    """An old document's kind; "encrypted" for a new one behind a password."""
    for name, kind in (
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if name.encode("utf-16-le") in data:
            return kind
    return "unknown"

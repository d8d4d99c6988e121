"""Which kind of document bytes are, whatever their name says, and who reads it."""

import re
from collections.abc import Callable

from intranet.lib.documents.archive import Archive
from intranet.lib.documents.docx import read_docx
from intranet.lib.documents.html import read_html
from intranet.lib.documents.markup import attribute, parse_xml
from intranet.lib.documents.model import Document, Unreadable
from intranet.lib.documents.odt import read_odt
from intranet.lib.documents.text import decode, read_text
from intranet.lib.documents.xlsx import read_xlsx

MAX_BYTES = 25 * 1024 * 1024

_PICTURES = (
    (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"), (b"BM", "bmp"),
)  # fmt: skip
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"Rar!", "rar"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gz"), (b"MZ", "exe"),
    (b"\x7fELF", "exe"), (b"OggS", "ogg"), (b"ID3", "mp3"), (b"AT&TFORM", "djvu"),
)  # fmt: skip
_MARKUP = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*+-->\s*)*+"
    r"(?:<(?:!doctype html|html|head|body|table|meta|div|p[ >]|span|style)|Version:\d\.\d\s)",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)


def read_bytes(data: bytes, *, filename: str = "") -> Document:
    """Read a file of any supported kind, told by its content; `filename` settles no doubt.

    Raises Unreadable (see its codes); never anything else, whatever the bytes are.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", limit_bytes=MAX_BYTES)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty")
    _refuse_foreign(data)
    try:
        if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
            return _read_archive(Archive(data))
        return _read_letters(data)
    except RecursionError as error:
        raise Unreadable("broken") from error


def _refuse_foreign(data: bytes) -> None:
    """Kinds we know by their first bytes and do not read."""
    for magic, kind in _PICTURES:
        if data.startswith(magic) and (kind != "bmp" or data[6:10] == b"\0\0\0\0"):
            raise Unreadable("picture", kind=kind)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise Unreadable("picture", kind="webp")
    if b"ftypheic" in data[:16] or b"ftypavif" in data[:16]:
        raise Unreadable("picture", kind="heic")
    if b"%PDF-" in data[:1024]:
        raise Unreadable("pdf")
    if data.startswith(_COMPOUND):
        raise _compound(data)
    if data.lstrip()[:5] == b"{\\rtf":
        raise Unreadable("rtf")
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise Unreadable("unknown_type", kind=kind)


def _compound(data: bytes) -> Unreadable:
    """A compound file: an encrypted document, or one of the years before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("encrypted", kind="office")
    for name, kind in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if name.encode("utf-16-le") in data:
            return Unreadable("legacy_doc", kind=kind)
    return Unreadable("unknown_type", kind="compound")


def _read_archive(archive: Archive) -> Document:
    names = archive.names
    if archive.is_encrypted:
        raise Unreadable("encrypted", kind="zip")
    types = archive.read("[Content_Types].xml") or b""
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable("macro")
    if "content.xml" in names:
        return _read_open_document(archive)
    main = main_part(archive)
    readers: tuple[tuple[str, Callable[[Archive, str], Document]], ...] = (
        ("word/", read_docx),
        ("xl/", read_xlsx),
    )
    for folder, read in readers:
        if main.startswith(folder) and main in names:
            return read(archive, main)
    for main, read in (("word/document.xml", read_docx), ("xl/workbook.xml", read_xlsx)):
        if main in names:
            return read(archive, main)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("unknown_type", kind="pptx")
    raise Unreadable("unknown_type", kind="zip" if "xl/workbook.bin" not in names else "xlsb")


def _read_open_document(archive: Archive) -> Document:
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Unreadable("encrypted", kind="odt")
    if any(name.startswith("Basic/") and name.endswith(".xml") for name in archive.names):
        raise Unreadable("macro")
    return read_odt(archive)


def main_part(archive: Archive) -> str:
    """The member the package itself names as its document."""
    relations = archive.read("_rels/.rels")
    for relation in parse_xml(relations) if relations else ():
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return ""


def _read_letters(data: bytes) -> Document:
    """Text or HTML; an old program's .xls is often HTML with another name."""
    head = data[:4000]
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<\?xml", head) and b"<html" not in head.lower():
        parse_xml(data)
        raise Unreadable("unknown_type", kind="xml")
    charset = _CHARSET.search(head) if b"<" in head else None
    if charset and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        text = _decoded(data, charset[1].decode("ascii"))
    else:
        text = decode(data)
    return read_html(text) if _MARKUP.match(text[:20_000]) else read_text(text)


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return decode(data)

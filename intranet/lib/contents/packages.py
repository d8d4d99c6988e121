"""Documents in zip archives: Word, Excel and OpenDocument by our own readers, and slides."""

from typing import BinaryIO

from intranet.lib.contents.documents import contents_of
from intranet.lib.contents.kinds import kind_in
from intranet.lib.contents.model import Contents, Facts, Wish
from intranet.lib.contents.slides import read_pptx
from intranet.lib.documents.archive import Archive
from intranet.lib.documents.docx import read_docx
from intranet.lib.documents.markup import attribute, child, local, parse_xml
from intranet.lib.documents.model import Document, Unreadable
from intranet.lib.documents.odt import read_odt
from intranet.lib.documents.reading import main_part
from intranet.lib.documents.xlsx import read_xlsx

MAX_BYTES = 128 * 1024 * 1024
_RELATIONS = 200  # members with relations that are looked into
_HYPERLINK = "/hyperlink"
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def read(file: BinaryIO, wish: Wish, kind: str) -> Contents:
    """The text, facts and blocks of a document. Raises Unreadable."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", limit_bytes=MAX_BYTES)
    archive = Archive(data)
    if archive.is_encrypted:
        raise Unreadable("encrypted", kind="zip")
    kind = _kind(archive)
    if kind in ("zip", "xlsb"):
        return Contents(kind, problem="not_readable")
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
        raise Unreadable("encrypted", kind=kind)
    try:
        facts: Facts = dict(_facts(archive))
        pages = _count(archive, kind, facts)
        return contents_of(_document(archive, kind), wish, kind, pages, facts)
    except Unreadable as refusal:
        refusal.detail["kind"] = kind
        raise


def _kind(archive: Archive) -> str:
    kind = kind_in(archive)
    main = main_part(archive) if kind == "zip" else ""
    if main not in archive.names:
        return kind
    folders = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
    return folders.get(main.partition("/")[0], kind)


def _document(archive: Archive, kind: str) -> Document:
    main = main_part(archive)
    if kind == "docx":
        return read_docx(archive, main if main in archive.names else _MAIN[kind])
    if kind == "xlsx":
        return read_xlsx(archive, main if main in archive.names else _MAIN[kind])
    return read_pptx(archive) if kind == "pptx" else read_odt(archive)


def _facts(archive: Archive) -> dict[str, bool]:
    names = archive.names
    types = archive.read("[Content_Types].xml") or b""
    is_basic = any(name.startswith(("Basic/", "Scripts/")) for name in names)
    return {
        "has_macros": is_basic
        or b"macroEnabled" in types
        or any(name.endswith("vbaProject.bin") for name in names),
        "has_embedded_files": any(
            "/embeddings/" in name or "ObjectReplace" in name for name in names
        ),
        "links_outside": _links_outside(archive),
    }


def _links_outside(archive: Archive) -> bool:
    """Whether opening it would fetch something: a template, a picture, another program's data."""
    if any("externalLinks/externalLink" in name for name in archive.names):
        return True
    related = sorted(name for name in archive.names if name.endswith(".rels"))[:_RELATIONS]
    for name in related:
        for relation in parse_xml(archive.read(name) or b"<none/>"):
            is_outside = attribute(relation, "TargetMode") == "External"
            if is_outside and not attribute(relation, "Type").endswith(_HYPERLINK):
                return True
    return False


def _count(archive: Archive, kind: str, facts: Facts) -> int | None:
    """Slides or sheets; None for texts, whose pages nobody knows before printing."""
    if kind == "pptx":
        return sum(name.startswith("ppt/slides/slide") for name in archive.names)
    if kind != "xlsx":
        return None
    book = parse_xml(archive.read(main_part(archive)) or archive.read(_MAIN[kind]) or b"<none/>")
    sheets = child(book, "sheets")
    listed = [sheet for sheet in (sheets if sheets is not None else ()) if local(sheet) == "sheet"]
    facts["sheets"] = len(listed)
    facts["has_hidden_sheets"] = any(
        attribute(sheet, "state") in ("hidden", "veryHidden") for sheet in listed
    )
    return len(listed)

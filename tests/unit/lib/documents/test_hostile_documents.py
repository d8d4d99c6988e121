"""What must not be read is refused by its code, within a second and little memory."""

import contextlib
import io
import os
import random
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest

from intranet.lib.documents import Unreadable, archive, read_bytes, read_html, read_text
from tests.support import plan_documents
from tests.support.plan_documents import docx_package, zipped

MEGABYTE = 1024 * 1024
BODY = f'<w:document xmlns:w="{plan_documents.W}"><w:body>%s</w:body></w:document>'
TYPES = "<Types/>"


def word(document: str | bytes, **members: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": document} | members)


def sheet(rows: str, merges: str = "") -> bytes:
    return zipped(
        {
            "xl/workbook.xml": '<workbook><sheets><sheet name="1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData>"
            f"<mergeCells>{merges}</mergeCells></worksheet>",
        }
    )


def bomb() -> bytes:
    return word(b"<a>" + b" " * (300 * MEGABYTE) + b"</a>")


def bomb_of_many_members() -> bytes:
    return zipped({f"{n}": "x" for n in range(20_000)})


def lying_sizes() -> bytes:
    """The directory says 40 bytes; inflated it would be 200 MB."""
    packed = bytearray(word(b" " * (200 * MEGABYTE)))
    place = packed.rfind(b"PK\x01\x02")
    struct.pack_into("<I", packed, place + 24, 40)
    local = packed.rfind(b"PK\x03\x04")
    struct.pack_into("<I", packed, local + 22, 40)
    return bytes(packed)


def overlapping() -> bytes:
    """Two hundred entries of the directory that share the same packed bytes."""
    packed = zlib.compress(b" " * MEGABYTE, 9)[2:-4]
    crc = zlib.crc32(b" " * MEGABYTE)
    sizes = struct.pack("<III", crc, len(packed), MEGABYTE)
    name = b"word/document.xml"
    body = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0" + sizes + struct.pack("<HH", len(name), 0) + name
    body += packed
    entries = b""
    for n in range(200):
        own = name if n == 0 else b"word/media/%05d.xml" % n
        entries += b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0" + sizes
        entries += struct.pack("<HHHHHII", len(own), 0, 0, 0, 0, 0, 0) + own
    end = struct.pack("<HHHHIIH", 0, 0, 200, 200, len(entries), len(body), 0)
    return body + entries + b"PK\x05\x06" + end


def nested() -> bytes:
    inside = zipped({"a.txt": b"0" * (20 * MEGABYTE)})
    for _ in range(4):
        inside = zipped({f"{n}.zip": inside for n in range(10)})
    return inside


def other_compression() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", b" " * (100 * MEGABYTE))
    return memory.getvalue()


def laughs(package: Callable[[str], bytes]) -> bytes:
    entities = '<!ENTITY a0 "ха">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    return package(f"<!DOCTYPE d [{entities}]><d>&a11;</d>")


def foreign_entity() -> bytes:
    return word(
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    )


def late_doctype() -> bytes:
    return word(" " * 0 + "<!--" + "x" * 200_000 + '--><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>')


def in_utf_16() -> bytes:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'
    return word(text.encode("utf-16"))


def compound(*names: str) -> bytes:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return magic + b"\0" * 1000 + b"".join(name.encode("utf-16-le") for name in names)


def truncated() -> bytes:
    whole = plan_documents.docx(plan_documents.layout("common_five"))
    return whole[: len(whole) // 2]


def broken_inside() -> bytes:
    whole = bytearray(plan_documents.docx(plan_documents.layout("common_five")))
    place = whole.find(b"word/document.xml") + 60
    whole[place : place + 200] = b"\xff" * 200
    return bytes(whole)


def noise() -> bytes:
    return random.Random(5).randbytes(300_000)


def encrypted_member() -> bytes:
    packed = bytearray(word("<a/>"))
    for magic, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = packed.rfind(magic)
        packed[place + flags] |= 1
    return bytes(packed)


def open_document(content: str, **members: str) -> bytes:
    return zipped({"content.xml": content, **members})


CASES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "empty": (lambda: b"", {"empty"}),
    "only spaces": (lambda: b"\xef\xbb\xbf \r\n\t\n", {"empty"}),
    "zeros": (lambda: b"\0" * MEGABYTE, {"empty"}),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + b"1" * 100, {"picture"}),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0" + b"1" * 100, {"picture"}),
    "gif": (lambda: b"GIF89a" + b"1" * 100, {"picture"}),
    "webp": (lambda: b"RIFF\x10\0\0\0WEBPVP8 ", {"picture"}),
    "tiff": (lambda: b"II*\0" + b"1" * 100, {"picture"}),
    "bmp": (lambda: b"BM\x10\x10\0\0\0\0\0\0" + b"1" * 99, {"picture"}),
    "pdf": (lambda: b"%PDF-1.7\n" + b"1" * 100, {"pdf"}),
    "encrypted": (lambda: compound("EncryptionInfo", "EncryptedPackage"), {"encrypted"}),
    "encrypted zip": (encrypted_member, {"encrypted"}),
    "doc": (lambda: compound("WordDocument"), {"legacy_doc"}),
    "xls": (lambda: compound("Workbook"), {"legacy_doc"}),
    "rtf": (lambda: rb"{\rtf1\ansi \'cf\'eb\'e0\'ed}", {"rtf"}),
    "macro": (lambda: word(BODY % "", **{"word/vbaProject.bin": "x"}), {"macro"}),
    "macro type": (
        lambda: word("<a/>", **{"[Content_Types].xml": "application/macroEnabled.main+xml"}),
        {"macro"},
    ),
    "macro odt": (lambda: open_document("<a/>", **{"Basic/Standard/M.xml": "x"}), {"macro"}),
    "encrypted odt": (
        lambda: open_document("x", **{"META-INF/manifest.xml": "<m:encryption-data/>"}),
        {"encrypted"},
    ),
    "bomb": (bomb, {"zip_bomb"}),
    "many members": (bomb_of_many_members, {"zip_bomb"}),
    "lying sizes": (lying_sizes, {"zip_bomb", "broken"}),
    "overlapping members": (overlapping, {"zip_bomb"}),
    "nested": (nested, {"unknown_type"}),
    "other compression": (other_compression, {"broken"}),
    "foreign entity": (foreign_entity, {"xml_entities"}),
    "late doctype": (late_doctype, {"xml_entities"}),
    "utf-16 doctype": (in_utf_16, {"xml_entities"}),
    "laughs in docx": (lambda: laughs(word), {"xml_entities"}),
    "laughs in odt": (lambda: laughs(open_document), {"xml_entities"}),
    "laughs in bare xml": (
        lambda: laughs(lambda text: f"<?xml version='1.0'?>{text}".encode()),
        {"xml_entities"},
    ),
    "deep xml": (lambda: word("<a>" * 100_000 + "</a>" * 100_000), {"broken"}),
    "too many tags": (
        lambda: word(b"<a>" + b"<b/>" * 4_000_000 + b"</a>"),
        {"too_large", "zip_bomb"},
    ),
    "too many attributes": (
        lambda: word(b"<a>" + b'<b c="" d="" e=""/>' * 900_000 + b"</a>"),
        {"too_large", "zip_bomb"},
    ),
    "17 billion cells": (
        lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
                      '<c r="XFD1048576"><v>2</v></c></row>'),
        {"too_large"},
    ),
    "50 MB": (lambda: b"\xd0\xb0" * (25 * MEGABYTE), {"too_large"}),
    "26 MB of spaces": (lambda: b" " * (26 * MEGABYTE), {"too_large"}),
    "truncated zip": (truncated, {"broken"}),
    "broken member": (broken_inside, {"broken"}),
    "zip without a document": (lambda: zipped({"readme.txt": "план"}), {"unknown_type"}),
    "presentation": (lambda: zipped({"ppt/presentation.xml": "<a/>"}), {"unknown_type"}),
    "binary sheets": (lambda: zipped({"xl/workbook.bin": "x"}), {"unknown_type"}),
    "program": (lambda: b"MZ" + b"\x90\0" * 100, {"unknown_type"}),
    "noise": (noise, {"unknown_type"}),
    "wrong xml": (lambda: b"<?xml version='1.0'?><plan><item/></plan>", {"unknown_type"}),
    "html without text": (lambda: b"<html><body></body></html>", {"empty"}),
    "wide repeated odt": (
        lambda: open_document(
            '<o xmlns:t="t"><t:body><t:s><t:table><t:table-row t:number-rows-repeated="9999999">'
            '<t:table-cell><t:p>1</t:p></t:table-cell></t:table-row></t:table></t:s></t:body></o>'
        ),
        {"too_large"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make() for name, (make, _) in CASES.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_document_is_refused_at_once(name: str, made: dict[str, bytes]):
    started = time.process_time()

    with pytest.raises(Unreadable) as refusal:
        read_bytes(made[name], filename="план.docx")

    assert refusal.value.code in CASES[name][1]
    assert time.process_time() - started < 20  # it hangs in nothing


def test_what_inflates_is_counted_through_all_members(monkeypatch):
    monkeypatch.setattr(archive, "MAX_INFLATED", 100_000)
    filling = random.Random(1).randbytes(60_000).hex()
    members = {"word/numbering.xml": f"<a b='{filling[:60_000]}'/>"}

    with pytest.raises(Unreadable, match="zip_bomb"):
        read_bytes(word(f"<a b='{filling[:60_000]}'/>", **members))


def test_the_name_of_a_file_proves_nothing():
    picture = b"\x89PNG\r\n\x1a\n" + b"1" * 100
    document = plan_documents.docx(plan_documents.layout("common_five"))

    with pytest.raises(Unreadable, match="picture"):
        read_bytes(picture, filename="план.docx")
    assert read_bytes(document, filename="план.png").tables


def test_memory_stays_small_whatever_is_read(tmp_path):
    """In a process that may not grow beyond 700 MB every hostile document meets its refusal."""
    files = []
    for n, (make, _) in enumerate(CASES.values()):
        (tmp_path / str(n)).write_bytes(make())
        files.append(str(tmp_path / str(n)))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (700 * MEGABYTE, 700 * MEGABYTE))

    script = (
        "import sys\nfrom intranet.lib.documents import Unreadable, read_bytes\n"
        "for name in sys.argv[1:]:\n"
        "    try: read_bytes(open(name, 'rb').read())\n"
        "    except Unreadable: pass\n"
    )
    command = [sys.executable, "-c", script, *files]
    environment = {**os.environ, "PYTHONPATH": "."}
    done = subprocess.run(command, preexec_fn=limit, env=environment, capture_output=True)

    assert done.returncode == 0, done.stderr.decode()[-500:]


@pytest.mark.parametrize(
    "html",
    [
        "<table>" + "<tr>" * 30_000,
        "<div>" * 60_000 + "план",
        "<table><tr><td>" * 5_000 + "план",
        "<td rowspan=65000 colspan=1000>" * 3_000,
        "<table>" + "<tr><td rowspan=20000 colspan=255>x" * 1_500,
        "<!--" * 50_000 + "x",
        "<!-- --> " * 30_000 + "x",
        "<ol><li>" * 20_000,
        "<![if !supportLists]" * 50_000 + "x",
        "<p style='" + "mso-hide:" * 100_000 + "'>план</p>",
    ],
    ids=range(10),
)
def test_hostile_html_ends_soon(html: str):
    started = time.process_time()

    with contextlib.suppress(Unreadable):
        read_html(html)

    assert time.process_time() - started < 20  # it hangs in nothing


@pytest.mark.parametrize(
    "text",
    ['"\t' * 200_000, '"a\t' * 200_000, "\t\n" * 100_000 + "x", "a;b\n" * 60_000, "|" * 200_000,
     "│\n" * 60_000, "a\tb\n" * 15_000 + "c\n" * 100_000, '""' * 400_000, "x\ty\n" + " " * 900_000],
    ids=range(9),
)  # fmt: skip
def test_hostile_text_ends_soon(text: str):
    started = time.process_time()

    with contextlib.suppress(Unreadable):
        read_text(text)

    assert time.process_time() - started < 20  # it hangs in nothing


@pytest.mark.parametrize("depth", [20, 80, 400])
def test_a_deep_document_is_read_or_refused(depth: int):
    deep = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth

    try:
        tables = read_bytes(docx_package(deep, {})).tables
    except Unreadable as refusal:
        assert refusal.code == "broken"
    else:
        assert [[cell.text for cell in row] for row in tables[0].rows] == [[""]]

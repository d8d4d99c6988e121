"""Files on a card: what is taken, how it comes back, who may and who may not."""

import zipfile
from io import BytesIO
from urllib.parse import quote, unquote

import pytest
from werkzeug.http import parse_options_header

from intranet.attachments.models import Attachment
from intranet.core.db import db
from intranet.core.storage import storage
from intranet.people.models import RoleKind
from intranet.roadmap.models import Card
from tests.support import files, make

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = files.png()


def zipped(**members):
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return memory.getvalue()


@pytest.fixture
def scene(keep):
    district = make.organisation()
    school = make.organisation(parent=district)
    board = make.board(district)
    card = make.card(board, "Card", for_=(school,))
    cast = {
        "coordinator": make.person(at=district),
        "librarian": make.person(RoleKind.LIBRARIAN, at=school),
        "head": make.person(RoleKind.HEAD, at=school),
        "observer": make.person(RoleKind.OBSERVER, at=district),
        "elsewhere": make.person(at=make.organisation()),
    }
    keep(board, card, *cast.values())
    return card, cast


def send(as_, person, card, *files, htmx=False):
    data = {"files": [(BytesIO(content), name) for name, content in files]}
    return as_(person, htmx=htmx).post(
        f"/files/roadmap_card/{card.id}", data, content_type="multipart/form-data"
    )


def kept(app):
    with app.app_context():
        return list(db.session.scalars(db.select(Attachment).order_by(Attachment.id)))


def test_several_files_come_and_are_counted(app, as_, scene):
    card, cast = scene

    plain = send(as_, cast["librarian"], card, ("приказ.pdf", PDF), ("фото.png", PNG))
    part = send(as_, cast["librarian"], card, ("ещё.txt", "да".encode()), htmx=True)

    assert plain.status_code == 303
    assert part.status_code == 200 and "<html" not in part.text
    for name in ("приказ.pdf", "фото.png", "ещё.txt"):
        assert name in part.text
    with app.app_context():
        assert db.session.get(Card, card.id).file_count == 3


def test_a_file_comes_back_as_data_and_nothing_else(app, as_, scene):
    card, cast = scene
    send(as_, cast["librarian"], card, ("отчёт за I полугодие.pdf", PDF))

    answer = as_(cast["coordinator"]).get(f"/files/{kept(app)[0].id}")

    assert (answer.status_code, answer.data) == (200, PDF)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_length == len(PDF)
    assert quote("отчёт за I полугодие.pdf") in answer.headers["Content-Disposition"]


HOSTILE = [
    "../../etc/passwd.txt",
    "..\\..\\windows\\win.txt",
    "/etc/shadow.txt",
    "C:\\x.txt",
    "\\\\server\\share\\x.txt",
    "%2e%2e%2fx.txt",
    "..%5cx.txt",
    "．．／x.txt",
    "....//x.txt",
    "CON.txt",
    "con.txt",
    "NUL.txt",
    "AUX.txt",
    "COM1.txt",
    "LPT9.txt",
    "PRN.x.txt",
    "x\u202etxt.exe.txt",
    "\u202excod.txt",
    "\u2066x\u2069.txt",
    "\u200bx.txt",
    "\ufeffx.txt",
    "a\nb.txt",
    "a\r\nSet-Cookie: x=1\r\n.txt",
    "a\tb.txt",
    "\x07x.txt",
    "\x1b[31mx.txt",
    'a"b.txt',
    "a'b.txt",
    "a;b=c.txt",
    "a\\b.txt",
    "a%b.txt",
    "a*b?.txt",
    "<script>.txt",
    "<img src=x onerror=alert(1)>.txt",
    "x.txt ",
    " x.txt",
    ".txt",
    "...txt",
    "-rf.txt",
    "$(id).txt",
    "`id`.txt",
    "=1+1.txt",
    "Отчёт № 5 «Ёлка».txt",
    "😀.txt",
    "é.txt",
    "e\u0301.txt",
    "x" * 200 + ".txt",
    "file.pdf.exe.txt",
    "a,b.txt",
    "a&b#c.txt",
]


def multipart(name):
    """A body whose file's name is told by RFC 8187, the way that hides nothing from us."""
    head = (
        f"Content-Disposition: form-data; name=\"files\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    lines = ["--cut", head, "Content-Type: text/plain", "", "text", "--cut--", ""]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_comes_back_exactly_and_harms_nothing(app, as_, scene, name):
    card, cast = scene
    sent = as_(cast["librarian"]).post(
        f"/files/roadmap_card/{card.id}",
        multipart(name),
        content_type="multipart/form-data; boundary=cut",
    )
    assert sent.status_code == 303

    answer = as_(cast["coordinator"]).get(f"/files/{kept(app)[0].id}")
    header = answer.headers["Content-Disposition"]

    exact = header.partition("filename*=UTF-8''")[2]
    assert unquote(exact) == name
    assert "\n" not in header and "Set-Cookie" not in answer.headers
    plain = header.partition('filename="')[2].partition('"')[0]
    assert plain.isascii() and not set(plain) & set('/\\:"<>|?*\n\r')
    assert plain.partition(".")[0].upper() not in {"CON", "NUL", "AUX", "PRN", "COM1", "LPT9"}
    assert parse_options_header(header)[0] == "attachment"
    page = as_(cast["coordinator"]).get(f"/roadmap/cards/{card.id}").text
    assert not set(page) & set("\u202e\u2066\u2069\u200b\x07\x1b")
    assert "<img src=x" not in page and "<script>.txt" not in page
    with app.app_context():
        assert {len(key) for key in list(storage().keys())} == {64}


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 300 + ".txt"])
def test_a_name_that_cannot_be_kept_is_refused(app, as_, scene, name):
    card, cast = scene

    answer = as_(cast["librarian"]).post(
        f"/files/roadmap_card/{card.id}",
        multipart(name),
        content_type="multipart/form-data; boundary=cut",
    )

    assert answer.status_code == 422
    assert kept(app) == []


TAKEN = [
    ("a.pdf", PDF),
    ("A.PDF", PDF),
    ("a.png", PNG),
    ("a.jpg", b"\xff\xd8\xff\xe0"),
    ("a.jpeg", b"\xff\xd8\xff\xe1"),
    ("a.txt", "текст".encode("cp1251")),
    ("a.csv", "а;б".encode("utf-16")),
    ("a.rtf", b"{\\rtf1}"),
    ("a.zip", zipped(a="1")),
    ("a.docx", files.office("word/document.xml")),
    ("a.xlsx", files.office("xl/workbook.xml")),
    ("a.pptx", files.office("ppt/presentation.xml")),
    ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.text")),
    ("a.ods", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
    ("a.doc", files.compound("WordDocument")),
]
REFUSED = [
    ("a.exe", b"MZ"),
    ("a.html", b"<html>"),
    ("a.svg", b"<svg>"),
    ("a.js", b"1"),
    ("noending", b"x"),
    ("a.docm", zipped(a="1")),
    ("a.pdf", b"MZ\x90\x00"),
    ("a.pdf", b""),
    ("a.png", b"<svg>"),
    ("a.jpg", PNG),
    ("a.docx", b"PK\x03\x04broken"),
    ("a.docx", zipped(a="1")),
    ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
    ("a.txt", b"MZ\0\0"),
    ("a.zip", PDF),
    ("a.pdf.exe", PDF),
    ("a.pdf.", PDF),
]


@pytest.mark.parametrize("name, content", TAKEN)
def test_what_offices_send_is_taken(app, as_, scene, name, content):
    card, cast = scene

    assert send(as_, cast["librarian"], card, (name, content)).status_code == 303
    assert as_(cast["librarian"]).get(f"/files/{kept(app)[0].id}").data == content


@pytest.mark.parametrize("name, content", REFUSED)
def test_what_is_not_what_it_says_is_refused_with_a_sentence(app, as_, scene, name, content):
    card, cast = scene

    answer = send(as_, cast["librarian"], card, ("good.pdf", PDF), (name, content), htmx=True)

    assert (answer.status_code, answer.headers["HX-Reswap"]) == (422, "none")
    assert name in answer.text
    assert kept(app) == []
    with app.app_context():
        assert list(storage().keys()) == []


def test_no_file_at_all_is_a_sentence_too(as_, scene):
    card, cast = scene

    answer = send(as_, cast["librarian"], card)
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_too_large_a_file_is_refused(app, as_, scene):
    card, cast = scene
    app.config["MAX_CONTENT_LENGTH"] = 1000

    assert send(as_, cast["librarian"], card, ("a.pdf", PDF + b"0" * 2000)).status_code == 413
    assert kept(app) == []


def test_the_limit_is_said_before_it_is_met(as_, scene):
    card, cast = scene

    assert "up to 25 MB" in as_(cast["librarian"]).get(f"/roadmap/cards/{card.id}").text


def test_a_damaged_file_is_an_error_and_never_half_a_file(app, as_, scene):
    card, cast = scene
    send(as_, cast["librarian"], card, ("a.pdf", PDF))
    attachment = kept(app)[0]
    with app.app_context():
        path = storage()._path(attachment.key)
    path.write_bytes(PDF[:-1] + b"?")

    damaged = as_(cast["librarian"]).get(f"/files/{attachment.id}")
    path.unlink()
    lost = as_(cast["librarian"]).get(f"/files/{attachment.id}")

    for answer in (damaged, lost):
        assert answer.status_code == 500
        assert "damaged or lost" in answer.text
        assert b"%PDF" not in answer.data


def test_a_file_of_a_hidden_card_is_the_same_as_a_missing_one(app, as_, scene):
    card, cast = scene
    send(as_, cast["librarian"], card, ("секрет.pdf", PDF))
    number = kept(app)[0].id
    browser = as_(cast["elsewhere"])

    for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
        hidden = browser.get(f"/files/{number}", headers=headers)
        missing = browser.get("/files/999999", headers=headers)
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert b"%PDF" not in hidden.data and "секрет" not in hidden.text
    assert browser.client.head(f"/files/{number}").status_code == 404
    assert browser.get(f"/files/roadmap_card/{card.id}").status_code == 404
    assert browser.post(f"/files/{number}/deletion").status_code == 404
    assert send(as_, cast["elsewhere"], card, ("a.pdf", PDF)).status_code == 404
    assert as_(None).get(f"/files/{number}").status_code == 303
    assert len(kept(app)) == 1


def test_who_brought_a_file_and_the_controller_remove_it(app, as_, scene):
    card, cast = scene
    send(as_, cast["librarian"], card, ("a.pdf", PDF), ("b.pdf", PDF))
    first, second = kept(app)

    assert as_(cast["head"]).post(f"/files/{first.id}/deletion").status_code == 403
    assert as_(cast["observer"]).post(f"/files/{first.id}/deletion").status_code == 403
    assert as_(cast["librarian"]).post(f"/files/{first.id}/deletion").status_code == 303
    answer = as_(cast["coordinator"], htmx=True).post(f"/files/{second.id}/deletion")

    assert answer.status_code == 200
    assert kept(app) == []
    with app.app_context():
        assert db.session.get(Card, card.id).file_count == 0


def test_removing_one_file_leaves_its_twin_readable(app, as_, scene):
    card, cast = scene
    send(as_, cast["librarian"], card, ("a.pdf", PDF), ("b.pdf", PDF))
    first, second = kept(app)

    as_(cast["librarian"]).post(f"/files/{first.id}/deletion")

    assert as_(cast["librarian"]).get(f"/files/{second.id}").data == PDF


def test_an_observer_reads_files_and_brings_none(app, as_, scene):
    card, cast = scene
    send(as_, cast["librarian"], card, ("a.pdf", PDF))

    assert as_(cast["observer"]).get(f"/files/{kept(app)[0].id}").data == PDF
    assert send(as_, cast["observer"], card, ("b.pdf", PDF)).status_code == 403


def test_where_a_file_is_kept_is_not_for_the_sender_to_say(app, as_, scene):
    card, cast = scene
    data = {"files": [(BytesIO(PDF), "a.pdf")], "key": "0" * 64, "size_bytes": "1", "path": "../x"}

    as_(cast["librarian"]).post(f"/files/roadmap_card/{card.id}", data)

    assert kept(app)[0].key != "0" * 64
    assert kept(app)[0].size_bytes == len(PDF)

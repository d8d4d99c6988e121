"""Files are what their names say, or are not taken; names come back letter by letter."""

import pytest

from intranet.core.storage import arrivals
from intranet.people import queries as people
from intranet.uploads import actions
from tests.requests.attachments.test_files import HOSTILE
from tests.support import files
from tests.support.tus import KIND, token_of

PNG = files.png()
DOCX = files.office("word/document.xml")
MACRO = files.office("word/document.xml", **{"word/vbaProject.bin": b"x"})
TAKEN = [
    ("a.pdf", files.pdf(9000)), ("a.png", PNG), ("a.png", PNG + b"\0\n"), ("a.docx", DOCX),
    ("a.xlsx", files.office("xl/workbook.xml")), ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(99)),
    ("a.zip", files.archive({"отчёт.txt": b"1"})), ("a.txt", "привет".encode("cp1251")),
    ("a.xls", files.compound("Workbook")), ("a.doc", files.compound("WordDocument")),
]  # fmt: skip
REFUSED = [
    ("a.docx", MACRO, "macros"),
    ("a.xlsx", files.office("xl/workbook.xml", **{"xl/VBAPROJECT.BIN": b"x"}), "macros"),
    ("a.docx", files.office("word/document.xml", of_type="application/vnd.ms-word.document."
                            "macroEnabled.main+xml"), "macros"),
    ("a.docx", DOCX[:-30], "damaged"),
    ("a.docx", b"<html>" + DOCX, "differs"),
    ("a.docx", files.archive({"word/document.xml": b""}), "differs"),
    ("a.zip", b"GIF89a" + files.archive({"a": b"1"}), "differs"),
    ("a.pdf", b"\n%PDF-1.7", "differs"),
    ("a.pdf", files.pdf(9000) + files.archive({"a": b"1"}), "differs"),
    ("a.png", PNG + b"<script>", "differs"),
    ("a.png", PNG + files.archive({"a": b"1"}), "differs"),
    ("a.png", PNG[:-5], "damaged"),
    ("a.png", files.png(40_000, 40_000), "damaged"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
    ("a.jpg", b"\xff\xd8\xff\xe0" + files.archive({"a": b"1"}), "differs"),
    ("a.xls", files.compound("WordDocument"), "differs"),
    ("a.txt", b"MZ\0\0", "differs"),
    ("a.zip", files.archive({f"{n}": b"" for n in range(20_001)}), "too many"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), TAKEN)
def test_what_offices_send_is_taken(tus, name, content):
    assert tus.offset(tus.send(content, name)) == len(content)


@pytest.mark.parametrize(("name", "content", "word"), REFUSED)
def test_what_is_not_what_it_says_is_refused_and_forgotten(app, tus, name, content, word):
    url = tus.begin(len(content), name).headers["Location"]

    answer = tus.patch(url, 0, content)

    assert (answer.status_code, word in answer.text) == (422, True), answer.text
    assert name in answer.text
    assert tus.ask("HEAD", url).status_code == 404
    with app.app_context():
        assert not list(arrivals().iterdir())


def test_a_wrong_file_is_refused_with_its_first_piece(tus):
    url = tus.begin(10_000_000).headers["Location"]

    assert tus.patch(url, 0, b"MZ" + bytes(5000)).status_code == 422
    assert tus.ask("HEAD", url).status_code == 404


def test_macros_of_the_old_office_are_told(app, tus, cast):
    url = tus.send(files.compound("WordDocument", "_VBA_PROJECT"), "a.doc")

    with app.app_context():
        person = people.person(cast[0].id)
        assert actions.claim(token_of(url), kind=KIND, number=1, by=person).has_macros


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_comes_back_exactly(app, tus, cast, name):
    url = tus.send(b"text", name)

    with app.app_context():
        person = people.person(cast[0].id)
        assert actions.claim(token_of(url), kind=KIND, number=1, by=person).name == name
        assert not list(arrivals().iterdir())

"""What cannot be taken: a sentence that says what to do, at once, and nothing stored.

Seconds are those of this process: other tests on the same machine do not count.
"""

import time
from io import BytesIO

import pytest

from intranet.core.db import db
from tests.support import make, plan_files

BAD = {
    "nothing": ("", None, "There is nothing to read."),
    "spaces": ("  \n\t \n", None, "There is nothing to read."),
    "no_header": ("Иванов\tАнна\nПетров\tПётр", None, "No header row was found."),
    "words": ("просто письмо без всякой таблицы", None, "There is no table here."),
    "picture": ("", (plan_files.PICTURE, "план.docx"), "This is a picture."),
    "pdf": ("", (b"%PDF-1.7\n" + b"0" * 500, "план.pdf"), "This is a PDF."),
    "rtf": ("", (b"{\\rtf1\\ansi plan}", "план.rtf"), "This is an RTF file."),
    "encrypted": ("", (plan_files.ENCRYPTED, "план.docx"), "protected by a password"),
    "macro": ("", (plan_files.MACRO, "план.docx"), "holds macros"),
    "entities": ("", (plan_files.ENTITIES, "план.docx"), "refers to things outside"),
    "bomb": ("", (plan_files.BOMB, "план.docx"), "unpacks to far more"),
    "broken": ("", (b"PK\x03\x04" + b"x" * 900, "план.docx"), "is damaged"),
    "empty_file": ("", (b"", "план.txt"), "There is nothing to read."),
    "program": ("", (b"MZ" + b"\0" * 900, "план.docx"), "not known here"),
}


@pytest.fixture
def browser(as_, keep):
    return as_(keep(make.person()))


def rows_of_all_tables(app):
    with app.app_context():
        return {
            table.name: db.session.scalar(db.select(db.func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_in_a_sentence(app, browser, name):
    text, file, sentence = BAD[name]
    data = {"text": text, "year": "2026", "year_kind": "calendar"}
    if file:
        data["file"] = (BytesIO(file[0]), file[1])
    before, began = rows_of_all_tables(app), time.process_time()

    answer = browser.post("/roadmap/imports/new", data)

    assert time.process_time() - began < 20  # it hangs in nothing
    assert answer.status_code == 422
    assert sentence in answer.text
    assert rows_of_all_tables(app) == before


def test_what_was_pasted_stays_on_the_page(browser):
    text = "Иванов\tАнна\nПетров\tПётр"
    data = {"text": text, "html": "<p>без таблицы</p>", "year": "2026", "year_kind": "calendar"}

    answer = browser.post("/roadmap/imports/new", data)

    assert answer.status_code == 422
    assert "Петров\tПётр</textarea>" in answer.text
    assert 'value="&lt;p&gt;без таблицы&lt;/p&gt;"' in answer.text


def test_fifty_megabytes_are_refused_before_they_are_read(app, browser):
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n'
    body = head + b"0" * 50 * 1024 * 1024 + b"\r\n--x--\r\n"
    before, began = rows_of_all_tables(app), time.process_time()

    answer = browser.post(
        "/roadmap/imports/new", body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert "smaller file" in answer.text
    assert rows_of_all_tables(app) == before
    assert time.process_time() - began < 20  # it hangs in nothing


@pytest.mark.parametrize("year", ["", "1890", "год"])
def test_a_year_out_of_this_century_is_refused(browser, year):
    data = {"text": plan_files.KARGASOK, "year": year, "year_kind": "calendar"}

    assert browser.post("/roadmap/imports/new", data).status_code == 422

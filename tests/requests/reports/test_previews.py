"""Looking into a report's file: pictures of pages, words as cleaned text, and who may not."""

from io import BytesIO

import pytest

from intranet.core import clock
from intranet.core.storage import storage
from intranet.uploads.models import Scan, Verdict
from tests.support import good_files, make, pdf_files, school_reports


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    return school_reports.scene(keep, slots=[make.slot("Scan")])


@pytest.fixture
def put(app, keep, scene):
    """Put bytes into the report; the address of their preview."""

    def bring(content, name):
        with app.app_context():
            blob = storage().put(BytesIO(content))
        slot = scene["campaign"].slots[0]
        file = make.file(scene["report"], slot, by=scene["librarian"], key=blob.key, name=name)
        keep(scene["report"], file)
        return f"/reports/{scene['report'].id}/files/{file.id}/preview", file

    return bring


def test_pages_of_a_pdf_are_pictures(as_, scene, put):
    url, _file = put(pdf_files.of_lines(["Первая"], ["Вторая"]), "отчёт.pdf")
    browser = as_(scene["coordinator"])
    text = browser.get(url).text
    assert f'src="{url}/1"' in text
    assert f'src="{url}/2"' in text
    picture = browser.get(f"{url}/2")
    assert picture.mimetype in {"image/png", "image/jpeg", "image/webp"}
    assert picture.headers["Content-Security-Policy"].startswith("sandbox")
    assert browser.get(f"{url}/99").status_code == 404


def test_what_was_made_is_kept_until_the_file_is_gone(app, as_, scene, put):
    url, file = put(pdf_files.of_lines(["Первая"], ["Вторая"]), "отчёт.pdf")
    browser = as_(scene["coordinator"])
    seen = [browser.get(f"{url}/{number}").data for number in (1, 2)]
    with app.app_context():
        bytes_of_it = storage().folder / file.key[:2] / file.key
    bytes_of_it.write_bytes(b"nothing that a child could read")

    assert [browser.get(f"{url}/{number}").data for number in (1, 2)] == seen
    assert f'src="{url}/2"' in browser.get(url).text, "the page was made with its first picture"
    assert as_(scene["stranger"]).get(f"{url}/1").status_code == 404
    bytes_of_it.unlink()
    assert browser.get(f"{url}/1").status_code == 404


def test_what_could_not_be_read_is_tried_again(app, as_, scene, put):
    content = pdf_files.of_lines(["Первая"])
    url, file = put(content, "отчёт.pdf")
    with app.app_context():
        bytes_of_it = storage().folder / file.key[:2] / file.key
    bytes_of_it.write_bytes(b"%PDF-1.7 and then nothing")
    browser = as_(scene["coordinator"])
    assert browser.get(f"{url}/1").status_code == 404
    bytes_of_it.write_bytes(content)
    assert browser.get(f"{url}/1").status_code == 200


def test_words_of_a_document_are_text_and_nothing_in_them_runs(as_, scene, put):
    url, _file = put("Слова <script>alert(1)</script>\nВторая строка".encode(), "слова.txt")
    text = as_(scene["coordinator"]).get(url).text
    assert "Вторая строка" in text
    assert "<script>alert" not in text
    document, _file = put(good_files.docx(), "слова.docx")
    assert as_(scene["coordinator"]).get(document).status_code == 200


def test_what_cannot_be_read_says_so(as_, scene, put):
    url, _file = put(b"%PDF-1.7 and then nothing", "сломан.pdf")
    answer = as_(scene["coordinator"]).get(url)
    assert answer.status_code == 200
    assert "download it" in answer.text or "damaged" in answer.text


def test_an_infected_file_is_shown_to_nobody_and_none_to_strangers(as_, keep, scene, put):
    url, file = put(good_files.pdf(), "вирус.pdf")
    assert as_(scene["stranger"]).get(url).status_code == 404
    keep(Scan(key=file.key, verdict=Verdict.INFECTED, asked_at=make.MOMENT))
    assert as_(scene["coordinator"]).get(url).status_code == 403
    assert as_(scene["librarian"]).get(f"{url}/1").status_code == 403


def test_a_lost_file_is_a_missing_page(app, as_, scene, put):
    url, file = put(b"words", "a.txt")
    with app.app_context():
        storage().delete(file.key)
    assert as_(scene["coordinator"]).get(url).status_code == 404

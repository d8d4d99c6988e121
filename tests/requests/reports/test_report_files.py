"""Files of a report: which are taken, how they come back, nothing is overwritten or lost."""

import zlib
from base64 import b64encode
from io import BytesIO
from urllib.parse import quote

import pytest

from intranet.core import clock
from intranet.core.actions import action
from intranet.core.db import db
from intranet.core.events import emit
from intranet.reports.models import ReportFile
from intranet.reports.queries import reports as queries
from intranet.uploads.events import VirusFound
from intranet.uploads.models import Scan, Verdict
from tests.support import files, make, school_reports

PDF = files.pdf(3000)
NAME = "Положение об ИБЦ № 5.pdf"


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    limit = 100_000
    slots = [
        make.slot("Regulation", endings="pdf", is_required=True, most_bytes=limit),
        make.slot("Photos", endings="png", most_files=2, most_bytes=limit),
    ]
    return school_reports.scene(keep, slots=slots)


def send(browser, scene, *brought, slot=0, **more):
    data = {"slot": scene["campaign"].slots[slot].id, **more}
    data["files"] = [(BytesIO(content), name) for name, content in brought]
    path = f"/reports/{scene['report'].id}/files"
    return browser.post(path, data, content_type="multipart/form-data")


def kept(app):
    with app.app_context():
        return list(db.session.scalars(db.select(ReportFile).order_by(ReportFile.id)))


def address(scene, file, noun=""):
    return f"/reports/{scene['report'].id}/files/{file.id}{noun}"


def test_a_file_comes_and_is_given_back_as_it_came(app, as_, scene):
    answer = send(as_(scene["librarian"]), scene, (NAME, PDF))

    assert answer.status_code == 303
    (file,) = kept(app)
    assert (file.name, file.size_bytes, file.crc32) == (NAME, len(PDF), zlib.crc32(PDF))
    assert file.began_at == school_reports.IN_TIME
    for who in ("librarian", "coordinator"):
        given = as_(scene[who]).get(address(scene, file))
        assert given.data == PDF
        assert quote(NAME) in given.headers["Content-Disposition"]
        assert given.headers["Content-Disposition"].startswith("attachment")
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in given.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("a.docx", PDF, 422, "What is taken: PDF"),
        ("a.pdf", b"MZ" + b"\0" * 999, 422, "differs from its ending"),
        ("a.pdf", files.pdf(100_001), 413, "is larger than 1 MB"),
        ("a.pdf", b"", 422, "is empty"),
    ],
)
def test_a_wrong_file_is_refused_in_words(app, as_, scene, name, content, status, words):
    answer = send(as_(scene["librarian"]), scene, (name, content))

    assert answer.status_code == status
    assert words in answer.text
    assert 'role="alert"' in answer.text
    assert kept(app) == []


def test_no_file_is_said_too(as_, scene):
    assert "Choose a file first." in send(as_(scene["librarian"]), scene).text


def test_a_file_is_replaced_and_the_old_one_can_be_had_back(app, as_, scene):
    browser = as_(scene["librarian"])
    send(browser, scene, (NAME, PDF))
    (old,) = kept(app)

    send(browser, scene, (NAME, files.pdf(4000)), replaces=old.id)

    old, new = kept(app)
    assert old.removed_at
    assert not new.removed_at
    assert browser.get(address(scene, old)).data == PDF

    browser.post(address(scene, new, "/deletion"))
    assert browser.post(address(scene, old, "/return")).status_code == 303
    old, new = kept(app)
    assert new.removed_at
    assert not old.removed_at


def test_two_people_who_replace_the_same_file_lose_nothing(app, as_, scene):
    send(as_(scene["librarian"]), scene, (NAME, PDF))
    (first,) = kept(app)
    send(as_(scene["librarian"]), scene, ("one.pdf", files.pdf(4000)), replaces=first.id)

    late = send(as_(scene["head"]), scene, ("two.pdf", files.pdf(5000)), replaces=first.id)

    assert late.status_code == 409
    assert "Somebody has replaced or taken out this file" in late.text
    assert [file.name for file in kept(app) if not file.removed_at] == ["one.pdf"]


def test_files_of_the_same_name_stand_side_by_side(app, as_, scene):
    browser = as_(scene["librarian"])
    for height in (1, 2):
        send(browser, scene, ("photo.png", files.png(1, height)), slot=1)

    assert [file.name for file in kept(app)] == ["photo.png", "photo.png"]
    third = send(browser, scene, ("photo.png", files.png(1, 3)), slot=1)
    assert third.status_code == 422
    assert "“Photos” takes 2 files at most." in third.text


def test_the_same_form_sent_twice_brings_the_file_once(app, as_, scene):
    for _again in range(2):
        send(as_(scene["librarian"]), scene, (NAME, PDF), operation="the-same")
    assert len(kept(app)) == 1


def test_taking_out_comes_back_as_the_slot(app, as_, scene):
    send(as_(scene["librarian"]), scene, (NAME, PDF))

    answer = as_(scene["librarian"], htmx=True).post(address(scene, kept(app)[0], "/deletion"))

    assert answer.text.lstrip().startswith('<section id="slot-')
    assert 'id="filling-progress"' in answer.text


def test_what_came_piece_by_piece_is_claimed(app, as_, scene):
    browser = as_(scene["librarian"])
    slot = scene["campaign"].slots[0].id
    told = f"filename {_base64('a.pdf')},destination {_base64(f'report_slot:{slot}')}"
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(PDF)),
        "Upload-Metadata": told,
        "Content-Type": "application/offset+octet-stream",
    }
    begun = browser.post("/uploads", PDF, headers=headers)
    assert begun.status_code == 201, begun.text
    token = begun.headers["Location"].rpartition("/")[2]

    send(browser, scene, uploads=token)

    assert [file.name for file in kept(app)] == ["a.pdf"]
    assert as_(scene["coordinator"]).post("/uploads", PDF, headers=headers).status_code == 404


def _base64(text):
    return b64encode(text.encode()).decode()


def test_another_school_reaches_none_of_it(app, as_, scene):
    send(as_(scene["librarian"]), scene, (NAME, PDF))
    (file,) = kept(app)

    assert send(as_(scene["stranger"]), scene, (NAME, PDF)).status_code == 404
    assert send(as_(scene["coordinator"]), scene, (NAME, PDF)).status_code == 403
    for noun in ("/deletion", "/return"):
        assert as_(scene["stranger"]).post(address(scene, file, noun)).status_code == 404
        assert as_(scene["coordinator"]).post(address(scene, file, noun)).status_code == 403
    assert as_(scene["stranger"]).get(address(scene, file)).status_code == 404
    foreign = f"/reports/{scene['foreign'].id}/files/{file.id}"
    assert as_(scene["stranger"]).get(foreign).status_code == 404


def test_an_infected_file_is_given_to_nobody_and_stops_the_report(app, as_, keep, scene):
    send(as_(scene["librarian"]), scene, (NAME, PDF))
    (file,) = kept(app)
    scan = Scan(key=file.key, verdict=Verdict.INFECTED, asked_at=make.MOMENT)
    keep(scan)
    with app.app_context():
        db.session.add(scan)
        told = VirusFound(subject=scan, actor=None, key=file.key, found="Eicar")
        action(emit)(told)

    assert as_(scene["librarian"]).get(address(scene, file)).status_code == 403
    page = as_(scene["librarian"]).get(f"/reports/{scene['report'].id}/submission").text
    assert "a virus was found" in page


def test_equal_files_of_two_schools_are_noted_and_not_refused(app, as_, scene):
    send(as_(scene["librarian"]), scene, (NAME, PDF))
    theirs = {"report": scene["foreign"], "campaign": scene["campaign"]}
    assert send(as_(scene["stranger"]), theirs, ("copy.pdf", PDF)).status_code == 303

    with app.app_context():
        twins = queries.twins(queries.report(scene["report"].id))
    assert list(twins.values()) == [[scene["foreign"].organisation.short_name]]

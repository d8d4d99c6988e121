"""Handing in: what is missing, the deed once, in time or late, the receipt, taking back."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest

from intranet.core import clock
from intranet.core.db import db
from intranet.reports.actions import handing
from intranet.reports.models import Report, Version
from intranet.reports.queries import reports as queries
from tests.support import files, make, school_reports

WHOLE = {"01": "8", "06": "5", "09": "3", "readers": "4", "loans": "9"}
#: The last second of 20 April in Tomsk (UTC+7), and the first of the 21st.
IN_TIME = datetime(2026, 4, 20, 16, 59, 59, tzinfo=UTC)
LATE = datetime(2026, 4, 20, 17, 0, 0, tzinfo=UTC)


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    return school_reports.scene(keep, slots=[make.slot("Regulation", endings="pdf")])


def fill(app, as_, scene, **cells):
    as_(scene["librarian"]).post(f"/reports/{scene['report'].id}/cells", WHOLE | cells)


def hand_in(browser, scene, seal=1, **more):
    path = f"/reports/{scene['report'].id}/submission"
    return browser.post(path, {"seal": seal, "operation": "one"} | more)


def now(app, report):
    with app.app_context():
        versions = db.session.scalars(db.select(Version).where(Version.report_id == report.id))
        return db.session.get(Report, report.id), list(versions)


def seal(app, scene):
    return now(app, scene["report"])[0].seal


def test_what_is_missing_is_a_link_to_its_field(app, as_, scene):
    report = scene["report"]
    browser = as_(scene["librarian"])
    browser.post(f"/reports/{report.id}/cells", {"06": "5", "09": "2"})

    page = browser.get(f"/reports/{report.id}/submission").text

    assert f'href="/reports/{report.id}#f-01"' in page
    assert 'id="hand-in"' not in page
    refused = hand_in(browser, scene, seal=seal(app, scene))
    assert refused.status_code == 422
    assert "The report is not complete yet" in refused.text


def test_a_soft_check_without_a_word_is_missing(app, as_, scene):
    fill(app, as_, scene, loans="1")
    page = as_(scene["librarian"]).get(f"/reports/{scene['report'].id}/submission").text
    assert "correct the figures or say why" in page


def test_it_is_handed_in_and_the_receipt_says_so(app, as_, scene):
    fill(app, as_, scene)
    report, browser = scene["report"], as_(scene["librarian"])
    data = {"slot": scene["campaign"].slots[0].id, "files": (BytesIO(files.pdf(2000)), "Отчёт.pdf")}
    browser.post(f"/reports/{report.id}/files", data, content_type="multipart/form-data")
    assert 'id="hand-in"' in browser.get(f"/reports/{report.id}/submission").text

    answer = hand_in(browser, scene, seal=seal(app, scene))

    assert answer.location == f"/reports/{report.id}/versions/1/receipt"
    (version,) = now(app, report)[1]
    page = browser.get(answer.location).text
    assert f"№ {report.id}-1" in page
    assert "Apr 10, 2026, 10:00 (UTC+07)" in page or "10 Apr 2026, 10:00 (UTC+07)" in page
    assert "in time" in page
    assert version.digest in page
    assert "Отчёт.pdf" in page
    assert scene["librarian"].name in page
    assert "handed in by the organisation itself" in page


def test_twice_is_once(app, as_, scene):
    fill(app, as_, scene)
    browser, mark = as_(scene["librarian"]), seal(app, scene)

    again = [hand_in(browser, scene, seal=mark), hand_in(browser, scene, seal=mark)]
    other_tab = hand_in(as_(scene["head"]), scene, seal=mark, operation="two")

    assert len(now(app, scene["report"])[1]) == 1
    assert {answer.location for answer in (*again, other_tab)} == {
        f"/reports/{scene['report'].id}/versions/1/receipt"
    }


@pytest.mark.parametrize(("moment", "words"), [(IN_TIME, "in time"), (LATE, "late")])
def test_the_day_ends_where_reports_are_collected(app, as_, scene, monkeypatch, moment, words):
    fill(app, as_, scene)
    monkeypatch.setattr(clock, "now", lambda: moment)

    answer = hand_in(as_(scene["librarian"]), scene, seal=seal(app, scene))

    page = as_(scene["librarian"]).get(answer.location).text
    assert f"<b>{words}</b>" in page


def test_what_was_handed_in_automatically_says_so(app, as_, scene, monkeypatch):
    fill(app, as_, scene)
    monkeypatch.setattr(clock, "now", lambda: LATE)
    with app.app_context():
        handing.hand_in_by_itself(queries.report(scene["report"].id))

    page = as_(scene["librarian"]).get(f"/reports/{scene['report'].id}/versions/1/receipt").text

    assert "handed in automatically" in page
    assert "<b>in time</b>" in page


def test_it_is_taken_back_before_review_only(app, as_, scene):
    fill(app, as_, scene)
    browser, report = as_(scene["librarian"]), scene["report"]
    hand_in(browser, scene, seal=seal(app, scene))
    path = f"/reports/{report.id}/withdrawal"
    assert browser.post(path, {"seal": 1}).status_code == 409, "decided on what is outdated"

    assert browser.post(path, {"seal": seal(app, scene)}).status_code == 303

    fresh, versions = now(app, report)
    assert fresh.state == "draft"
    assert len(versions) == 1, "the version stays in history"
    assert browser.post(path, {"seal": fresh.seal}).status_code == 422


def test_the_receipt_is_a_paper_with_the_same_bytes_each_time(app, as_, scene):
    fill(app, as_, scene, words="#strong[not markup] $x$")
    browser = as_(scene["librarian"])
    receipt = hand_in(browser, scene, seal=seal(app, scene)).location

    first, second = (browser.get(f"{receipt}.pdf") for _again in range(2))

    assert first.mimetype == "application/pdf"
    assert first.data == second.data
    text = pypdfium2.PdfDocument(first.data)[0].get_textpage().get_text_bounded()
    assert f"{scene['report'].id}-1" in text
    assert now(app, scene["report"])[1][0].digest[:20] in text
    assert f"http://localhost{receipt}" in text


def test_others_reach_what_they_may(app, as_, scene):
    fill(app, as_, scene)
    receipt = hand_in(as_(scene["librarian"]), scene, seal=seal(app, scene)).location

    for path in (receipt, f"{receipt}.pdf"):
        assert as_(scene["coordinator"]).get(path).status_code == 200
        assert as_(scene["stranger"]).get(path).status_code == 404
    assert as_(scene["librarian"]).get(receipt.replace("/1/", "/2/")).status_code == 404
    for noun in ("submission", "withdrawal"):
        path = f"/reports/{scene['report'].id}/{noun}"
        assert as_(scene["stranger"]).post(path).status_code == 404
        assert as_(scene["coordinator"]).post(path).status_code == 403


def test_lists_show_the_one_next_step(app, as_, scene):
    browser = as_(scene["librarian"])
    assert "Fill in" in browser.get("/").text
    fill(app, as_, scene)
    assert "Go on filling in" in browser.get("/reports/").text
    hand_in(browser, scene, seal=seal(app, scene))

    assert "See the receipt" in browser.get("/reports/").text
    assert "Asked of your organisation" not in browser.get("/").text, "nothing waits any more"
    assert "Fill in" in as_(scene["stranger"]).get("/").text
    assert "Fill in" not in as_(scene["coordinator"]).get("/").text

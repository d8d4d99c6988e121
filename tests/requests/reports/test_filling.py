"""Filling a report in: field by field and by sections, what is refused, what does not add up."""

import pytest
from sqlalchemy import select

from intranet.core import clock
from intranet.core.db import db
from intranet.reports.actions import reviewing
from intranet.reports.models import Campaign, Report
from intranet.reports.queries import reports as queries
from tests.support import make, school_reports

LAST = {"01": "8", "06": "5", "09": "3", "readers": "4", "loans": "9"}


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    return school_reports.scene(keep, before=LAST)


def kept(app, report):
    with app.app_context():
        fresh = db.session.get(Report, report.id, options=[db.undefer("*")])
        return fresh.draft, fresh.explanations, fresh.filled_count


def url(scene, noun):
    return f"/reports/{scene['report'].id}/{noun}"


def save(browser, scene, **more):
    return browser.post(url(scene, "cells"), more.pop("data", {}) | more)


def test_the_page_shows_what_is_asked_and_what_it_was(as_, scene):
    page = as_(scene["librarian"]).get(f"/reports/{scene['report'].id}").text

    assert 'name="01"' in page
    assert "was 8" in page
    assert "0 of 7" in page
    assert "10 days left" in page
    assert 'name="per_reader"' not in page, "what is reckoned is not typed"


def test_what_it_was_stays_while_the_last_report_is_open_again(app, as_, scene):
    with app.app_context():
        campaign = db.session.get(Campaign, scene["campaign"].id)
        earlier = db.session.scalars(select(Report).filter_by(campaign_id=campaign.previous_id))
        report = queries.report(earlier.one().id)
        reviewing.reopen(report, reason="a slip", seen=report.seal, by=scene["coordinator"])

    assert "was 8" in as_(scene["librarian"]).get(f"/reports/{scene['report'].id}").text


def test_a_section_that_asks_nothing_is_shown_to_nobody(keep, as_, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    empty = {"code": "first", "title": "Nothing in here"}
    form = make.FORM | {"sections": [empty, *make.FORM["sections"]]}
    scene = school_reports.scene(keep, form=form, slots=[])
    asked = f"/reports/campaigns/{scene['campaign'].id}"
    school = as_(scene["librarian"])
    assert "Nothing in here" not in school.get(f"/reports/{scene['report'].id}").text
    save(school, scene, data=LAST)
    seen = {"seal": 1, "operation": "one"}
    assert school.post(url(scene, "submission"), seen).status_code == 303
    desk = as_(scene["coordinator"])
    desk.post(url(scene, "acceptance"), {"seen": 2})
    for page in (url(scene, "review"), f"{asked}/summary", f"{asked}/form/trial"):
        shown = desk.get(page)
        assert (shown.status_code, "Nothing in here" in shown.text) == (200, False)
    assert "Nothing in here" in desk.get(f"{asked}/form").text


def test_one_field_comes_back_with_little_else(app, as_, scene):
    answer = save(
        as_(scene["librarian"], htmx=True), scene, readers="1 000", **{"seen:readers": ""}
    )

    assert answer.status_code == 200
    assert kept(app, scene["report"])[0] == {"readers": "1000"}
    assert 'id="note-readers"' in answer.text
    assert "saved" in answer.text
    assert 'id="filling-progress"' in answer.text
    assert 'name="01"' not in answer.text
    assert len(answer.data) <= 2048


def test_a_ratio_is_filled_in_by_the_system(as_, scene):
    browser = as_(scene["librarian"], htmx=True)
    save(browser, scene, readers="4")

    answer = save(browser, scene, loans="9")

    assert '<output id="cell-per_reader"' in answer.text.replace(' hx-swap-oob="morph"', "")
    assert "2.25" in answer.text


def test_a_section_is_saved_without_a_script(app, as_, scene):
    answer = save(
        as_(scene["head"]), scene, data={"section": "stock", "01": "5", "06": "3", "09": ""}
    )

    assert answer.status_code == 303
    assert answer.location.endswith("#section-stock")
    assert kept(app, scene["report"])[0] == {"01": "5", "06": "3"}


@pytest.mark.parametrize(
    ("cell", "typed", "words"),
    [
        ("01", "many", "Type a number in figures"),
        ("01", "1.5", "Type a whole number"),
        ("readers", "-1", "cannot be less than 0"),
    ],
)
def test_a_bad_value_is_said_in_words_beside_its_field(app, as_, scene, cell, typed, words):
    answer = save(as_(scene["librarian"], htmx=True), scene, **{cell: typed})

    assert answer.status_code == 422
    assert words in answer.text
    assert f'id="note-{cell}"' in answer.text
    assert kept(app, scene["report"])[0] == {}


def test_a_bad_value_keeps_the_rest_of_its_section(app, as_, scene):
    answer = save(
        as_(scene["librarian"]), scene, data={"section": "stock", "01": "5", "06": "three"}
    )

    assert answer.status_code == 422
    assert kept(app, scene["report"])[0] == {"01": "5"}
    assert 'value="three"' in answer.text, "what was typed is still there"
    assert 'aria-invalid="true"' in answer.text


def test_two_windows_meet_and_both_values_are_shown(app, as_, scene):
    browser = as_(scene["librarian"], htmx=True)
    save(as_(scene["head"]), scene, **{"01": "7", "seen:01": ""})

    answer = save(browser, scene, **{"01": "9", "seen:01": ""})

    assert answer.status_code == 409
    assert "“7” was written here in another window; you wrote “9”" in answer.text
    assert kept(app, scene["report"])[0] == {"01": "7"}
    assert 'name="seen:01" value="7"' in answer.text

    assert save(browser, scene, **{"01": "9", "seen:01": "7"}).status_code == 200
    assert kept(app, scene["report"])[0] == {"01": "9"}


def test_two_windows_without_a_script_lose_nothing_either(app, as_, scene):
    save(as_(scene["head"]), scene, **{"01": "7", "seen:01": ""})

    whole = {"section": "stock", "01": "9", "seen:01": "", "06": "3", "seen:06": ""}
    answer = save(as_(scene["librarian"]), scene, data=whole)

    assert answer.status_code == 409
    assert 'value="9"' in answer.text
    assert 'value="3"' in answer.text
    assert kept(app, scene["report"])[0] == {"01": "7"}


def test_what_was_not_touched_in_a_section_is_no_conflict(app, as_, scene):
    save(as_(scene["head"]), scene, **{"01": "7", "seen:01": ""})

    whole = {"section": "stock", "01": "", "seen:01": "", "06": "3", "seen:06": ""}

    assert save(as_(scene["librarian"]), scene, data=whole).status_code == 303
    assert kept(app, scene["report"])[0] == {"01": "7", "06": "3"}


def test_the_same_request_again_changes_nothing(app, as_, scene):
    browser = as_(scene["librarian"], htmx=True)
    for _again in range(2):
        assert save(browser, scene, **{"01": "5", "seen:01": ""}).status_code == 200
    assert kept(app, scene["report"])[0] == {"01": "5"}


def test_unchanged_takes_the_last_values_into_what_is_empty(app, as_, scene):
    browser = as_(scene["librarian"])
    save(browser, scene, **{"01": "9"})

    answer = browser.post(url(scene, "unchanged"), {"section": "stock"})

    assert answer.status_code == 303
    assert kept(app, scene["report"])[0] == {"01": "9", "06": "5", "09": "3"}
    assert browser.post(url(scene, "unchanged"), {"section": "no-such"}).status_code == 404


def test_unchanged_comes_back_as_the_section(as_, scene):
    answer = as_(scene["librarian"], htmx=True).post(url(scene, "unchanged"), {"section": "work"})

    assert answer.text.lstrip().startswith('<section id="section-work"')
    assert "2 values were taken" in answer.text


def test_a_hard_check_is_told_as_soon_as_it_fails(as_, scene):
    browser = as_(scene["librarian"], htmx=True)
    for cell, text in {"01": "8", "06": "5"}.items():
        save(browser, scene, **{cell: text})

    answer = save(browser, scene, **{"09": "2"})

    assert "check not passed: 01 ≠ 06 + 09 (7)" in answer.text
    assert 'name="check"' not in answer.text, "a hard one cannot be explained away"
    assert "check not passed" not in save(browser, scene, **{"09": "3", "seen:09": "2"}).text


def test_a_soft_check_asks_why(app, as_, scene):
    browser = as_(scene["librarian"], htmx=True)
    save(browser, scene, readers="9")
    asked = save(browser, scene, loans="4").text
    assert 'name="check" value="busy"' in asked

    told = browser.post(url(scene, "explanations"), {"check": "busy", "text": "We were closed"})

    assert told.status_code == 200
    assert "explained" in told.text
    assert kept(app, scene["report"])[1] == {"busy": "We were closed"}
    other = browser.post(url(scene, "explanations"), {"check": "whole", "text": "so"})
    assert other.status_code == 404, "only what fails, and softly"


def test_a_remark_is_ticked(app, as_, keep, scene):
    report = scene["report"]
    school_reports.returned(keep, report, "01")
    page = as_(scene["librarian"]).get(f"/reports/{report.id}").text
    assert "returned for correction" in page
    assert "Check this figure" in page

    path = url(scene, f"remarks/{report.remarks[0].id}")
    ticked = as_(scene["librarian"], htmx=True).post(path, {"done": "1"})

    assert 'aria-pressed="true"' in ticked.text
    assert as_(scene["librarian"]).post(path, {"done": "0"}).status_code == 303
    assert as_(scene["librarian"]).post(url(scene, "remarks/99999")).status_code == 404


@pytest.mark.parametrize("noun", ["cells", "unchanged", "explanations", "remarks/1"])
def test_another_school_sees_nothing_and_the_district_writes_nothing(as_, scene, noun):
    assert as_(scene["stranger"]).post(url(scene, noun), {"01": "1"}).status_code == 404
    assert as_(scene["coordinator"]).post(url(scene, noun), {"01": "1"}).status_code == 403
    assert as_(None).post(url(scene, noun)).status_code == 303


def test_what_is_handed_in_is_read_and_not_written(app, as_, keep, scene):
    scene["report"].state = "handed_in"
    keep(scene["report"])

    page = as_(scene["librarian"]).get(f"/reports/{scene['report'].id}").text

    assert 'name="01"' not in page
    assert save(as_(scene["librarian"]), scene, **{"01": "1"}).status_code == 422
    assert kept(app, scene["report"])[0] == {}


def test_the_page_asks_the_database_little(as_, scene, queries):
    browser = as_(scene["librarian"])
    with queries(16):
        browser.get(f"/reports/{scene['report'].id}")

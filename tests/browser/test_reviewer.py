"""A reviewer's sitting: the matrix by keyboard, a return, what changed, acceptance; axe."""

import pytest
from playwright.sync_api import expect

from intranet.core import clock
from intranet.reports.actions import drafts, handing
from intranet.reports.queries import reports as queries
from tests.browser.test_access import look_at
from tests.support import make, school_reports

BEFORE = {"01": "10", "06": "6", "09": "4", "readers": "4", "loans": "9"}
WHOLE = {"01": "8", "06": "5", "09": "3", "readers": "4", "loans": "6"}


@pytest.fixture
def scene(app, keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    scene = school_reports.scene(keep, before=BEFORE, slots=[make.slot("Scan")])
    for name in ("report", "foreign"):
        hand_in(app, scene, name, **WHOLE)
    return scene


def hand_in(app, scene, name, **cells):
    with app.app_context():
        report = queries.report(scene[name].id)
        drafts.save(report, cells, by=scene["librarian"])
        handing.hand_in(report, seen=report.seal, by=scene["librarian"])


def cell(page, scene, name="report"):
    return page.locator(f'td a[href="{scene[name].id}/review"]')


def test_a_sitting_by_keyboard(app, visit, scene):
    page = visit("/reports/", as_=scene["coordinator"], reduced_motion="reduce")
    cell(page, scene).focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, scene, "foreign")).to_be_focused()
    page.keyboard.press("KeyN")
    expect(cell(page, scene)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#desk-deeds")).to_contain_text("In review")  # taken in hand by itself
    row = page.get_by_role("row", name="Loans", exact=False).first
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.locator("textarea")).to_be_focused()
    page.keyboard.type("Count the loans again")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-deeds")).to_contain_text("Returned")
    expect(page.locator("#desk-remarks")).to_contain_text("Count the loans again")

    hand_in(app, scene, "report", loans="7")
    page.goto(page.url.partition("/reports/")[0] + "/reports/")
    expect(cell(page, scene)).to_contain_text("changed since it was seen")
    cell(page, scene).click()
    page.get_by_role("link", name="What has changed").click()
    changed = page.get_by_role("row", name="Loans", exact=False).first
    expect(changed).to_contain_text("6")
    expect(changed).to_contain_text("7")
    page.go_back()

    expect(page.locator("#desk-begin")).to_have_count(0)  # the seal is of now
    page.keyboard.press("KeyA")
    expect(page.locator("#confirm")).to_contain_text("Accept version 2?")
    page.get_by_role("button", name="Accept", exact=True).last.click()
    expect(page.locator("#desk-deeds")).to_contain_text("Accepted")
    page.keyboard.press("KeyN")
    expect(page.get_by_role("heading", level=1)).to_have_text(str(scene["foreign"].organisation))


def test_ready_phrases_go_where_one_wrote_last(visit, scene):
    page = visit(f"/reports/{scene['report'].id}/review", as_=scene["coordinator"])
    page.keyboard.press("KeyR")
    expect(page.locator("#return-whole")).to_be_focused()
    page.get_by_role("button", name="Fill this in", exact=False).click()
    expect(page.locator("#return-whole")).to_have_value("Fill this in: if there is none, write 0.")


def test_the_same_without_a_script(visit, scene):
    page = visit(
        f"/reports/{scene['report'].id}/review",
        as_=scene["coordinator"],
        java_script_enabled=False,
    )
    page.get_by_role("button", name="Take in hand").click()
    expect(page.locator("#desk-deeds")).to_contain_text("In review")
    page.get_by_role("button", name="Return for correction").click()
    expect(page.locator("#return-refused")).to_contain_text("Say what has to be corrected.")
    page.locator("#return-whole").fill("Too late")
    page.get_by_role("button", name="Return for correction").click()
    expect(page.locator("#desk-deeds")).to_contain_text("Returned")


def test_on_a_phone_rows_are_cards_with_labels(visit, scene):
    page = visit("/reports/", as_=scene["coordinator"], viewport={"width": 390, "height": 800})
    label = cell(page, scene).locator("xpath=..")
    expect(label).to_have_attribute("data-l", "Report on the Model, April 2026, by 20 Apr 2026")


@pytest.mark.parametrize("path", ["", "/review", "/comparison"])
def test_nothing_stands_in_a_reviewers_way(app, visit, scene, path):
    with app.app_context():
        report = queries.report(scene["report"].id)
        handing.take_back(report, seen=report.seal, by=scene["librarian"])
    hand_in(app, scene, "report", loans="9")
    here = f"/reports/{scene['report'].id}{path}" if path else "/reports/"
    page = visit(here, as_=scene["coordinator"], bypass_csp=True, reduced_motion="reduce")
    assert not look_at(page, here)

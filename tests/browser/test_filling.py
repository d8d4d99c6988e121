"""A school's report in a browser: filled in, corrected, handed in; over a broken line; for all."""

import re

import pytest
from playwright.sync_api import expect

from intranet.core import clock
from tests.browser.test_access import look_at
from tests.support import files, make, school_reports

LAST = {"01": "8", "06": "5", "09": "3", "readers": "4", "loans": "9"}


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    slots = [make.slot("Regulation", endings="pdf", is_required=True)]
    return school_reports.scene(keep, before=LAST, slots=slots)


def write(page, cell, text):
    field = page.locator(f'[name="{cell}"]')
    field.fill(text)
    field.press("Tab")


def saved(page, cell):
    return expect(page.locator(f"#note-{cell}")).to_contain_text("saved")


PDF = {"name": "Положение.pdf", "mimeType": "application/pdf", "buffer": files.pdf(5000)}


def test_from_the_first_field_to_the_receipt(visit, scene):
    page = visit("/", as_=scene["librarian"], reduced_motion="reduce")
    page.get_by_role("link", name=re.compile("^Fill in")).click()
    for cell, text in {"01": "8", "06": "5", "09": "2"}.items():
        write(page, cell, text)
        saved(page, cell)
    failed = page.locator("#checks-01")
    expect(failed).to_contain_text("check not passed: 01 ≠ 06 + 09 (7)")
    write(page, "09", "3")
    expect(failed).not_to_contain_text("check not passed")
    page.locator("#unchanged-work").click()
    expect(page.locator("#cell-per_reader")).to_have_text("2.25")

    page.locator("input[type=file]").set_input_files(PDF)
    expect(page.get_by_role("link", name="Положение.pdf")).to_be_visible()
    page.get_by_role("link", name="Check and hand in").click()
    page.get_by_role("button", name="Hand in the report").click()

    expect(page.get_by_role("heading", name="The report is handed in")).to_be_visible()
    expect(page.locator("#receipt")).to_contain_text("in time")
    page.get_by_role("button", name="Take back and correct").click()
    expect(page.locator('[name="01"]')).to_have_value("8")


def test_the_same_without_a_script(visit, scene):
    page = visit(f"/reports/{scene['report'].id}", as_=scene["head"], java_script_enabled=False)
    stock = page.locator("#section-stock")
    for cell, text in {"01": "8", "06": "5", "09": "2"}.items():
        page.locator(f'[name="{cell}"]').fill(text)
    page.locator('[name="readers"]').fill("4")
    stock.get_by_role("button", name="Save").click()
    expect(page.locator('[name="readers"]')).to_have_value("4")
    expect(page.locator("#checks-01")).to_contain_text("01 ≠ 06 + 09 (7)")
    page.locator('[name="09"]').fill("3")
    stock.get_by_role("button", name="Save").click()
    expect(page.locator("#checks-01")).not_to_contain_text("≠")
    page.locator("#section-work").get_by_role("button", name="Unchanged").click()
    page.locator("input[type=file]").set_input_files(PDF)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("link", name="Положение.pdf")).to_be_visible()
    page.get_by_role("link", name="Check and hand in").click()
    page.get_by_role("button", name="Hand in the report").click()
    expect(page.get_by_role("heading", name="The report is handed in")).to_be_visible()


def test_a_broken_line_loses_nothing_and_the_page_says_so(visit, scene):
    page = visit(f"/reports/{scene['report'].id}", as_=scene["librarian"])
    page.on("dialog", lambda dialog: dialog.accept())
    write(page, "01", "8")
    saved(page, "01")

    page.context.set_offline(True)
    write(page, "06", "5")
    write(page, "09", "3")
    expect(page.locator(".filling__unsent")).to_contain_text("Fields not saved: 2")
    expect(page.locator("#row-06")).to_contain_text("not saved: no connection")
    expect(page.locator('[name="06"]')).to_have_value("5")

    page.context.set_offline(False)
    saved(page, "06")
    saved(page, "09")
    expect(page.locator(".filling__unsent")).to_be_hidden()
    page.reload()
    expect(page.locator('[name="09"]')).to_have_value("3")


def test_what_is_typed_before_the_script_has_come_is_saved_too(visit, scene):
    page = visit("/", as_=scene["librarian"])
    held = []
    page.route("**/report-form*.js", lambda route: held.append(route))
    with page.expect_request("**/report-form*.js"):
        page.goto(f"{page.url}reports/{scene['report'].id}", wait_until="commit")
    write(page, "01", "8")

    held[0].continue_()

    saved(page, "01")


def test_two_windows_meet_and_one_chooses(visit, scene):
    first, second = (
        visit(f"/reports/{scene['report'].id}", as_=scene[who]) for who in ("librarian", "head")
    )
    write(first, "01", "7")
    saved(first, "01")

    write(second, "01", "9")
    expect(second.locator("#note-01")).to_contain_text("“7” was written here in another window")
    second.get_by_role("button", name="Write mine").click()

    saved(second, "01")
    second.reload()
    expect(second.locator('[name="01"]')).to_have_value("9")


def test_nothing_stands_in_a_librarians_way(visit, keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    scene = school_reports.school_library(keep, before={"01.end": "8029"})
    scene["report"].draft = {"01.end": "8175", "users": "1"}
    keep(scene["report"], make.version(scene["report"]))
    here = f"/reports/{scene['report'].id}"
    for path in (here, f"{here}/submission", f"{here}/versions/1/receipt", "/reports/"):
        page = visit(path, as_=scene["librarian"], bypass_csp=True, reduced_motion="reduce")
        assert not look_at(page, path)

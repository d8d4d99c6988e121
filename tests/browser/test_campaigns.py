"""From a card of the road map to a campaign that schools see: by mouse, and without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from intranet.core import clock
from intranet.people.models import Kind, RoleKind
from tests.support import make

LONG = "МБОУ «Средняя общеобразовательная школа с углублённым изучением отдельных предметов № 12»"


@pytest.fixture
def scene(keep):
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    district = make.organisation("УООиП Каргасокского района", parent=department)
    school = make.organisation("Школа № 12", parent=district, kind=Kind.SCHOOL, name=LONG)
    coordinator = make.person(at=district)
    librarian = make.person(RoleKind.LIBRARIAN, at=school)
    board = make.board(district)
    today = clock.today(district.time_zone)
    card = make.card(board, "Results", number="7.1", due_on=today + timedelta(60))
    keep(department, district, school, coordinator, librarian, board, card)
    return coordinator, librarian, card


def test_from_the_card_to_a_report_that_a_school_sees(visit, scene):
    coordinator, librarian, card = scene
    page = visit(f"/roadmap/cards/{card.id}", as_=coordinator)
    page.locator(".page-head summary").click()
    page.get_by_role("link", name="Ask for reports").click()
    page.get_by_role("button", name="Prepare the campaign").click()
    page.get_by_role("link", name="Figures").click()
    page.get_by_text("The report of a school library").click()
    page.get_by_role("button", name="Begin the form").click()

    page.get_by_role("link", name="Add a check").click()
    window = page.get_by_role("dialog", name="New check")
    window.get_by_label("Title").fill("Seats")
    window.get_by_label("What must be so").fill("seats <= users +")
    window.get_by_role("button", name="Save").click()
    expect(window.locator(".field__error")).to_contain_text("Position 17")
    window.get_by_label("What must be so").fill("seats <= users")
    window.get_by_role("button", name="Save").click()
    expect(page.locator("#checks")).to_contain_text("≤ “Пользователи (читатели) библиотеки, всего”")
    expect(window).to_be_hidden()

    page.get_by_role("button", name="Remove: Seats").click()
    expect(page.locator("#checks")).not_to_contain_text("Seats")
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.locator("#checks")).to_contain_text("Seats")

    page.get_by_role("link", name="Back to the campaign").click()
    page.get_by_role("link", name="Open the campaign…").click()
    expect(page.get_by_text("1 person is told in the tray")).to_be_visible()
    page.get_by_role("button", name="Open the campaign").click()
    expect(page.get_by_text("0 of 1")).to_be_visible()
    url = page.url

    theirs = visit("/reports/", as_=librarian)
    theirs.get_by_role("link", name="Results").first.click()
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("Results")

    page.goto(url)
    page.locator("td summary").click()
    page.get_by_role("link", name="Give more time…").click()
    window = page.get_by_role("dialog", name="Give more time")
    window.get_by_label("Reason").fill("Flood")
    window.get_by_role("button", name="Give more time").click()
    expect(page.locator("td").get_by_text("Flood")).to_be_visible()


def test_without_javascript(visit, scene):
    coordinator, librarian, card = scene
    page = visit(
        f"/reports/campaigns/new?card={card.id}", as_=coordinator, java_script_enabled=False
    )
    page.get_by_role("button", name="Prepare the campaign").click()
    page.get_by_role("link", name="Figures").click()
    page.get_by_label("An empty form").check()
    page.get_by_role("button", name="Begin the form").click()
    for title in ("Readers", "Loans"):
        page.get_by_role("link", name="Add an indicator").click()
        page.get_by_label("Title").fill(title)
        page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Up: Loans").click()
    expect(page.locator(".builder__code")).to_have_text(["loans", "readers"])
    page.get_by_role("link", name="Back to the campaign").click()
    page.get_by_role("link", name="Who reports").click()
    page.get_by_role("button", name="Untick all that are shown").click()
    expect(page.get_by_text("0 of 1 are going to be asked")).to_be_visible()
    page.get_by_label("Школа № 12").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Open the campaign…").click()
    page.get_by_role("button", name="Open the campaign").click()
    expect(page.get_by_text("0 of 1")).to_be_visible()
    theirs = visit("/reports/", as_=librarian, java_script_enabled=False)
    expect(theirs.get_by_role("link", name="Results").first).to_be_visible()

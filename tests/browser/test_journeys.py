"""The main job, from the document to the board: with a mouse, by keyboard, without JavaScript."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from intranet.people.models import Kind, RoleKind
from tests.support import make
from tests.support.hand import drag, ready

ROADMAP = Path("intranet/demo_data/kargasok-roadmap.txt").read_text(encoding="utf-8")


@pytest.fixture
def coordinator(keep):
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    keep(department, make.organisation("ТОИПКРО", parent=department, kind=Kind.INSTITUTE))
    district = make.organisation("УООиП Каргасокского района", parent=department)
    return keep(make.person(at=district))


def paste(page, text: str) -> None:
    """What Ctrl+V does with plain text."""
    page.evaluate(
        """text => {
          const field = document.activeElement
          const data = new DataTransfer()
          data.setData("text/plain", text)
          const how = {clipboardData: data, bubbles: true, cancelable: true}
          const event = new ClipboardEvent("paste", how)
          if (field.dispatchEvent(event)) field.value = text
        }""",
        text,
    )


def test_from_the_document_to_a_moved_card_in_at_most_six_clicks(visit, coordinator):
    page = visit("/", as_=coordinator)
    clicks = []

    def click(what):
        what.click()
        clicks.append(what)

    click(page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Road map"))
    click(page.get_by_role("main").get_by_role("link", name="Bring a road map").first)
    page.locator("textarea[name=text]").focus()
    paste(page, ROADMAP)
    click(page.get_by_role("button", name="Read the plan"))
    expect(page.get_by_text("Numbers missing in the document: 3, 4")).to_be_visible()
    click(page.get_by_role("button", name="Confirm and open the board"))

    expect(page.locator(".bcard")).to_have_count(6)
    assert len(clicks) <= 6

    card = page.locator(".bcard").first
    target = page.get_by_role("region", name="In progress").locator("ul")
    drag(page, card, target)
    expect(page.get_by_role("status").first).to_contain_text("Организация конкурсных")
    page.reload()
    expect(target.locator(".bcard")).to_contain_text("Организация конкурсных")


def test_the_same_by_keyboard_alone(visit, coordinator):
    page = visit("/roadmap/imports/new", as_=coordinator)
    page.locator("textarea[name=text]").focus()
    paste(page, ROADMAP)
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/imports/\d+$"))
    confirm = page.get_by_role("button", name="Confirm and open the board")
    confirm.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bcard")).to_have_count(6)

    ready(page)
    handle = page.locator(".bcard__handle").first
    handle.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")

    target = page.get_by_role("region", name="In progress")
    expect(target.locator(".bcard")).to_have_count(1)
    expect(page.get_by_role("status").first).to_contain_text("In progress")
    page.reload()
    expect(target.locator(".bcard")).to_have_count(1)


def test_the_same_without_javascript(visit, coordinator):
    page = visit("/roadmap/imports/new", as_=coordinator, java_script_enabled=False)
    page.locator("textarea[name=text]").fill(ROADMAP)
    page.get_by_role("button", name="Read the plan").click()
    page.get_by_role("button", name="Confirm and open the board").click()
    expect(page.locator(".bcard")).to_have_count(6)
    board = page.url

    page.locator(".bcard__title").first.click()
    page.get_by_role("link", name="Move…").click()
    page.get_by_label("Column").select_option(label="In progress")
    page.get_by_role("button", name="Move", exact=True).click()
    page.goto(board)

    expect(page.get_by_role("region", name="In progress").locator(".bcard")).to_have_count(1)


def test_two_people_at_once_end_with_the_same_order(visit, keep, coordinator):
    board = make.board(coordinator.organisation, cards=("А", "Б", "В", "Г"))
    colleague = make.person(at=coordinator.organisation)
    keep(board, *board.made_cards, colleague)
    pages = [visit(f"/roadmap/boards/{board.id}", as_=who) for who in (coordinator, colleague)]

    for page, title, key in ((pages[0], "А", "ArrowDown"), (pages[1], "Г", "ArrowUp")):
        handle = page.locator(".bcard", has_text=title).locator(".bcard__handle")
        handle.focus()
        page.keyboard.press("Space")
        page.keyboard.press(key)
        page.keyboard.press("Space")
        expect(page.get_by_role("status").first).to_contain_text(f"“{title}”")

    titles = visit(f"/roadmap/boards/{board.id}", as_=colleague).locator(".bcard__title")
    order = titles.all_inner_texts()
    assert sorted(order) == ["А", "Б", "В", "Г"]
    for page in pages:
        page.mouse.move(5, 5)
        expect(page.locator(".bcard__title")).to_have_text(order)


@pytest.mark.parametrize("path", ["/roadmap/imports/new", "/people/imports/new/people"])
def test_a_file_too_large_is_refused_before_it_travels(visit, keep, tmp_path, path):
    person = keep(make.person(RoleKind.ADMINISTRATOR, at=make.organisation("УООиП")))
    page = visit(path, as_=person)
    large, small = tmp_path / "large.xlsx", tmp_path / "small.xlsx"
    large.write_bytes(b"")
    os.truncate(large, 26 * 1024 * 1024)
    small.write_bytes(b"x")
    field, sent = page.locator("input[type=file]"), []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)

    field.set_input_files(large)
    expect(page.locator("[data-large]")).to_contain_text("larger than 25 MB")
    page.locator("form:has(input[type=file]) button.button--primary").click()

    assert page.evaluate("document.querySelector('input[type=file]').validity.customError")
    assert not sent
    field.set_input_files(small)
    expect(page.locator("[data-large]")).to_be_empty()
    assert page.evaluate("document.querySelector('input[type=file]').validity.valid")

"""What every page does in a browser: keys, windows, menus, complaints."""

import re

import pytest
from playwright.sync_api import expect

from intranet.roadmap.models import Check
from tests.browser.conftest import cookie
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    board = make.board(district, cards=("Аналитика",))
    coordinator = make.person(at=district)
    keep(board, *board.made_cards, coordinator)
    return board, coordinator


def test_keys_open_the_list_of_keys_the_search_and_the_board(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}/table", as_=coordinator)

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("/")
    expect(page.locator('[data-shortcut="/"]').first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile(r":\d+/$"))


def test_keys_walk_through_a_list_and_open_what_is_to_be_changed(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}/table", as_=coordinator)
    links = page.locator("main tbody tr").get_by_role("link")

    page.keyboard.press("j")
    expect(links.first).to_be_focused()
    page.keyboard.press("k")  # there is none before it
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/roadmap/cards/"))
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile("/roadmap/cards/[0-9]+/edit$"))


def test_keys_lead_to_the_reports(visit, scene):
    page = visit("/", as_=scene[1])
    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/reports/$"))


def test_a_menu_closes_by_escape_and_keeps_the_focus(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    head = page.locator("details.menu > summary").first

    head.press("Enter")
    expect(page.locator("details.menu[open]")).to_have_count(1)
    page.keyboard.press("Escape")

    expect(page.locator("details.menu[open]")).to_have_count(0)
    expect(head).to_be_focused()


def test_a_line_that_breaks_is_told_and_the_card_goes_back(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    page.route("**/moves*", lambda route: route.fulfill(status=403, body="no"))
    handle = page.locator(".bcard__handle").first

    handle.focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)

    toast = page.get_by_role("alert").filter(has_text="may not do this")
    expect(toast).to_be_visible()
    expect(page.get_by_role("region", name="planned").locator(".bcard")).to_have_count(1)
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)


def test_a_window_closed_by_escape_keeps_what_was_typed_until_it_is_sent(visit, keep, scene):
    board, coordinator = scene
    card = board.made_cards[0]
    keep(Check(card_id=card.id, text="Сверка", position=0))
    page = visit(f"/roadmap/cards/{card.id}", as_=coordinator)
    opener = page.get_by_role("link", name="Edit the point")
    text = page.get_by_role("dialog").get_by_role("textbox")

    opener.click()
    text.fill("Сверка учебников")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    opener.click()
    expect(text).to_have_value("Сверка учебников")
    text.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    opener.click()
    expect(text).to_have_value("Сверка учебников")
    page.keyboard.press("Escape")
    expect(page.locator("#window-body > *")).to_have_count(0)


def test_a_title_without_a_space_in_it_does_not_widen_the_search_on_a_phone(visit, keep, scene):
    board, coordinator = scene
    keep(make.card(board, "Сводинформационнобиблиотечныхцентров" * 3))
    page = visit("/search?q=Свод", as_=coordinator)
    page.set_viewport_size({"width": 390, "height": 800})

    expect(page.locator("main").get_by_role("link").first).to_be_visible()
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


def test_without_a_script_nothing_is_lost_when_the_session_has_ended(visit, app, site, scene):
    _board, coordinator = scene
    page = visit("/profile/data", as_=coordinator, java_script_enabled=False)
    page.get_by_label("Post").fill("Методист")
    page.context.clear_cookies()

    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Send again").click()  # the token is new, nobody is signed in
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.context.add_cookies([cookie(app, coordinator, site)])  # as signing in elsewhere does
    page.get_by_role("button", name="Send again").click()
    page.get_by_role("button", name="Send again").click()  # the first one bore a stranger's token

    expect(page).to_have_url(re.compile("/profile$"))
    expect(page.locator("main")).to_contain_text("Методист")

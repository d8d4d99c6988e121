"""The bell: a mention shows by itself, opening it marks it; without a script it is a link."""

import re

import pytest
from playwright.sync_api import expect

from tests.support import make
from tests.support.browser import Browser


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    board = make.board(district, cards=("Подведение итогов",))
    me = make.person(at=district, name="Иванова Анна", login="anna")
    other = make.person(at=district, name="Петров Иван")
    keep(board, *board.made_cards, me, other)
    return me, other, board.made_cards[0]


def mention(app, other, card, text="@anna, посмотрите"):
    said = Browser(app, other).post(f"/comments/roadmap_card/{card.id}", {"text": text})
    assert said.status_code == 303


def wake(page):
    """As when the person comes back to the tab: the pulse is asked at once."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_mention_shows_on_the_bell_and_is_read_by_opening_it(app, visit, scene):
    me, other, card = scene
    page = visit("/profile", as_=me)
    bell = page.locator("#bell")
    expect(bell).to_have_accessible_name("Notices, all read")

    mention(app, other, card)
    wake(page)
    expect(bell).to_have_accessible_name("1 unread notice")

    bell.click()
    window = page.get_by_role("dialog", name="Notices")
    window.get_by_role("link", name=re.compile("Петров Иван mentioned you")).click()
    expect(page).to_have_url(re.compile(rf"/roadmap/cards/{card.id}$"))
    expect(page.locator("#bell")).to_have_accessible_name("Notices, all read")


def test_the_pulse_brings_it_within_half_a_minute_without_anybody_doing_anything(app, visit, scene):
    me, other, card = scene
    page = visit("/profile", as_=me)
    mention(app, other, card)
    expect(page.locator("#bell")).to_have_accessible_name("1 unread notice")


def test_marked_in_the_window_the_bell_knows_and_the_window_closes_by_a_press_beside_it(
    app, visit, scene
):
    me, other, card = scene
    mention(app, other, card)
    page = visit("/people", as_=me)
    page.locator("#bell").click()
    window = page.get_by_role("dialog", name="Notices")

    window.get_by_role("button", name=re.compile("Mark as read: ")).click()
    expect(page.locator("#bell")).to_have_attribute("aria-label", "Notices, all read")
    expect(window.locator(".notices__item--new")).to_have_count(0)
    expect(window).to_be_visible()

    page.mouse.click(200, 500)
    expect(window).to_be_hidden()
    expect(page.locator("#bell")).to_be_focused()


def test_my_day_shows_it_by_itself_and_all_are_marked_there(app, visit, scene):
    me, other, card = scene
    page = visit("/", as_=me)
    mention(app, other, card)
    wake(page)

    news = page.locator("#news")
    expect(news.locator(".notices__item--new")).to_have_count(1)
    news.get_by_role("button", name="Mark all as read").click()
    expect(news.locator(".notices__item--new")).to_have_count(0)
    expect(page.locator("#bell")).to_have_accessible_name("Notices, all read")


def test_by_keyboard_alone(app, visit, scene):
    me, other, card = scene
    mention(app, other, card)
    page = visit("/profile", as_=me)
    page.locator("#bell").focus()
    page.keyboard.press("Enter")
    window = page.get_by_role("dialog", name="Notices")
    expect(window).to_be_visible()
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(page.locator("#bell")).to_be_focused()


def test_without_javascript(app, visit, scene):
    me, other, card = scene
    mention(app, other, card)
    mention(app, other, card, "ещё раз: @anna")
    page = visit("/profile", as_=me, java_script_enabled=False)

    page.get_by_role("link", name="2 unread notices").click()
    expect(page).to_have_url(re.compile(r"/notices$"))
    expect(page.get_by_text("1 more about this")).to_be_visible()
    page.get_by_role("link", name="unread", exact=True).click()
    page.get_by_role("button", name="Mark all as read").click()

    expect(page).to_have_url(re.compile(r"/notices\?show=unread$"))
    expect(page.get_by_text("Everything is read.")).to_be_visible()
    expect(page.get_by_role("link", name="Notices, all read")).to_be_visible()

"""The board in a browser: by mouse, by keyboard, refused, undone, seen by another person."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, Response, expect

from intranet.people.models import RoleKind
from intranet.roadmap.models import Stage
from tests.support import make
from tests.support.hand import drag, flick


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    board = make.board(district, cards=("Аналитика", "Библиотеки", "Выставки"))
    coordinator = make.person(at=district)
    keep(board, *board.made_cards, coordinator)
    return board, coordinator


def column(page: Page, board, stage: Stage):
    return page.locator(f"#roadmap_column-{board.column_of(stage).id}")


def news(answer: Response) -> bool:
    """The answer by which an open board learns that something changed."""
    return "/changes" in answer.url and answer.status == 200


def card(page: Page, board, place: int):
    return page.locator(f"#roadmap_card-{board.made_cards[place].id}")


def test_a_dragged_card_stays_where_it_was_dropped_after_a_reload(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)

    drag(page, card(page, board, 0), column(page, board, Stage.WORKING).locator("ul"))
    expect(page.get_by_role("status").first).to_contain_text("Аналитика")
    page.reload()

    expect(column(page, board, Stage.WORKING).locator(".bcard")).to_contain_text("Аналитика")
    expect(column(page, board, Stage.WORKING).locator(".counter")).to_have_text("1")
    expect(column(page, board, Stage.PLANNED).locator(".counter")).to_have_text("2")


def test_space_lifts_arrows_move_space_drops(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    handle = card(page, board, 2).locator(".bcard__handle")
    voice = page.locator("#board-voice")

    handle.focus()
    page.keyboard.press("Space")
    expect(voice).to_contain_text("place 3 of 3")
    page.keyboard.press("ArrowUp")
    expect(voice).to_contain_text("place 2 of 3")
    page.keyboard.press("ArrowRight")
    expect(voice).to_contain_text("working")
    page.keyboard.press("Space")

    expect(page.get_by_role("status").first).to_contain_text("Выставки")
    expect(handle).to_be_focused()
    page.reload()
    expect(column(page, board, Stage.WORKING).locator(".bcard")).to_contain_text("Выставки")


def test_the_voice_tells_cards_of_one_row_apart_by_number_and_term(visit, keep, scene):
    board, coordinator = scene
    made = make.card(
        board, "Итоги", number="7.1", key="month-10", span="month", due_on=date(2026, 10, 31)
    )
    keep(made)
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    handle = page.locator(f"#roadmap_card-{made.id} .bcard__handle")

    expect(handle).to_have_accessible_name(re.compile(r"7\.1.*October 2026.*Итоги"))
    handle.focus()
    page.keyboard.press("Space")

    expect(page.locator("#board-voice")).to_contain_text(re.compile(r"7\.1, October 2026, Итоги"))


def test_escape_returns_a_lifted_card(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)

    card(page, board, 0).locator(".bcard__handle").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")

    expect(page.locator("#board-voice")).to_contain_text("Returned")
    titles = column(page, board, Stage.PLANNED).locator(".bcard__title")
    expect(titles).to_have_text(["Аналитика", "Библиотеки", "Выставки"])


def test_a_refused_card_goes_back_and_says_why(visit, keep, scene):
    board, _ = scene
    worker = make.person(RoleKind.LIBRARIAN, at=make.organisation())
    ours = make.card(board, "Наша карточка", for_=(worker.organisation,))
    keep(worker, ours)
    page = visit(f"/roadmap/boards/{board.id}", as_=worker)

    drag(page, card(page, board, 3), column(page, board, Stage.DONE).locator("ul"))

    expect(page.get_by_role("alert").filter(has_text="Only the plan")).to_be_visible()
    expect(column(page, board, Stage.PLANNED)).to_contain_text("Наша карточка")


def test_taking_off_control_asks_for_the_reason(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    target = column(page, board, Stage.DROPPED).locator("ul")

    drag(page, card(page, board, 0), target)
    page.get_by_label("Reason").fill("Приказ № 5")
    page.get_by_role("dialog").get_by_role("button", name="Move").click()

    expect(target.locator(".bcard")).to_contain_text("Аналитика")
    page.reload()
    expect(target.locator(".bcard")).to_contain_text("Аналитика")


def test_another_open_board_shows_the_move(visit, keep, scene):
    board, coordinator = scene
    colleague = make.person(at=coordinator.organisation)
    keep(colleague)
    mine = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    theirs = visit(f"/roadmap/boards/{board.id}", as_=colleague)

    drag(mine, card(mine, board, 0), column(mine, board, Stage.REVIEW).locator("ul"))

    expect(column(theirs, board, Stage.REVIEW).locator(".bcard")).to_contain_text("Аналитика")
    expect(column(theirs, board, Stage.PLANNED).locator(".bcard")).to_have_count(2)


def test_a_move_can_be_undone(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    drag(page, card(page, board, 1), column(page, board, Stage.WORKING).locator("ul"))

    page.get_by_role("button", name="Undo the move").click()

    titles = column(page, board, Stage.PLANNED).locator(".bcard__title")
    expect(titles).to_have_text(["Аналитика", "Библиотеки", "Выставки"])


def test_control_z_takes_the_last_move_back(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    drag(page, card(page, board, 1), column(page, board, Stage.WORKING).locator("ul"))
    expect(page.get_by_role("button", name="Undo the move")).to_be_visible()

    page.keyboard.press("Control+z")

    titles = column(page, board, Stage.PLANNED).locator(".bcard__title")
    expect(titles).to_have_text(["Аналитика", "Библиотеки", "Выставки"])


@pytest.mark.parametrize("width", [1440, 390])
def test_the_undo_is_in_sight_on_a_board_longer_than_the_window(visit, keep, width):
    district = make.organisation("УООиП")
    board = make.board(district, cards=tuple(f"Карточка {number}" for number in range(30)))
    coordinator = make.person(at=district)
    keep(board, *board.made_cards, coordinator)
    page = visit(
        f"/roadmap/boards/{board.id}", as_=coordinator, viewport={"width": width, "height": 800}
    )

    card(page, board, 0).locator(".bcard__handle").focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)

    expect(page.get_by_role("button", name="Undo the move")).to_be_in_viewport(ratio=1)


def test_a_hand_quicker_than_the_page_still_moves_the_card(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)

    flick(page, card(page, board, 0), column(page, board, Stage.WORKING).locator("ul"))

    expect(page.get_by_role("status").first).to_contain_text("Аналитика")
    page.reload()
    expect(column(page, board, Stage.WORKING).locator(".bcard")).to_contain_text("Аналитика")


def test_drops_made_while_an_answer_is_awaited_follow_it(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    held, is_open = [], []
    page.route("**/moves*", lambda it: it.continue_() if is_open else held.append(it))
    target = column(page, board, Stage.WORKING)

    for place in range(3):
        drag(page, card(page, board, place), target.locator("ul"))
    titles = target.locator(".bcard__title")
    expect(titles).to_have_count(3)
    shown = titles.all_inner_texts()
    assert len(held) == 1
    is_open.append(True)
    held[0].continue_()

    expect(page.get_by_role("status").first).to_contain_text("Выставки")
    page.reload()
    expect(titles).to_have_text(shown)


def test_what_others_change_waits_until_a_lifted_card_is_dropped(visit, keep, scene):
    board, coordinator = scene
    colleague = make.person(at=coordinator.organisation)
    keep(colleague)
    mine = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    theirs = visit(f"/roadmap/boards/{board.id}", as_=colleague)
    handle = card(theirs, board, 2).locator(".bcard__handle")
    handle.focus()
    theirs.keyboard.press("Space")

    with theirs.expect_response(news):
        drag(mine, card(mine, board, 0), column(mine, board, Stage.REVIEW).locator("ul"))
    theirs.wait_for_event("response", lambda answer: "/changes" in answer.url)  # the next look

    assert column(theirs, board, Stage.PLANNED).locator(".bcard").count() == 3
    expect(card(theirs, board, 2)).to_have_class(re.compile("bcard--lifted"))
    expect(handle).to_be_focused()
    theirs.keyboard.press("Escape")
    expect(column(theirs, board, Stage.REVIEW).locator(".bcard")).to_have_count(1)
    expect(handle).to_be_focused()


def test_a_finger_lifts_after_a_while_and_drags(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator, has_touch=True)
    start = card(page, board, 0).bounding_box()
    end = column(page, board, Stage.WORKING).locator("ul").bounding_box()
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        where = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})

    x, y = start["x"] + 60, start["y"] + 60
    touch("touchStart", (x, y))
    expect(card(page, board, 0)).to_have_class(re.compile("sortable-chosen"))
    target_x, target_y = end["x"] + end["width"] / 2, end["y"] + end["height"] / 2
    for step in range(1, 13):
        touch("touchMove", (x + (target_x - x) * step / 12, y + (target_y - y) * step / 12))
    touch("touchEnd")

    expect(column(page, board, Stage.WORKING).locator(".bcard")).to_contain_text("Аналитика")
    page.reload()
    expect(column(page, board, Stage.WORKING).locator(".bcard")).to_contain_text("Аналитика")


def test_a_column_added_elsewhere_appears_on_an_open_board(visit, keep, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    other = visit(f"/roadmap/boards/{board.id}/settings", as_=coordinator)

    other.get_by_label("Name").last.fill("Согласование")
    other.get_by_role("button", name="Add the column").click()

    expect(page.get_by_role("region", name="Согласование")).to_be_visible()


def test_cards_are_added_one_after_another_in_the_column(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    planned = column(page, board, Stage.PLANNED)
    link = planned.get_by_role("link", name="Add")

    link.press("Enter")
    field = planned.get_by_role("textbox", name="Title of the new card")
    expect(field).to_be_focused()
    for title in ("Грамоты", "Дипломы"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(planned.locator(".bcard__title").last).to_have_text(title)
        expect(field).to_have_value("")
        expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(field).to_have_count(0)
    expect(link).to_be_focused()
    page.reload()
    expect(planned.locator(".bcard")).to_have_count(5)


def test_a_refused_title_stays_with_the_reason_beside_it(visit, scene):
    board, coordinator = scene
    page = visit(
        f"/roadmap/boards/{board.id}", as_=coordinator, viewport={"width": 390, "height": 844}
    )
    planned = column(page, board, Stage.PLANNED)
    planned.get_by_role("link", name="Add").click()
    field = planned.get_by_role("textbox")

    field.fill("ы" * 501)
    field.press("Enter")

    expect(field).to_have_accessible_description(re.compile("500"))
    expect(field).to_have_value("ы" * 501)
    expect(planned.get_by_role("alert")).to_contain_text("500")
    field.fill("")
    planned.get_by_role("heading").click()
    expect(field).to_have_count(0)


def test_what_stands_typed_outlives_what_others_change(visit, keep, scene):
    board, coordinator = scene
    colleague = make.person(at=coordinator.organisation)
    keep(colleague)
    mine = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    theirs = visit(f"/roadmap/boards/{board.id}", as_=colleague)
    planned = column(theirs, board, Stage.PLANNED)
    planned.get_by_role("link", name="Add").click()
    field = planned.get_by_role("textbox")
    field.fill("Ещё не всё")

    drag(mine, card(mine, board, 0), column(mine, board, Stage.REVIEW).locator("ul"))

    expect(planned.locator(".bcard")).to_have_count(2)
    expect(field).to_have_value("Ещё не всё")
    expect(field).to_be_focused()


def test_what_is_typed_before_the_answer_begins_the_next_card(visit, scene):
    board, coordinator = scene
    page = visit(f"/roadmap/boards/{board.id}", as_=coordinator)
    planned = column(page, board, Stage.PLANNED)
    planned.get_by_role("link", name="Add").click()
    expect(planned.get_by_role("textbox")).to_be_focused()
    held = []
    page.route(
        "**/cards*", lambda it: held.append(it) if it.request.method == "POST" else it.continue_()
    )

    page.keyboard.type("Грамоты")
    with page.expect_request("**/cards*"):
        page.keyboard.press("Enter")
    page.keyboard.type("Дип")
    held[0].continue_()

    expect(planned.locator(".bcard__title").last).to_have_text("Грамоты")
    expect(planned.get_by_role("textbox")).to_have_value("Дип")

"""Writing a card by hand, correcting it, postponing it, its archive."""

import json
from datetime import date

import pytest

from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.roadmap.models import Board, Card, Column, Stage
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    board = make.board(district, cards=("A",))
    item = make.item(deadline="до 30 апреля 2026")
    board.plan.items.append(item)
    planned = make.card(
        board, "From the plan", item=item, key="k", due_on=date(2026, 4, 30), number="1"
    )
    coordinator = make.person(at=district)
    school = make.organisation("Школа", parent=district)
    head = make.person(RoleKind.HEAD, at=school)
    ours = make.card(board, "Ours", for_=(school,))
    keep(board, *board.made_cards, planned, ours, coordinator, head)
    return board, coordinator, head


def fresh(app, model, number):
    with app.app_context():
        return db.session.get(model, number)


def titled(app, title):
    with app.app_context():
        return db.session.scalar(db.select(Card).where(Card.title == title))


def new(board, **more):
    column = board.column_of(Stage.PLANNED)
    return {"title": "New one", "column": column.id, "organisation": 0, "section": 0, **more}


def test_a_card_is_added_at_the_end_and_counted(app, as_, scene):
    board, coordinator, _ = scene
    column = board.column_of(Stage.PLANNED)
    before = fresh(app, Column, column.id)
    version = fresh(app, Board, board.id).version

    answer = as_(coordinator).post(f"/roadmap/boards/{board.id}/cards/new", new(board))

    assert answer.status_code == 303
    card, after = titled(app, "New one"), fresh(app, Column, column.id)
    assert after.card_count == before.card_count + 1
    assert after.changed_in > version
    assert (card.words, card.span) == ("new one", "none")
    assert as_(coordinator).get(f"/roadmap/boards/{board.id}").text.count("New one") >= 1


def test_the_filters_of_the_board_fill_in_the_form(as_, scene):
    board, coordinator, head = scene
    url = (
        f"/roadmap/boards/{board.id}/cards/new?mine=1&quarter=2&organisation={head.organisation.id}"
    )

    answer = as_(coordinator).get(url)

    assert f'<option selected value="{head.organisation.id}">' in answer.text
    assert 'value="2026-06-30"' in answer.text
    assert "checked" in answer.text


def test_what_the_filters_said_is_on_the_card(app, as_, scene):
    board, coordinator, head = scene
    data = new(board, organisation=head.organisation.id, due_on="2026-06-30", mine="y")

    as_(coordinator).post(f"/roadmap/boards/{board.id}/cards/new", data)

    card = titled(app, "New one")
    assert (card.lead_id, card.due_on, card.span) == (
        head.organisation.id,
        date(2026, 6, 30),
        "day",
    )
    page = as_(coordinator).get(f"/roadmap/cards/{card.id}").text
    assert coordinator.name in page.partition("people-title")[2]


def test_the_same_form_sent_twice_adds_one_card(app, as_, scene):
    board, coordinator, _ = scene
    browser = as_(coordinator)

    for _time in range(2):
        browser.post(f"/roadmap/boards/{board.id}/cards/new", new(board, operation="once"))

    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).where(Card.title == "New one")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"column": 999999},
        {"organisation": 999999},
        {"starts_on": "2026-05-02", "due_on": "2026-05-01"},
        {"starts_on": "2026-05-02"},
        {"due_on": "31.02.2026"},
    ],
)
def test_a_card_that_makes_no_sense_is_asked_for_again(app, as_, scene, wrong):
    board, coordinator, _ = scene

    answer = as_(coordinator, htmx=True).post(
        f"/roadmap/boards/{board.id}/cards/new", new(board, **wrong)
    )

    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert titled(app, "New one") is None


def test_only_the_controller_writes_cards(as_, scene):
    board, _, head = scene
    card = board.made_cards[-1]
    browser = as_(head)

    assert browser.get(f"/roadmap/boards/{board.id}/cards/new").status_code == 403
    assert browser.post(f"/roadmap/boards/{board.id}/cards/new", new(board)).status_code == 403
    assert browser.get(f"/roadmap/cards/{card.id}/edit").status_code == 403
    assert browser.post(f"/roadmap/cards/{card.id}/archive").status_code == 403
    assert browser.post(f"/roadmap/cards/{card.id}/restoration").status_code == 403


def test_a_card_is_added_in_its_column_and_the_column_is_told(app, as_, scene):
    board, coordinator, head = scene
    column = board.column_of(Stage.PLANNED)
    url = f"/roadmap/boards/{board.id}/columns/{column.id}/cards?quarter=2"
    browser = as_(coordinator, htmx=True)
    field = browser.get(url).text

    answer = browser.post(url, new(board, due_on="2026-06-30"))

    assert 'name="due_on" value="2026-06-30"' in field
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (200, "none")
    assert json.loads(answer.headers["HX-Trigger"]) == {"board:changed": {"columns": [column.id]}}
    assert titled(app, "New one").due_on == date(2026, 6, 30)
    assert as_(coordinator).post(url, new(board)).status_code == 303
    assert "<h1>New card</h1>" in as_(coordinator).get(url).text


def test_a_card_refused_in_its_column_is_answered_with_the_reason_alone(app, as_, scene):
    board, coordinator, _ = scene
    column = board.column_of(Stage.PLANNED)
    url = f"/roadmap/boards/{board.id}/columns/{column.id}/cards"

    answer = as_(coordinator, htmx=True).post(url, new(board, title="ы" * 501))

    assert answer.status_code == 422
    assert "<" not in answer.text
    assert "500" in answer.text


def edit(card, **more):
    data = {"title": card.title, "seen": card.version, "description": "", "number": card.number}
    if card.due_on:
        data["due_on"] = card.due_on.isoformat()
    return f"/roadmap/cards/{card.id}/edit", data | more


def test_a_corrected_card_is_found_by_its_new_words(app, as_, scene):
    board, coordinator, _ = scene
    card = board.made_cards[0]

    answer = as_(coordinator).post(*edit(card, title="Новое имя", description="Ёлка", number="9.1"))

    assert answer.status_code == 303
    after = fresh(app, Card, card.id)
    assert (after.title, after.description, after.number) == ("Новое имя", "Ёлка", "9.1")
    assert after.words == "9.1 новое имя елка"
    assert after.version == 2


def test_saving_what_is_so_already_tells_nobody(app, as_, scene):
    board, coordinator, _ = scene
    card = board.made_cards[0]

    as_(coordinator).post(*edit(card))

    assert fresh(app, Card, card.id).version == 1
    with app.app_context():
        names = db.session.scalars(db.select(Activity.name))
        assert "roadmap.card_changed" not in list(names)


def test_a_stale_save_shows_both_texts_and_loses_neither(app, as_, scene):
    board, coordinator, _ = scene
    card = board.made_cards[0]
    browser = as_(coordinator)
    browser.post(*edit(card, description="Theirs"))

    answer = browser.post(*edit(card, description="Mine"))

    assert answer.status_code == 409
    assert "Theirs" in answer.text and "Mine" in answer.text
    assert fresh(app, Card, card.id).description == "Theirs"
    assert 'name="seen" type="hidden" value="2"' in answer.text
    again = browser.post(*edit(card, description="Both", seen=2))
    assert again.status_code == 303
    assert fresh(app, Card, card.id).description == "Both"


def test_a_move_meanwhile_is_no_reason_to_refuse_a_text(app, as_, scene):
    board, coordinator, _ = scene
    card = board.made_cards[0]
    browser = as_(coordinator)
    to = board.column_of(Stage.WORKING).id
    browser.post(f"/roadmap/boards/{board.id}/moves", {"card": card.id, "column": to})

    assert browser.post(*edit(card, description="Mine")).status_code == 303


def test_another_date_of_a_planned_card_needs_a_reason_and_keeps_the_first(app, as_, scene):
    board, coordinator, _ = scene
    card = titled(app, "From the plan")
    browser = as_(coordinator)

    without = browser.post(*edit(card, due_on="2026-05-15"))
    assert without.status_code == 422
    assert fresh(app, Card, card.id).due_on == date(2026, 4, 30)
    browser.post(*edit(card, due_on="2026-05-15", reason="нет людей"))
    browser.post(*edit(card, due_on="2026-06-15", reason="и снова", seen=2))

    after = fresh(app, Card, card.id)
    assert (after.due_on, after.first_due_on) == (date(2026, 6, 15), date(2026, 4, 30))
    page = browser.get(f"/roadmap/cards/{card.id}").text
    assert "postponed 2 times" in page
    assert "May 15, 2026 → June 15, 2026" in page
    assert "нет людей" in page


def test_the_number_of_the_plan_cannot_be_changed(app, as_, scene):
    _, coordinator, _ = scene
    card = titled(app, "From the plan")

    as_(coordinator).post(*edit(card, number="99", title="Other"))

    assert fresh(app, Card, card.id).number == "1"


def test_a_card_of_one_board_cannot_be_reached_by_a_stranger(as_, keep, scene):
    board, _, _ = scene
    other = make.person(at=make.organisation())
    keep(other)
    card = board.made_cards[0]
    browser = as_(other)

    for url in ("", "/edit", "/move", "/history", "/people"):
        assert browser.get(f"/roadmap/cards/{card.id}{url}").status_code == 404
    for url in ("/edit", "/move", "/archive", "/restoration", "/notes", "/checks", "/people"):
        assert browser.post(f"/roadmap/cards/{card.id}{url}").status_code == 404
    assert browser.get(f"/roadmap/boards/{board.id}/archive").status_code == 404


def test_the_archive_takes_a_card_off_the_board_and_gives_it_back(app, as_, scene):
    board, coordinator, _ = scene
    card, column = board.made_cards[0], board.column_of(Stage.PLANNED)
    count = fresh(app, Column, column.id).card_count
    browser = as_(coordinator)

    for _twice in range(2):
        assert browser.post(f"/roadmap/cards/{card.id}/archive").status_code == 303
    assert fresh(app, Column, column.id).card_count == count - 1
    assert f'id="roadmap_card-{card.id}"' not in browser.get(f"/roadmap/boards/{board.id}").text
    assert "Undo: back to the board" in browser.get(f"/roadmap/cards/{card.id}").text
    assert card.title in browser.get(f"/roadmap/boards/{board.id}/archive").text

    for _twice in range(2):
        assert browser.post(f"/roadmap/cards/{card.id}/restoration").status_code == 303
    after = fresh(app, Card, card.id)
    assert fresh(app, Column, column.id).card_count == count
    assert (after.is_archived, after.rank) == (False, card.rank)


def test_nothing_is_written_on_a_card_in_the_archive(as_, scene):
    board, coordinator, _ = scene
    card = board.made_cards[0]
    browser = as_(coordinator)
    browser.post(f"/roadmap/cards/{card.id}/archive")

    assert browser.post(*edit(card, title="Late")).status_code == 409
    assert browser.post(f"/roadmap/cards/{card.id}/notes", {"note": "x"}).status_code == 403

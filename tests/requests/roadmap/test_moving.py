"""Moving a card: between cards, under a filter, twice, too late, without the right."""

import pytest

from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.roadmap.models import Card, Stage
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    board = make.board(district, cards=("A", "B", "C"))
    coordinator = make.person(at=district)
    librarian = make.person(RoleKind.LIBRARIAN, at=make.organisation(parent=district))
    keep(board, *board.made_cards, coordinator, librarian)
    return board, coordinator, librarian


def order(app, board, stage=Stage.PLANNED):
    with app.app_context():
        column_id = board.column_of(stage).id
        query = db.select(Card.title).where(Card.column_id == column_id).order_by(Card.rank)
        return list(db.session.scalars(query))


def move(board, card, stage, **more):
    return f"/roadmap/boards/{board.id}/moves", {
        "card": card.id,
        "column": board.column_of(stage).id,
        "operation": more.pop("operation", ""),
        **more,
    }


def test_a_card_lands_between_its_new_neighbours(app, as_, scene):
    board, coordinator, _ = scene
    a, b, c = board.made_cards

    answer = as_(coordinator).post(*move(board, c, Stage.PLANNED, after=a.id, before=b.id))

    assert answer.status_code == 303
    assert order(app, board) == ["A", "C", "B"]


def test_htmx_gets_the_card_and_the_heads_of_both_columns(as_, scene):
    board, coordinator, _ = scene
    a = board.made_cards[0]

    answer = as_(coordinator, htmx=True).post(*move(board, a, Stage.WORKING))

    assert answer.status_code == 200
    assert f'hx-swap-oob="morph" id="roadmap_card-{a.id}"' in answer.text
    for stage in (Stage.PLANNED, Stage.WORKING):
        assert f'id="roadmap_column-{board.column_of(stage).id}-head"' in answer.text


def test_the_same_request_twice_acts_once(app, as_, scene):
    board, coordinator, _ = scene
    a, b, _c = board.made_cards
    browser = as_(coordinator)

    first = browser.post(*move(board, a, Stage.WORKING, operation="one"))
    browser.post(*move(board, a, Stage.REVIEW))
    again = browser.post(*move(board, a, Stage.WORKING, operation="one"))

    assert (first.status_code, again.status_code) == (303, 303)
    assert order(app, board, Stage.REVIEW) == ["A"]


def test_only_the_controller_moves_into_done(app, as_, keep, scene):
    board, _, librarian = scene
    card = make.card(board, "Ours", for_=(librarian.organisation,))
    keep(card)

    answer = as_(librarian, htmx=True).post(*move(board, card, Stage.DONE))

    assert (answer.status_code, answer.headers["HX-Reswap"]) == (422, "none")
    assert "Only the plan" in answer.text
    assert "Ours" in order(app, board)


def test_a_stranger_to_the_card_may_not_move_it(app, as_, keep, scene):
    board, _, librarian = scene
    ours = make.card(board, "Ours", for_=(librarian.organisation,))
    keep(ours)

    answer = as_(librarian).post(*move(board, board.made_cards[0], Stage.WORKING))

    assert answer.status_code == 403
    assert order(app, board)[:3] == ["A", "B", "C"]


def test_taking_off_control_needs_a_reason(app, as_, scene):
    board, coordinator, _ = scene
    a = board.made_cards[0]
    browser = as_(coordinator)

    assert browser.post(*move(board, a, Stage.DROPPED)).status_code == 422
    assert browser.post(*move(board, a, Stage.DROPPED, reason="order 5")).status_code == 303
    assert order(app, board, Stage.DROPPED) == ["A"]


def test_a_move_that_would_undo_what_the_controller_decided_meanwhile_is_a_conflict(
    app, as_, scene
):
    board, coordinator, _ = scene
    a = board.made_cards[0]
    as_(coordinator).post(*move(board, a, Stage.DONE))

    answer = as_(coordinator, htmx=True).post(*move(board, a, Stage.WORKING, seen=1))

    assert (answer.status_code, answer.headers["HX-Reswap"]) == (409, "none")
    assert "done" in answer.text
    assert order(app, board, Stage.DONE) == ["A"]


def test_an_outdated_move_between_cards_that_left_still_lands(app, as_, scene):
    board, coordinator, _ = scene
    a, b, c = board.made_cards
    as_(coordinator).post(*move(board, b, Stage.REVIEW))

    answer = as_(coordinator, htmx=True).post(
        *move(board, c, Stage.WORKING, after=b.id, seen=1, since=1)
    )

    assert answer.status_code == 200
    assert order(app, board, Stage.WORKING) == ["C"]
    assert "board:changed" in answer.headers["HX-Trigger"]


def test_a_card_of_another_board_is_not_there(as_, keep, scene):
    board, coordinator, _ = scene
    other = make.board(coordinator.organisation, year=2027, cards=("Foreign",))
    keep(other, *other.made_cards)

    answer = as_(coordinator).post(*move(board, other.made_cards[0], Stage.WORKING))

    assert answer.status_code == 404

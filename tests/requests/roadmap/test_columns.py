"""A board's settings: columns by the controller's hand, seen at once by all who look."""

import pytest

from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.roadmap.models import Board, Card, Column, Stage
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation()
    board = make.board(district, cards=("A", "B"))
    coordinator = make.person(at=district)
    librarian = make.person(RoleKind.LIBRARIAN, at=district)
    stranger = make.person(at=make.organisation())
    keep(board, *board.made_cards, coordinator, librarian, stranger)
    return board, {"coordinator": coordinator, "librarian": librarian, "stranger": stranger}


def columns(app, board):
    with app.app_context():
        query = db.select(Column).where(Column.board_id == board.id).order_by(Column.position)
        return list(db.session.scalars(query))


def version(app, board):
    with app.app_context():
        return db.session.get(Board, board.id).version


def of(column, **more):
    data = {"name": column.name, "stage": column.stage, "colour": column.colour}
    return data | {"wip_limit": column.wip_limit or ""} | more


def test_the_settings_are_the_controllers(as_, scene):
    board, cast = scene
    url = f"/roadmap/boards/{board.id}/settings"
    first = f"{url}/columns/{board.columns[0].id}"

    assert as_(cast["coordinator"]).get(url).status_code == 200
    assert as_(cast["librarian"]).get(url).status_code == 403
    assert as_(cast["stranger"]).get(url).status_code == 404
    for address in (url, first, f"{first}/position", f"{first}/removal"):
        assert as_(cast["librarian"]).post(address).status_code == 403
        assert as_(cast["stranger"]).post(address).status_code == 404


def test_a_column_is_renamed_limited_and_closed_to_others(app, as_, scene):
    board, cast = scene
    before, column = version(app, board), board.columns[1]
    url = f"/roadmap/boards/{board.id}/settings/columns/{column.id}"
    data = of(column, name="В деле", wip_limit=4, only_controller="y", colour="teal")

    assert as_(cast["coordinator"]).post(url, data).status_code == 303

    after = columns(app, board)[1]
    assert (after.name, after.wip_limit, after.colour) == ("В деле", 4, "teal")
    assert (after.only_controller, after.needs_reason) == (True, False)
    assert all(each.changed_in > before for each in columns(app, board))


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"wip_limit": "0"}, {"wip_limit": "x"}, {"colour": "pink"}, {"stage": "lost"}],
)
def test_what_makes_no_sense_is_asked_for_again(app, as_, scene, wrong):
    board, cast = scene
    column = board.columns[1]
    url = f"/roadmap/boards/{board.id}/settings/columns/{column.id}"

    answer = as_(cast["coordinator"]).post(url, of(column, **wrong))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert columns(app, board)[1].name == column.name


def test_the_last_planned_column_keeps_its_meaning(app, as_, scene):
    board, cast = scene
    column, browser = board.columns[0], as_(cast["coordinator"])
    url = f"/roadmap/boards/{board.id}/settings/columns/{column.id}"

    assert browser.post(url, of(column, stage="working")).status_code == 422
    assert browser.post(f"{url}/removal", {"heir": board.columns[1].id}).status_code == 422
    assert columns(app, board)[0].stage == Stage.PLANNED


def test_one_more_column_stands_at_the_right(app, as_, scene):
    board, cast = scene
    url = f"/roadmap/boards/{board.id}/settings"
    data = {"name": "Ждёт ответа", "stage": "working", "colour": "amber"}

    assert as_(cast["coordinator"]).post(url, data).status_code == 303

    assert columns(app, board)[-1].name == "Ждёт ответа"
    assert "Ждёт ответа" in as_(cast["coordinator"]).get(f"/roadmap/boards/{board.id}").text


def test_columns_change_places_and_stay_at_the_ends(app, as_, scene):
    board, cast = scene
    ids = [column.id for column in board.columns]
    browser = as_(cast["coordinator"])
    base = f"/roadmap/boards/{board.id}/settings/columns"

    browser.post(f"{base}/{ids[1]}/position", {"by_places": -1})
    browser.post(f"{base}/{ids[1]}/position", {"by_places": -1})
    browser.post(f"{base}/{ids[4]}/position", {"by_places": 1})

    assert [each.id for each in columns(app, board)] == [ids[1], ids[0], *ids[2:]]
    assert browser.post(f"{base}/{ids[1]}/position", {"by_places": 7}).status_code == 422


def test_an_empty_column_goes(app, as_, scene):
    board, cast = scene
    url = f"/roadmap/boards/{board.id}/settings/columns/{board.columns[2].id}/removal"

    assert as_(cast["coordinator"]).post(url).status_code == 303

    assert [each.position for each in columns(app, board)] == [0, 1, 2, 3]
    assert as_(cast["coordinator"]).post(url).status_code == 404


def test_cards_even_archived_ones_find_another_column(app, as_, keep, scene):
    board, cast = scene
    working, review = board.columns[1], board.columns[2]
    keep(make.card(board, "R", stage=Stage.REVIEW))
    live, shelved = (
        make.card(board, "L", stage=Stage.WORKING),
        make.card(board, "S", stage=Stage.WORKING),
    )
    keep(live, shelved)
    browser = as_(cast["coordinator"])
    browser.post(f"/roadmap/cards/{shelved.id}/archive")
    with app.app_context():
        counts = {c.id: c.card_count for c in columns(app, board)}
    url = f"/roadmap/boards/{board.id}/settings/columns/{working.id}/removal"

    assert browser.post(url).status_code == 422
    assert browser.post(url, {"heir": working.id}).status_code == 422
    assert browser.post(url, {"heir": 999999}).status_code == 422
    assert browser.post(url, {"heir": review.id}).status_code == 303

    with app.app_context():
        query = db.select(Card).where(Card.column_id == review.id).order_by(Card.rank)
        assert [card.title for card in db.session.scalars(query)] == ["R", "L", "S"]
        assert db.session.get(Column, working.id) is None
        assert (
            db.session.get(Column, review.id).card_count == counts[review.id] + counts[working.id]
        )
        moved = db.select(Activity.subject_title).where(Activity.name == "roadmap.card_moved")
        assert sorted(db.session.scalars(moved)) == ["L", "S"]


def test_a_column_of_another_board_is_missing_under_the_own_one(app, as_, keep, scene):
    board, cast = scene
    other = make.board(make.organisation())
    keep(other)
    foreign = other.columns[2]
    base = f"/roadmap/boards/{board.id}/settings/columns/{foreign.id}"
    browser = as_(cast["coordinator"])

    for url in (base, f"{base}/position", f"{base}/removal"):
        assert browser.post(url, of(foreign, by_places=1)).status_code == 404
    assert len(columns(app, other)) == 5
    own = f"/roadmap/boards/{board.id}/settings/columns/{board.columns[0].id}/removal"
    assert browser.post(own, {"heir": foreign.id}).status_code == 422

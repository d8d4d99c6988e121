"""«Move…»: a column and a place by name, through the same door as dragging."""

import re

import pytest

from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.roadmap.models import Card, Stage
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation()
    board = make.board(district, cards=("A", "B", "C"))
    make.card(board, "W1", stage=Stage.WORKING)
    make.card(board, "W2", stage=Stage.WORKING)
    coordinator = make.person(at=district)
    school = make.organisation(parent=district)
    librarian = make.person(RoleKind.LIBRARIAN, at=school)
    make.card(board, "Ours", for_=(school,))
    keep(board, *board.made_cards, coordinator, librarian)
    return board, coordinator, librarian


def order(app, board, stage):
    with app.app_context():
        column_id = board.column_of(stage).id
        query = db.select(Card.title).where(Card.column_id == column_id).order_by(Card.rank)
        return list(db.session.scalars(query))


def form_of(html):
    """The form as a browser without a script would send it, and its address."""
    form = html[html.index('id="card-move"') :].partition("</form>")[0]
    data = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="(\d*)" selected', options)
        first = re.search(r'value="(\d*)"', options)
        data[name] = (chosen or first)[1]
    return re.search(r'action="([^"]+)"', form)[1], data


def open_form(browser, card, **query):
    answer = browser.get(f"/roadmap/cards/{card.id}/move", query_string=query)
    assert answer.status_code == 200
    return answer.text


def places(html):
    select = html[html.index('name="after"') :].partition("</select>")[0]
    return dict(reversed(pair) for pair in re.findall(r'value="(\d*)"[^>]*>([^<]+)<', select))


@pytest.mark.parametrize(
    "place, expected",
    [
        ("at the start", ["A", "W1", "W2"]),
        ("after “W1”", ["W1", "A", "W2"]),
        ("at the end, after “W2”", ["W1", "W2", "A"]),
    ],
)
def test_every_place_of_a_column_can_be_said(app, as_, scene, place, expected):
    board, coordinator, _ = scene
    browser, column = as_(coordinator), board.column_of(Stage.WORKING)
    html = open_form(browser, board.made_cards[0], column=column.id)
    url, data = form_of(html)

    answer = browser.post(url, data | {"after": places(html)[place]})

    assert answer.status_code == 303
    assert answer.location.endswith(f"/roadmap/cards/{board.made_cards[0].id}")
    assert order(app, board, Stage.WORKING) == expected


def test_an_empty_column_has_one_place(app, as_, scene):
    board, coordinator, _ = scene
    browser = as_(coordinator)
    html = open_form(browser, board.made_cards[0], column=board.column_of(Stage.REVIEW).id)

    assert browser.post(*form_of(html)).status_code == 303
    assert order(app, board, Stage.REVIEW) == ["A"]


def test_sent_as_it_opens_the_form_changes_no_order(app, as_, scene):
    board, coordinator, _ = scene
    browser = as_(coordinator)

    for card in board.made_cards[:3]:
        browser.post(*form_of(open_form(browser, card)))

    assert order(app, board, Stage.PLANNED)[:3] == ["A", "B", "C"]


def test_a_post_shows_places_and_moves_nothing(app, as_, scene):
    board, coordinator, _ = scene
    column = board.column_of(Stage.WORKING)
    url = f"/roadmap/cards/{board.made_cards[0].id}/move"

    answer = as_(coordinator).post(url, {"column": column.id})

    assert "after “W1”" in answer.text
    assert order(app, board, Stage.WORKING) == ["W1", "W2"]


def test_htmx_gets_the_form_alone(as_, scene):
    board, coordinator, _ = scene

    html = open_form(as_(coordinator, htmx=True), board.made_cards[0])

    assert html.strip().startswith('<form id="card-move"')


def test_a_reason_is_asked_where_the_column_needs_one(as_, scene):
    board, coordinator, _ = scene
    browser = as_(coordinator)

    assert 'name="reason"' not in open_form(browser, board.made_cards[0])
    dropped = board.column_of(Stage.DROPPED).id
    assert 'name="reason"' in open_form(browser, board.made_cards[0], column=dropped)


def test_columns_of_the_controller_are_not_offered_to_others(as_, scene):
    board, _, librarian = scene

    html = open_form(as_(librarian), board.made_cards[-1])

    done = board.column_of(Stage.DONE)
    assert f'value="{done.id}" disabled' in html


def test_who_may_not_work_on_a_card_may_not_move_it(as_, scene):
    board, _, librarian = scene

    assert as_(librarian).get(f"/roadmap/cards/{board.made_cards[0].id}/move").status_code == 403

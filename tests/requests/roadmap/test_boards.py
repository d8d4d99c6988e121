"""The list of road maps: those one may see, how far each year has come."""

from datetime import date

import pytest

from intranet.core import clock
from intranet.people.models import RoleKind
from intranet.roadmap.models import Stage
from tests.support import make


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT)
    district = make.organisation("УООиП")
    school = make.organisation("Школа", parent=district)
    board = make.board(district)
    make.card(board, "late", due_on=date(2026, 1, 11), for_=(school,))
    make.card(board, "today", due_on=date(2026, 1, 12))
    make.card(board, "done", due_on=date(2026, 1, 1), stage=Stage.DONE)
    make.card(board, "dropped", due_on=date(2026, 1, 1), stage=Stage.DROPPED)
    coordinator = make.person(at=district)
    keep(board, *board.made_cards, coordinator)
    return board, coordinator


def test_a_plan_shows_its_years_and_how_far_they_are(as_, scene):
    board, coordinator = scene

    page = as_(coordinator).get("/roadmap/").text

    assert board.plan.title in page
    assert f'href="/roadmap/boards/{board.id}">2026</a>' in page
    assert "1 of 3" in page
    assert "1 card overdue" in page
    assert f"/roadmap/boards/{board.id}/table?state=late" in page
    assert "Bring a road map" in page


def test_the_plan_is_reached_from_the_list_and_from_its_board(as_, scene):
    """Its page opens years, brings new editions and corrects readings."""
    board, coordinator = scene
    browser = as_(coordinator)

    for address in ("/roadmap/", f"/roadmap/boards/{board.id}"):
        assert f'href="/roadmap/plans/{board.plan_id}"' in browser.get(address).text


@pytest.mark.parametrize(
    ("role", "place", "sees"),
    [
        (RoleKind.LIBRARIAN, "school", True),
        (RoleKind.OBSERVER, "district", True),
        (RoleKind.ADMINISTRATOR, "elsewhere", True),
        (RoleKind.COORDINATOR, "elsewhere", False),
        (RoleKind.LIBRARIAN, "sibling", False),
    ],
)
def test_only_those_see_it_who_may(as_, keep, scene, role, place, sees):
    board, coordinator = scene
    district = coordinator.organisation
    places = {
        "school": board.made_cards[0].shares[0].organisation,
        "district": district,
        "elsewhere": make.organisation(),
        "sibling": make.organisation(parent=district),
    }
    reader = keep(make.person(role, at=places[place]))

    page = as_(reader).get("/roadmap/").text

    assert (board.plan.title in page) is sees
    assert ("road maps that name you" in page) is not sees
    is_bringing = role in (RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR)
    assert ("Bring a road map" in page) is is_bringing


def test_a_person_named_on_a_card_sees_the_plan(as_, keep, scene):
    board, _ = scene
    reader = make.person(None)
    keep(reader)
    keep(make.card(board, "named", people=[reader]))

    assert board.plan.title in as_(reader).get("/roadmap/").text


def test_many_plans_cost_no_more_than_one(as_, keep, queries, scene):
    board, coordinator = scene
    browser = as_(coordinator)
    browser.get("/roadmap/")
    with queries(6) as few:
        browser.get("/roadmap/")
    for year in range(20):
        keep(make.board(coordinator.organisation, year=2027 + year, cards=("A", "B")))

    with queries(len(few)):
        assert browser.get("/roadmap/").text.count('class="panel plan"') == 21

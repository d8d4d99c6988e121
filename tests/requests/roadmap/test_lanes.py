"""Lanes: a board cut by section, by organisation, by quarter; each counts its own cards."""

from datetime import date

import pytest

from intranet.roadmap.models import Section, Stage
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    schools = [make.organisation(name, parent=district) for name in ("Школа Б", "Школа А")]
    board = make.board(district)
    sections = [Section(number=n, title=f"Раздел {n}", position=5 - int(n)) for n in "12"]
    board.plan.sections.extend(sections)
    coordinator = make.person(at=district)
    keep(board, *schools, coordinator)
    days = (date(2026, 2, 1), date(2026, 11, 1), None, date(2027, 1, 9))
    cards = [
        make.card(
            board,
            f"Card {n}",
            due_on=day,
            section_id=sections[n % 2].id if n < 3 else None,
            lead_id=schools[n % 2].id if n < 3 else None,
        )
        for n, day in enumerate(days)
    ]
    keep(*cards)
    return board, coordinator


def lanes(answer):
    titles = answer.text.split('class="lane__title">')[1:]
    return [part.split("<")[0] for part in titles]


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("section", ["2. Раздел 2", "1. Раздел 1", "Without a section"]),
        ("organisation", ["Школа А", "Школа Б", "No organisation is named"]),
        (
            "quarter",
            ["quarter I of 2026", "quarter IV of 2026", "Outside of this year", "No date set"],
        ),
    ],
)
def test_lanes_stand_in_their_order_and_what_has_none_comes_last(as_, scene, by, titles):
    board, coordinator = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}?lanes={by}")

    assert lanes(answer) == titles
    assert answer.text.count('class="bcard') >= 4
    for n in range(4):
        assert answer.text.count(f">Card {n}</a>") == 1


def test_each_lane_counts_its_own_cards_and_shows_the_first_of_them(as_, keep, scene):
    board, coordinator = scene
    keep(*(make.card(board, f"More {n}", stage=Stage.WORKING) for n in range(30)))

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}?lanes=section")

    assert answer.text.count(">More ") == 25
    assert 'title="30 cards"' in answer.text
    assert "Show more: 25 of 30" in answer.text
    further = as_(coordinator).get(f"/roadmap/boards/{board.id}?lanes=section&shown=50")
    assert further.text.count(">More ") == 30


def test_lanes_obey_the_filters(as_, scene):
    board, coordinator = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}?lanes=organisation&quarter=4")

    assert lanes(answer) == ["Школа А"]
    assert "Shown: 1 of 4" in answer.text


def test_many_cards_in_lanes_take_no_more_statements(as_, keep, queries, scene):
    board, coordinator = scene
    browser = as_(coordinator)
    browser.get(f"/roadmap/boards/{board.id}?lanes=section")
    with queries(99) as few:
        browser.get(f"/roadmap/boards/{board.id}?lanes=section")
    keep(*(make.card(board, f"More {n}") for n in range(200)))

    with queries(len(few)):
        browser.get(f"/roadmap/boards/{board.id}?lanes=section")

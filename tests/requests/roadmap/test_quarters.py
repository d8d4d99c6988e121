"""The paper plan: sections or organisations by quarters."""

import re
from datetime import date

import pytest

from intranet.core import clock
from intranet.roadmap.models import Section, Stage
from tests.support import make


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT.replace(month=5))
    district = make.organisation("УООиП")
    board = make.board(district)
    board.plan.sections.append(Section(number="I", title="Общее", position=1))
    coordinator = make.person(at=district)
    keep(board, coordinator)
    return board, coordinator


def cells(answer):
    """Row by row, the titles of each cell."""
    body = answer.text.split("<tbody>")[1].split("</tbody>")[0]
    rows = body.split("</tr>")[:-1]
    return [
        [re.findall(r'qcard__title">([^<]*)', cell) for cell in row.split("<td")[1:]]
        for row in rows
    ]


def heads(answer):
    head = answer.text.split("<thead>")[1].split("</thead>")[0]
    return re.findall(r"<th[^>]*>([^<]*)", head)[1:]


def test_cards_stand_in_their_section_and_quarter(as_, keep, scene):
    board, coordinator = scene
    section = board.plan.sections[0]
    keep(
        make.card(board, "A", due_on=date(2026, 3, 31), section_id=section.id),
        make.card(board, "B", due_on=date(2026, 4, 1), section_id=section.id, stage=Stage.DONE),
        make.card(board, "C", due_on=date(2026, 12, 31)),
        make.card(board, "D"),
    )

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/quarters")

    assert heads(answer) == [*(f"Quarter {n}" for n in ("I", "II", "III", "IV")), "Without a date"]
    assert cells(answer) == [[["A"], ["B"], [], [], []], [[], [], [], ["C"], ["D"]]]
    assert answer.text.count('aria-current="date"') == 1
    for words in ("qcard--late", "overdue", "qcard--done", "Without a section"):
        assert words in answer.text


def test_rows_can_be_organisations(as_, keep, scene):
    board, coordinator = scene
    keep(make.card(board, "A", due_on=date(2026, 3, 31), lead_id=board.plan.organisation_id))

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/quarters?rows=organisation")

    assert cells(answer) == [[["A"], [], [], [], []]]
    assert '<th scope="row">УООиП</th>' in answer.text


def test_a_school_year_begins_in_september_and_loses_no_summer(as_, keep, scene):
    board, coordinator = scene
    board.plan.year_kind, board.year = "school", 2025
    days = [(9, 2025), (12, 2025), (1, 2026), (5, 2026), (8, 2026)]
    cards = [make.card(board, f"{month}", due_on=date(year, month, 5)) for month, year in days]
    keep(board.plan, board, *cards, make.card(board, "beyond", due_on=date(2026, 9, 1)))
    browser, address = as_(coordinator), f"/roadmap/boards/{board.id}"

    answer = browser.get(f"{address}/quarters")

    quarters = [f"Quarter {n}" for n in ("III", "IV", "I", "II", "III")]
    assert heads(answer) == [*quarters, "Outside of this year", "Without a date"]
    assert cells(answer) == [[["9"], ["12"], ["1"], ["5"], ["8"], ["beyond"], []]]
    third = browser.get(f"{address}/quarters?quarter=3")
    assert cells(third) == [[["9"], [], [], [], ["8"], []]]


def test_without_cards_the_page_says_so(as_, scene):
    board, coordinator = scene
    browser = as_(coordinator)

    assert "no card on this board yet" in browser.get(f"/roadmap/boards/{board.id}/quarters").text
    assert "Take a filter off" in browser.get(f"/roadmap/boards/{board.id}/quarters?q=x").text

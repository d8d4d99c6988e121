"""The board as a table: order, pages, paper, and who may look."""

import re
from datetime import date

import pytest

from intranet.core import clock
from intranet.people.models import RoleKind
from intranet.roadmap.models import Check, Stage
from tests.support import make


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT)  # 12 January 2026
    district = make.organisation("УООиП")
    school = make.organisation("Школа", parent=district)
    board = make.board(district)
    first = make.card(board, "Бета", number="2", due_on=date(2026, 3, 1), for_=(school,))
    done = make.card(
        board, "альфа", number="10", due_on=date(2026, 1, 2), stage=Stage.DONE, for_=(district,)
    )
    late = make.card(board, "Ёлка", number="10.1", due_on=date(2026, 1, 9), stage=Stage.WORKING)
    bare = make.card(board, "Гамма")
    done.checks = [Check(position=n, text="x", is_done=n == 0) for n in range(2)]
    done.recount()
    coordinator = make.person(at=district)
    keep(board, first, done, late, bare, coordinator)
    first.lead_id, done.lead_id = school.id, district.id
    keep(first, done)
    return board, coordinator


def titles(answer):
    return re.findall(r'class="sheet__title"><a [^>]*>([^<]*)', answer.text)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Бета", "альфа", "Ёлка", "Гамма"]),
        ("-number", ["Ёлка", "альфа", "Бета", "Гамма"]),
        ("title", ["альфа", "Бета", "Гамма", "Ёлка"]),
        ("due", ["альфа", "Ёлка", "Бета", "Гамма"]),
        ("-due", ["Бета", "Ёлка", "альфа", "Гамма"]),
        ("state", ["Бета", "Гамма", "Ёлка", "альфа"]),
        ("executors", ["альфа", "Бета", "Ёлка", "Гамма"]),
        ("checks", ["альфа", "Бета", "Ёлка", "Гамма"]),
        ("left", ["Ёлка", "Бета", "альфа", "Гамма"]),
        ("id); drop table person--", ["Бета", "альфа", "Ёлка", "Гамма"]),
        ("-rank", ["Бета", "альфа", "Ёлка", "Гамма"]),
    ],
)
def test_a_head_sorts_and_what_has_no_value_comes_last(as_, scene, sort, order):
    board, coordinator = scene

    answer = as_(coordinator).get(
        f"/roadmap/boards/{board.id}/table", query_string={"sort": sort} if sort else {}
    )

    assert answer.status_code == 200
    assert titles(answer) == order


def test_the_sorted_head_says_so_and_leads_to_the_other_way(as_, scene):
    board, coordinator = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/table?sort=due")

    assert answer.text.count("aria-sort=") == 1
    assert 'aria-sort="ascending"><a class="table__sort" href="/roadmap/boards' in answer.text
    assert "sort=-due" in answer.text


def test_a_row_says_everything_about_its_card(as_, scene):
    board, coordinator = scene

    page = as_(coordinator).get(f"/roadmap/boards/{board.id}/table").text

    for words in ("overdue by 3 days", "48 days left", ">1/2<", "tone--green", "Jan 9, 2026"):
        assert words in page, words


def test_a_long_table_comes_in_pages_and_whole_for_paper(as_, keep, scene):
    board, coordinator = scene
    keep(*(make.card(board, f"More {n}", number="3") for n in range(200)))
    browser, address = as_(coordinator), f"/roadmap/boards/{board.id}/table"

    assert len(titles(browser.get(address))) == 100
    last = browser.get(f"{address}?page=3")
    assert (len(titles(last)), "201–204 of 204" in last.text) == (4, True)
    assert titles(browser.get(f"{address}?page=99")) == titles(last)
    assert titles(browser.get(f"{address}?page=-1")) == titles(browser.get(address))
    paper = browser.get(f"{address}?print=1")
    assert len(titles(paper)) == 204
    for words in ("Road map of the district", "As of 12 Jan 2026", "<thead>", "paper--landscape"):
        assert words in paper.text, words


def test_cards_of_one_item_are_told_apart_by_their_period(as_, keep, scene):
    board, coordinator = scene
    item = make.item()
    board.plan.items.append(item)
    keep(board.plan, item)
    for month, end in ((4, 30), (10, 31)):
        days = {"starts_on": date(2026, month, 1), "due_on": date(2026, month, end)}
        keep(make.card(board, "Отчёт", span="month", item_id=item.id, key=str(month), **days))

    page = as_(coordinator).get(f"/roadmap/boards/{board.id}/table?q=отчёт").text

    assert re.findall(r'sheet__period">([^<]*)', page) == ["April 2026", "October 2026"]


@pytest.mark.parametrize("view", ["table", "quarters", "table.xlsx", "table?print=1"])
def test_the_views_cost_the_same_for_5_and_for_200_cards(as_, keep, queries, scene, view):
    board, coordinator = scene
    browser, address = as_(coordinator), f"/roadmap/boards/{board.id}/{view}"
    browser.get(address)
    with queries(14) as few:
        browser.get(address)
    keep(*(make.card(board, f"More {n}", for_=(board.plan.organisation,)) for n in range(200)))

    with queries(len(few)):
        assert browser.get(address).status_code == 200


@pytest.mark.parametrize("view", ["table", "quarters", "table.xlsx", "table?print=1"])
def test_another_district_sees_no_such_board(as_, keep, scene, view):
    board, _ = scene
    stranger = keep(make.person(RoleKind.COORDINATOR))

    for address in (f"/roadmap/boards/{board.id}/{view}", f"/roadmap/boards/999/{view}"):
        assert as_(stranger).get(address).status_code == 404


def test_a_school_that_is_named_sees_the_table(as_, keep, scene):
    board, _ = scene
    school = board.made_cards[0].shares[0].organisation
    librarian = keep(make.person(RoleKind.LIBRARIAN, at=school))

    assert len(titles(as_(librarian).get(f"/roadmap/boards/{board.id}/table"))) == 4

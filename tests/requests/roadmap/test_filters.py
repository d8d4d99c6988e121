"""The filters of a board's address: what they leave, how they are searched, what is counted."""

import re
from datetime import date, timedelta

import pytest

from intranet.core import clock
from intranet.people.models import OrganisationAlias, RoleKind, folded
from intranet.roadmap.models import Stage
from tests.support import make

NOW = make.MOMENT.replace(month=5, day=1)  # Asia/Tomsk: 10:00 of 1 May 2026
TODAY = date(2026, 5, 1)


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    district = make.organisation("УООиП")
    school = make.organisation("КСОШ № 1", parent=district)
    school.aliases.append(OrganisationAlias(text="Интернат", folded=folded("Интернат")))
    board = make.board(district)
    cards = [
        make.card(board, "Отчёт о внедрении", number="7.1", due_on=TODAY - timedelta(days=1)),
        make.card(board, "План встреч", number="17.1", due_on=TODAY + timedelta(days=3)),
        make.card(board, "Конкурс «Ёлка»", number="7.10", for_=(school,)),
        make.card(board, "Сдано", number="2", due_on=date(2026, 2, 1), stage=Stage.DONE),
    ]
    coordinator = make.person(at=district)
    keep(board, *cards, coordinator, make.person(RoleKind.LIBRARIAN, at=school))
    return board, coordinator, cards


def shown(answer):
    names = ("Отчёт о внедрении", "План встреч", "Конкурс «Ёлка»", "Сдано")
    return [name for name in names if f">{name}</a>" in answer.text]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("state=late", ["Отчёт о внедрении"]),
        ("state=soon", ["План встреч"]),
        ("state=undated", ["Конкурс «Ёлка»"]),
        ("quarter=1", ["Сдано"]),
        ("quarter=2", ["Отчёт о внедрении", "План встреч"]),
        ("q=ОТЧЕТ", ["Отчёт о внедрении"]),
        ("q=внедрении+отчёт", ["Отчёт о внедрении"]),
        ("q=елка", ["Конкурс «Ёлка»"]),
        ("q=7.1", ["Отчёт о внедрении"]),
        ("q=gkfy", ["План встреч"]),
        ("q=`krf", ["Конкурс «Ёлка»"]),
        ("q=интернат", ["Конкурс «Ёлка»"]),
        ("q=КСОШ+№+1", ["Конкурс «Ёлка»"]),
        ("q=100%25", []),
        ("q=_", []),
    ],
)
@pytest.mark.parametrize("view", ["", "/table", "/quarters"])
def test_every_view_shows_what_the_filters_leave(as_, scene, query, left, view):
    board, coordinator, _cards = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}{view}?{query}")

    assert answer.status_code == 200
    if view == "/quarters":
        assert answer.text.count("qcard__title") == len(left)
    else:
        assert shown(answer) == left
    assert ("Nothing is found." if not left else f"Shown: {len(left)} of 4") in answer.text


def test_mine_are_those_of_my_organisation_or_with_my_name(as_, keep, scene):
    board, coordinator, cards = scene
    librarian = make.person(RoleKind.LIBRARIAN, at=cards[2].shares[0].organisation)
    keep(librarian)

    answer = as_(librarian).get(f"/roadmap/boards/{board.id}/table?mine=1")

    assert shown(answer) == ["Конкурс «Ёлка»"]
    assert shown(as_(coordinator).get(f"/roadmap/boards/{board.id}/table?mine=1")) == []


@pytest.mark.parametrize(
    "query", ["state=x", "quarter=7", "organisation=1'--", "section=-1", "mine=yes", "lanes=x"]
)
def test_what_an_address_says_wrongly_filters_nothing(as_, scene, query):
    board, coordinator, _cards = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}?{query}")

    assert len(shown(answer)) == 4
    assert "4 cards" in answer.text
    assert "Reset the filters" not in answer.text


def test_htmx_gets_the_view_and_the_parts_of_the_bar_that_changed(as_, scene):
    board, coordinator, _cards = scene
    browser = as_(coordinator, htmx=True)

    for view, root in (("", "board"), ("/table", "board-table"), ("/quarters", "board-quarters")):
        answer = browser.get(f"/roadmap/boards/{board.id}{view}?q=план&state=soon")

        assert "<html" not in answer.text
        assert f'id="{root}"' in answer.text
        for part in ("choices", "count"):
            assert f'hx-swap-oob="morph" id="board-{part}"' in answer.text
        assert 'name="state" value="soon" form="board-search"' in answer.text
        assert "Shown: 1 of 4" in answer.text


def test_the_counters_of_the_columns_count_what_is_shown(as_, scene):
    board, coordinator, _cards = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}?q=7.1")

    assert answer.text.count('title="1 card"') == 1
    assert answer.text.count('title="0 cards"') == 4


def test_the_filters_survive_a_change_of_view_and_go_with_the_file(as_, scene):
    board, coordinator, _cards = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}/table?state=late&sort=-due")

    assert f"/roadmap/boards/{board.id}/quarters?state=late" in answer.text
    assert f"/roadmap/boards/{board.id}/table.xlsx?state=late&amp;sort=-due" in answer.text
    assert f'href="/roadmap/boards/{board.id}/table?sort=-due">' in answer.text  # reset


def test_what_is_typed_stays_text(as_, scene):
    board, coordinator, _cards = scene

    answer = as_(coordinator).get(f"/roadmap/boards/{board.id}?q=<b>%22")

    assert "<b>&#34;" not in answer.text
    assert "&lt;b&gt;&#34;" in answer.text


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "late"), (0, "soon"), (14, "soon"), (15, ""), (None, "undated")]
)
def test_a_card_is_late_soon_or_undated_to_the_day(as_, keep, scene, days, state):
    board, coordinator, _cards = scene
    keep(make.card(board, "Edge", due_on=None if days is None else TODAY + timedelta(days=days)))

    for asked in ("late", "soon", "undated"):
        page = as_(coordinator).get(f"/roadmap/boards/{board.id}/table?q=edge&state={asked}").text
        assert (">Edge</a>" in page) is (asked == state)


def test_the_number_of_cards_is_true_after_a_move_under_a_filter(as_, scene):
    board, coordinator, (late, *_rest) = scene
    browser = as_(coordinator, htmx=True)
    done = {"card": late.id, "column": board.column_of(Stage.DONE).id}

    answer = browser.post(f"/roadmap/boards/{board.id}/moves?state=late", done)

    assert counted(answer) == "Nothing is found."


def test_an_added_card_is_counted_at_once_and_by_other_open_boards(as_, scene):
    board, coordinator, _cards = scene
    mine, theirs = as_(coordinator, htmx=True), as_(coordinator, htmx=True)
    place = f"/roadmap/boards/{board.id}/columns/{board.columns[0].id}/cards"

    added = mine.post(place, {"title": "План", "column": board.columns[0].id})
    news = theirs.get(f"/roadmap/boards/{board.id}/changes?since=1&q=план")

    assert counted(added) == "5 cards"
    assert counted(news) == "Shown: 2 of 5"


def counted(answer):
    return re.search(r'id="board-count"[^>]*>([^<]*)<', answer.text)[1]

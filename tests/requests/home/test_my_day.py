"""My day: what needs me, by role; nothing of others; the same cost however many cards."""

import re
from datetime import date, timedelta

import pytest

from intranet.core import clock
from intranet.core.actions import action
from intranet.core.events import emit
from intranet.people.models import RoleKind
from intranet.roadmap import events
from intranet.roadmap.models import Stage
from tests.support import make

#: Friday 1 May 2026, 10:00 in Asia/Tomsk; the week ends on Sunday the 3rd.
NOW = make.MOMENT.replace(month=5, day=1)
TODAY = date(2026, 5, 1)


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    district = make.organisation("УООиП")
    school = make.organisation("Школа", parent=district)
    other = make.organisation("Другая школа", parent=district)
    board = make.board(district)
    for title, days in (("late", -1), ("today", 0), ("sunday", 2), ("monday", 3), ("open", None)):
        due = None if days is None else TODAY + timedelta(days=days)
        make.card(board, f"ours {title}", due_on=due, for_=(school, other))
        make.card(board, f"theirs {title}", due_on=due, for_=(other,))
    make.card(board, "to check", stage=Stage.REVIEW, for_=(other,))
    make.card(board, "done", stage=Stage.DONE, due_on=date(2026, 1, 1), for_=(school,))
    people = {
        "coordinator": make.person(RoleKind.COORDINATOR, at=district),
        "librarian": make.person(RoleKind.LIBRARIAN, at=school),
        "head": make.person(RoleKind.HEAD, at=school),
        "observer": make.person(RoleKind.OBSERVER, at=district),
        "administrator": make.person(RoleKind.ADMINISTRATOR, at=make.organisation()),
        "stranger": make.person(RoleKind.COORDINATOR),
    }
    keep(board, *board.made_cards, *people.values())
    return board, people


def counts(answer):
    return [int(n) for n in re.findall(r'kpi__figure">.*?</svg>(\d+)<', answer.text)]


def titles(answer):
    return re.findall(r'agenda__title" href="[^"]*">([^<]*)', answer.text)


@pytest.mark.parametrize(
    ("who", "numbers"),
    [
        ("coordinator", [2, 4, 1]),
        ("administrator", [2, 4, 1]),
        ("librarian", [1, 2, 2]),
        ("head", [1, 2, 2]),
    ],
)
def test_each_role_has_its_three_lists(as_, scene, who, numbers):
    _board, people = scene

    answer = as_(people[who]).get("/")

    assert counts(answer) == numbers


def test_a_school_sees_only_its_own(as_, scene):
    _board, people = scene

    assert titles(as_(people["librarian"]).get("/")) == [
        "ours late",
        "ours today",
        "ours sunday",
        "ours monday",
        "ours open",
    ]


@pytest.mark.parametrize("who", ["stranger", "observer"])
def test_whom_nothing_concerns_is_told_so(as_, scene, who):
    _board, people = scene

    answer = as_(people[who]).get("/")

    assert answer.status_code == 200
    assert "Nothing waits for you now" in answer.text
    assert "ours" not in answer.text
    assert "theirs" not in answer.text


def test_a_share_that_is_done_needs_nobody_any_more(as_, keep, scene):
    board, people = scene
    card = board.made_cards[0]
    card.shares[0].state = "done"
    keep(card)

    assert counts(as_(people["librarian"]).get("/")) == [0, 2, 2]


def test_a_person_named_on_a_card_of_another_district_has_it_in_the_day(as_, keep, scene):
    board, people = scene
    card = make.card(board, "named", due_on=TODAY, people=[people["observer"]])
    keep(card)

    assert titles(as_(people["observer"]).get("/")) == ["named"]


def test_the_day_is_that_of_the_district(as_, scene, monkeypatch):
    """At 16:59 UTC it is still 1 May in Tomsk; a minute later the card of today is late."""
    _board, people = scene
    for minute, late in ((59, 1), (60, 2)):
        moment = NOW.replace(hour=16, minute=0) + timedelta(minutes=minute)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert counts(as_(people["librarian"]).get("/"))[0] == late


def test_a_list_alone_shows_all_of_it(as_, keep, scene):
    board, people = scene
    keep(*(make.card(board, f"more {n}", due_on=date(2026, 2, 1)) for n in range(20)))
    browser = as_(people["coordinator"])

    assert "Show all: 22" in browser.get("/").text
    alone = browser.get("/?list=late")
    assert len(titles(alone)) == 22
    assert counts(alone) == [22, 4, 1]
    assert len(titles(browser.get("/?list=nonsense"))) == 4 + 4 + 1


def test_what_was_done_lately_is_there(app, as_, scene):
    board, people = scene
    done = board.made_cards[-1]
    with app.app_context():
        action(emit)(
            events.CardMoved(
                subject=done,
                actor=None,
                board_id=1,
                from_column=1,
                from_name="",
                to_column=4,
                to_name="",
            )
        )

    for who, is_there in (("librarian", True), ("coordinator", True), ("stranger", False)):
        page = as_(people[who]).get("/").text
        assert (f'href="/roadmap/cards/{done.id}">done</a>' in page) is is_there


def test_reports_stand_beside_the_cards_of_who_runs_or_reviews(as_, keep, scene):
    _board, people = scene
    school = people["librarian"].organisation
    district, reviewer = people["coordinator"].organisation, make.person(RoleKind.METHODIST)
    late = make.campaign(district, title="Stock", state="open", due_on=TODAY - timedelta(days=2))
    soon = make.campaign(district, title="Model", state="open", due_on=TODAY + timedelta(days=1))
    over = make.campaign(district, title="Old", state="closed", due_on=date(2026, 2, 1))
    late.reviewers = [reviewer]
    schools = [make.organisation(parent=district) for _ in range(4)]
    states = ("waiting", "returned", "handed_in", "accepted")
    keep(
        *(make.report(late, at, state=state) for at, state in zip(schools, states, strict=True)),
        make.report(late, school, extended_to=TODAY),
        make.report(soon, school),
        *(make.report(over, at, state=state) for at, state in zip(schools, states, strict=True)),
    )

    answer = as_(people["coordinator"]).get("/")
    assert counts(answer) == [2 + 2, 4 + 1, 1 + 2]
    assert re.findall(r"agenda__when[^>]*>([^<]*report[^<]*)", answer.text) == [
        "2 reports are not in",
        "1 report is awaited",
        "1 report waits for review",
        "1 report waits for review",
    ]
    assert f'href="/reports/campaigns/{late.id}?show=missing"' in answer.text
    assert counts(as_(reviewer).get("/")) == [2, 0, 1]
    page = as_(people["librarian"]).get("/").text
    assert "reports are" not in page
    assert page.index("What needs me") < page.index("Model") < page.index("ours late")


def test_the_day_costs_the_same_for_5_and_for_200_cards(as_, keep, queries, scene):
    board, people = scene
    browsers = [as_(people[who]) for who in ("coordinator", "librarian")]
    school = people["librarian"].organisation
    for browser in browsers:
        browser.get("/")
        with queries(10):
            browser.get("/")
    keep(*(make.card(board, f"more {n}", due_on=TODAY, for_=(school,)) for n in range(200)))
    for browser in browsers:
        with queries(10):
            browser.get("/")

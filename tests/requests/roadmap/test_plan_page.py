"""The page of a plan: its document, its years, what its deadlines mean."""

import pytest

from intranet.core import clock
from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.roadmap.models import Board, Card, Item, Plan
from tests.support import make
from tests.support.plan_files import many, table

ROWS = (
    "1|Сбор отчётов|УООиП|апрель, октябрь",
    "2|Встречи|школы района|2-е полугодие",
    "3|Ярмарка|УООиП|к новому сезону",
)


@pytest.fixture
def district(keep):
    return keep(make.organisation("УООиП"))


@pytest.fixture
def coordinator(keep, district):
    return keep(make.person(at=district))


@pytest.fixture
def plan(as_, coordinator, app, monkeypatch):
    """A plan of three rows with the board of 2026, in June 2026."""
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT.replace(month=6))
    return brought(app, as_(coordinator), table(*ROWS))


def brought(app, browser, text):
    data = {"text": text, "year": "2026", "year_kind": "calendar"}
    draft = browser.post("/roadmap/imports/new", data).location
    browser.post(f"{draft}/confirmation")
    with app.app_context():
        return db.session.scalars(db.select(Plan).order_by(Plan.id.desc())).first()


def boards(app):
    with app.app_context():
        return list(db.session.scalars(db.select(Board.year).order_by(Board.year)))


def terms(app, number, year=2026):
    with app.app_context():
        query = db.select(Card.due_on).join(Board, Board.id == Card.board_id)
        query = query.where(Card.number == number, Board.year == year, ~Card.is_archived)
        return [str(day) for day in db.session.scalars(query.order_by(Card.due_on))]


def item_id(app, number):
    with app.app_context():
        return db.session.scalar(db.select(Item.id).where(Item.number == number))


def test_the_page_shows_phrases_and_what_they_mean(as_, coordinator, plan):
    page = as_(coordinator).get(f"/roadmap/plans/{plan.id}").text

    assert '<q class="deadline__phrase">апрель, октябрь</q>' in page
    assert "April 2026; October 2026" in page
    assert "Board of 2026" in page and "Open the year" in page
    assert page.count("preview__row--doubt") == 1  # nobody understood row 3
    assert "1 deadline was not understood" in page


def test_an_observer_looks_and_changes_nothing(as_, keep, district, plan, app):
    browser = as_(keep(make.person(RoleKind.OBSERVER, at=district)))

    page = browser.get(f"/roadmap/plans/{plan.id}")

    assert page.status_code == 200
    assert "Open the year" not in page.text and "new_edition" not in page.text
    assert browser.post(f"/roadmap/plans/{plan.id}/years", {"year": "2027"}).status_code == 403
    address = f"/roadmap/plans/{plan.id}/items/{item_id(app, '1')}/reading"
    assert (browser.get(address).status_code, browser.post(address).status_code) == (403, 403)


def test_a_stranger_to_the_district_finds_no_plan(as_, keep, plan):
    stranger = as_(keep(make.person(at=make.organisation("Другой район"))))

    assert stranger.get(f"/roadmap/plans/{plan.id}").status_code == 404
    assert stranger.post(f"/roadmap/plans/{plan.id}/years").status_code == 404
    assert stranger.post(f"/roadmap/plans/{plan.id}/year-kind").status_code == 404


def test_a_year_is_opened_once_however_often_it_is_asked(app, as_, coordinator, plan):
    browser = as_(coordinator)

    answers = [
        browser.post(f"/roadmap/plans/{plan.id}/years", {"year": "2027"}) for _click in range(2)
    ]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert boards(app) == [2026, 2027]
    assert terms(app, "1", 2027) == ["2027-04-30", "2027-10-31"]


def test_a_year_out_of_this_century_is_refused(app, as_, coordinator, plan):
    answer = as_(coordinator).post(f"/roadmap/plans/{plan.id}/years", {"year": "1812"})

    assert answer.status_code == 422 and boards(app) == [2026]


def test_a_year_far_ahead_is_refused_with_the_last_one_that_can_be_opened(
    app, as_, coordinator, plan
):
    browser = as_(coordinator)

    answer = browser.post(f"/roadmap/plans/{plan.id}/years", {"year": "2090"})

    assert answer.status_code == 422 and boards(app) == [2026]
    assert "2090 is far ahead. Years up to 2031 can be opened." in answer.text
    browser.post(f"/roadmap/plans/{plan.id}/years", {"year": "2031"})
    assert boards(app) == [2026, 2031]


def test_a_plan_for_a_year_far_ahead_is_not_brought_into_force(app, as_, coordinator, plan):
    browser = as_(coordinator)
    data = {"text": table(*ROWS, title="План"), "year": "2062", "year_kind": "calendar"}
    draft = browser.post("/roadmap/imports/new", data).location

    answer = browser.post(f"{draft}/confirmation")

    assert answer.status_code == 422 and "2062 is far ahead" in answer.text
    assert boards(app) == [2026]


def test_htmx_is_led_to_the_board(as_, coordinator, plan):
    answer = as_(coordinator, htmx=True).post(f"/roadmap/plans/{plan.id}/years", {"year": "2027"})

    assert "/roadmap/boards/" in answer.headers["HX-Redirect"]


def test_another_meaning_of_a_deadline_reaches_the_board(app, as_, coordinator, plan):
    browser, number = as_(coordinator), item_id(app, "2")
    address = f"/roadmap/plans/{plan.id}/items/{number}/reading"
    assert 'value="school_half"' in browser.get(address).text

    assert browser.post(address, {"choice": "school_half"}).status_code == 303

    assert terms(app, "2") == ["2026-05-31"]


def test_words_that_nobody_understood_are_said_otherwise(app, as_, coordinator, plan):
    browser = as_(coordinator)
    address = f"/roadmap/plans/{plan.id}/items/{item_id(app, '3')}/reading"

    assert browser.post(address, {"words": "до 15 мая 2026 г."}).status_code == 303

    assert terms(app, "3") == ["2026-05-15"]
    page = browser.get(f"/roadmap/plans/{plan.id}").text
    assert "к новому сезону" in page and "read as: до 15 мая 2026 г." in page
    assert "preview__row--doubt" not in page


@pytest.mark.parametrize("given", [{"words": "как получится"}, {}, {"choice": "nonsense"}])
def test_a_meaning_nobody_understands_is_refused(app, as_, coordinator, plan, given):
    address = f"/roadmap/plans/{plan.id}/items/{item_id(app, '3')}/reading"

    answer = as_(coordinator, htmx=True).post(address, given)

    assert answer.status_code == 422 and 'id="plan-reading-form"' in answer.text
    assert terms(app, "3") == ["None"]


def test_school_years_count_from_september(app, as_, coordinator, plan):
    browser = as_(coordinator)

    answer = browser.post(f"/roadmap/plans/{plan.id}/year-kind", {"year_kind": "school"})

    assert answer.status_code == 303
    assert terms(app, "1") == ["2026-10-31", "2027-04-30"]
    assert "The plan lives by school years" in browser.get(f"/roadmap/plans/{plan.id}").text


@pytest.mark.parametrize("rows", [3, 60])
def test_a_long_plan_costs_no_more_queries_than_a_short_one(
    app, as_, coordinator, queries, rows, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT.replace(month=6))
    browser = as_(coordinator)
    plan = brought(app, browser, many(rows))

    with queries(9):
        assert browser.get(f"/roadmap/plans/{plan.id}").status_code == 200

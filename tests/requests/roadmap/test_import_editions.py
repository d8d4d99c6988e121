"""A later edition: its exact difference, only what is ticked, and the boards that follow."""

import re

import pytest

from intranet.core import clock
from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people.models import Kind, RoleKind
from intranet.roadmap.models import Board, Card, Check, Column, Item, Note, Plan, Stage
from tests.support import make
from tests.support.plan_files import KARGASOK, amended


@pytest.fixture
def coordinator(keep):
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    district = make.organisation("УООиП Каргасокского района", parent=department)
    person = make.person(at=district)
    keep(department, person, make.organisation("ТОИПКРО", parent=department))
    return person


def bring(browser, text, *, plan=None, year="2026"):
    address = f"/roadmap/imports/new{f'?plan={plan}' if plan else ''}"
    data = {"text": text, "year": year, "year_kind": "calendar"}
    return browser.post(address, data).location


@pytest.fixture
def browser(as_, coordinator):
    """A browser of the coordinator whose Kargasok plan of 2026 is in force."""
    browser = as_(coordinator)
    browser.post(f"{bring(browser, KARGASOK)}/confirmation")
    return browser


def keys(browser, draft):
    """The keys of the differences by what they say: kind and number."""
    page = browser.get(draft).text
    found = re.findall(
        r'name="change" value="([\d-]+)".*?</svg>(\w+)</span> <b>([^<]*)</b>', page, re.DOTALL
    )
    return {f"{kind} {number}": key for key, kind, number in found}


def cards(app, *conditions, year=2026):
    with app.app_context():
        query = (
            db.select(Card.number, Card.key, Card.is_archived, Card.is_excluded)
            .join(Board, Board.id == Card.board_id)
            .where(Board.year == year, *conditions)
            .order_by(Card.number, Card.key)
        )
        return [tuple(row) for row in db.session.execute(query)]


def live(app, year=2026):
    return [row[:2] for row in cards(app, ~Card.is_archived, year=year)]


def move_to(app, number, stage):
    with app.app_context():
        card = db.session.scalar(db.select(Card).where(Card.number == number))
        column = db.session.scalar(
            db.select(Column).where(Column.board_id == card.board_id, Column.stage == stage)
        )
        card.column_id = column.id
        db.session.commit()


def test_the_difference_is_exact(browser):
    draft = bring(browser, amended())

    assert set(keys(browser, draft)) == {"changed 1", "changed 7", "added 8", "removed 6"}
    page = browser.get(draft).text
    assert "<del>Ежегодно (апрель, октябрь)</del>" in page
    assert "<ins>Ежегодно (апрель, ноябрь)</ins>" in page
    assert "2 rows have not changed" in page


def test_every_difference_confirmed_is_taken_over(app, browser):
    draft = bring(browser, amended())

    answer = browser.post(f"{draft}/confirmation", {"change": list(keys(browser, draft).values())})

    assert answer.status_code == 303
    assert live(app) == [
        ("1", "half-2"), ("2", "none"), ("5", "year"),
        ("7.1", "month-04"), ("7.1", "month-11"), ("8.1", "until-03-15"),
    ]  # fmt: skip
    assert cards(app, Card.is_archived) == [("6", "year", True, True)]
    with app.app_context():
        query = db.select(Item.number, Item.is_excluded).order_by(Item.position)
        in_order = [number for number, is_out in db.session.execute(query) if not is_out]
        assert in_order == ["1", "2", "5", "7", "8"]
        assert db.session.scalar(db.select(db.func.count()).select_from(Plan)) == 1


def test_only_what_is_ticked_is_taken_over(app, browser):
    draft = bring(browser, amended())

    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["changed 1"]]})

    with app.app_context():
        titles = list(db.session.scalars(db.select(Item.title).where(Item.number == "1")))
        assert titles[0].startswith("Проведение конкурсных")
        first = db.session.scalar(db.select(Card.title).where(Card.number == "1"))
        assert first.startswith("Проведение конкурсных")
    assert ("7.1", "month-10") in live(app) and ("6", "year") in live(app)
    again = bring(browser, amended())
    assert set(keys(browser, again)) == {"changed 7", "added 8", "removed 6"}


def test_nothing_ticked_is_refused(app, browser):
    draft = bring(browser, amended())

    assert browser.post(f"{draft}/confirmation").status_code == 422
    assert ("7.1", "month-10") in live(app)


def test_a_difference_that_is_no_more_is_a_conflict(browser):
    draft = bring(browser, amended())

    assert browser.post(f"{draft}/confirmation", {"change": ["77-77"]}).status_code == 409


def test_the_edition_is_told_once_with_its_changes(app, browser):
    draft = bring(browser, amended())
    browser.post(f"{draft}/confirmation", {"change": list(keys(browser, draft).values())})

    with app.app_context():
        told = db.session.scalars(
            db.select(Activity).where(Activity.name == "roadmap.plan_amended")
        ).all()
    assert len(told) == 1
    assert "+ 8 Конкурс чтецов" in told[0].particulars["changes"]
    assert any("→ Ежегодно (апрель, ноябрь)" in said for said in told[0].particulars["changes"])


def test_the_same_edition_again_changes_nothing(app, browser):
    draft = bring(browser, amended())
    browser.post(f"{draft}/confirmation", {"change": list(keys(browser, draft).values())})
    before = cards(app)

    assert "/roadmap/boards/" in bring(browser, amended())
    assert cards(app) == before


def test_a_card_with_work_stays_with_a_mark(app, browser, coordinator):
    with app.app_context():
        card = db.session.scalar(db.select(Card).where(Card.number == "6"))
        note = Note(card_id=card.id, author_id=coordinator.id, at=make.MOMENT, text="Начали")
        db.session.add(note)
        db.session.commit()
    draft = bring(browser, amended())

    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["removed 6"]]})

    assert cards(app, Card.number == "6") == [("6", "year", False, True)]


@pytest.mark.parametrize(
    ("month", "there"), [(2, ["half-2", "month-03"]), (6, ["half-2"])], ids=("ahead", "passed")
)
def test_what_is_done_stands_for_a_new_term_only_if_that_has_passed(
    app, browser, monkeypatch, month, there
):
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT.replace(month=month))
    move_to(app, "1", Stage.DONE)
    text = KARGASOK.replace("Ежегодно, 2-е полугодие", "Ежегодно (март)")
    draft = bring(browser, text)
    assert "a new term that has passed already adds no card" in browser.get(draft).text

    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["changed 1"]]})

    assert [row[1] for row in cards(app, Card.number == "1")] == there


def test_work_moves_on_to_the_new_term(app, browser):
    move_to(app, "1", Stage.WORKING)
    text = KARGASOK.replace("Ежегодно, 2-е полугодие", "Ежегодно (март)")
    draft = bring(browser, text)

    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["changed 1"]]})

    assert cards(app, Card.number == "1") == [("1", "month-03", False, False)]


def test_where_one_card_is_done_the_open_one_takes_the_term_nearest_to_its_own(
    app, browser, monkeypatch
):
    """April is done: October moves to September, and March, which has passed, is not asked for."""
    monkeypatch.setattr(clock, "now", lambda: make.MOMENT.replace(month=6))
    with app.app_context():
        april, october = db.session.scalars(
            db.select(Card).where(Card.number == "7.1").order_by(Card.due_on)
        )
        april.column_id = db.session.scalar(db.select(Column.id).filter_by(stage=Stage.DONE))
        open_id = october.id
        db.session.commit()
    draft = bring(browser, KARGASOK.replace("(апрель, октябрь)", "(март, сентябрь)"))

    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["changed 7"]]})

    with app.app_context():
        assert db.session.get(Card, open_id).key == "month-09"
    assert live(app)[-2:] == [("7.1", "month-04"), ("7.1", "month-09")]


def test_a_new_number_is_a_changed_number(app, browser):
    text = KARGASOK.replace("7.\tПодведение", "9.\tПодведение")
    draft = bring(browser, text)

    assert set(keys(browser, draft)) == {"changed 9"}
    browser.post(f"{draft}/confirmation", {"change": list(keys(browser, draft).values())})
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Item)) == 5


def test_checklists_follow_the_sub_items(app, browser):
    with app.app_context():
        done = db.session.scalar(db.select(Check).where(Check.number == "2.1"))
        done.is_done = True
        db.session.commit()
    text = re.sub(r"2\.1\. .*? 2\.2\. ", "2.2. ", KARGASOK).replace("2.3. Форм", "2.3. Новое форм")
    draft = bring(browser, text)

    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["changed 2"]]})

    with app.app_context():
        card = db.session.scalar(
            db.select(Card).where(Card.number == "2").options(db.selectinload(Card.checks))
        )
        assert [check.number for check in card.checks] == ["2.2", "2.3", "2.4", "2.5", "2.6", "2.1"]
        assert card.checks[1].text.startswith("Новое форм")
        assert (card.check_count, card.checked_count) == (6, 1)  # what is done stays


def test_a_row_that_comes_back_is_the_row_that_went(app, browser):
    draft = bring(browser, amended())
    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["removed 6"]]})

    draft = bring(browser, KARGASOK)
    browser.post(f"{draft}/confirmation", {"change": [keys(browser, draft)["added 6"]]})

    assert cards(app, Card.number == "6") == [("6", "year", False, False)]
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Item)) == 5


def test_earlier_years_stay_as_they_were(app, browser):
    browser.post(f"{bring(browser, KARGASOK, year='2027')}/confirmation")
    draft = bring(browser, amended(), year="2027")

    browser.post(f"{draft}/confirmation", {"change": list(keys(browser, draft).values())})

    assert ("7.1", "month-10") in live(app, 2026)
    assert ("7.1", "month-11") in live(app, 2027)


def test_an_edition_may_have_another_title(app, browser):
    text = KARGASOK.replace("Дорожная карта (план мероприятий)", "План (в новой редакции)")
    with app.app_context():
        plan = db.session.scalar(db.select(Plan))

    draft = bring(browser, text.replace("Ежегодно, 2-е полугодие", "ежегодно, март"), plan=plan.id)

    assert set(keys(browser, draft)) == {"changed 1"}


def test_a_confirmed_meaning_is_no_difference(app, browser):
    with app.app_context():
        plan, item = db.session.scalar(db.select(Plan)), db.session.scalar(db.select(Item))
    browser.post(f"/roadmap/plans/{plan.id}/items/{item.id}/reading", {"choice": "school_half"})

    draft = bring(browser, amended())

    page = browser.get(draft).text
    assert set(keys(browser, draft)) == {"changed 1", "changed 7", "added 8", "removed 6"}
    assert "every year: January" in page and "Meaning of the deadline" not in page


def test_an_edition_of_another_district_is_a_missing_page(app, as_, keep, browser):
    with app.app_context():
        plan = db.session.scalar(db.select(Plan))
    stranger = as_(keep(make.person(at=make.organisation("Другой район"))))

    assert stranger.get(f"/roadmap/imports/new?plan={plan.id}").status_code == 404
    assert bring(stranger, amended(), plan=plan.id) is None


def test_who_sees_but_does_not_control_may_not_amend(app, as_, keep, browser, coordinator):
    with app.app_context():
        plan = db.session.scalar(db.select(Plan))
    librarian = keep(make.person(RoleKind.LIBRARIAN, at=coordinator.organisation))

    assert as_(librarian).get(f"/roadmap/imports/new?plan={plan.id}").status_code == 403

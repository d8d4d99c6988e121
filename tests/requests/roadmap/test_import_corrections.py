"""Corrections in the preview: rows, meanings, the year; and what a stale page may not do."""

import re

import pytest

from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.roadmap.models import Card, Draft, Item
from tests.support import make
from tests.support.plan_files import table

ROWS = (
    "1|Сбор отчётов|ТОИПКРО|апрель",
    "2|Встречи|школы|до марта",
    "3|Итоги|ТОИПКРО|2-е полугодие",
)


@pytest.fixture
def coordinator(keep):
    district = make.organisation("УООиП")
    return keep(make.person(at=district), make.organisation("ТОИПКРО", parent=district))


@pytest.fixture
def draft(as_, coordinator):
    """The address of a draft of three rows."""
    data = {"text": table(*ROWS), "year": "2026", "year_kind": "calendar"}
    return as_(coordinator).post("/roadmap/imports/new", data).location


def seen(browser, address):
    return re.search(r'name="seen"[^>]* value="(\w+)"', browser.get(address).text)[1]


def row(browser, draft, place, **more):
    """The form of a row as it stands, with some cells changed."""
    return {
        "number": str(place + 1),
        "title": "Другое название",
        "executors": "ТОИПКРО",
        "deadline": "апрель",
        "result": "",
        "subitems": "",
        "seen": seen(browser, f"{draft}/rows/{place}"),
    } | more


def kept(app, place):
    with app.app_context():
        return db.session.scalar(db.select(Draft)).items[place]


def test_a_row_has_a_form_as_a_page_and_as_a_part(as_, coordinator, draft):
    page = as_(coordinator).get(f"{draft}/rows/0")
    part = as_(coordinator, htmx=True).get(f"{draft}/rows/0")

    assert "<html" in page.text and "<html" not in part.text
    assert "Сбор отчётов" in part.text and 'id="draft-row-form"' in part.text


def test_a_corrected_row_is_shown_corrected(app, as_, coordinator, draft):
    browser = as_(coordinator)

    answer = browser.post(
        f"{draft}/rows/0",
        row(browser, draft, 0, deadline="май, июнь", subitems="1.1. Первый\n1.2 Второй"),
    )

    assert answer.status_code == 303
    page = browser.get(draft).text
    assert "Другое название" in page and "May 2026; June 2026" in page
    assert [s["number"] for s in kept(app, 0)["subitems"]] == ["1.1", "1.2"]


def test_htmx_gets_the_row_and_the_counts(as_, coordinator, draft):
    browser = as_(coordinator, htmx=True)

    answer = browser.post(f"{draft}/rows/0", row(browser, draft, 0))

    assert answer.status_code == 200
    for part in ("tbody", "section", "div"):
        assert re.search(rf'<{part} hx-swap-oob="\w+" id="draft', answer.text)
    assert "<html" not in answer.text


def test_executors_are_separated_by_semicolons(app, as_, coordinator, draft):
    browser = as_(coordinator)

    browser.post(f"{draft}/rows/0", row(browser, draft, 0, executors="Управление, опека; ТОИПКРО;"))

    assert kept(app, 0)["executors"] == ["Управление, опека", "ТОИПКРО"]


def test_a_row_without_any_text_is_refused(app, as_, coordinator, draft):
    browser = as_(coordinator)

    answer = browser.post(f"{draft}/rows/0", row(browser, draft, 0, title=" "))

    assert answer.status_code == 422
    assert "Write the title of the row" in answer.text
    assert kept(app, 0)["title"] == "Сбор отчётов"


def test_what_somebody_else_changed_is_not_overwritten(app, as_, coordinator, draft):
    browser = as_(coordinator)
    stale = row(browser, draft, 0, title="Позднее")
    browser.post(f"{draft}/rows/0", row(browser, draft, 0, title="Раннее"))

    answer = browser.post(f"{draft}/rows/0", stale)

    assert answer.status_code == 409
    assert "Somebody changed this draft before you." in answer.text
    assert kept(app, 0)["title"] == "Раннее"


def test_two_people_may_correct_two_rows(app, as_, coordinator, draft):
    browser = as_(coordinator)
    first, second = row(browser, draft, 0, title="Один"), row(browser, draft, 1, title="Два")

    answers = [
        browser.post(f"{draft}/rows/{n}", data).status_code
        for n, data in enumerate((first, second))
    ]

    assert answers == [303, 303]
    assert (kept(app, 0)["title"], kept(app, 1)["title"]) == ("Один", "Два")


@pytest.mark.parametrize(
    ("place", "key", "words"),
    [
        (1, "as_read", "by Feb 28, 2026"),
        (1, "whole_month", "by Mar 31, 2026"),
        (2, "school_half", "January – May 2026"),
        (2, "undated", "no date set"),
    ],
)
def test_a_meaning_is_chosen(app, as_, coordinator, draft, place, key, words):
    browser = as_(coordinator)
    data = {"choice": key, "seen": seen(browser, f"{draft}/rows/{place}")}

    assert browser.post(f"{draft}/rows/{place}/reading", data).status_code == 303

    assert kept(app, place)["deadline"]["needs_confirmation"] is False
    assert kept(app, place)["deadline"]["phrase"] in ROWS[place]
    page = browser.get(draft).text.split(f'id="draft_row-{place}"')[1].split("</tbody>")[0]
    assert words in page.replace("\u2009", " ") and "preview__row--doubt" not in page


def test_a_chosen_meaning_reaches_the_board(app, as_, coordinator, draft):
    browser = as_(coordinator)
    data = {"choice": "school_half", "seen": seen(browser, f"{draft}/rows/2")}
    browser.post(f"{draft}/rows/2/reading", data)

    browser.post(f"{draft}/confirmation")

    with app.app_context():
        card = db.session.scalar(db.select(Card).where(Card.number == "3"))
        assert (str(card.starts_on), str(card.due_on)) == ("2026-01-01", "2026-05-31")


def test_a_meaning_that_was_not_offered_is_refused(app, as_, coordinator, draft):
    browser = as_(coordinator)
    data = {"choice": "school_half", "seen": seen(browser, f"{draft}/rows/1")}

    assert browser.post(f"{draft}/rows/1/reading", data).status_code == 422
    assert kept(app, 1)["deadline"]["needs_confirmation"] is True


def test_another_year_reads_every_deadline_anew(as_, coordinator, draft):
    browser = as_(coordinator)
    data = {"title": "План", "year": "2027", "year_kind": "school"}

    assert browser.post(f"{draft}/description", data).status_code == 303

    page = browser.get(draft).text
    assert "Year: 2027/2028, a school year" in page and "April 2028" in page


def test_a_draft_that_changed_meanwhile_is_not_confirmed(app, as_, coordinator, draft):
    browser = as_(coordinator)
    page = browser.get(draft).text
    mark = page.split('id="draft-confirmation-form"')[1].split('name="seen" value="')[1]
    browser.post(f"{draft}/rows/0", row(browser, draft, 0))

    answer = browser.post(f"{draft}/confirmation", {"seen": mark.split('"')[0]})

    assert answer.status_code == 409
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Item)) == 0


def test_what_is_in_force_is_not_corrected_any_more(as_, coordinator, draft):
    browser = as_(coordinator)
    data = row(browser, draft, 0)
    browser.post(f"{draft}/confirmation")

    assert browser.post(f"{draft}/rows/0", data).status_code == 409
    assert browser.get(draft).status_code == 303  # the plan itself


def test_a_coordinator_of_another_district_finds_no_draft(as_, keep, draft):
    stranger = as_(keep(make.person(at=make.organisation("Другой район"))))

    addresses = (draft, f"{draft}/rows/0")
    assert [stranger.get(address).status_code for address in addresses] == [404, 404]
    deeds = ("description", "rows/0", "rows/0/reading", "executors", "confirmation")
    assert {stranger.post(f"{draft}/{deed}").status_code for deed in deeds} == {404}


@pytest.mark.parametrize(
    "role", [RoleKind.LIBRARIAN, RoleKind.HEAD, RoleKind.OBSERVER, RoleKind.METHODIST]
)
def test_who_brings_no_plans_may_not(as_, keep, coordinator, draft, role):
    person = as_(keep(make.person(role, at=coordinator.organisation)))

    assert person.get("/roadmap/imports/new").status_code == 403
    assert person.get(draft).status_code == 403
    assert person.post(f"{draft}/confirmation").status_code == 403


def test_an_observer_from_above_with_a_role_elsewhere_may_not_confirm(
    as_, keep, coordinator, draft
):
    person = make.person(RoleKind.COORDINATOR, at=make.organisation("Другой район"))
    person.roles.append(make.role(RoleKind.OBSERVER, at=coordinator.organisation))
    keep(person)

    assert as_(person).get(draft).status_code == 403


def test_an_answer_about_executors_that_no_form_sends_is_refused(as_, coordinator, draft):
    browser = as_(coordinator)
    data = {"name-0": "школы", "executor-0": "id:999999"}

    assert browser.post(f"{draft}/executors", data).status_code == 422

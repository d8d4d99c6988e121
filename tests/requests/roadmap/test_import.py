"""From the pasted document to the board: preview, confirmation, the same document again."""

import time
from io import BytesIO

import pytest

from intranet.core.db import db
from intranet.people.models import Kind, Organisation
from intranet.roadmap.models import Board, Card, Draft, Item, Plan
from tests.support import make
from tests.support.plan_files import KARGASOK, many, table


@pytest.fixture
def coordinator(keep):
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    district = make.organisation("УООиП Каргасокского района", parent=department)
    institute = make.organisation("ТОИПКРО", kind=Kind.INSTITUTE, parent=department)
    person = make.person(at=district)
    keep(department, institute, person)
    return person


def bring(browser, text, **more):
    data = {"text": text, "year": "2026", "year_kind": "calendar", **more}
    return browser.post("/roadmap/imports/new", data)


def preview_of(browser, text, **more):
    answer = bring(browser, text, **more)
    assert answer.status_code == 303, answer.text
    return answer.location, browser.get(answer.location)


def confirm(browser, location, **more):
    return browser.post(f"{location}/confirmation", more)


def count(app, *models):
    with app.app_context():
        return [db.session.scalar(db.select(db.func.count()).select_from(m)) for m in models]


def test_the_first_page_asks_for_nothing_but_the_table(as_, coordinator):
    answer = as_(coordinator).get("/roadmap/imports/new")

    assert answer.status_code == 200
    assert "<paste-table" in answer.text and 'type="file"' in answer.text
    assert 'name="year" type="number" value="20' in answer.text or 'name="year"' in answer.text


def test_the_preview_shows_the_document_as_it_is(as_, coordinator):
    _, answer = preview_of(as_(coordinator), KARGASOK)

    for number in ("1", "2", "5", "6", "7"):
        assert f'<td class="preview__number" data-l="No.">{number}</td>' in answer.text
    assert "5 items" in answer.text and "12 sub-items" in answer.text
    assert "Numbers missing in the document: 3, 4." in answer.text
    assert answer.text.count('<li class="preview__subitem">') == 12


def test_every_deadline_is_shown_with_its_reading(as_, coordinator):
    _, answer = preview_of(as_(coordinator), KARGASOK)

    assert "Ежегодно (апрель, октябрь)" in answer.text
    assert "every year: April 2026; October 2026" in answer.text
    assert "every year, no date set: по отдельному плану-графику" in answer.text


def test_what_is_inherited_says_from_where(as_, coordinator):
    _, answer = preview_of(as_(coordinator), KARGASOK)

    assert answer.text.count("executors and deadline as in 5") == 1


def test_a_half_year_is_flagged_with_its_two_meanings(as_, coordinator):
    _, answer = preview_of(as_(coordinator), KARGASOK)

    assert answer.text.count("preview__row--doubt") == 1
    assert "A half-year may be of the calendar year or of the school year." in answer.text
    assert 'value="as_read"' in answer.text and 'value="school_half"' in answer.text


def test_known_executors_have_their_short_names(as_, coordinator):
    _, answer = preview_of(as_(coordinator), table("1|Сбор|ТОИПКРО, школы района|апрель"))

    assert 'tone--blue" title="ТОИПКРО"' in answer.text
    assert "New executors" in answer.text and "школы района" in answer.text


def test_confirming_opens_the_board_of_the_year(app, as_, coordinator):
    browser = as_(coordinator)
    location, _ = preview_of(browser, KARGASOK)

    answer = confirm(browser, location)

    assert answer.status_code == 303 and "/roadmap/boards/" in answer.location
    assert browser.get(answer.location).status_code == 200
    assert count(app, Plan, Item, Board, Card) == [1, 5, 1, 6]
    with app.app_context():
        query = db.select(Card.key).where(Card.number == "7.1").order_by(Card.due_on)
        assert list(db.session.scalars(query)) == ["month-04", "month-10"]


def test_confirming_twice_changes_nothing(app, as_, coordinator):
    browser = as_(coordinator)
    location, _ = preview_of(browser, KARGASOK)

    first, second = confirm(browser, location), confirm(browser, location)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert count(app, Plan, Board, Card) == [1, 1, 6]


def test_the_same_text_again_changes_nothing_and_says_so(app, as_, coordinator):
    browser = as_(coordinator)
    location, _ = preview_of(browser, KARGASOK)
    board = confirm(browser, location).location

    again = bring(browser, KARGASOK)

    assert (again.status_code, again.location) == (303, board)
    assert "The document has not changed." in browser.get(board).text
    assert count(app, Plan, Item, Draft, Card) == [1, 5, 1, 6]


def test_the_same_text_is_the_same_even_after_a_correction(app, as_, coordinator):
    browser = as_(coordinator)
    location, page = preview_of(browser, KARGASOK)
    seen = page.text.split('name="seen" value="')[1].split('"')[0]
    browser.post(f"{location}/rows/0/reading", {"choice": "school_half", "seen": seen})
    board = confirm(browser, location).location

    assert bring(browser, KARGASOK).location == board


def test_the_same_text_for_another_year_opens_that_year(app, as_, coordinator):
    browser = as_(coordinator)
    location, _ = preview_of(browser, KARGASOK)
    confirm(browser, location)

    location, page = preview_of(browser, KARGASOK, year="2027")
    confirm(browser, location)

    assert "The document has not changed." in page.text
    assert count(app, Plan, Item, Board, Card) == [1, 5, 2, 12]


def test_a_table_of_the_clipboard_goes_before_its_text(as_, coordinator):
    rows = table("1|Сбор отчётов|ТОИПКРО|апрель").splitlines()[1:]
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("\t")) + "</tr>" for row in rows
    )

    _, page = preview_of(as_(coordinator), "текст без столбцов", html=f"<table>{cells}</table>")

    assert "Сбор отчётов" in page.text and "April 2026" in page.text


def test_a_file_is_read_by_what_is_in_it(as_, coordinator):
    file = (BytesIO(KARGASOK.encode()), "план.txt")

    _, page = preview_of(as_(coordinator), "", file=file)

    assert "5 items" in page.text


def test_the_year_of_the_title_is_the_year_of_the_plan(as_, coordinator):
    text = table("1|Сбор|ТОИПКРО|ежемесячно", title="План на 2027/2028 учебный год")

    _, page = preview_of(as_(coordinator), text)

    assert "Year: 2027/2028, a school year" in page.text
    assert "(so says the title of the document)" in page.text


def test_a_year_that_was_typed_is_not_said_to_be_of_the_title(as_, coordinator):
    _, page = preview_of(as_(coordinator), table("1|Сбор|ТОИПКРО|ежемесячно"))

    assert "Year: 2026, a calendar year" in page.text
    assert "(so says the title" not in page.text


def test_a_deadline_nobody_understands_stays_without_a_date(app, as_, coordinator):
    browser = as_(coordinator)
    location, page = preview_of(browser, table("1|Сбор|ТОИПКРО|к новому сезону ярмарок"))
    assert "These words were not understood. No date will be set." in page.text

    confirm(browser, location)

    with app.app_context():
        card = db.session.scalar(db.select(Card))
        item = db.session.scalar(db.select(Item))
        assert (card.due_on, item.reading["needs_confirmation"]) == (None, True)
        assert item.deadline == "к новому сезону ярмарок"


def test_new_executors_come_into_force_with_the_plan(app, as_, coordinator, keep):
    known = keep(make.organisation("РМЦ", parent=coordinator.organisation))
    browser = as_(coordinator)
    location, page = preview_of(browser, table("1|Сбор|Центр чтения; Школа № 9; школы|апрель"))
    keys = [part.split('"')[0] for part in page.text.split('name="name-')[1:]]
    names = [part.split('value="')[1].split('"')[0] for part in page.text.split('name="name-')[1:]]
    wish = {"центр чтения": f"id:{known.id}", "школа № 9": "new:school", "школы": "group"}
    data = {f"name-{n}": name for n, name in zip(keys, names, strict=True)}
    data |= {f"executor-{n}": wish[name] for n, name in zip(keys, names, strict=True)}

    assert browser.post(f"{location}/executors", data).status_code == 303
    assert count(app, Organisation) == [4]  # nothing is in force yet
    confirm(browser, location)

    with app.app_context():
        school = db.session.scalar(
            db.select(Organisation).where(Organisation.short_name == "Школа № 9")
        )
        assert school.parent_id == coordinator.organisation_id
        shares = db.session.scalar(db.select(Card).options(db.selectinload(Card.shares))).shares
        assert {share.organisation_id for share in shares} == {known.id, school.id}
    again, page = preview_of(browser, table("1|Другое|Центр чтения|май", title="Другой план"))
    assert 'title="Центр чтения"' in page.text


def test_five_hundred_rows_take_a_moment_only(app, as_, coordinator):
    browser, began = as_(coordinator), time.perf_counter()

    location, page = preview_of(browser, many(500))
    previewed = time.perf_counter()
    confirm(browser, location)

    print(
        f"\n500 rows: preview {previewed - began:.2f} s, whole {time.perf_counter() - began:.2f} s"
    )
    assert page.text.count('id="draft_row-') >= 500
    assert count(app, Item) == [500]
    assert time.perf_counter() - began < 90


@pytest.mark.parametrize("rows", [3, 60])
def test_a_long_preview_costs_no_more_queries_than_a_short_one(as_, coordinator, queries, rows):
    browser = as_(coordinator)
    location, _ = preview_of(browser, many(rows))

    with queries(8):
        assert browser.get(location).status_code == 200

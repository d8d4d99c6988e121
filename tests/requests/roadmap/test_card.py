"""The page of a card: what it says, to whom, and at what price."""

from datetime import UTC, date, datetime

import pytest

from intranet.comments.models import Comment
from intranet.core import clock
from intranet.people.models import RoleKind
from intranet.roadmap.models import Check, Note, Stage, Subitem
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    school = make.organisation("Школа № 1", parent=district)
    item = make.item("Сбор отчётов", number="7", deadline="ежегодно (апрель, октябрь)")
    item.subitems = [Subitem(number="7.1", text="Собрать отчёты", position=0)]
    board = make.board(district)
    board.plan.items.append(item)
    card = make.card(
        board,
        "Сбор отчётов",
        number="7.1",
        for_=(school,),
        span="month",
        starts_on=date(2026, 4, 1),
        due_on=date(2026, 4, 30),
        item=item,
        key="month-04",
    )
    card.checks = [
        Check(
            is_done=False,
            position=0,
            number="7.1",
            text="Собрать отчёты",
            executors_text="ТОИПКРО",
            deadline="до 15 апреля",
            due_on=date(2026, 4, 15),
        ),
    ]
    card.recount()
    people = {
        "coordinator": make.person(at=district),
        "librarian": make.person(RoleKind.LIBRARIAN, at=school),
        "observer": make.person(RoleKind.OBSERVER, at=district),
        "stranger": make.person(RoleKind.COORDINATOR, at=make.organisation("Другой район")),
    }
    keep(board, card, *people.values())
    return card, people


@pytest.fixture
def on_day(monkeypatch):
    def set_day(*parts):
        monkeypatch.setattr(clock, "now", lambda: datetime(*parts, tzinfo=UTC))

    return set_day


def page(as_, person, card):
    return as_(person).get(f"/roadmap/cards/{card.id}")


def test_it_says_what_the_document_says_and_how_it_was_understood(as_, scene, on_day):
    on_day(2026, 4, 3)
    card, people = scene

    answer = page(as_, people["coordinator"], card)

    assert answer.status_code == 200
    for words in (
        "Собрать отчёты",
        "«ежегодно (апрель, октябрь)»",
        "April 2026, October 2026",
        "ТОИПКРО",
        "«до 15 апреля»",
        "Школа № 1",
    ):
        assert words in answer.text


@pytest.mark.parametrize(
    "day, words",
    [(28, "2 days left"), (29, "1 day left"), (30, "today is the last day")],
)
def test_the_state_is_told_in_words(as_, scene, on_day, day, words):
    card, people = scene
    on_day(2026, 4, day)

    assert words in page(as_, people["coordinator"], card).text


def test_overdue_begins_with_the_day_after_by_the_districts_clocks(as_, scene, on_day):
    card, people = scene

    on_day(2026, 4, 30, 16, 59)  # 23:59 in Tomsk
    assert "today is the last day" in page(as_, people["coordinator"], card).text
    on_day(2026, 4, 30, 17, 0)  # 0:00 in Tomsk
    assert "overdue by 1 day" in page(as_, people["coordinator"], card).text


def test_a_done_card_is_never_overdue(as_, keep, scene, on_day):
    card, people = scene
    on_day(2026, 12, 1)
    done = make.card(card.board, "Done", stage=Stage.DONE, due_on=date(2026, 1, 1))
    keep(done)

    assert "overdue" not in page(as_, people["coordinator"], done).text


def test_a_named_school_sees_the_card_but_may_not_edit_it(as_, scene):
    card, people = scene

    answer = page(as_, people["librarian"], card)

    assert answer.status_code == 200
    assert f"/roadmap/cards/{card.id}/move" in answer.text
    assert f"/roadmap/cards/{card.id}/edit" not in answer.text


def test_an_observer_sees_and_changes_nothing(as_, scene):
    card, people = scene

    answer = page(as_, people["observer"], card)

    assert answer.status_code == 200
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main


def test_a_hidden_card_is_the_same_page_as_a_missing_one(as_, scene):
    card, people = scene
    browser = as_(people["stranger"])

    hidden, missing = page(as_, people["stranger"], card), browser.get("/roadmap/cards/999999")

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert card.title not in hidden.text


def test_nobody_reads_it_without_signing_in(as_, scene):
    card, _ = scene

    assert page(as_, None, card).status_code == 303


def test_what_people_wrote_is_shown_where_htmx_does_nothing(as_, keep, scene):
    card, people = scene
    card.description = "<b hx-get=/x>bold</b>"
    note = Note(card_id=card.id, author_id=people["librarian"].id, at=make.MOMENT, text="*готово*")
    keep(card, note)

    answer = page(as_, people["coordinator"], card)

    assert '<div class="prose" hx-disable><p>&lt;b hx-get=/x&gt;bold&lt;/b&gt;</p>' in answer.text
    assert "<em>готово</em>" in answer.text


def test_a_card_with_much_on_it_costs_no_more_statements(as_, keep, queries, scene):
    card, people = scene
    author = people["librarian"].id
    for n in range(30):
        keep(
            Note(card_id=card.id, author_id=author, at=make.MOMENT, text=f"note {n}"),
            Comment(
                subject_kind="roadmap_card",
                subject_id=card.id,
                author_id=author,
                at=make.MOMENT,
                text=f"comment {n}",
            ),
            Check(card_id=card.id, position=n + 1, text=f"point {n}"),
        )
    browser = as_(people["coordinator"])
    browser.get(f"/roadmap/cards/{card.id}")

    with queries(14):
        answer = browser.get(f"/roadmap/cards/{card.id}")
    assert answer.text.count('class="comment"') == 30
    assert answer.text.count("note 2") >= 10


def test_the_history_tells_moves_with_their_reasons(as_, scene):
    card, people = scene
    browser = as_(people["coordinator"])
    browser.post(
        f"/roadmap/boards/{card.board_id}/moves",
        {"card": card.id, "column": card.board.column_of(Stage.DROPPED).id, "reason": "приказ 5"},
    )

    whole = browser.get(f"/roadmap/cards/{card.id}/history").text
    part = as_(people["coordinator"], htmx=True).get(f"/roadmap/cards/{card.id}/history").text

    assert "<html" in whole and "<html" not in part
    for text in (whole, part):
        assert "from “planned” to “dropped”" in text
        assert "Reason: приказ 5" in text

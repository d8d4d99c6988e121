"""A board is kept as it was drawn, and drawn anew when anything in it changed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intranet.core import clock
from intranet.core.actions import action
from intranet.core.db import db
from intranet.core.notices import notify
from intranet.people import actions as people
from intranet.people import queries as people_queries
from intranet.people.models import RoleKind
from intranet.roadmap.models import Stage
from tests.support import make


def scene(keep):
    district = make.organisation("УООиП")
    school = make.organisation("Школа № 1", parent=district)
    board = make.board(district)
    card = make.card(board, "Отчёт", for_=(school,))
    coordinator = make.person(at=district)
    observer = make.person(RoleKind.OBSERVER, at=district)
    keep(board, card, coordinator, observer)
    return board, card, school, coordinator, observer


def test_an_unchanged_board_is_not_read_again(as_, keep, queries):
    board, _card, _school, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    browser.get(f"/roadmap/boards/{board.id}")

    with queries(4) as said:  # begin, the person, the board's version, unread notices
        browser.get(f"/roadmap/boards/{board.id}")
    assert not any("roadmap_card" in statement for statement in said)
    assert not any("roadmap_column" in statement for statement in said)


def test_a_changed_board_is_read_with_few_statements(as_, keep, queries):
    board, card, _school, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    browser.get(f"/roadmap/boards/{board.id}")
    target = board.column_of(Stage.WORKING).id
    browser.post(f"/roadmap/boards/{board.id}/moves", {"card": card.id, "column": target})
    browser.get("/profile")  # shows the message

    with queries(10):
        browser.get(f"/roadmap/boards/{board.id}")


def test_an_unchanged_page_comes_again_byte_for_byte(as_, keep):
    board, *_rest, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    first = browser.get(f"/roadmap/boards/{board.id}")
    again = browser.get(f"/roadmap/boards/{board.id}")

    assert again.data == first.data
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    changing = ("X-Request-Id",)
    assert [h for h in again.headers if h[0] not in changing] == [
        h for h in first.headers if h[0] not in changing
    ]


def test_a_kept_page_is_unpacked_as_it_was_packed(as_, keep):
    board, *_rest, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    for coding in ("gzip", "br", "identity"):
        for _time in range(2):
            headers = {"Accept-Encoding": coding}
            answer = browser.get(f"/roadmap/boards/{board.id}", headers=headers)
            assert answer.headers.get("Content-Encoding", "identity") == coding


def test_a_kept_page_is_for_its_reader_alone(as_, keep):
    board, _card, _school, coordinator, observer = scene(keep)
    mine, others = as_(coordinator), as_(observer)
    for _time in range(2):
        page, theirs = (each.get(f"/roadmap/boards/{board.id}").text for each in (mine, others))
        assert coordinator.name in page and coordinator.name not in theirs
        assert observer.name in theirs and observer.name not in page


@pytest.mark.parametrize("is_kept", [True, False], ids=["kept", "not kept yet"])
def test_a_message_is_shown_once_though_pages_are_kept(as_, keep, is_kept):
    board, *_rest, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    if is_kept:
        browser.get(f"/roadmap/boards/{board.id}")
    with browser.client.session_transaction() as session:
        session["_flashes"] = [("message", "Said once")]

    pages = [browser.get(f"/roadmap/boards/{board.id}").text for _time in range(3)]

    assert ["Said once" in page for page in pages] == [True, False, False]


def test_the_first_page_of_a_session_is_not_kept(app, as_, keep):
    board, *_rest, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    with browser.client.session_transaction() as session:
        del session["csrf_token"]

    first, second = (browser.get(f"/roadmap/boards/{board.id}") for _time in range(2))

    assert "Set-Cookie" in first.headers and "Set-Cookie" not in second.headers


def test_a_kept_page_speaks_the_language_and_has_the_look_of_its_reader(as_, keep):
    board, *_rest, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    address = f"/roadmap/boards/{board.id}"
    assert "Search the cards" in browser.get(address).text

    browser.get(f"/look?language=ru&theme=dark&next={address}")

    page = browser.get(address).text
    assert 'lang="ru"' in page and 'data-theme="dark"' in page and "Search the cards" not in page


def test_a_kept_page_rings_the_bell(app, as_, keep):
    board, *_rest, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    browser.get(f"/roadmap/boards/{board.id}")

    with app.app_context():
        action(notify)(coordinator.id, "x", page="roadmap.board", board_id=board.id)

    assert "1 unread notice" in browser.get(f"/roadmap/boards/{board.id}").text


def test_whose_role_has_ended_sees_no_kept_page(app, as_, keep):
    board, *_rest, observer = scene(keep)
    browser = as_(observer)
    assert browser.get(f"/roadmap/boards/{board.id}").status_code == 200

    with app.app_context():
        elsewhere = make.organisation("Другой район")
        db.session.add(elsewhere)
        db.session.flush()
        person = people_queries.person(observer.id)
        person.organisation, person.stamp, person.roles = elsewhere, person.stamp + 1, []
        db.session.commit()

    assert browser.get(f"/roadmap/boards/{board.id}").status_code == 404


def test_a_board_of_yesterday_is_drawn_anew(as_, keep, monkeypatch):
    evening = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)  # half an hour before midnight in Tomsk
    monkeypatch.setattr(clock, "now", lambda: evening)
    district = make.organisation("УООиП", time_zone="Asia/Tomsk")
    board = make.board(district)
    make.card(board, "Отчёт", due_on=date(2026, 3, 1))
    coordinator = make.person(at=district)
    keep(board, *board.made_cards, coordinator)
    browser = as_(coordinator)
    assert "bcard--soon" in browser.get(f"/roadmap/boards/{board.id}").text

    monkeypatch.setattr(clock, "now", lambda: evening + timedelta(hours=1))

    assert "bcard--late" in browser.get(f"/roadmap/boards/{board.id}").text


def test_a_move_is_seen_by_the_next_who_looks(as_, keep):
    board, card, _school, coordinator, observer = scene(keep)
    reader = as_(observer)
    reader.get(f"/roadmap/boards/{board.id}")

    target = board.column_of(Stage.WORKING).id
    form = {"card": card.id, "column": target}
    as_(coordinator).post(f"/roadmap/boards/{board.id}/moves", form)

    html = reader.get(f"/roadmap/boards/{board.id}").text
    working = html.split(f'id="roadmap_column-{target}"')[1].split("</section>")[0]
    assert "Отчёт" in working


def test_a_renamed_organisation_is_renamed_on_the_board(app, as_, keep):
    board, _card, school, coordinator, _ = scene(keep)
    browser = as_(coordinator)
    assert "Школа № 1" in browser.get(f"/roadmap/boards/{board.id}").text

    with app.app_context():
        fresh = people_queries.organisation(school.id)
        values = {"kind": fresh.kind, "name": fresh.name, "time_zone": fresh.time_zone}
        aliases = tuple(alias.text for alias in fresh.aliases)
        people.change_organisation(fresh, **values, short_name="Лицей", aliases=aliases, by=None)

    assert "Лицей" in browser.get(f"/roadmap/boards/{board.id}").text


def test_who_may_move_nothing_is_shown_no_handles(as_, keep):
    board, _card, _school, coordinator, observer = scene(keep)

    assert "bcard__handle" in as_(coordinator).get(f"/roadmap/boards/{board.id}").text
    assert "bcard__handle" not in as_(observer).get(f"/roadmap/boards/{board.id}").text


def test_what_changed_names_the_columns_and_nothing_new_is_204(as_, keep):
    board, card, _school, coordinator, _ = scene(keep)
    browser = as_(coordinator, htmx=True)
    target = board.column_of(Stage.WORKING).id
    browser.post(f"/roadmap/boards/{board.id}/moves", {"card": card.id, "column": target})

    answer = browser.get(f"/roadmap/boards/{board.id}/changes?since=1")
    quiet = browser.get(f"/roadmap/boards/{board.id}/changes?since=2")

    assert f'"columns": [{board.columns[0].id}, {target}]' in answer.headers["HX-Trigger"]
    assert (quiet.status_code, quiet.data) == (204, b"")

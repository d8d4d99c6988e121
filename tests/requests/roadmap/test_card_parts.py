"""Progress notes, the checklist, shares of organisations, people on a card."""

import pytest

from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.core.notices import Notice
from intranet.people.models import RoleKind
from intranet.roadmap.models import Card, Check, Column, Note, Share, Stage
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    school = make.organisation("Школа № 1", parent=district)
    other = make.organisation("Школа № 2", parent=district)
    board = make.board(district)
    card = make.card(board, "Card", for_=(school, other))
    foreign = make.card(board, "Foreign", for_=(other,))
    item = make.item()
    item.subitems = []
    board.plan.items.append(item)
    cast = {
        "coordinator": make.person(at=district, name="Иванова Анна Петровна"),
        "librarian": make.person(RoleKind.LIBRARIAN, at=school, name="Кузнецова Елена"),
        "neighbour": make.person(RoleKind.LIBRARIAN, at=other, name="Орлова Вера"),
        "observer": make.person(RoleKind.OBSERVER, at=school),
        "elsewhere": make.person(RoleKind.LIBRARIAN, at=make.organisation()),
    }
    keep(board, card, foreign, *cast.values())
    keep(
        Check(card_id=card.id, position=0, text="First"),
        Check(card_id=foreign.id, position=0, text="F"),
    )
    return card, foreign, cast


def fresh(app, model, number):
    with app.app_context():
        return db.session.get(model, number)


def point(app, card):
    with app.app_context():
        return db.session.scalar(db.select(Check).where(Check.card_id == card.id))


def told(app, name):
    with app.app_context():
        return list(db.session.scalars(db.select(Activity).where(Activity.name == name)))


def test_a_progress_note_stands_on_top_with_its_author(app, as_, scene):
    card, _, cast = scene
    url = f"/roadmap/cards/{card.id}/notes"

    plain = as_(cast["librarian"]).post(url, {"note": "Отчёт собран"})
    part = as_(cast["librarian"], htmx=True).post(url, {"note": "И отправлен"})

    assert (plain.status_code, part.status_code) == (303, 200)
    assert part.text.index("И отправлен") < part.text.index("Отчёт собран")
    assert f'hx-swap-oob="morph" id="roadmap_card-{card.id}-notes"' in part.text
    assert "Кузнецова Елена" in part.text
    assert len(told(app, "roadmap.note_added")) == 2


def test_an_empty_note_is_asked_for_again(app, as_, scene):
    card, _, cast = scene

    for htmx in (False, True):
        answer = as_(cast["librarian"], htmx=htmx).post(
            f"/roadmap/cards/{card.id}/notes", {"note": " "}
        )
        assert answer.status_code == 422
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Note)) == 0


@pytest.mark.parametrize(
    "url",
    [
        "notes",
        "checks",
        "people",
        "checks/{check}",
        "checks/{check}/tick",
        "checks/{check}/removal",
    ],
)
def test_who_may_not_work_on_the_card_changes_none_of_it(app, as_, scene, url):
    card, _, cast = scene
    address = f"/roadmap/cards/{card.id}/{url.format(check=point(app, card).id)}"

    assert as_(cast["observer"]).post(address, {"done": "1"}).status_code == 403
    assert as_(cast["elsewhere"]).post(address, {"done": "1"}).status_code == 404


def test_a_point_is_ticked_and_unticked_and_counted(app, as_, scene):
    card, _, cast = scene
    url = f"/roadmap/cards/{card.id}/checks/{point(app, card).id}/tick"
    browser = as_(cast["librarian"], htmx=True)

    answer = browser.post(url, {"done": "1"})
    browser.post(url, {"done": "1"})

    assert 'aria-checked="true"' in answer.text
    assert "1 of 1" in answer.text
    assert fresh(app, Card, card.id).checked_count == 1
    assert len(told(app, "roadmap.check_changed")) == 1
    assert as_(cast["librarian"]).post(url, {"done": "0"}).status_code == 303
    assert fresh(app, Card, card.id).checked_count == 0


def test_a_tick_is_seen_on_other_open_boards(app, as_, scene):
    card, _, cast = scene
    before = fresh(app, Column, card.column_id).changed_in

    as_(cast["librarian"]).post(
        f"/roadmap/cards/{card.id}/checks/{point(app, card).id}/tick", {"done": "1"}
    )

    assert fresh(app, Column, card.column_id).changed_in > before


def test_own_points_come_change_and_go(app, as_, scene):
    card, _, cast = scene
    browser = as_(cast["librarian"], htmx=True)
    base = f"/roadmap/cards/{card.id}/checks"

    added = browser.post(base, {"point": "Second"})
    assert "Second" in added.text
    with app.app_context():
        second = db.session.scalar(db.select(Check).where(Check.text == "Second"))
    assert "second" in fresh(app, Card, card.id).words
    assert "Second" in browser.get(f"{base}/{second.id}").text
    assert "Twice" in browser.post(f"{base}/{second.id}", {"point": "Twice"}).text
    assert "Twice" not in browser.post(f"{base}/{second.id}/removal").text.partition("history")[0]
    assert fresh(app, Card, card.id).check_count == 1


def test_a_point_of_the_document_can_only_be_ticked(app, as_, keep, scene):
    card, _, cast = scene
    item = make.item()
    item.plan_id = card.board.plan_id
    keep(item)
    from intranet.roadmap.models import Subitem  # noqa: PLC0415

    subitem = Subitem(item_id=item.id, number="1.1", text="Official", position=0)
    keep(subitem)
    official = Check(card_id=card.id, subitem_id=subitem.id, position=1, text="Official")
    keep(official)
    base, browser = f"/roadmap/cards/{card.id}/checks/{official.id}", as_(cast["coordinator"])

    assert browser.post(base, {"point": "Mine"}).status_code == 403
    assert browser.post(f"{base}/removal").status_code == 403
    assert browser.post(f"{base}/tick", {"done": "1"}).status_code == 303


def test_parts_of_another_card_are_missing_under_the_own_one(app, as_, scene):
    card, foreign, cast = scene
    strange = point(app, foreign).id
    browser = as_(cast["coordinator"])
    base = f"/roadmap/cards/{card.id}"

    assert browser.post(f"{base}/checks/{strange}/tick", {"done": "1"}).status_code == 404
    assert browser.post(f"{base}/checks/{strange}", {"point": "x"}).status_code == 404
    assert browser.post(f"{base}/checks/{strange}/removal").status_code == 404
    assert (
        browser.post(f"{base}/shares/{foreign.shares[0].id}", {"state": "done"}).status_code == 404
    )
    assert not fresh(app, Check, strange).is_done


def share(app, as_, person, card, index, *, htmx=True, **data):
    url = f"/roadmap/cards/{card.id}/shares/{card.shares[index].id}"
    return as_(person, htmx=htmx).post(url, data)


def test_a_school_tells_of_its_own_share(app, as_, scene):
    card, _, cast = scene

    answer = share(
        app, as_, cast["librarian"], card, 0, state="done", remark="https://school.example/report"
    )

    assert answer.status_code == 200
    assert 'href="https://school.example/report"' in answer.text
    saved = fresh(app, Share, card.shares[0].id)
    assert (saved.state, saved.changed_at is not None) == ("done", True)
    assert told(app, "roadmap.share_changed")[0].particulars["organisation"] == "Школа № 1"


def test_done_needs_something_to_show_for_it(app, as_, scene):
    card, _, cast = scene

    answer = share(app, as_, cast["librarian"], card, 0, state="done", remark=" ")

    assert answer.status_code == 422
    assert fresh(app, Share, card.shares[0].id).state == "waiting"


def test_a_share_of_another_school_is_not_ours_to_change(app, as_, scene):
    card, _, cast = scene

    assert share(app, as_, cast["librarian"], card, 1, state="working").status_code == 403
    assert share(app, as_, cast["observer"], card, 0, state="working").status_code == 403
    assert share(app, as_, cast["elsewhere"], card, 0, state="working").status_code == 404
    assert share(app, as_, cast["coordinator"], card, 1, state="working").status_code == 200
    assert share(app, as_, cast["coordinator"], card, 1, state="made up").status_code == 422


def test_a_person_is_found_assigned_told_and_taken_off(app, as_, scene):
    card, _, cast = scene
    librarian, browser = cast["librarian"], as_(cast["coordinator"], htmx=True)
    url = f"/roadmap/cards/{card.id}/people"

    assert "Кузнецова Елена" in browser.get(url, query_string={"q": "кузнец ШКОЛА"}).text
    answer = browser.post(url, {"person": librarian.id})
    browser.post(url, {"person": librarian.id})

    assert f'hx-swap-oob="morph" id="roadmap_card-{card.id}-people"' in answer.text
    assert "Кузнецова Елена" in answer.text
    with app.app_context():
        notices = list(db.session.scalars(db.select(Notice)))
    assert [(each.person_id, each.page) for each in notices] == [(librarian.id, "roadmap.card")]
    removal = browser.post(f"{url}/{librarian.id}/removal")
    assert "Nobody is assigned" in removal.text
    assert browser.post(f"{url}/{librarian.id}/removal").status_code == 404


def test_who_cannot_be_seen_cannot_be_assigned(app, as_, scene):
    card, _, cast = scene
    browser = as_(cast["librarian"])
    url = f"/roadmap/cards/{card.id}/people"

    assert browser.post(url, {"person": cast["elsewhere"].id}).status_code == 404
    assert browser.post(url, {"person": 999999}).status_code == 404
    assert cast["elsewhere"].name not in browser.get(url).text
    assert browser.post(url, {"person": cast["neighbour"].id}).status_code == 303


def test_nobody_is_told_of_naming_oneself(app, as_, scene):
    card, _, cast = scene

    as_(cast["coordinator"]).post(
        f"/roadmap/cards/{card.id}/people", {"person": cast["coordinator"].id}
    )

    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Notice)) == 0


def test_whoever_is_named_may_work_on_the_card(as_, keep, scene):
    card, _, cast = scene
    done = make.card(card.board, "Named", stage=Stage.WORKING, people=(cast["neighbour"],))
    keep(done)

    assert (
        as_(cast["neighbour"]).post(f"/roadmap/cards/{done.id}/notes", {"note": "x"}).status_code
        == 303
    )

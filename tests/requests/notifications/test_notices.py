"""Notices: read by the one they are for, and by nobody else; one thing is one line."""

import re

import pytest

from intranet.core.db import db
from intranet.core.notices import Notice
from tests.support import make


def test_a_notice_is_a_sentence_that_opens_its_page(as_, scene):
    number = scene.tell(scene.me, scene.cards[0])
    browser = as_(scene.me)

    for address in ("/", "/notices", "/notices/newest"):
        page = browser.get(address).text
        assert f'<a href="/notices/{number}">Ivanova moved “7.1 “A”” from “x” to “y”</a>' in page

    answer = browser.get(f"/notices/{number}")
    assert (answer.status_code, answer.location) == (303, f"/roadmap/cards/{scene.cards[0].id}")
    assert scene.unseen(scene.me) == []


def test_opening_marks_what_was_told_about_the_same_thing_and_nothing_else(as_, scene):
    first, second = scene.tell(scene.me, scene.cards[0]), scene.tell(scene.me, scene.cards[0])
    elsewhere, foreign = (
        scene.tell(scene.me, scene.cards[1]),
        scene.tell(scene.other, scene.cards[0]),
    )

    as_(scene.me).get(f"/notices/{first}")

    assert second > first
    assert (scene.unseen(scene.me), scene.unseen(scene.other)) == ([elsewhere], [foreign])


def test_what_fetches_ahead_marks_nothing(as_, scene):
    number = scene.tell(scene.me, scene.cards[0])

    as_(scene.me).get(f"/notices/{number}", headers={"Sec-Purpose": "prefetch;prerender"})

    assert scene.unseen(scene.me) == [number]


def test_the_notice_of_somebody_else_is_missing(as_, scene):
    number = scene.tell(scene.other, scene.cards[0])

    assert as_(scene.me).get(f"/notices/{number}").status_code == 404
    assert as_(scene.me).post("/notices/seen", {"notice": number}).status_code == 404
    assert scene.unseen(scene.other) == [number]


def test_all_are_marked_and_only_mine_and_the_way_leads_back(as_, scene):
    for _each in range(2):
        scene.tell(scene.me, scene.cards[0])
    scene.tell(scene.other, scene.cards[0])

    answer = as_(scene.me).post("/notices/seen", {"next": "/notices?show=unread"})

    assert (answer.status_code, answer.location) == (303, "/notices?show=unread")
    assert (len(scene.unseen(scene.me)), len(scene.unseen(scene.other))) == (0, 1)
    assert as_(scene.me).post("/notices/seen", {"next": "//evil.example"}).location == "/notices"


def test_htmx_gets_the_list_anew_with_the_bell(as_, scene):
    scene.tell(scene.me, scene.cards[0])
    number = scene.tell(scene.me, scene.cards[1])

    answer = as_(scene.me, htmx=True).post("/notices/seen", {"notice": number, "place": "news"})

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="news"')
    assert answer.text.count("notices__item--new") == 1
    assert re.search(
        r'<a hx-swap-oob="morph" id="bell"[^>]*aria-label="1 unread notice"', answer.text
    )


def test_several_about_one_thing_are_one_line(as_, scene):
    for title in ("first", "second", "third"):
        scene.tell(scene.me, scene.cards[0], title)
    scene.tell(scene.me, scene.cards[1], "other")

    page = as_(scene.me).get("/notices").text

    assert page.count('<li class="notices__item') == 2
    assert "2 more about this" in page
    assert page.index("other") < page.index("third") < page.index("second") < page.index("first")


def test_the_unread_alone_and_page_by_page(as_, scene):
    numbers = [scene.tell(scene.me, scene.cards[0]) for _each in range(45)]
    as_(scene.me).post("/notices/seen")
    fresh = scene.tell(scene.me, scene.cards[1], "fresh")
    browser = as_(scene.me)

    unread = browser.get("/notices?show=unread").text
    first = browser.get("/notices").text
    older = re.search(r'href="(/notices\?before=\d+)"', first)[1]
    rest = browser.get(older).text

    assert f"/notices/{fresh}" in unread and f"/notices/{numbers[-1]}" not in unread
    shown = [set(re.findall(r'href="/notices/(\d+)"', text)) for text in (first, rest)]
    assert shown[0] | shown[1] == {str(number) for number in [*numbers, fresh]}
    assert not shown[0] & shown[1]
    assert "</svg>Older" in first
    assert "</svg>Older" not in rest


def test_a_notice_of_what_no_longer_exists_is_still_read(as_, keep, scene):
    lost = Notice(
        at=make.MOMENT,
        person_id=scene.me.id,
        name="gone.away",
        page="gone.away",
        particulars={"title": "<b>Old thing"},
        seen_at=None,
    )
    keep(lost)

    browser = as_(scene.me)
    assert "&lt;b&gt;Old thing" in browser.get("/notices").text
    assert browser.get(f"/notices/{lost.id}").location == "/notices"
    assert scene.unseen(scene.me) == []


def test_strangers_are_sent_to_the_door(as_, scene):
    assert as_().get("/notices").headers["Location"].startswith("/sign-in")
    assert "/sign-in" in as_().post("/notices/seen").headers["Location"]


def test_every_page_has_a_bell_and_pays_nothing_for_it(as_, scene, queries):
    browser = as_(scene.me)
    assert 'aria-label="Notices, all read"' in browser.get("/profile").text
    scene.tell(scene.me, scene.cards[0])

    with queries(5):  # begin, the person, notices; what is new, in one with the newest activity
        page = browser.get("/notices/newest").text

    assert 'aria-label="1 unread notice"' in page
    with queries(3):  # a fragment does not even ask
        as_fragment = browser.get("/notices/newest", headers={"HX-Request": "true"}).text
    assert 'id="bell"' not in as_fragment


def test_the_bell_counts_to_ninety_nine(app, as_, keep, scene):
    more = {"at": make.MOMENT, "person_id": scene.me.id, "name": "x", "page": "x"}
    keep(*(Notice(particulars={}, **more) for _each in range(120)))

    page = as_(scene.me).get("/profile").text

    assert "Notices: more than 99 unread" in page and ">99+<" in page


@pytest.mark.parametrize("plan", ["SELECT count(*)", "SELECT * "])
def test_unread_notices_are_found_by_an_index(app, plan):
    query = f"EXPLAIN QUERY PLAN {plan} FROM notice WHERE person_id = 1 AND seen_at IS NULL"
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("plans are told differently there")
        said = str(db.session.execute(db.text(query)).all())
    assert "ix_notice_unread" in said


def test_the_pulse_brings_the_bell_when_something_was_told(as_, scene):
    browser = as_(scene.me, htmx=True)
    page = as_(scene.me).get("/profile").text
    address = re.search(r'hx-get="(/pulse[^"]*)"', page)[1].replace("&amp;", "&")
    assert browser.get(address).status_code == 204

    scene.tell(scene.me, scene.cards[0])
    answer = browser.get(address)

    assert answer.status_code == 200
    assert "changed:notice" in answer.headers["HX-Trigger"]
    assert 'aria-label="1 unread notice"' in answer.text and "hx-swap-oob" in answer.text
    fresh = re.search(r'hx-get="(/pulse[^"]*)"', answer.text)[1].replace("&amp;", "&")
    assert browser.get(fresh).status_code == 204


def test_the_pulse_is_not_troubled_by_what_others_are_told(as_, scene):
    browser = as_(scene.me)
    address = re.search(r'hx-get="(/pulse[^"]*)"', browser.get("/profile").text)[1]
    scene.tell(scene.other, scene.cards[0])

    assert browser.get(address.replace("&amp;", "&")).status_code == 204

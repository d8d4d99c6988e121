"""What somebody is refused is in the journal; a walk through numbers is slowed down."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from intranet.core import clock
from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people import tries
from intranet.people.tries import LONGEST


@pytest.fixture
def refusals(app):
    """Reads (who, address, status) of the refused tries in the journal."""

    def read():
        with app.app_context():
            query = select(Activity).where(Activity.name == "people.access_refused")
            rows = [(row.actor_name, row.particulars) for row in db.session.scalars(query)]
            return [(who, said["address"], said["status"]) for who, said in rows]

    return read


def test_a_refused_try_is_in_the_journal(as_, cast, refusals):
    browser = as_(cast.librarian)
    assert browser.get("/people/journal").status_code == 403
    assert browser.get("/people/999999").status_code == 404
    assert browser.post("/organisations/999999/closing").status_code == 404
    assert browser.get("/nowhere").status_code == 404  # a mistyped address is no try

    name = cast.librarian.name
    assert refusals() == [
        (name, "/people/journal", 403),
        (name, "/people/999999", 404),
        (name, "/organisations/999999/closing", 404),
    ]
    text = as_(cast.administrator).get("/people/journal?name=people.access_refused").text
    assert f"{name} was refused /people/999999 (404)" in text


def test_a_page_that_asks_again_and_again_is_written_down_once(as_, cast, refusals):
    browser = as_(cast.librarian)
    for _again in range(5):
        assert browser.get("/people/999999").status_code == 404
    assert len(refusals()) == 1


def test_of_an_endless_address_the_beginning_is_written_down(as_, cast, refusals):
    assert as_(cast.librarian).get(f"/link/{'x' * 5000}").status_code == 404
    assert {len(address) for _who, address, _status in refusals()} == {LONGEST}


def test_strangers_are_not_in_the_journal(as_, refusals):
    assert as_(None).get("/people/999999").status_code in {302, 303}
    assert refusals() == []


def test_a_walk_through_numbers_is_paused_and_the_rest_goes_on(as_, cast, refusals, monkeypatch):
    browser = as_(cast.librarian)
    for number in range(tries.MOST):
        assert browser.get(f"/people/{990_000 + number}").status_code == 404
    own = f"/people/{cast.librarian.id}"
    assert browser.get("/people/980000").status_code == 429
    assert browser.get(own).status_code == 429  # neither refused nor given: it tells nothing
    assert browser.get("/profile").status_code == 200
    assert as_(cast.coordinator).get(own).status_code == 200
    assert len(refusals()) == tries.MOST

    later = clock.now() + tries.MINUTE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert browser.get(own).status_code == 200


def test_all_processes_count_one_walk(app, as_, cast, refusals):
    browser = as_(cast.librarian)
    for number in range(tries.MOST):
        assert browser.get(f"/people/{990_000 + number}").status_code == 404
    app.extensions["paused_walks"].clear()  # as of another process, which was asked nothing yet
    assert browser.get("/people/980000").status_code == 404
    assert browser.get("/people/980001").status_code == 429
    assert len(refusals()) == tries.MOST + 1

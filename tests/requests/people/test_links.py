"""One-time links: shown once, work once, die in time."""

import re

import pytest

from intranet.core.db import db
from intranet.people.models import OneTimeLink

NEW = {"password": "a longer summer road", "again": "a longer summer road"}


@pytest.fixture
def link(as_, cast):
    """Make a link for the librarian; gives its path."""

    def make():
        answer = as_(cast.head).post(f"/people/{cast.librarian.id}/link")
        assert answer.status_code == 200
        return re.search(r'value="http://localhost(/link/[\w-]{43})"', answer.text)[1]

    return make


def test_a_link_sets_a_password_once(app, as_, cast, link):
    path, browser = link(), as_()

    assert cast.librarian.login in browser.get(path).text
    assert browser.post(path, NEW).location == "/"
    assert browser.get("/profile").status_code == 200
    assert as_().get(path).status_code == 404
    assert as_().post(path, NEW).status_code == 404


def test_the_table_knows_only_a_hash(app, link):
    token = link().rpartition("/")[2]

    with app.app_context():
        row = db.session.scalars(db.select(OneTimeLink)).one()
    assert token not in (row.token_hash, str(row.__dict__))
    assert len(row.token_hash) == 64


def test_a_newer_link_kills_the_older(as_, link):
    older, newer = link(), link()

    assert (as_().get(older).status_code, as_().get(newer).status_code) == (404, 200)


def test_a_link_grows_old(as_, link, later):
    path = link()
    later(days=7)

    assert as_().get(path).status_code == 404


def test_a_new_password_kills_the_link(as_, cast, link):
    path = link()

    as_(cast.librarian).post("/profile/password", NEW | {"present": "a quiet winter road"})

    assert as_().get(path).status_code == 404


def test_a_closed_account_kills_the_link_and_gets_none(as_, cast, link):
    path = link()
    as_(cast.head).post(f"/people/{cast.librarian.id}/closing")

    assert as_().get(path).status_code == 404
    assert as_(cast.head).post(f"/people/{cast.librarian.id}/link").status_code == 422


def test_a_used_link_ends_the_sessions_that_were_open(as_, cast, link):
    thief, path = as_(cast.librarian), link()

    as_().post(path, NEW)

    assert thief.get("/profile").status_code == 303


def test_a_link_makes_one_the_person_it_was_made_for(as_, cast, link):
    path, other = link(), as_(cast.neighbour)

    other.post(path, NEW | {"role": "administrator", "login": "admin"})

    assert "Ёлкина Елена" in other.get("/profile").text
    assert other.get("/people").status_code == 403


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("short", "short", "at least 12"),
        ("a longer summer road", "another summer road", "differ"),
        ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "easy to guess"),
        ("администратор1" * 90, "администратор1" * 90, ""),
    ],
)
def test_a_bad_password_is_refused_and_the_link_stays(as_, link, password, again, words):
    path = link()

    answer = as_().post(path, {"password": password, "again": again})

    assert answer.status_code == 422
    assert words in answer.text
    assert as_().get(path).status_code == 200


def test_a_made_up_link_is_a_missing_page(as_):
    assert as_().get("/link/" + "x" * 43).status_code == 404
    assert as_().get("/link/%00").status_code == 404

"""One's own account: data, password, sessions, look, language, keys."""

import pytest

from intranet.core.db import db
from intranet.people.models import Person, SignIn

from .conftest import PASSWORD

NEW = {"password": "a longer summer road", "again": "a longer summer road"}


def test_the_profile_shows_who_one_is(as_, cast, queries):
    browser = as_(cast.librarian)
    browser.get("/profile")

    with queries(6):
        answer = browser.get("/profile")
    assert "Ёлкина Елена" in answer.text
    assert "this session" in answer.text


def test_own_data_are_changed_but_not_name_nor_rights(app, as_, cast):
    forged = {"name": "Царица", "login": "admin", "organisation": "ДО", "is_active": ""}

    answer = as_(cast.librarian).post(
        "/profile/data", {"post": " педагог-библиотекарь ", "email": "e@example.ru"} | forged
    )

    assert answer.status_code == 303
    with app.app_context():
        fresh = db.session.get(Person, cast.librarian.id)
        assert (fresh.post, fresh.email) == ("педагог-библиотекарь", "e@example.ru")
        assert (fresh.name, fresh.login) == ("Ёлкина Елена", cast.librarian.login)


def test_a_wrong_address_is_said_beside_its_field(as_, cast):
    answer = as_(cast.librarian, htmx=True).post("/profile/data", {"post": "", "email": "nowhere"})

    assert (answer.status_code, "<html" in answer.text) == (422, False)
    assert 'id="email-err"' in answer.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"present": "not this one at all"}, "not your present password"),
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"again": "something else entirely"}, "differ"),
        ({"password": "passwordpassword", "again": "passwordpassword"}, "easy to guess"),
    ],
)
def test_a_bad_change_of_password_is_refused(app, as_, cast, change, words):
    answer = as_(cast.librarian).post(
        "/profile/password", NEW | {"present": "a quiet winter road"} | change
    )

    assert (answer.status_code, words in answer.text) == (422, True)
    with app.app_context():
        kept = db.session.get(Person, cast.librarian.id).password_hash
    assert kept == cast.librarian.password_hash


def test_a_session_is_ended_from_another_one(app, as_, cast):
    here, there = as_(cast.librarian), as_(cast.librarian)
    with app.app_context():
        number = db.session.scalars(db.select(SignIn.id).order_by(SignIn.id.desc())).first()

    assert here.post(f"/profile/sessions/{number}/end").status_code == 303

    assert there.get("/profile").status_code == 303
    assert here.get("/profile").status_code == 200


def test_the_session_of_another_person_is_missing(app, as_, cast):
    other = as_(cast.head)
    with app.app_context():
        number = db.session.scalar(db.select(SignIn.id))

    assert as_(cast.librarian).post(f"/profile/sessions/{number}/end").status_code == 404
    assert other.get("/profile").status_code == 200


def test_keys_are_switched_off_in_the_browser(as_, cast):
    browser = as_(cast.librarian)
    assert 'data-shortcuts="off"' not in browser.get("/profile").text

    answer = browser.get("/look?shortcuts=off&next=/profile")

    assert answer.location == "/profile"
    assert 'data-shortcuts="off"' in browser.get("/profile").text
    browser.get("/look?shortcuts=on")
    assert 'data-shortcuts="off"' not in browser.get("/profile").text


def test_the_language_is_chosen(as_, cast):
    browser = as_(cast.librarian)
    browser.get("/look?language=ru&next=/profile")

    assert '<html lang="ru"' in browser.get("/profile").text


def test_the_look_never_leads_elsewhere_and_knows_its_words(as_):
    browser = as_()
    answer = browser.get("/look?theme=%3Cscript%3E&vision=bw&next=//evil.example")

    assert answer.location == "/"
    text = browser.get("/forgotten").text
    assert 'data-vision="bw"' in text and "data-theme" not in text


def test_the_look_is_kept_for_every_computer_and_left_to_each_again(as_, cast):
    browser = as_(cast.librarian)
    browser.get("/look?theme=dark&vision=wb&fs=150&language=ru")
    browser.post("/profile/look")

    def elsewhere():
        other = as_()
        other.get("/look?theme=light")  # as somebody else has left it
        other.post("/sign-in", {"login": cast.librarian.login, "password": PASSWORD})
        return other.get("/profile").text

    text = elsewhere()
    assert 'data-theme="dark"' in text and 'data-vision="wb"' in text and 'data-fs="150"' in text
    assert '<html lang="ru"' in text
    browser.post("/profile/look", {"forget": "1"})
    assert 'data-theme="light"' in elsewhere()

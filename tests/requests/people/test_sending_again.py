"""A form sent after the session had ended, by a browser without a script: nothing is lost."""

import re
from html import unescape
from io import BytesIO

import pytest

from tests.requests.people.test_signing_in import sign_in, token_of

OWN = {"Origin": "http://localhost", "X-CSRFToken": ""}
TYPED = {"post": "педагог-библиотекарь & «методист»", "email": "e.d@school.example"}


@pytest.fixture
def browser(as_, cast):
    browser = as_()
    sign_in(browser, cast.librarian)
    browser.token = token_of(browser.get("/profile/data"))
    return browser


def held(page):
    """What the hidden fields of a page bring."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in found}


def test_after_the_session_ended_it_is_held_until_one_has_signed_in(as_, cast, browser):
    form = TYPED | {"csrf_token": browser.token}
    as_(cast.librarian).post("/sign-out", {"everywhere": "1"})

    answer = browser.post("/profile/data", form, headers=OWN)
    assert answer.status_code == 422
    assert "Sign in in another tab" in answer.text
    assert held(answer).items() >= TYPED.items()

    browser.token = token_of(browser.get("/sign-in"))
    sign_in(browser, cast.librarian)
    assert browser.post("/profile/data", held(answer), headers=OWN).status_code == 303
    assert TYPED["post"] in unescape(browser.get("/profile").text)


def test_with_a_token_of_another_session_it_is_sent_by_one_press(browser):
    answer = browser.post("/profile/data?x=1", TYPED | {"csrf_token": "old"}, headers=OWN)
    assert answer.status_code == 422
    assert 'action="/profile/data?x=1"' in answer.text

    assert browser.post("/profile/data", held(answer), headers=OWN).status_code == 303
    assert TYPED["post"] in unescape(browser.get("/profile").text)


@pytest.mark.parametrize(("name", "is_held"), [("", True), ("Отчёт.pdf", False)])
def test_a_form_with_a_file_is_not_held_but_an_empty_field_for_one_is_nothing(
    browser, name, is_held
):
    form = TYPED | {"csrf_token": "old", "file": (BytesIO(b""), name)}
    answer = browser.post("/profile/data", form, headers=OWN)

    assert ("Send again" in answer.text) is is_held


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        ({"password": "a secret of mine", "login": "kuznecova"}, {}),
        (TYPED, {"Origin": None}),
        (TYPED, {"HX-Request": "true"}),
        ({}, {}),
    ],
    ids=["password", "nobody says from where", "script", "empty"],
)
def test_nothing_else_is_held(browser, form, headers):
    headers = {name: text for name, text in (OWN | headers).items() if text is not None}
    answer = browser.post("/profile/data", form | {"csrf_token": "old"}, headers=headers)

    assert answer.status_code == 422
    assert "Send again" not in answer.text
    assert all(text not in answer.text for text in form.values())
    assert "This page was open for too long" in answer.text


def test_what_another_site_sends_is_refused_and_not_shown(browser):
    answer = browser.post(
        "/profile/data",
        TYPED | {"csrf_token": "old"},
        headers=OWN | {"Origin": "http://evil.example"},
    )
    assert answer.status_code in {403, 422}
    assert TYPED["post"] not in unescape(answer.text)

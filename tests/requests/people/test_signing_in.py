"""The door: who gets in, who has to wait, when a session is over."""

import re
import statistics
import time

import pytest

from intranet.core.db import db
from intranet.people import actions, passwords
from intranet.people.models import FailedSignIn, Person, SignIn

from .conftest import PASSWORD

ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\tevil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "https:evil.example",
    "https:/evil.example",
    "evil.example",
    "@evil.example",
    "//evil.example@localhost/",
    "http://localhost@evil.example/",
    "/\r\nLocation: https://evil.example",
    "ftp://evil.example/",
    "?next=//evil.example",
]


def token_of(page):
    return re.search(r'<meta name="csrf-token" content="([^"]+)"', page.text)[1]


def sign_in(browser, person, password=PASSWORD, *, path="/sign-in", address="10.0.0.1", **more):
    login = person if isinstance(person, str) else person.login
    data = {"login": login, "password": password}
    return browser.post(path, data, environ_base={"REMOTE_ADDR": address}, **more)


def test_the_right_password_opens_a_session(as_, cast):
    browser = as_()

    answer = sign_in(browser, cast.librarian)

    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get("/profile").status_code == 200


def test_the_name_is_known_in_any_case(as_, cast):
    assert sign_in(as_(), cast.librarian.login.upper()).status_code == 303


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(as_, cast):
    wrong = sign_in(as_(), cast.librarian, "not this one at all")
    unknown = sign_in(as_(), "nobody-at-all", "not this one at all")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert "The login or the password is wrong." in wrong.text
    assert _form(wrong.text, cast.librarian.login) == _form(unknown.text, "nobody-at-all")


def _form(html, login):
    """What the answer says, without the name that was typed and the page's own numbers."""
    start = html.index('class="field__error"')
    return html[start : html.index("</form>")].replace(login, "")


def test_an_unknown_name_takes_as_long_as_a_known_one(inside, cast):
    person = db.session.get(Person, cast.librarian.id)

    def median(kept):
        times = []
        for _n in range(7):
            began = time.perf_counter()
            passwords.matches("not this one at all", kept)
            times.append(time.perf_counter() - began)
        return statistics.median(times)

    known, unknown = median(person.password_hash), median(None)
    assert max(known, unknown) < 10 * min(known, unknown)  # without hashing it is a thousand


def test_from_the_fifth_failure_on_one_waits_longer_each_time(as_, cast, later):
    browser, waits = as_(), []
    for n in range(9):
        answer = sign_in(browser, cast.librarian, "not this one at all")
        if answer.status_code == 429:
            waits.append(n)
            later(minutes=1)

    assert waits and waits[0] == 5
    assert sign_in(browser, cast.librarian).status_code in {303, 429}


def test_the_pause_doubles_and_has_an_end():
    pauses = [
        FailedSignIn(failures=n).pause(from_everywhere=n).total_seconds() for n in range(4, 17)
    ]

    assert pauses[:5] == [0, 1, 2, 4, 8]
    assert pauses[-1] == FailedSignIn.LONGEST.total_seconds()


def test_twenty_five_failures_do_not_keep_the_owner_out_from_elsewhere(as_, cast, later):
    stranger = as_()
    for _n in range(25):
        sign_in(stranger, cast.librarian, "not this one at all", address="203.0.113.9")
        later(seconds=1)

    assert sign_in(stranger, cast.librarian, address="203.0.113.9").status_code == 429
    assert sign_in(as_(), cast.librarian, address="10.0.0.7").status_code == 303


def test_a_forged_forwarded_address_does_not_help(as_, cast):
    browser = as_()
    answers = [
        sign_in(
            browser,
            cast.librarian,
            "not this one at all",
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
        ).status_code
        for n in range(10)
    ]

    assert 429 in answers


def test_the_counters_live_in_the_database(app, as_, cast):
    for _n in range(3):
        sign_in(as_(), cast.librarian, "not this one at all")

    with app.app_context():
        assert db.session.scalars(db.select(FailedSignIn.failures)).all() == [3]


def test_headers_that_name_a_user_are_ignored(as_, cast):
    forged = {
        name: cast.administrator.login
        for name in ("X-Remote-User", "Remote-User", "X-Forwarded-User")
    }

    assert as_().get("/people", headers=forged).status_code == 303


@pytest.mark.parametrize(
    "password",
    ["восьмижды" * 7 + "я", "смайлик 🙂 в пароле", "пробел в конце ", " и в начале тоже"],
)
def test_passwords_work_exactly_as_typed(app, as_, cast, password):
    with app.app_context():
        person = db.session.get(Person, cast.librarian.id)
        actions.change_password(person, password=password, by=person)

    assert sign_in(as_(), cast.librarian, password).status_code == 303
    assert sign_in(as_(), cast.librarian, password.swapcase()).status_code == 422
    if password != password.strip():
        assert sign_in(as_(), cast.librarian, password.strip()).status_code == 422


def test_a_huge_password_is_not_hashed(as_, cast, monkeypatch):
    monkeypatch.setattr(passwords._hasher, "verify_and_update", lambda *_: pytest.fail("hashed"))

    assert sign_in(as_(), cast.librarian, "x" * 1_000_000).status_code == 422
    assert sign_in(as_(), cast.librarian, "я" * 1024).status_code == 422


def test_strange_names_are_only_wrong_names(as_, cast):
    for login in ("\0", "a\0b", "№" * 200, "ß" * 200, "'; drop table person; --"):
        assert sign_in(as_(), login, "not this one at all").status_code == 422
        assert sign_in(as_(), login, "not this one at all").status_code == 422


@pytest.mark.parametrize("target", ELSEWHERE)
def test_the_way_back_never_leads_elsewhere(as_, cast, target):
    answer = as_().post(
        "/sign-in",
        {"login": cast.librarian.login, "password": PASSWORD},
        query_string={"next": target},
    )

    assert (answer.status_code, answer.location) == (303, "/")


def test_after_signing_in_one_returns_to_the_page_asked_for(as_, cast):
    browser = as_()
    asked = browser.get("/organisations?q=%D1%88%D0%BA&page=2")

    answer = sign_in(browser, cast.coordinator, path=asked.location)

    assert answer.location == "/organisations?q=%D1%88%D0%BA&page=2"


def test_htmx_of_an_ended_session_is_led_to_the_door_and_back(as_, cast):
    headers = {"HX-Current-URL": "http://localhost/people?q=x"}

    answer = as_(htmx=True).get("/people", headers=headers)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/people?q%3Dx"


def test_a_form_of_an_ended_session_leads_to_its_page(as_, cast):
    browser = as_()
    own = browser.post("/profile/data", headers={"Referer": "http://localhost/profile/data"})
    foreign = browser.post("/profile/data", headers={"Referer": "http://evil.example/x"})

    assert (own.status_code, own.location) == (303, "/sign-in?next=/profile/data")
    assert (foreign.status_code, foreign.location) == (303, "/sign-in")


def test_the_session_is_another_after_signing_in(app, as_, cast):
    browser = as_()
    with browser.client.session_transaction() as session:
        session["_user_id"] = "planted"

    sign_in(browser, cast.librarian)

    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    assert token != "planted"
    with app.app_context():
        kept = db.session.scalars(db.select(SignIn.token_hash)).all()
    assert kept == [actions.token_hash(token)] and token not in kept


def test_signing_in_again_ends_the_former_session(app, as_, cast):
    browser = as_()
    sign_in(browser, cast.librarian)
    browser.token = token_of(browser.get("/profile"))
    assert sign_in(browser, cast.librarian).status_code == 303

    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(SignIn.id))) == 1


@pytest.mark.parametrize("ending", [{}, {"everywhere": "1"}])
@pytest.mark.parametrize(("again", "status"), [("librarian", 303), ("head", 422)])
def test_what_stands_typed_on_a_page_can_be_sent_after_signing_in_again(
    as_, cast, ending, again, status
):
    """The page says so when the session has ended. It is another matter for another person."""
    browser = as_()
    sign_in(browser, cast.librarian)
    browser.token = form = token_of(browser.get("/profile/data"))
    (as_(cast.librarian) if ending else browser).post("/sign-out", ending)
    browser.token = token_of(browser.get("/sign-in"))
    sign_in(browser, getattr(cast, again))

    answer = browser.post("/profile/data", {"name": "Е. Д."}, headers={"X-CSRFToken": form})

    assert answer.status_code == status


@pytest.mark.parametrize("form", [{}, {"everywhere": "1"}])
def test_a_copied_cookie_is_dead_after_signing_out(as_, cast, form):
    browser, thief = as_(cast.librarian), as_()
    with browser.client.session_transaction() as session:
        token = session["_user_id"]
    with thief.client.session_transaction() as session:
        session["_user_id"] = token
    assert thief.get("/profile").status_code == 200

    browser.post("/sign-out", form)

    assert thief.get("/profile").status_code == 303


def test_ending_all_sessions_ends_all(as_, cast):
    here, there = as_(cast.librarian), as_(cast.librarian)

    here.post("/sign-out", {"everywhere": "1"})

    assert (here.get("/profile").status_code, there.get("/profile").status_code) == (303, 303)


def test_an_idle_session_is_over(as_, cast, later):
    browser = as_(cast.librarian)
    later(hours=8, minutes=1)

    assert browser.get("/profile").status_code == 303


def test_a_used_session_lives_on_but_not_for_ever(as_, cast, later):
    browser = as_(cast.librarian)
    for _n in range(3):
        later(hours=3, minutes=50)
        assert browser.get("/profile").status_code == 200

    later(hours=1)
    assert browser.get("/profile").status_code == 303


def test_a_new_password_ends_the_other_sessions(as_, cast):
    here, there = as_(cast.librarian), as_(cast.librarian)
    new = {"present": PASSWORD, "password": "a longer summer road", "again": "a longer summer road"}

    assert here.post("/profile/password", new).status_code == 303
    assert here.get("/profile").status_code == 200
    assert there.get("/profile").status_code == 303


def test_a_closed_account_is_out_at_once_and_stays_out(as_, cast):
    browser = as_(cast.librarian)

    as_(cast.administrator).post(f"/people/{cast.librarian.id}/closing")

    assert browser.get("/profile").status_code == 303
    assert sign_in(as_(), cast.librarian).status_code == 422


def test_another_host_is_refused_when_hosts_are_named(app, as_, cast):
    app.config["TRUSTED_HOSTS"] = ["localhost"]

    assert as_().get("/sign-in").status_code == 200
    assert as_().get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_personal_pages_are_kept_by_nobody(as_, cast):
    answer = as_(cast.librarian).get("/profile")

    assert answer.headers["Cache-Control"] == "no-store"
    assert {"Cookie", "HX-Request"} <= set(answer.headers["Vary"].split(", "))


def test_whoever_forgot_the_password_is_told_whom_to_ask(as_, cast):
    answer = as_().get("/forgotten")

    assert answer.status_code == 200
    assert "one-time link" in answer.text

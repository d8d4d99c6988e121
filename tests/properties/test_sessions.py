"""Whatever people do with sessions: one is open exactly when nothing has ended it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.core import clock
from intranet.core.db import db
from intranet.people import actions, queries
from intranet.people.models import FailedSignIn, Person, SignIn
from intranet.people.session import load
from tests.support import make

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LIFE, IDLE = timedelta(hours=12), timedelta(hours=8)
DEEDS = st.one_of(
    st.tuples(st.just("enter")),
    st.tuples(st.just("leave"), st.integers(0, 5)),
    st.tuples(st.just("end all")),
    st.tuples(st.just("use"), st.integers(0, 5)),
    st.tuples(st.just("close")),
    st.tuples(st.just("open")),
    st.tuples(st.just("wait"), st.integers(1, 10)),
    st.tuples(st.just("new password"), st.integers(0, 5)),
)


class Expected:
    """What the sessions should be: when each began and was used last."""

    def __init__(self) -> None:
        self.now, self.is_active = START, True
        self.sessions: dict[str, list[datetime]] = {}

    def is_open(self, token: str) -> bool:
        began, used = self.sessions[token]
        is_young = self.now - began <= LIFE and self.now - used <= IDLE
        return self.is_active and is_young


@pytest.fixture
def person_id(app, keep):
    person = make.person(password_hash="x")
    keep(person)
    return person.id


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deeds=st.lists(DEEDS, max_size=25))
def test_a_session_is_open_exactly_when_nothing_has_ended_it(app, person_id, monkeypatch, deeds):
    expected, tokens = Expected(), []
    monkeypatch.setattr(clock, "now", lambda: expected.now)
    monkeypatch.setattr("intranet.people.passwords.hashed", lambda password: "x")
    with app.test_request_context():
        db.session.execute(db.delete(SignIn))
        db.session.execute(db.update(Person).values(is_active=True))
        db.session.commit()
        for deed, *number in deeds:
            db.session.expire_all()
            person = queries.person(person_id)
            token = tokens[number[0] % len(tokens)] if number and tokens else None
            _do(deed, number, person, token, expected, tokens)
            for each in tokens:
                is_known = each in expected.sessions
                assert (load(each) is not None) == (is_known and expected.is_open(each)), deed


def _do(deed, number, person, token, expected, tokens):
    if deed == "enter" and expected.is_active:
        fresh = actions.begin_session(person, address="", agent="")
        tokens.append(fresh)
        expected.sessions[fresh] = [expected.now, expected.now]
    elif deed == "leave" and token in expected.sessions:
        actions.sign_out(person, sign_in_id=_number(token), by=person)
        del expected.sessions[token]
    elif deed == "end all":
        actions.sign_out(person, sign_in_id=None, by=person)
        expected.sessions.clear()
    elif deed == "use" and token in expected.sessions and expected.is_open(token):
        actions.notice_use(_number(token))
        expected.sessions[token][1] = expected.now
    elif deed == "close":
        actions.deactivate(person, by=None)
        expected.sessions.clear()
        expected.is_active = False
    elif deed == "open":
        actions.reactivate(person, by=None)
        expected.is_active = True
    elif deed == "wait":
        expected.now += timedelta(hours=number[0])
    elif deed == "new password" and token in expected.sessions:
        kept = {token: expected.sessions[token]}
        actions.change_password(
            person, password="a quiet winter road", keep_sign_in_id=_number(token), by=person
        )
        expected.sessions = kept


def _number(token):
    found = db.session.scalar(
        db.select(SignIn.id).where(SignIn.token_hash == actions.token_hash(token))
    )
    return found if found is not None else -1


@given(failures=st.integers(0, 10_000), elsewhere=st.integers(0, 100_000))
def test_a_pause_never_shrinks_and_never_exceeds_its_end(failures, elsewhere):
    now = FailedSignIn(failures=failures).pause(elsewhere)
    next_one = FailedSignIn(failures=failures + 1).pause(elsewhere + 1)

    assert timedelta() <= now <= next_one <= FailedSignIn.LONGEST

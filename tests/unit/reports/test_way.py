"""The way of a report: which step may follow which, and what is said of the others."""

from datetime import date

import pytest

from intranet.core.actions import Conflict, Refusal
from intranet.reports.models import ON_DESK, State
from tests.support import make

TODAY = date(2026, 4, 10)
STEPS = {
    "take_back": lambda report: report.take_back(),
    "send_back": lambda report: report.send_back(TODAY),
    "accept": lambda report: report.accept(),
    "reopen": lambda report: report.reopen(TODAY),
}
#: step → from which states it goes, and where to.
WAYS = {
    "take_back": ({State.HANDED_IN}, State.DRAFT),
    "send_back": (set(ON_DESK), State.RETURNED),
    "accept": (set(ON_DESK), State.ACCEPTED),
    "reopen": ({State.ACCEPTED}, State.RETURNED),
}


def report(state, **more):
    campaign = make.campaign(make.organisation(), state="open")
    return make.report(campaign, make.organisation(), state=state, number=1, **more)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", State)
def test_a_step_goes_from_its_states_only(step, state):
    owed = report(state)
    allowed, target = WAYS[step]
    if state in allowed:
        STEPS[step](owed)
        assert (owed.state, owed.seal) == (target, 2)
    else:
        with pytest.raises(Refusal):
            STEPS[step](owed)
        assert (owed.state, owed.seal) == (state, 1)


def test_a_step_decided_on_what_is_no_longer_so_is_a_conflict():
    owed = report(State.HANDED_IN)
    owed.accept()
    with pytest.raises(Conflict, match="Accepted"):
        owed.check_seen(1)


def test_review_begins_once_and_remembers_what_was_seen():
    owed = report(State.HANDED_IN)
    owed.begin_review()
    owed.begin_review()
    assert (owed.state, owed.seal, owed.seen_number) == (State.IN_REVIEW, 2, 1)


def test_a_version_handed_in_after_a_look_is_marked():
    owed = report(State.IN_REVIEW, seen_number=1)
    assert not owed.is_changed_since_seen
    owed.send_back(TODAY)
    owed.number = 2
    assert owed.is_changed_since_seen


def test_an_accepted_version_is_named_and_forgotten_when_re_opened():
    owed = report(State.IN_REVIEW)
    owed.accept()
    assert owed.accepted_number == 1
    owed.reopen(TODAY)
    assert owed.accepted_number is None


def test_who_is_excused_owes_nothing_until_asked_again():
    owed = report(State.WAITING)
    owed.number = 0
    owed.excuse_for("closed for repairs")
    assert owed.state == State.EXCUSED
    owed.excuse_for("")
    assert owed.state == State.WAITING


@pytest.mark.parametrize("state", [State.HANDED_IN, State.IN_REVIEW, State.ACCEPTED])
def test_what_is_handed_in_is_not_excused(state):
    with pytest.raises(Refusal):
        report(state).excuse_for("why")

"""How long a process that keeps dying is left alone."""

from intranet.core.tree import FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS, Child


def pause(child, *, lived):
    child.started_at = 1000.0 - lived
    child.ended(9, now=1000.0)
    return child.due_at - 1000.0


def test_the_pause_grows_while_lives_are_short():
    child = Child("x", lambda: None)

    assert [pause(child, lived=1) for _ in range(3)] == [
        FIRST_PAUSE,
        FIRST_PAUSE * 2,
        FIRST_PAUSE * 4,
    ]
    for _ in range(2000):  # no number is too large for it
        assert pause(child, lived=1) <= LONGEST_PAUSE


def test_a_long_life_makes_up_for_all_failures():
    child = Child("x", lambda: None)
    for _ in range(5):
        pause(child, lived=1)

    assert pause(child, lived=STEADY_SECONDS + 1) == FIRST_PAUSE

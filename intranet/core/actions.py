"""An action is one intention of one person, kept whole or not at all."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from .db import db
from .sqlite import turn_to_write

P = ParamSpec("P")
R = TypeVar("R")


class Refusal(Exception):  # noqa: N818 - a rule's answer, never a bug
    """A rule said no. Its message is a sentence for the person; it is never a bug."""

    status = 422


class Conflict(Refusal):
    """What the person saw is no longer so; the message says what is so now."""

    status = 409


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one transaction; called from another action, join that one.

    A refusal undoes what the action wrote and nothing else, so what the view had read
    before stays usable for the answer.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        session = db.session
        if session.info.get("acting"):
            return function(*args, **kwargs)
        if session.new or session.dirty or session.deleted:
            raise RuntimeError(f"something was written outside an action, before {function}")
        session.commit()  # reading is over; the change starts its own transaction
        with turn_to_write():
            return _whole_or_not_at_all(function, *args, **kwargs)

    return run


def _whole_or_not_at_all(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    session = db.session
    session.info["acting"] = True
    try:
        session.connection(execution_options={"writing": True})
        with session.begin_nested():
            result = function(*args, **kwargs)
        session.commit()
        return result
    except Refusal:
        session.commit()  # the savepoint undid the deed; let the write lock go at once
        raise
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info["acting"] = False

"""What is thrown away by itself: the schedule asks for it."""

from datetime import timedelta

from sqlalchemy import delete, or_

from ...core import clock
from ...core.actions import action
from ...core.db import db
from ..models import DirectoryDraft, FailedSignIn, OneTimeLink, SignIn

#: Wrong passwords older than this make nobody wait.
FAILURES = timedelta(days=1)


@action
def forget_ended_sessions(*, longest: timedelta, idle: timedelta) -> None:
    """Sessions that are over anyway, and links that open nothing any more."""
    now = clock.now()
    db.session.execute(
        delete(SignIn).where(or_(SignIn.began_at < now - longest, SignIn.seen_at < now - idle))
    )
    db.session.execute(
        delete(OneTimeLink).where(
            or_(OneTimeLink.used_at.is_not(None), OneTimeLink.expires_at < now)
        )
    )


@action
def forget_failures() -> None:
    """Wrong passwords of days past."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.last_at < clock.now() - FAILURES))


@action
def forget_drafts() -> None:
    """Lists that nobody confirmed, and reports of those that somebody did."""
    limit = clock.now() - DirectoryDraft.LIFE
    db.session.execute(delete(DirectoryDraft).where(DirectoryDraft.made_at < limit))

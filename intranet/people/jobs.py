"""What the worker does about people: shells around actions."""

from datetime import timedelta

from flask import current_app

from ..core.jobs import job
from .actions import forgetting


@job
def forget_ended_sessions() -> None:
    """Throw away sessions that are over by the installation's settings."""
    settings = current_app.config
    forgetting.forget_ended_sessions(
        longest=timedelta(hours=settings["SESSION_HOURS"]),
        idle=timedelta(hours=settings["IDLE_HOURS"]),
    )


@job
def forget_failures() -> None:
    """Throw away wrong passwords of days past."""
    forgetting.forget_failures()


@job
def forget_drafts() -> None:
    """Throw away lists that were brought more than a day ago."""
    forgetting.forget_drafts()

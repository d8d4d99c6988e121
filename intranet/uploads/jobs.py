"""What the worker does about uploads: shells around actions."""

from ..core.jobs import job
from . import actions, queries


@job
def scan_waiting() -> None:
    """Ask once more about everything that waits for the scanner."""
    if not queries.is_scanned_here():
        return
    for key in queries.waiting_scans():
        if actions.scan(key) is None:
            return  # away: the others would only wait for it too


@job
def forget_expired() -> None:
    """Forget what nobody sent on or claimed, and part files that no row speaks of."""
    actions.forget_expired()
    actions.forget_strays()

"""Who may do what with uploads; where files may be sent is for the destination's room to say."""

from .destinations import Destination
from .models import Verdict


def may_upload(destination: Destination) -> bool:
    """As the destination's own room says."""
    return destination.may_upload


def may_pass_on(verdict: Verdict, *, is_own: bool) -> bool:
    """Whether bytes may be given out: infected ones to nobody, unseen ones to who sent them.

    is_own: whether the viewer is the one who sent the file.
    """
    if verdict is Verdict.INFECTED:
        return False
    return is_own or verdict is not Verdict.WAITING

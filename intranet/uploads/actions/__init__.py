"""What people do with uploads: begin, send, drop; what rooms do: claim; what the house forgets."""

from .beginning import begin
from .claiming import claim
from .forgetting import drop, forget_expired, forget_strays
from .receiving import keep, offset_of, receive
from .scanning import ask_about, scan

__all__ = [
    "ask_about",
    "begin",
    "claim",
    "drop",
    "forget_expired",
    "forget_strays",
    "keep",
    "offset_of",
    "receive",
    "scan",
]

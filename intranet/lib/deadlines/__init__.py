"""Terms of official plans in Russian: what a phrase means, and what falls in one year."""

from .model import Doubt, Kind, Reading, Window
from .occurrences import Occurrence, Span, occurrences
from .reader import read

__all__ = ["Doubt", "Kind", "Occurrence", "Reading", "Span", "Window", "occurrences", "read"]

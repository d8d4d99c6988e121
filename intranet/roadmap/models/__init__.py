"""The plan as the document has it, and the boards on which its years are worked through.

A row of the document is no card. A plan has items; opening a year makes of each item's
deadline its cards; every responsible organisation has a share in a card.
"""

from .boards import Board, Column
from .cards import Assignment, Card, Check, Contribution, Note, Share
from .drafts import Draft
from .plans import Executor, Item, Plan, Section, Subitem
from .terms import OPEN_STAGES, SOON, Stage, Term, YearKind

__all__ = [
    "OPEN_STAGES",
    "SOON",
    "Assignment",
    "Board",
    "Card",
    "Check",
    "Column",
    "Contribution",
    "Draft",
    "Executor",
    "Item",
    "Note",
    "Plan",
    "Section",
    "Share",
    "Stage",
    "Subitem",
    "Term",
    "YearKind",
]

"""Words of the road map that are no tables: years, stages, terms."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Days before its term from which a card counts as due soon.
SOON = 14


class YearKind(StrEnum):
    """January to December, or September to August."""

    CALENDAR = "calendar"
    SCHOOL = "school"


class Stage(StrEnum):
    """What a column means, whatever it is called on its board."""

    PLANNED = "planned"
    WORKING = "working"
    REVIEW = "review"
    DONE = "done"
    DROPPED = "dropped"


#: Stages in which a card still has to be done and so can be overdue.
OPEN_STAGES = (Stage.PLANNED, Stage.WORKING, Stage.REVIEW)


@dataclass(frozen=True)
class Term:
    """When something must happen, apart from who and what."""

    span: str
    starts_on: date | None
    due_on: date | None

    def days_left(self, today: date) -> int | None:
        """Whole days from `today` to the last day that counts; negative when it passed."""
        return (self.due_on - today).days if self.due_on else None

    def state(self, today: date, *, is_open: bool = True) -> str:
        """late, soon, later, undated, or closed when nothing has to be done any more."""
        if not is_open:
            return "closed"
        left = self.days_left(today)
        if left is None:
            return "undated"
        return "late" if left < 0 else "soon" if left <= SOON else "later"

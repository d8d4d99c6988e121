"""What a term of a plan says once it is read: kind, windows, doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How often a term comes round."""

    ONCE = "once"
    YEARLY = "yearly"
    HALF_YEARLY = "half_yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    CONTINUOUS = "continuous"
    UNSCHEDULED = "unscheduled"
    ON_EVENT = "on_event"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a person must decide; a reading with any doubt needs confirmation."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_UNDERSTOOD = "not_understood"
    PARTLY_UNDERSTOOD = "partly_understood"
    HALF_YEAR_OF_WHICH_YEAR = "half_year_of_which_year"
    MONTH_EXCLUSIVE = "month_exclusive"
    IMPOSSIBLE_DATE = "impossible_date"
    END_BEFORE_START = "end_before_start"
    YEAR_GUESSED = "year_guessed"
    NO_YEAR_WRITTEN = "no_year_written"
    CONTRADICTION = "contradiction"
    RECURRENCE_NOT_SAID = "recurrence_not_said"
    SCHOOL_TERM_DATES = "school_term_dates"
    SCHOOL_YEAR_END = "school_year_end"
    SEASON = "season"
    VAGUE_PART = "vague_part"
    WEEK_OF_MONTH = "week_of_month"
    NO_EVENT = "no_event"
    DATE_INSIDE_EVENT = "date_inside_event"
    AFTER_DAY = "after_day"
    ALTERNATIVE = "alternative"


#: With so many windows each period has its own: «ежеквартально (март, июнь, …)».
NATURAL = {Kind.QUARTERLY: 4, Kind.HALF_YEARLY: 2}


@dataclass(frozen=True)
class Window:
    """Days from `start` to `end`, both counted; None is an open side.

    A day is 'YYYY-MM-DD' where the year is written and 'MM-DD' where it is not. Without
    years an end earlier in the calendar than the start lies in the next year.
    """

    start: str | None
    end: str | None


@dataclass(frozen=True)
class Reading:
    """One phrase and what it means; `phrase` keeps every letter as it was given."""

    phrase: str
    kind: Kind
    windows: tuple[Window, ...] = ()
    needs_confirmation: bool = False
    doubts: tuple[Doubt, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)
    school_year: bool = False

    def as_json(self) -> dict[str, Any]:
        """This reading as plain JSON; doubts and the school year go into `detail`.

        >>> Reading("постоянно", Kind.CONTINUOUS).as_json()["kind"]
        'continuous'
        """
        detail = dict(self.detail)
        if self.doubts:
            detail["doubts"] = [str(doubt) for doubt in self.doubts]
        if self.school_year:
            detail["school_year"] = True
        return {
            "phrase": self.phrase,
            "kind": str(self.kind),
            "windows": [{"start": w.start, "end": w.end} for w in self.windows],
            "needs_confirmation": self.needs_confirmation,
            "detail": detail,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reading":
        """The reading `as_json` gave. Raises KeyError or ValueError on anything else.

        >>> kept = Reading("постоянно", Kind.CONTINUOUS)
        >>> Reading.from_json(kept.as_json()) == kept
        True
        """
        detail = dict(data["detail"])
        doubts = tuple(Doubt(code) for code in detail.pop("doubts", ()))
        school_year = bool(detail.pop("school_year", False))
        return cls(
            phrase=data["phrase"],
            kind=Kind(data["kind"]),
            windows=tuple(Window(w["start"], w["end"]) for w in data["windows"]),
            needs_confirmation=data["needs_confirmation"],
            doubts=doubts,
            detail=detail,
            school_year=school_year,
        )

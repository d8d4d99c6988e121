"""What the bar above a board offers to choose from, and how much of the board is shown."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..queries import showing
from ..queries.boards import organisation_named
from ..queries.lanes import headings_of
from .sight import Sight

COUNT = "roadmap/_filters_count.html"
#: The parts of that bar which change with the filters, whatever the view.
CHANGED = ("roadmap/_filters_choices.html", COUNT)


@dataclass
class Choices:
    """shown: cards that meet the filters; total: all cards of the board.

    Organisations, hundreds perhaps, come when their menu opens.
    """

    sight: Sight
    shown: int
    total: int

    @cached_property
    def sections(self) -> dict[int, str]:
        """The headings of the plan, by their numbers."""
        return headings_of(self.sight.board.plan_id)

    @cached_property
    def organisation(self) -> str:
        """The short name of the chosen one."""
        return organisation_named(self.sight.filters.organisation)

    @property
    def key(self) -> tuple[Any, ...]:
        """All that the bar depends on: it is drawn once for what it offers."""
        return "bar", self.sight.key, tuple(self.sections.items()), self.organisation


def choices(sight: Sight, shown: int) -> Choices:
    """What the bar needs to know about the board as `sight` shows it."""
    return Choices(sight, shown, sum(column.card_count for column in sight.board.columns))


def counted(sight: Sight) -> Choices:
    """The same for an answer that shows no cards: they are counted."""
    return choices(sight, sum(showing.counts(sight.board, sight.conditions).values()))

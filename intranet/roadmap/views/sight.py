"""A board as one person looks at it now: through filters, on a day, with rights."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from ...core import clock
from ...core.assets import asset
from ...core.pages import kept_page
from ...core.web import allow, found
from ...people.session import viewer
from .. import policy
from ..models import Board
from ..queries import boards as queries
from ..queries.filters import Filters
from ..queries.lanes import LANES
from ..queries.showing import PAGE

VIEWS = ("board", "table", "quarters")
#: Most cards of a column that one page holds; the table shows them all.
MOST = 1000


@dataclass
class Sight:
    """What every partial of a board needs to know besides the cards."""

    board: Board
    filters: Filters
    today: date
    is_controller: bool
    may_move: bool
    view: str = "board"
    lanes: str = "none"
    shown: int = PAGE
    #: What this view adds to its address: an order, a kind of rows.
    own: dict[str, Any] = field(default_factory=dict)
    sprite: str = field(default_factory=lambda: asset("sprite.svg"))
    locale: str = field(default_factory=lambda: str(get_locale()))

    @cached_property
    def conditions(self) -> list[Any]:
        me = viewer()
        return self.filters.conditions(
            self.board, person_id=me.id, organisation_id=me.organisation_id, today=self.today
        )

    @cached_property
    def card_url(self) -> str:
        """The address of a card without its number: building hundreds of addresses is slow."""
        return url_for("roadmap.card", card_id=0).removesuffix("0")

    def column_url(self, column_id: int, shown: int) -> str:
        """The address of a column, for `shown` of its cards."""
        return f"{self._column_url}{column_id}?{urlencode(self._arguments | {'shown': shown})}"

    @cached_property
    def _column_url(self) -> str:
        return url_for("roadmap.column", board_id=self.board.id, column_id=0).removesuffix("0")

    def cards_url(self, column_id: int, lane: str) -> str:
        """Where a card is added to a column, or to what one lane has of it."""
        of_lane = {self.lanes: lane} if lane else {}
        return self.url("roadmap.column_cards", column_id=column_id, **of_lane)

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of another view of the same board through the same filters and lanes."""
        return url_for(endpoint, board_id=self.board.id, **(self._arguments | values))

    def filtered(self, **changes: Any) -> str:
        """The address of this very view through filters that differ in `changes`."""
        arguments = self.filters.but(**changes) | self.kept
        return url_for(f"roadmap.{self.view}", board_id=self.board.id, **arguments)

    def sorted_by(self, argument: str) -> str:
        """The address of this view in another order."""
        return self.url(f"roadmap.{self.view}", sort=argument)

    @property
    def kept(self) -> dict[str, Any]:
        """What the address keeps when the filters are reset."""
        return self._lanes | self.own

    @property
    def hidden(self) -> dict[str, Any]:
        """What the form of the search carries along: all of the address but the words."""
        return {**self.filters.but(text=""), **self.kept}

    @property
    def key(self) -> tuple[Any, ...]:
        """What the addresses and words of this view depend on."""
        own = tuple(sorted(self.own.items()))
        return self.board.id, self.view, self.filters, self.lanes, own, self.locale

    @cached_property
    def _arguments(self) -> dict[str, Any]:
        return self.filters.arguments | self._lanes

    @property
    def _lanes(self) -> dict[str, str]:
        return {"lanes": self.lanes} if self.lanes != "none" else {}

    @cached_property
    def words(self) -> dict[str, str]:
        """Words that every card repeats, translated once."""
        return {"checklist": _("Checklist"), "comments": _("Comments"), "files": _("Files")}


def look_at(board_id: int, view: str = "board") -> Sight:
    """The board of the address, if the viewer may see it; else a missing page."""
    board = found(queries.board(board_id))
    me = viewer()
    is_own = me.is_administrator or me.sees(board.plan.organisation.path)
    is_named = not is_own and queries.is_named(board.plan_id, me)
    found(board if policy.may_see(me, board.plan, is_named=is_named) else None)
    allow(True)
    lanes = request.args.get("lanes", "none")
    return Sight(
        board=board,
        filters=Filters.of(request.args),
        today=clock.today(board.plan.organisation.time_zone),
        is_controller=policy.may_control(me, board.plan),
        may_move=policy.may_move_something(me, board.plan),
        view=view,
        lanes=lanes if lanes in LANES else "none",
        shown=min(max(request.args.get("shown", PAGE, type=int), 1), MOST),
    )


def as_before(board_id: int) -> Response | None:
    """The page of a board as this session saw it last, when nothing on it has changed since."""
    glance = found(queries.glance(board_id))
    if request.args or not policy.may_see_below(viewer(), glance.path):
        return None
    allow(True)
    return kept_page(*glance, clock.today(glance.time_zone))

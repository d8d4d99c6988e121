"""The boards follow a plan that was changed: cards come, go, and get their new terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...core.actions import action
from ...lib.deadlines import Occurrence
from ..models import Board, Card, Check, Column, Item, Plan, Share, Stage
from ..queries import boards, plans
from .years import card_of, check_of, missing, occurrences, put, words_of

NO_DATE = 1000  # days that a term without a date is away from any other
FAR = 1_000_000  # days: more than any pairing of terms comes to


@dataclass(frozen=True)
class Was:
    """What an item gave its cards before it was changed: what is still so was not rewritten."""

    label: str
    title: str
    organisations: frozenset[int]

    @classmethod
    def of(cls, item: Item) -> "Was":
        ids = frozenset(e.organisation_id for e in item.executors if e.organisation_id)
        return cls(item.label, item.heading, ids)


@action
def follow(plan: Plan, *, since: int, was: Mapping[int, Was]) -> None:
    """Bring the boards of `since` and later years in step with the rows of `plan`.

    A new occurrence gets a card; an open card gets the new term; a card whose occurrence is
    gone takes the nearest new one of the same item, else it leaves for the archive if
    nobody worked on it, else it stays with a mark. What is done stays as it is, and stands
    for a term that has passed where its own is gone. Again changes nothing.

    was: by item id, the items as they were; an item that is not there is new.
    """
    items = sorted(plan.items, key=lambda item: item.position)
    for board in plans.boards_since(plan, since):
        boards.lock(board)
        by_item: dict[int, list[Card]] = {}
        for card in plans.cards_of_items(board):
            assert card.item_id is not None
            by_item.setdefault(card.item_id, []).append(card)
        for item in items:
            _Followed(board, item, by_item.get(item.id, []), was.get(item.id)).go()


@dataclass
class _Followed:
    """One item of the plan and its cards on one board."""

    board: Board
    item: Item
    cards: list[Card]
    was: Was | None

    def go(self) -> None:
        wanted = {} if self.item.is_excluded else self._wanted()
        known = {card.key: not self._is_open(card) for card in self.cards}
        fresh = missing(wanted.values(), known, self.board)
        orphans = [card for card in self.cards if card.key not in wanted]
        for card in self.cards:
            if card.key in wanted and self._is_open(card):
                self._refresh(card, wanted[card.key])
        movable = [c for c in orphans if self._is_open(c) and not c.is_archived]
        movable.sort(key=lambda card: (card.due_on is None, card.due_on, card.id))
        pairs = _in_step(movable, fresh)
        for card, one in pairs:
            self._refresh(card, one)
        for card in movable:
            if card not in [each for each, _one in pairs]:
                self._let_go(card)
        new = [one for one in fresh if one not in [each for _card, each in pairs]]
        if new:
            put([card_of(self.board, self.item, one) for one in new], self.board)

    def _wanted(self) -> dict[str, Occurrence]:
        return {one.key: one for one in occurrences(self.item, self.board)}

    def _is_open(self, card: Card) -> bool:
        return self._column(card).is_open

    def _column(self, card: Card) -> Column:
        column = self.board.column(card.column_id)
        assert column is not None
        return column

    def _refresh(self, card: Card, one: Occurrence) -> None:
        """Term, texts, shares and checklist as the plan has them now."""
        before = _state(card)
        if card.is_excluded:
            self._take_back(card)
        if (card.first_due_on or card.due_on) != one.end or card.starts_on != one.start:
            card.first_due_on = None
            card.starts_on, card.due_on = one.start, one.end
        card.key, card.span = one.key, str(one.span)
        if self.was is None or card.title == self.was.title:
            card.title = self.item.heading
        if self.was is None or card.number == self.was.label:
            card.number = self.item.label
        card.section_id = self.item.section_id
        self._share_out(card)
        self._list_points(card)
        card.words = words_of(card, self.item)
        if _state(card) != before:
            card.version += 1
            self.board.changed(self._column(card))

    def _share_out(self, card: Card) -> None:
        """The organisations that answer for it now, in the order of the document."""
        now = list(dict.fromkeys(e.organisation_id for e in self.item.executors))
        named = [each for each in now if each is not None]
        gone = (self.was.organisations if self.was else frozenset()) - set(named)
        for share in list(card.shares):
            if share.organisation_id in gone and share.state == "waiting" and not share.remark:
                card.shares.remove(share)
        present = {share.organisation_id for share in card.shares}
        for organisation_id in named:
            if organisation_id not in present:
                card.shares.append(Share(organisation_id=organisation_id, state="waiting"))
        order = {organisation_id: place for place, organisation_id in enumerate(named)}
        card.shares.sort(key=lambda share: order.get(share.organisation_id, len(order)))
        for place, share in enumerate(card.shares):
            share.position = place
        card.lead_id = card.shares[0].organisation_id if card.shares else None

    def _list_points(self, card: Card) -> None:
        """The sub-items as they are now; points that people added stay behind them."""
        known = {check.subitem_id: check for check in card.checks if check.subitem_id}
        points: list[Check] = []
        for place, subitem in enumerate(self.item.subitems):
            fresh = check_of(subitem, self.board, place)
            check = known.get(subitem.id)
            if check is None:
                card.checks.append(fresh)
                points.append(fresh)
                continue
            for name in ("number", "text", "executors_text", "deadline", "due_on"):
                setattr(check, name, getattr(fresh, name))
            points.append(check)
        others = [check for check in card.checks if check not in points]
        for place, check in enumerate([*points, *others]):
            check.position = place
        card.recount()

    def _let_go(self, card: Card) -> None:
        """The occurrence is gone: an untouched card leaves, one with work stays with a mark."""
        if card.is_excluded:
            return
        column = self._column(card)
        card.is_excluded = True
        if _is_untouched(card, column):
            card.is_archived = True
            column.card_count -= 1
        card.version += 1
        self.board.changed(column)

    def _take_back(self, card: Card) -> None:
        """An earlier edition had let the card go; the plan asks for it again."""
        card.is_excluded = False
        if card.is_archived:
            card.is_archived = False
            self._column(card).card_count += 1


def _in_step(cards: list[Card], ones: list[Occurrence]) -> list[tuple[Card, Occurrence]]:
    """Cards and their new terms, in their order; where there are more of one, the nearest."""
    pairs = [[(card, one) for one in ones] for card in cards]
    if len(cards) > len(ones):
        pairs = [list(column) for column in zip(*pairs, strict=True)]
    # best[n]: the fewest days, and how, with only the first n of the longer list
    best: list[tuple[int, list[tuple[Card, Occurrence]]]] = [(0, [])] * (
        1 + max(len(cards), len(ones))
    )
    for row in pairs:
        found = [(FAR, best[0][1])]
        for n, pair in enumerate(row):
            days, chosen = best[n]
            with_it = (days + _days_between(*pair), [*chosen, pair])
            found.append(min(found[n], with_it, key=lambda each: each[0]))
        best = found
    return best[-1][1]


def _days_between(card: Card, one: Occurrence) -> int:
    """How far a card's term would move; far where either has no date."""
    old, new = card.due_on or card.starts_on, one.end or one.start
    return abs((new - old).days) if old and new else NO_DATE


def _is_untouched(card: Card, column: Column) -> bool:
    worked = (
        card.checked_count,
        card.comment_count,
        card.file_count,
        card.description,
        card.people,
        card.notes,
        card.postponed_count,
        any(share.state != "waiting" or share.remark for share in card.shares),
        any(check.subitem_id is None for check in card.checks),
    )
    return column.stage == Stage.PLANNED and not any(worked)


def _state(card: Card) -> tuple[object, ...]:
    """What a reader sees of a card, for telling whether it changed."""
    return (
        card.key, card.span, card.starts_on, card.due_on, card.title, card.number,
        card.section_id, card.lead_id, card.is_archived, card.is_excluded, card.words,
        tuple(share.organisation_id for share in card.shares),
        tuple((c.number, c.text, c.executors_text, c.deadline, c.due_on) for c in card.checks),
    )  # fmt: skip

"""Ranks against a plain list: whatever people move, the order is the list's."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.lib.ranks import DIGITS, LONGEST_BYTES, RUN_ROWS, between, is_crowded, repair, spread

a_rank = st.text(DIGITS, min_size=1, max_size=40).filter(lambda text: not text.endswith("0"))
an_end = st.none() | a_rank


@given(an_end, an_end)
def test_a_rank_stands_strictly_between(one, other):
    after, before = _in_order(one, other)

    rank = between(after, before)

    assert (after or "") < rank
    assert before is None or rank < before
    assert rank.isascii()
    assert rank.isalnum()
    assert not rank.endswith("0")


@given(st.integers(0, 300), an_end, an_end)
def test_spread_ranks_rise_strictly_between(n, one, other):
    after, before = _in_order(one, other)

    ranks = spread(n, after, before)

    assert len(ranks) == n
    whole = [*([after] if after else []), *ranks, *([before] if before else [])]
    assert whole == sorted(set(whole))


@given(st.lists(a_rank, unique=True, min_size=1, max_size=30), st.data())
def test_repair_keeps_the_order_and_never_meets_an_old_rank(ranks, data):
    ranks = sorted(ranks)
    index = data.draw(st.integers(0, len(ranks) - 1))

    plan = repair(ranks, index)

    for place, rank in plan.items():  # one by one, as rows are written under a UNIQUE index
        assert rank not in ranks
        ranks[place] = rank
    assert ranks == sorted(ranks)
    assert not is_crowded(ranks[index])


@given(st.lists(st.integers(0, 10**6), max_size=60), st.data())
def test_any_inserts_give_the_order_of_the_list(places, data):
    board = Board()
    for name, place in enumerate(places):
        board.insert(f"card {name}", place % (len(board.cards) + 1))

    board.check()


#: Where ten thousand cards go, each into the gap that the last one left.
GAPS: dict[str, Callable[[int, int], int]] = {
    "before the last one": lambda start, n: start,
    "after the last one": lambda start, n: start + n,
    "to both sides in turn": lambda start, n: start + (n + 1) // 2,
    "about the same place": lambda start, n: start + n // 2 + random.Random(n).randint(-1, 1),
}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("cards", [2, 1_000])
def test_ten_thousand_inserts_into_one_gap(gap, cards):
    board = Board(cards)
    for n in range(10_000):
        board.insert(f"new {n}", min(len(board.cards), max(0, GAPS[gap](cards // 2, n))))

    board.check()
    assert board.rows_written <= 5 * 10_000
    assert board.most_rows_at_once <= RUN_ROWS
    assert board.slowest_cpu_seconds < 0.05


@pytest.mark.parametrize("cards", [5, 100, 1_000])
def test_random_moves(cards):
    _move_at_random(Board(cards), moves=3_000)


@pytest.mark.slow
@pytest.mark.parametrize("cards", [5, 100, 1_000])
def test_a_hundred_thousand_random_moves(cards):
    _move_at_random(Board(cards), moves=100_000)


def _move_at_random(board: "Board", moves: int) -> None:
    chance = random.Random(moves)
    for _ in range(moves):
        card = board.take(chance.randrange(len(board.cards)))
        board.insert(card, chance.randint(0, len(board.cards)))

    board.check()
    assert board.rows_written <= 1.05 * moves


def _in_order(one: str | None, other: str | None) -> tuple[str | None, str | None]:
    if one is None or other is None:
        return one, other
    return (min(one, other), max(one, other)) if one != other else (one, None)


class Board:
    """A column as its caller keeps it: a plain list of cards, and a rank for each."""

    def __init__(self, cards: int = 0) -> None:
        self.cards = [f"card {n}" for n in range(cards)]
        self.rank = dict(zip(self.cards, spread(cards), strict=True))
        self.rows_written = 0
        self.most_rows_at_once = 0
        self.slowest_cpu_seconds = 0.0

    def take(self, place: int) -> str:
        card = self.cards.pop(place)
        del self.rank[card]
        return card

    def insert(self, card: str, place: int) -> None:
        began = time.thread_time()
        neighbours = [self.rank[c] for c in self.cards[max(0, place - 1) : place + 1]]
        after = neighbours[0] if place else None
        before = neighbours[-1] if place < len(self.cards) else None
        self.cards.insert(place, card)
        self.rank[card] = between(after, before)
        plan = {place: self.rank[card]}
        if is_crowded(self.rank[card]):
            plan |= repair([self.rank[c] for c in self.cards], place)
        for row, rank in plan.items():
            assert len(rank) <= LONGEST_BYTES
            self.rank[self.cards[row]] = rank
        self.rows_written += len(plan)
        self.most_rows_at_once = max(self.most_rows_at_once, len(plan))
        self.slowest_cpu_seconds = max(self.slowest_cpu_seconds, time.thread_time() - began)

    def check(self) -> None:
        ranks = [self.rank[card] for card in self.cards]
        assert ranks == sorted(set(ranks))
        assert max(map(len, ranks), default=0) <= LONGEST_BYTES

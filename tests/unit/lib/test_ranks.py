"""What ranks look like, what they refuse, and what a repair plans."""

import doctest

import pytest

from intranet.lib import ranks
from intranet.lib.ranks import between, is_crowded, repair, spread


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(ranks).failed == 0


def test_the_first_rank_stands_in_the_middle():
    assert between(None, None) == "V"


@pytest.mark.parametrize(
    ("after", "before"),
    [
        ("V", "W"),
        ("V", "V0001"),
        ("Uz", "V"),
        ("V1", "V1V"),
        ("1", "2"),
        ("1zzzz", "2"),
        ("1", "2001"),
        ("zzz", None),
        ("z" * 40, None),
        (None, "1"),
        (None, "0" * 40 + "1"),
    ],
)
def test_there_is_room_between_any_two(after, before):
    rank = between(after, before)

    assert (after or "") < rank
    assert before is None or rank < before
    assert not rank.endswith("0")


@pytest.mark.parametrize("give", [between, lambda after, before: spread(1, after, before)])
@pytest.mark.parametrize(
    ("after", "before"),
    [
        ("V", "V"),
        ("W", "V"),
        ("V0", None),
        ("", None),
        (None, ""),
        (None, "V-"),
        ("я", None),
        ("V ", "W"),
        ("V", "W\n"),
    ],
)
def test_malformed_or_reversed_neighbours_are_refused(give, after, before):
    with pytest.raises(ValueError):
        give(after, before)


@pytest.mark.parametrize("at_end", [True, False])
def test_ten_thousand_put_at_an_end_stay_within_four_bytes(at_end):
    rank = between(None, None)
    longest = 0
    for _ in range(10_000):
        rank = between(rank, None) if at_end else between(None, rank)
        longest = max(longest, len(rank))

    assert longest == 4


def test_what_is_put_last_after_a_long_rank_is_short_again():
    assert between("V4" + "z" * 30, None) == "V5"
    assert between(None, "V4" + "z" * 30) == "V4"


def test_spread_is_even():
    even = spread(61, "V1", "V2")

    assert len(even) == 61
    assert max(map(len, even)) <= 4
    steps = {
        b - a for a, b in zip(even, even[1:], strict=False) for a, b in [(_units(a), _units(b))]
    }
    assert max(steps) - min(steps) <= 1


def _units(rank: str) -> int:
    return sum(ranks.DIGITS.index(d) * 62 ** (3 - i) for i, d in enumerate(rank))


def test_spread_of_nothing_and_of_less():
    assert spread(0) == spread(0, "V", "W") == []
    with pytest.raises(ValueError):
        spread(-1)


def test_crowded_is_longer_than_thirty_two_bytes():
    assert not is_crowded("V" * 32)
    assert is_crowded("V" * 33)


def test_repair_rewrites_one_row_where_there_is_room():
    crowded = "V" + "0" * 40 + "1"

    assert repair(["U", "V", crowded, "W", "X"], 2) == {2: "VV"}


def test_repair_takes_the_neighbour_that_makes_the_room():
    tight = ["V", "V" + "0" * 30 + "1", "V" + "0" * 30 + "11", "V" + "0" * 30 + "12", "Y"]

    plan = repair(tight, 2)

    mended = [plan.get(i, rank) for i, rank in enumerate(tight)]
    assert mended == sorted(set(mended))
    assert 1 < len(plan) <= 3
    assert max(map(len, mended[1:4])) <= ranks.REPAIRED_BYTES or 1 not in plan


def test_repair_parts_equal_ranks():
    plan = repair(["V", "W", "W", "X"], 1)

    mended = [plan.get(i, rank) for i, rank in enumerate(["V", "W", "W", "X"])]
    assert mended == sorted(set(mended))


def test_repair_of_an_excerpt_stays_within_its_fence():
    crowded = ["V1" + "0" * 31 + "1", "V1" + "0" * 31 + "2"]

    plan = repair(crowded, 0, after="V1", before="V2")

    assert set(plan) == {0, 1}
    assert all("V1" < rank < "V2" for rank in plan.values())


def test_repair_of_too_narrow_an_excerpt_is_refused():
    with pytest.raises(ValueError):
        repair(["V" + "0" * 40 + "2"], 0, after="V" + "0" * 40 + "1", before="V" + "0" * 40 + "3")


@pytest.mark.parametrize(("rows", "index"), [(["V"], 1), ([], 0), (["V", "W0", "X"], 0)])
def test_repair_of_what_is_not_there_or_malformed_is_refused(rows, index):
    with pytest.raises(ValueError):
        repair(rows, index, after="U", before="U" + "0" * 40 + "1")


def test_rows_are_written_so_that_none_meets_another():
    plan = ranks._in_safe_order(list("1234567"), dict(enumerate("2344123")))

    assert list(plan.items()) == [(2, "4"), (1, "3"), (0, "2"), (4, "1"), (5, "2"), (6, "3")]

"""Ranks: short texts that keep things in an order made by hand.

A rank is a fraction between 0 and 1, its digits written in base 62 without "0." and without
zeros at the end: "V" is one half, "V1" a little more. Compared byte by byte (SQLite's BINARY,
PostgreSQL's COLLATE "C"; never a language's collation) ranks stand in the order of their
fractions, and between any two there is room for another. So moving a thing writes one row.

At the open ends halving would waste room: five things put last would cost a digit. Therefore
the first digit also tells how many digits behind it count as a whole number, one next to the
middle of the alphabet, more towards its ends, and what is put last gets the next whole number:
"V", "V1", … "Vz", "W", "W01", … Ten thousand things put last have ranks of four bytes.

    rank = between(left, right)                  # one row
    if is_crowded(rank):                         # after some 180 inserts into the very same gap
        rewrite = repair(ranks_with_it, index)   # a short run of rows around it
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
MIDDLE = DIGITS[BASE // 2]

#: The longest rank a row may keep, in bytes.
LONGEST_BYTES = 32
#: The longest rank after the repair of a short run, in bytes: some fifty inserts from the next.
REPAIRED_BYTES = 24
#: From so many rows on, a repair takes what room there is instead of looking for plenty.
RUN_ROWS = 512
#: Even ranks stand at least so many units of their last digit apart: uneven by an eighth at most.
EVEN_UNITS = 8

#: Where the open ends lie, in units of the digit LONGEST_BYTES: farther than any rank.
_FAR: int = BASE ** (2 * LONGEST_BYTES)
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}


def between(after: str | None, before: str | None) -> str:
    """Give a rank strictly between two others, as short as there is.

    after, before: the ranks of the neighbours; None where there is none.

    Raises ValueError when a rank is malformed or `after` is not less than `before`.

    >>> between(None, None), between("V", None), between(None, "V"), between("V", "V1")
    ('V', 'V1', 'Uz', 'V0V')
    """
    _check(after, before)
    if after is None and before is None:
        return MIDDLE
    if before is None:
        return _step_up(after or "")
    if after is None:
        return _step_down(before)
    return _halve(after, before)


def spread(n: int, after: str | None = None, before: str | None = None) -> list[str]:
    """Give `n` ranks in rising order strictly between two others, evenly apart.

    n:             how many; 0 gives an empty list.
    after, before: the ranks of the neighbours; None where there is none.

    Raises ValueError when `n` is negative, a rank is malformed or `after` is not less than
    `before`.

    >>> spread(3), spread(3, "V1", "V2"), spread(2, None, "V")
    (['V', 'V1', 'V2'], ['V1F', 'V1V', 'V1k'], ['Uy', 'Uz'])
    """
    _check(after, before)
    if n < 0:
        raise ValueError(f"{n} ranks cannot be given")
    if before is None:
        return _steps(n, after, lambda last: between(last, None))
    if after is None:
        return _steps(n, before, lambda last: between(None, last))[::-1]
    width = 1
    while _units(before, width) - _units(after, width) < EVEN_UNITS * (n + 1):
        width += 1
    low, high = _units(after, width), _units(before, width)
    return [_text(low + (high - low) * i // (n + 1), width) for i in range(1, n + 1)]


def is_crowded(rank: str) -> bool:
    """Say whether `rank` is longer than a row may keep, so that its run must be repaired.

    >>> is_crowded("V1"), is_crowded("V" * 33)
    (False, True)
    """
    return len(rank) > LONGEST_BYTES


def repair(
    ranks: Sequence[str], index: int, *, after: str | None = None, before: str | None = None
) -> dict[int, str]:
    """Plan new ranks for the smallest run of rows around a crowded one.

    ranks:         the ranks in their order, the crowded one among them: all of them, or an
                   excerpt, best with RUN_ROWS to both sides.
    index:         where the crowded one stands.
    after, before: for an excerpt, the ranks that stand just outside it.

    Returns index → new rank for the rows that change, none of them crowded. Written one by one
    in the order given, no row ever meets another's old rank, so a UNIQUE index holds throughout.

    A longer run must find disproportionately more room, so that repairs which follow each other
    in the same place stay short: under 5 rows for each insert on average, RUN_ROWS at once.

    Raises ValueError when a rank is malformed, or when an excerpt holds too little room.

    >>> repair(["V", "V" + "0" * 32 + "1", "V1"], 1)
    {1: 'V0V'}
    """
    if not 0 <= index < len(ranks):
        raise ValueError(f"there is no row {index}")
    fence = [
        after,
        *ranks,
        before,
    ]  # the run from i stands between fence[i] and fence[i + size + 1]

    @cache
    def units(place: int) -> int:
        rank = fence[place]
        if rank is None:
            return -_FAR if place == 0 else _FAR
        return _units(_well_formed(rank), LONGEST_BYTES)

    for size in _run_sizes(len(ranks)):
        starts = range(max(0, index - size + 1), min(index, len(ranks) - size) + 1)
        room, first = max((units(i + size + 1) - units(i), i) for i in starts)
        if room >= _room_wanted(size):
            new = spread(size, fence[first], fence[first + size + 1])
            return _in_safe_order(ranks, dict(enumerate(new, start=first)))
    raise ValueError(f"too little room for {len(ranks)} rows between {after!r} and {before!r}")


def _run_sizes(rows: int) -> Iterator[int]:
    """Every size at first, then an eighth more each time, so that looking stays cheap."""
    size = 1
    while size < rows:
        yield size
        step = max(1, size // 8)
        size = RUN_ROWS if size < RUN_ROWS < size + step else size + step
    yield rows


def _room_wanted(size: int) -> int:
    """The room a run of `size` rows must have, in units of the digit LONGEST_BYTES."""
    plenty: int = size**6 * BASE ** (LONGEST_BYTES - REPAIRED_BYTES)
    return 2 * EVEN_UNITS * (plenty if size < RUN_ROWS else size * BASE)


def _in_safe_order(ranks: Sequence[str], plan: dict[int, str]) -> dict[int, str]:
    """Those that rise from the last to the first, then those that sink from the first on."""
    rising = {i: plan[i] for i in reversed(plan) if plan[i] > ranks[i]}
    return rising | {i: plan[i] for i in plan if plan[i] < ranks[i]}


def _check(after: str | None, before: str | None) -> None:
    for rank in (after, before):
        if rank is not None and not rank:
            raise ValueError("an empty text is no rank")
        _well_formed(rank or "")
    if after is not None and before is not None and after >= before:
        raise ValueError(f"{after!r} does not stand before {before!r}")


def _well_formed(rank: str) -> str:
    if rank.endswith(DIGITS[0]) or not _VALUE.keys() >= set(rank):
        raise ValueError(f"{rank!r} is no rank")
    return rank


def _steps(n: int, start: str | None, step: Callable[[str | None], str]) -> list[str]:
    """`n` steps away from `start`, each from the last."""
    ranks: list[str] = []
    for _ in range(n):
        ranks.append(step(ranks[-1] if ranks else start))
    return ranks


def _whole_width(rank: str) -> int:
    """How many digits of `rank`, the first among them, are its whole number."""
    head = _VALUE[rank[0]]
    return 1 + (head - BASE // 2 + 1 if head >= BASE // 2 else BASE // 2 - head)


def _step_up(rank: str) -> str:
    """The next whole number; half of what is left where the whole numbers end."""
    width = _whole_width(rank)
    following = _units(rank, width) + 1
    return _text(following, width) if following < BASE**width else _halve(rank, None)


def _step_down(rank: str) -> str:
    """The whole number below; half of what is left where the whole numbers end."""
    width = _whole_width(rank)
    below = _units(rank, width) - (len(rank) <= width)
    return _text(below, width) if below > 0 else _halve("", rank)


def _halve(after: str, before: str | None) -> str:
    """A shortest fraction between two; `before` None stands for one, `after` "" for zero."""
    same = ""
    while True:
        low = _VALUE[after[len(same)]] if len(same) < len(after) else 0
        high = BASE if before is None else _VALUE[before[len(same)]]
        if high - low > 1:
            return same + DIGITS[(low + high) // 2]
        if high > low:
            if before is not None and len(before) > len(same) + 1:
                return before[: len(same) + 1]
            before = None
        same += DIGITS[low]


def _units(rank: str, width: int) -> int:
    """`rank` as a whole number of units of its digit `width`; what is finer is cut off."""
    number = 0
    for digit in rank[:width]:
        number = number * BASE + _VALUE[digit]
    finer: int = BASE ** max(0, width - len(rank))
    return number * finer


def _text(units: int, width: int) -> str:
    """The rank of so many units of the digit `width`."""
    digits = []
    for _ in range(width):
        units, value = divmod(units, BASE)
        digits.append(DIGITS[value])
    return "".join(reversed(digits)).rstrip(DIGITS[0])

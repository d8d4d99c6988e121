"""Good files cut off and with bits turned: nobody's malice, just a bad line."""

from collections.abc import Callable

from tests.support.good_files import EVERY
from tests.support.hostile_files.pdfs import flipped


def every(address: str) -> dict[str, Callable[[], bytes]]:
    made: dict[str, Callable[[], bytes]] = {}
    for kind, make in EVERY.items():
        if kind in ("pdf", "rtf"):  # they have families of their own
            continue
        for share in (30, 99):
            made[f"broken/cut off at {share} percent.{kind}"] = lambda m=make, s=share: m()[
                : len(m()) * s // 100
            ]
        for seed in (1, 2):
            made[f"broken/flipped bits {seed}.{kind}"] = lambda m=make, s=seed: flipped(m(), s, 8)
    return made


def slow(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        f"broken/flipped bits {seed}.{kind}": lambda m=make, s=seed: flipped(m(), s, 1 + s % 40)
        for kind, make in EVERY.items()
        for seed in range(10, 60)
    }

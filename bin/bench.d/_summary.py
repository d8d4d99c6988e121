"""How long a summary of 300 reports takes: sums, ratios, and a sheet and a document of them."""

import random
import time
from collections.abc import Iterator

from intranet.lib.indicators import read_form, summarise

SCHOOLS, FIGURES, COMPUTED = 300, 180, 20
GOAL = "≤ 1 s"


def form():
    """180 figures and 20 ratios of them."""
    figures = [{"code": f"f{n}", "title": f"Figure {n}", "kind": "integer"} for n in range(FIGURES)]
    ratios = [
        {"code": f"r{n}", "title": f"Ratio {n}", "kind": "computed", "formula": f"f{n} / f{n + 1}"}
        for n in range(COMPUTED)
    ]
    section = {"code": "all", "title": "All", "indicators": [*figures, *ratios]}
    return read_form({"title": "Form", "sections": [section]})


def measure(rounds: int = 3) -> Iterator[str]:
    """CPU seconds to add up 300 reports of 200 indicators."""
    asked, chance = form(), random.Random(7)
    reports = [
        {cell.key: str(chance.randrange(1, 10_000)) for cell in asked.asked} for _ in range(SCHOOLS)
    ]
    spent = []
    for _round in range(rounds):
        began = time.process_time()
        summarise(asked, reports)
        spent.append(time.process_time() - began)
    yield f"summary of {SCHOOLS} × {FIGURES + COMPUTED}: {min(spent):.2f} CPU s ({GOAL})"

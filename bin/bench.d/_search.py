"""Finding among 20,000 documents: how long a question takes, beside the goal.

Makes a district of 300 schools and documents of 300 words whose frequencies fall as those of a
language do, and asks what people ask: rare and common words, two words, an unfinished word.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from flask_migrate import upgrade

GOAL_MS = 80.0
WORDS_A_DOCUMENT, VOCABULARY = 300, 12_000
SCHOOLS = 300
_ROOTS = "библиот книг школ отчет чит фонд выстав конкурс план урок учен педагог проект праздник"
_MIDDLES = " ов ар ик ост ен тел ств ин ник лив ан изм ач"
_ENDS = "а у ы е ой ам ами ах ый ая ого ому ые"


def measure(*, documents: int = 20_000, questions: int = 400) -> Iterator[str]:
    """Lines of the table; a SQLite file of its own unless INTRANET_DATABASE_URL says otherwise."""
    with tempfile.TemporaryDirectory(prefix="bibliokarta-bench-") as folder:
        os.environ |= {"INTRANET_INSTANCE": folder, "INTRANET_LOG": "critical"}
        from intranet.app import create_app

        app = create_app()
        with app.app_context():
            upgrade()
            yield from _measured(Path(folder), documents, questions)


def _measured(folder: Path, documents: int, questions: int) -> Iterator[str]:
    from intranet.core.db import db

    pick = random.Random(20)
    words = _vocabulary(pick)
    weights = list(accumulate(1 / (n + 3) for n in range(len(words))))
    begun = time.process_time()
    _index(pick, words, weights, documents)
    took = time.process_time() - begun
    size = sum(path.stat().st_size for path in folder.glob("intranet.db*")) / 1e6
    yield f"search: {documents} documents of {WORDS_A_DOCUMENT} words on {db.engine.dialect.name}"
    yield f"  indexed {documents / took:.0f} a second, {size:.0f} MB"
    everything: list[float] = []
    cpu: list[float] = []
    for who, visible in (
        ("administrator", None),
        ("coordinator", ["/1/"]),
        ("school", ["/1/7/"]),
    ):
        for what, asked in _questions(pick, words, questions // 12).items():
            spent, own, found = _asked(asked, visible)
            everything += spent
            cpu += own
            yield (
                f"  {who:14}{what:18}p50 {_at(spent, 50):6.1f}  p95 {_at(spent, 95):6.1f} ms"
                f"  {found / len(asked):5.1f} hits shown"
            )
    yield f"  all together: p95 {_at(everything, 95):.1f} ms (goal {GOAL_MS:.0f})"
    yield f"  of which this process computes: p95 {_at(cpu, 95):.1f} ms"


def _vocabulary(pick: random.Random) -> list[str]:
    made = {
        root + middle + other + end
        for root in _ROOTS.split()
        for middle in _MIDDLES.split(" ")
        for other in _MIDDLES.split(" ")
        for end in _ENDS.split()
    }
    return pick.sample(sorted(made), VOCABULARY)


def _index(pick: random.Random, words: list[str], weights: list[float], documents: int) -> None:
    from intranet.core import fulltext
    from intranet.core.actions import action
    from intranet.core.db import db

    @action
    def some(numbers: range) -> None:
        for n in numbers:
            chosen = pick.choices(words, cum_weights=weights, k=WORDS_A_DOCUMENT)
            fulltext.index(
                "report_file" if n % 3 else "report_remark",
                n,
                title=" ".join(chosen[:4]),
                text=" ".join(chosen),
                place=f"/1/{2 + n % SCHOOLS}/",
            )

    for start in range(0, documents, 500):
        some(range(start, min(start + 500, documents)))
        db.session.remove()


def _questions(pick: random.Random, words: list[str], count: int) -> dict[str, list[str]]:
    common, rare = words[:40], words[2_000:]
    return {
        "a rare word": pick.choices(rare, k=count),
        "a common word": pick.choices(common, k=count),
        "two words": [f"{pick.choice(common)} {pick.choice(words[:800])}" for _ in range(count)],
        "an unfinished one": [pick.choice(words)[: pick.randint(2, 5)] for _ in range(count)],
    }


def _asked(questions: list[str], visible: list[str] | None) -> tuple[list[float], list[float], int]:
    """Milliseconds of each question, by the wall and of CPU; how many hits were shown in all."""
    from intranet.core import fulltext
    from intranet.core.db import db

    spent, cpu, found = [], [], 0
    for words in questions:
        begun, computed = time.perf_counter(), time.process_time()
        hits = fulltext.find(words, kinds=["report_file", "report_remark"], visible=visible)
        spent.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - computed) * 1000)
        found += len(hits)
        db.session.remove()
    return spent, cpu, found


def _at(spent: list[float], percent: int) -> float:
    return statistics.quantiles(spent, n=100)[percent - 1]

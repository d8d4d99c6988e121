"""What the report inbox costs, part by part; each makes its own data and prints a table.

bin/bench reports                     every part
bin/bench reports upload --size 64    one part, with a smaller file (MiB)
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import _matrix
import _search
import _slow
import _summary
import _uploads


def upload(chosen: argparse.Namespace) -> Iterator[str]:
    """One large file beside the same bytes written plainly."""
    return _uploads.measure(size_mib=chosen.size, rounds=chosen.rounds)


def slow(chosen: argparse.Namespace) -> Iterator[str]:
    """A page beside 200 slow uploads, and what they take of the memory."""
    return _slow.measure(seconds=chosen.seconds)


def matrix(_chosen: argparse.Namespace) -> Iterator[str]:
    """300 organisations by 10 campaigns."""
    return _matrix.measure()


def search(chosen: argparse.Namespace) -> Iterator[str]:
    """Finding among many documents, as different people."""
    return _search.measure(documents=chosen.documents)


def summary(options: argparse.Namespace) -> Iterator[str]:
    """The summary of a large campaign."""
    return _summary.measure(rounds=options.rounds)


PARTS: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {
    "upload": upload,
    "slow": slow,
    "matrix": matrix,
    "search": search,
    "summary": summary,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; none: all")
    options.add_argument("--size", type=int, default=1024, help="of the large file, MiB")
    options.add_argument("--rounds", type=int, default=3, help="of each measurement")
    options.add_argument("--seconds", type=int, default=30, help="of each look at slow uploads")
    options.add_argument("--documents", type=int, default=20_000, help="that are searched")
    chosen = options.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    for name in chosen.parts or PARTS:
        for line in PARTS[name](chosen):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()

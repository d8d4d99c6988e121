"""Files that mean harm or are broken, made anew for each run and the same each time.

`every(address)` gives their names and bytes; `address` is «host:port» of something that must
never be reached, and is named inside each file that could call out. What a name promises:
"folder/what it is.ending". `slow(address)` gives the large ones.
"""

from collections.abc import Callable

from tests.support.hostile_files import (
    archives,
    broken,
    callers,
    letters,
    markup,
    pdfs,
    pictures,
    sheets,
)

Makers = dict[str, Callable[[], bytes]]
_FAMILIES = (archives, markup, callers, sheets, pdfs, pictures, letters, broken)


def every(address: str) -> Makers:
    """All that are small enough for each day."""
    return {name: make for family in _FAMILIES for name, make in family.every(address).items()}


def slow(address: str) -> Makers:
    """Those that cost seconds: the same ideas in their full size."""
    return {
        name: make
        for family in _FAMILIES
        if hasattr(family, "slow")
        for name, make in family.slow(address).items()
    }


#: What must be said of some of them, word for word; of the others any answer is good.
PROBLEMS = archives.PROBLEMS | markup.PROBLEMS | sheets.PROBLEMS | pdfs.PROBLEMS
PROBLEMS |= pictures.PROBLEMS | letters.PROBLEMS

"""What the address of a list says: words, filters, order, page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for

from ..queries import PAGE

LONGEST_TEXT = 200
MOST_PAGES = 100_000


@dataclass(frozen=True)
class Listing:
    """A list as one address narrows and orders it; what is said wrongly is left out."""

    endpoint: str
    filters: Mapping[str, str]
    sort: str
    is_descending: bool
    page: int
    per_page: int = field(default=PAGE)

    @classmethod
    def of(cls, *, filters: Mapping[str, tuple[str, ...]], sorts: tuple[str, ...]) -> "Listing":
        """The list of this request. A filter with no words to choose from is free text."""
        given = {name: request.args.get(name, "").strip()[:LONGEST_TEXT] for name in filters}
        sort = request.args.get("sort", "")
        return cls(
            endpoint=request.endpoint or "",
            filters={n: v if v in filters[n] or not filters[n] else "" for n, v in given.items()},
            sort=sort.removeprefix("-") if sort.removeprefix("-") in sorts else sorts[0],
            is_descending=sort.startswith("-"),
            page=min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.filters.values())

    def sorted_by(self, key: str) -> str:
        """The address of the same list by `key`; pressed again, the other way round."""
        again = self.sort == key and not self.is_descending
        chosen: dict[str, Any] = {name: value for name, value in self.filters.items() if value}
        return url_for(self.endpoint, **chosen, sort=f"-{key}" if again else key)

    def direction(self, key: str) -> str | None:
        """How the list is ordered by `key` now, in words of ARIA."""
        if self.sort != key:
            return None
        return "descending" if self.is_descending else "ascending"

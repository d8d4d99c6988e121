"""What an address chooses of the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SHOWS = ("problems", "waiting", "missing", "returned")
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Chosen:
    """What an address says of the matrix: which campaigns, which rows, which page."""

    year: int = 0  # of the deadline; 0: any
    kind: str = ""  # the title of campaigns
    show: str = ""
    text: str = ""
    district: int = 0  # what stands directly above the organisation
    page: int = 1

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> "Chosen":
        """From an address; what means nothing is as if it were not said."""
        show = arguments.get("show", "")
        return cls(
            year=_number(arguments, "year"),
            kind=arguments.get("kind", ""),
            show=show if show in SHOWS else "",
            text=arguments.get("q", "").strip()[:LONGEST_TEXT],
            district=_number(arguments, "district"),
            page=max(_number(arguments, "page"), 1),
        )

    def arguments(self, **changes: Any) -> dict[str, Any]:
        """What an address must say, with `changes`; the first page, unless they say another."""
        new = replace(self, **({"page": 1} | changes))
        said: dict[str, Any] = {"year": new.year, "kind": new.kind, "show": new.show, "q": new.text}
        said |= {"district": new.district, "page": new.page if new.page > 1 else 0}
        return {name: value for name, value in said.items() if value}

    @property
    def is_narrow(self) -> bool:
        return bool(self.arguments())


def _number(arguments: Mapping[str, str], name: str) -> int:
    said = arguments.get(name, "")[:9]
    return int(said) if said.isascii() and said.isdigit() else 0

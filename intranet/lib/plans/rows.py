"""The rows under a header, seen by what their columns are for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intranet.lib.documents.model import Cell, Table
from intranet.lib.plans.model import Column
from intranet.lib.plans.words import is_dated, plain

_COUNT = re.compile(r"(\d{1,2})[а-яa-z]?\.?\Z")
_TOTAL = re.compile(r"(?:итого|всего)\b")
_NOTE = re.compile(r"(?:\*|примечани|¹|сноск)", re.IGNORECASE)
_SIGNED_BY = re.compile(
    r"(?:(?:и\.? ?о\.?|заместител\w+|исполняющ\w+ обязанности) )?"
    r"(?:начальник|директор|руководител|заведующ|глав[аы]|председател|исполнител|составител)",
    re.IGNORECASE,
)
_ONE_PERSON = re.compile(
    r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
)
_TERMS = ("term", "term_start", "term_end", "period")
_WORKING = ("executor", *_TERMS, "result", "content")


@dataclass(slots=True)
class Place:
    """A cell as its row sees it: with the text of the merge that covers it from above."""

    text: str
    colspan: int = 1
    is_from_above: bool = False
    is_shared: bool = False  # by terms and executors, in one column


@dataclass(slots=True)
class Row:
    """One row of the table. `number` counts the rows of the source from 1 through all tables."""

    number: int
    places: list[Place]
    columns: list[Column]

    def text(self, role: str) -> str:
        """The texts of the columns with this role, a line each."""
        return "\n".join(text for place in self.of(role) if (text := _share(place, role)))

    def own(self, role: str) -> str:
        """The same, without what a merge brings from above."""
        places = [place for place in self.of(role) if not place.is_from_above]
        return "\n".join(text for place in places if (text := _share(place, role)))

    def of(self, role: str) -> list[Place]:
        pairs = zip(self.places, self.columns, strict=False)
        return [place for place, column in pairs if column.role == role or role in _both(column)]

    def is_from_above(self, role: str) -> bool:
        places = self.of(role)
        return bool(places) and any(place.is_from_above for place in places)

    @property
    def filled(self) -> list[Place]:
        return [place for place in self.places if place.text]

    @property
    def has_work(self) -> bool:
        """Whether anything beyond number and title is said, here or by a merge from above."""
        return any(self.text(role) for role in _WORKING)

    @property
    def wide_text(self) -> str:
        """The text of a row merged (or repeated) over the table's width, else ""."""
        filled = self.filled
        if len(filled) == 1 and filled[0].colspan > max(1, len(self.places) // 2):
            return filled[0].text
        if len(filled) >= 3 and len(filled) == len(self.places):
            return filled[0].text if len({place.text for place in filled}) == 1 else ""
        return ""

    @property
    def is_total(self) -> bool:
        return any(_TOTAL.match(plain(place.text)) for place in self.filled[:2])

    @property
    def is_note(self) -> bool:
        return len(self.filled) == 1 and bool(_NOTE.match(self.filled[0].text))

    @property
    def is_signature(self) -> bool:
        """Whether the row says who signed: a post, a name and nothing else."""
        texts = [place.text for place in self.filled]
        return (
            len(texts) == 2
            and bool(_SIGNED_BY.match(texts[0]))
            and bool(_ONE_PERSON.fullmatch(texts[1]))
        )

    @property
    def is_column_numbers(self) -> bool:
        """Whether the row only counts the columns: 1 2 3 4 5, perhaps with one left out."""
        found = [_COUNT.match(place.text) for place in self.filled]
        counts = [int(match[1]) for match in found if match]
        return (
            len(counts) == len(found) >= 3
            and counts[0] <= 2
            and all(a < b for a, b in zip(counts, counts[1:], strict=False))
            and counts[-1] <= len(self.places) + 3
        )


def rows_of(table: Table, start: int, columns: list[Column], offset: int) -> Iterator[Row]:
    """The rows from `start` on. offset: the number of source rows before this table."""
    above: list[Cell | None] = [None] * table.width
    left = [0] * table.width
    for n, cells in enumerate(table.rows):
        places = []
        for column, cell in enumerate(cells):
            if not cell.is_continued:
                above[column], left[column] = cell, cell.rowspan - 1
                places.append(Place(cell.text, cell.colspan))
            elif left[column]:
                left[column] -= 1
                origin = above[column]
                places.append(Place(origin.text if origin else "", is_from_above=True))
            else:
                places.append(Place(""))
            places[-1].is_shared = column < len(columns) and bool(_both(columns[column]))
        if n >= start:
            yield Row(offset + n + 1, places, columns)


def same_header(row: Row) -> bool:
    """Whether a row of a split table says the header again."""
    said = [(plain(p.text), plain(c.header)) for p, c in zip(row.places, row.columns, strict=False)]
    words = [(text, header) for text, header in said if text]
    equal = sum(text == header or header.startswith(text + " ") for text, header in words)
    return len(words) >= 2 and equal >= 0.7 * len(words)


def _both(column: Column) -> tuple[str, ...]:
    return ("term", "executor") if column.role == "term_executor" else ()


def _share(place: Place, role: str) -> str:
    """The dates, or the rest, of a cell in a column that holds terms and executors both."""
    if not place.is_shared or role not in ("term", "executor"):
        return place.text
    pieces = [piece.strip() for piece in re.split(r"[\n;,]", place.text) if piece.strip()]
    dated = [piece for piece in pieces if is_dated(piece)]
    if role == "term":
        return ", ".join(dated)
    return "\n".join(piece for piece in pieces if piece not in dated)

"""A row with its number and title read off, and what kind of line it is."""

import re
from dataclasses import dataclass

from intranet.lib.plans.labels import is_label, label_of, leading_label, parent_of
from intranet.lib.plans.model import Item
from intranet.lib.plans.rows import Row
from intranet.lib.plans.words import one_line, roman

_BARE_HEADING = re.compile(r"\d{1,3}\Z")


@dataclass(slots=True)
class Entry:
    """A row, its label ("" when it has none) and the text of its title cell."""

    row: Row
    label: str
    title: str

    def is_heading(self, following: "Entry | None", item: Item | None) -> bool:
        """Whether the row opens a section.

        A row merged over the table does. A row with nothing but number and title does when the
        next row lies under its number or counts from one again.
        """
        row = self.row
        if row.wide_text or self._is_numbered_wide():
            return True
        if row.has_work or not self.title:
            return False
        if not self.label:
            return not self.goes_on(item)
        if self.is_part_of(item) or following is None:
            return False
        if roman(self.label):
            return True
        return (
            parent_of(following.label) == self.label
            or following.label in ("1", "1)")
            or following.label == self.label
            or (not following.label and bool(following.title) and following.row.has_work)
        )

    def heading(self) -> tuple[str, str]:
        """Number and title of the section this row opens."""
        if self.label:
            return self.label, one_line(self.title)
        number, title = leading_label(self.row.wide_text or self.title, is_heading=True)
        return number, one_line(title)

    def is_part_of(self, item: Item | None) -> bool:
        """Whether the row's number lies under the number of the item above."""
        if item is None or not item.number or not self.label:
            return False
        return self.label.startswith(item.number.rstrip(")") + ".")

    def goes_on(self, item: Item | None) -> bool:
        """Whether the row only ends the title of the item above, cut at the end of a page."""
        if item is None or self.label or not self.title:
            return False
        return self.title[:1].islower() and not re.search(r"[.;!?]\Z", item.title)

    def _is_numbered_wide(self) -> bool:
        filled = self.row.filled
        return (
            len(filled) == 2
            and is_label(filled[0].text)
            and filled[1].colspan >= max(2, len(self.row.places) - 2)
        )


def entry_of(row: Row) -> Entry:
    """Read number and title, wherever in the first cells they stand."""
    if row.wide_text:
        return Entry(row, "", row.wide_text)
    cell, title = row.own("number"), row.own("title")
    if cell and not is_label(cell) and len(cell) > 8:
        label, rest = leading_label(cell, is_heading=not row.has_work)
        return Entry(row, label, "\n".join(text for text in (rest, title) if text))
    label = label_of(cell)
    begins_with, rest = leading_label(title, is_heading=not row.has_work)
    if not label:
        return Entry(row, begins_with, rest)
    return Entry(row, label, rest if begins_with == label else title)

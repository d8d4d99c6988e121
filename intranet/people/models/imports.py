"""A file of organisations or people that was read and waits to be confirmed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ...core.db import Model


class DirectoryDraft(Model):
    """The rows of one file with what would happen to each; nothing of it is in force yet.

    It belongs to the person who brought the file and is forgotten after a day.
    """

    __tablename__ = "people_draft"
    LIFE = timedelta(days=1)

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    kind: Mapped[str]  # "organisations" or "people"
    filename: Mapped[str]
    #: Headers of the file that mean nothing to us.
    unknown: Mapped[list[Any]] = mapped_column(JSON)
    #: Each row as it was read: {"number", "values", "formulas"}.
    rows: Mapped[list[Any]] = mapped_column(JSON)
    #: For each row, in the same order: {"fate", "sentences", "changes"}.
    verdicts: Mapped[list[Any]] = mapped_column(JSON)
    #: Numbers of the people whose accounts the import made, once it was confirmed.
    made: Mapped[list[Any]] = mapped_column(JSON, default=list)
    applied_at: Mapped[datetime | None]

    def __str__(self) -> str:
        return self.filename

    def count(self, fate: str) -> int:
        """How many rows will have this fate."""
        return sum(verdict["fate"] == fate for verdict in self.verdicts)

    def shown(self, fate: str, *, first: int, most: int) -> tuple[list[dict[str, Any]], int]:
        """`most` rows of one fate (empty: of any) from the `first` on, and how many there are."""
        pairs = zip(self.rows, self.verdicts, strict=True)
        wanted = [row | verdict for row, verdict in pairs if fate in ("", verdict["fate"])]
        return wanted[first : first + most], len(wanted)

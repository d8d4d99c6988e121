"""Files in the slots of a report."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core import stored
from ...core.db import Model
from ...lib.file_kinds import KINDS
from ...lib.file_names import ending_of, shown_name
from ...people.models import Person
from .campaigns import Slot

if TYPE_CHECKING:
    from .reports import Report


class ReportFile(Model):
    """A file in a slot of a report, as it came. What was handed in is never taken away."""

    __tablename__ = "report_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("report_slot.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)  # of the storage: the SHA-256
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    #: For the archive, whose length must be known before.
    crc32: Mapped[int] = mapped_column(BigInteger)
    #: The first byte of its transfer, and when it was whole.
    began_at: Mapped[datetime]
    at: Mapped[datetime]
    #: clean, infected, unscanned.
    scan: Mapped[str] = mapped_column(default="unscanned")
    removed_at: Mapped[datetime | None]

    report: Mapped["Report"] = relationship(back_populates="files", lazy="raise_on_sql")
    slot: Mapped[Slot] = relationship(lazy="raise_on_sql")
    author: Mapped[Person] = relationship(lazy="raise_on_sql")

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name as pages show it."""
        return shown_name(self.name)

    @property
    def icon(self) -> str:
        kind = KINDS.get(ending_of(self.name))
        return kind.icon if kind else "file"


stored.register(ReportFile.key)

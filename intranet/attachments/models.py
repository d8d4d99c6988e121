"""A file on whatever has a table and a number."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from ..core import stored
from ..core.db import Model
from ..lib.file_kinds import KINDS
from ..lib.file_names import ending_of, shown_name
from ..people.models import Person
from ..uploads.models import Scan, Verdict


class Attachment(Model):
    """A file as it came: its name given back letter by letter, its bytes by their SHA-256."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_subject", "subject_kind", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)  # of the storage
    size_bytes: Mapped[int]

    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    scan: Mapped[Scan | None] = relationship(
        primaryjoin=lambda: foreign(Attachment.key) == Scan.key, viewonly=True, lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name as pages show it."""
        return shown_name(self.name)

    @property
    def verdict(self) -> Verdict:
        """What is known about viruses in it."""
        return Verdict(self.scan.verdict) if self.scan else Verdict.UNSCANNED

    @property
    def icon(self) -> str:
        kind = KINDS.get(ending_of(self.name))
        return kind.icon if kind else "file"


stored.register(Attachment.key)

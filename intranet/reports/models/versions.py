"""What was handed in: never changed again. And the summaries that add it up."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...people.models import Person
from .campaigns import Campaign
from .files import ReportFile
from .reports import Report
from .terms import Manner


class Version(Model):
    """A report as it was handed in. The database refuses to change or to delete it."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    #: The moment by which it is judged: see terms.counted_at.
    counted_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str]  # as it was then; empty when the clock did it
    manner: Mapped[str] = mapped_column(default=Manner.SELF)
    values: Mapped[dict[str, str]] = mapped_column(JSON)
    explanations: Mapped[dict[str, str]] = mapped_column(JSON)
    #: The SHA-256 over values, explanations and the files' sums: see lib.receipts.
    digest: Mapped[str]

    report: Mapped[Report] = relationship(back_populates="versions", lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    files: Mapped[list[ReportFile]] = relationship(
        secondary="report_version_file", order_by=ReportFile.id, lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return f"{self.report_id}-{self.number}"

    @property
    def is_automatic(self) -> bool:
        return self.manner == Manner.AUTOMATIC


class VersionFile(Model):
    """A file that belongs to a version."""

    __tablename__ = "report_version_file"

    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("report_file.id"), primary_key=True, index=True)


class Summary(Model):
    """A campaign added up as it stood at a moment, pinned to the versions accepted then."""

    __tablename__ = "report_summary"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("report_campaign.id"))
    number: Mapped[int]
    made_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: Report → number of its accepted version.
    pins: Mapped[dict[str, int]] = mapped_column(JSON)
    #: What lib.indicators summed, as it prints it.
    sums: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(default="")
    #: Passed up, and what the level above said.
    passed_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    return_reason: Mapped[str] = mapped_column(default="")

    campaign: Mapped[Campaign] = relationship(lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def __str__(self) -> str:
        return str(self.campaign)


_SQLITE = """
CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, 'what was handed in never changes'); END
"""
_POSTGRES = """
CREATE OR REPLACE FUNCTION report_version_stays() RETURNS trigger AS
$$ BEGIN RAISE EXCEPTION 'what was handed in never changes'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER report_version_stays BEFORE UPDATE OR DELETE ON report_version
FOR EACH ROW EXECUTE FUNCTION report_version_stays();
CREATE TRIGGER report_version_file_stays BEFORE UPDATE OR DELETE ON report_version_file
FOR EACH ROW EXECUTE FUNCTION report_version_stays()
"""
#: What keeps versions as they are, by dialect; the migration runs the same statements.
GUARDS = {
    "sqlite": [
        _SQLITE.format(table=table, deed=deed)
        for table in ("report_version", "report_version_file")
        for deed in ("UPDATE", "DELETE")
    ],
    "postgresql": [_POSTGRES],
}
for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(
            VersionFile.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]  # untyped there
        )

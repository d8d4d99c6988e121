"""Documents that were read and wait to be confirmed."""

from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...core.db import Model
from ...people.models import Organisation
from .plans import Plan
from .terms import YearKind


class Draft(Model):
    """A document that was read and waits to be confirmed; nothing of it is in force yet."""

    __tablename__ = "roadmap_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("roadmap_plan.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    year: Mapped[int]
    year_kind: Mapped[str] = mapped_column(default=YearKind.CALENDAR)
    #: The document as `lib.plans` prints it, with the corrections made since.
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Folded executor → {"organisation_id": …} or {"new": …} or {"group": true}.
    executors: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_confirmed: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    plan: Mapped[Plan | None] = relationship(lazy="raise_on_sql")

    def __str__(self) -> str:
        return self.document.get("title") or "—"

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """Every item of the document, over all sections, in order."""
        return [item for section in self.document["sections"] for item in section["items"]]

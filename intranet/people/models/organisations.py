"""Organisations as a tree, and the names documents give them."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ...core.actions import Refusal
from ...core.db import Model
from .words import KIND_NAMES, Kind, folded, in_order


class Organisation(Model):
    """A department, an institute, a district office, a school: a place in the tree."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    #: The ids from the root to this one, «/1/4/17/»: everything below begins with it.
    path: Mapped[str] = mapped_column(default="", index=True)
    kind: Mapped[str]
    name: Mapped[str]
    short_name: Mapped[str]
    time_zone: Mapped[str]  # IANA name
    is_active: Mapped[bool] = mapped_column(default=True)
    #: Short and full name, folded: for searching.
    words: Mapped[str] = mapped_column(default="")
    #: The short name as lists are sorted: ё beside е, № 2 before № 10.
    sorting: Mapped[str] = mapped_column(default="", index=True)

    parent: Mapped["Organisation | None"] = relationship(
        remote_side="Organisation.id", lazy="raise_on_sql"
    )
    aliases: Mapped[list["OrganisationAlias"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return self.short_name

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[Kind(self.kind)])

    def is_within(self, other: "Organisation") -> bool:
        """Whether this is `other` or stands somewhere below it."""
        return self.path.startswith(other.path)

    @validates("name", "short_name")
    def _know_by(self, key: str, value: str) -> str:
        names = {"short_name": self.short_name, "name": self.name} | {key: value}
        self.words = folded(" ".join(names[each] or "" for each in ("short_name", "name")))
        self.sorting = in_order(names["short_name"] or "")
        return value

    def settle(self, parent: "Organisation | None") -> None:
        """Take the place below `parent`; its own id must be known.

        The paths of what stands below are the action's to mend. Refuses a place below
        itself, which would cut the branch off the tree, and one below a closed organisation.
        """
        if parent is not None and self.path and parent.path.startswith(self.path):
            raise Refusal(_l("An organisation cannot stand below itself."))
        if parent is not None and not parent.is_active:
            raise Refusal(_l("“%(name)s” is closed. Choose another one.", name=parent.short_name))
        self.parent_id = parent.id if parent else None
        self.path = f"{parent.path if parent else '/'}{self.id}/"


class OrganisationAlias(Model):
    """Another name by which documents call an organisation. Of one folding there is one."""

    __tablename__ = "organisation_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    text: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)

    organisation: Mapped[Organisation] = relationship(back_populates="aliases", lazy="raise_on_sql")

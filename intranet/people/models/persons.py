"""People with accounts, and their roles."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ...core.db import Model
from .organisations import Organisation
from .words import ROLE_NAMES, RoleKind, folded, initials


class Person(Model):
    """Somebody with an account, working in one organisation, with roles in some."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str]
    login_folded: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]  # surname first, as lists in Russia are sorted
    post: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    #: Name and login, folded: for searching, and for sorting as Russians do.
    words: Mapped[str] = mapped_column(default="", index=True)
    #: How this person wants the site on every computer, as `looks` and `i18n` write it in their
    #: cookies; None: as each browser has it.
    look: Mapped[str | None]
    language: Mapped[str | None]
    #: Grows with every change that a signed-in person must feel at the next request.
    stamp: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    roles: Mapped[list["Role"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def state(self) -> str:
        """`closed`, `invited` (no password yet) or `active`."""
        if not self.is_active:
            return "closed"
        return "active" if self.password_hash else "invited"

    @validates("name", "login")
    def _know_by(self, key: str, value: str) -> str:
        names = {"name": self.name, "login": self.login} | {key: value}
        self.words = folded(" ".join(names[each] or "" for each in ("name", "login")))
        return value

    def holds(self, kind: RoleKind, organisation: Organisation) -> bool:
        """Whether the person has this role there."""
        return any(r.kind == kind and r.organisation_id == organisation.id for r in self.roles)

    def touch(self) -> None:
        """Have every open session of this person notice that something changed."""
        self.stamp = (self.stamp or 0) + 1


class Role(Model):
    """What a person is in an organisation: a fact, the only thing policies look at."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("person_id", "organisation_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="roles", lazy="raise_on_sql")
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    @property
    def kind_name(self) -> str:
        return str(ROLE_NAMES[RoleKind(self.kind)])

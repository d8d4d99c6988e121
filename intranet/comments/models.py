"""A comment, on whatever has a table and a number, and whom it calls."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..core.actions import Refusal
from ..core.db import Model
from ..people.models import Person, folded

LONGEST_TEXT = 10_000  # characters


class Comment(Model):
    """What somebody said about a thing. Deleting keeps the row and forgets the words."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_subject", "subject_kind", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_kind: Mapped[str]  # the table of the thing
    subject_id: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    text: Mapped[str]  # Markdown
    is_deleted: Mapped[bool] = mapped_column(default=False)

    author: Mapped[Person] = relationship(lazy="raise_on_sql")
    mentions: Mapped[list["Mention"]] = relationship(
        cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    def __str__(self) -> str:
        return self.text[:80]

    def say(self, text: str) -> None:
        """Put `text` in place of what was said. Refuses words on a deleted comment."""
        if self.is_deleted:
            raise Refusal(_l("This comment has been deleted."))
        self.text = text

    def call(self, people: Iterable[Person]) -> list[int]:
        """Note that `people` are mentioned; the ids of those who were not before.

        The author is never called by the own words.
        """
        known = {mention.person_id for mention in self.mentions} | {self.author_id}
        fresh = list(dict.fromkeys(each.id for each in people if each.id not in known))
        self.mentions.extend(Mention(person_id=person_id) for person_id in fresh)
        return fresh


class Mention(Model):
    """A person called by a comment: once, however often it is rewritten."""

    __tablename__ = "comment_mention"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


#: A name ends where neither a letter goes on nor a dot inside of a login.
_END = re.compile(r"(?![\w-]|\.\w)")
_CALL = re.compile(r"(?<!\w)@")


def mentioned(text: str, people: Iterable[Person]) -> list[Person]:
    """Whom of `people` the text calls: «@login», «@Фамилия Имя», «@Фамилия Имя Отчество».

    Of several names that fit the longest counts; namesakes are called together.
    """
    names: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        name = folded(person.name)
        for key in {person.login_folded, name, " ".join(name.split()[:2])}:
            names[key].append(person)
    longest_first = sorted(names, key=len, reverse=True)
    said = folded(text)
    found: dict[int, Person] = {}
    for call in _CALL.finditer(said):
        for key in longest_first:
            if said.startswith(key, call.end()) and _END.match(said, call.end() + len(key)):
                found |= {person.id: person for person in names[key]}
                break
    return list(found.values())

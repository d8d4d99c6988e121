"""What is indexed, as it was written. Its stems lie beside, as each database likes them.

The table of stems, `fulltext_words`, is no model: FTS5 makes it on SQLite, a tsvector under a
GIN index on PostgreSQL; see `databases`.
"""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Model


class Entry(Model):
    """One thing that can be found: a file, a remark, whatever its room calls it.

    place: where it belongs, such as an organisation's path; who sees a path that `place` begins
    with sees it. The long columns stand last, so that SQLite need not read them to compare.
    """

    __tablename__ = "fulltext_entry"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    number: Mapped[int]
    place: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    text: Mapped[str]

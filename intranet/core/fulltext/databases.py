"""How each database keeps stems and looks them up. Words are letters and digits, nothing else.

Both keep every stem of a document once, and know of it only whether it stands in the title:
so both find the same, in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import TableClause, bindparam, column, table, text
from sqlalchemy.sql.elements import TextClause

#: The table of stems; tests of the schema know that it is no model.
WORDS = "fulltext_words"


@dataclass(frozen=True)
class Words:
    """What is asked: all of `stems`, and one more that is `last` or begins as `beginnings` do."""

    stems: tuple[str, ...]
    last: str
    beginnings: tuple[str, ...]


#: Any of these is enough.
Question = Sequence[Words]


@dataclass(frozen=True)
class Statements:
    """What makes and drops the table of stems, in the order in which it is done."""

    making: tuple[str, ...]
    dropping: tuple[str, ...]


class Dialect(Protocol):
    """What differs."""

    #: The table of stems, and its column that is the entry's id.
    words: TableClause
    id: str
    #: Takes :id and what `kept` gives.
    insert: TextClause
    #: Takes :id.
    delete: TextClause

    def kept(self, title: set[str], text: set[str]) -> dict[str, str]:
        """The parameters of `insert` for these stems."""
        ...

    def answers(self, question: Question, *, in_title: bool) -> TextClause:
        """A condition on `words`: the entry, or its title alone, answers the question."""
        ...


class _Sqlite:
    id = "rowid"
    words = table(WORDS, column(id))
    insert = text("INSERT INTO fulltext_words (rowid, title, text) VALUES (:id, :title, :text)")
    delete = text("DELETE FROM fulltext_words WHERE rowid = :id")

    def kept(self, title: set[str], text: set[str]) -> dict[str, str]:
        return {"title": " ".join(sorted(title)), "text": " ".join(sorted(text))}

    def answers(self, question: Question, *, in_title: bool) -> TextClause:
        within = "title : " if in_title else ""
        asked = " OR ".join(f"({within}({self._all(words)}))" for words in question)
        return text("fulltext_words MATCH :asked").bindparams(
            bindparam("asked", asked, unique=True)
        )

    @staticmethod
    def _all(words: Words) -> str:
        last = " OR ".join([f'"{words.last}"', *(f'"{begun}"*' for begun in words.beginnings)])
        return " AND ".join([*(f'"{stem}"' for stem in words.stems), f"({last})"])


class _Postgresql:
    id = "id"
    words = table(WORDS, column(id))
    insert = text("INSERT INTO fulltext_words (id, words) VALUES (:id, CAST(:words AS tsvector))")
    delete = text("DELETE FROM fulltext_words WHERE id = :id")

    def kept(self, title: set[str], text: set[str]) -> dict[str, str]:
        marked = (f"'{stem}':1{'A' if stem in title else ''}" for stem in sorted(title | text))
        return {"words": " ".join(marked)}

    def answers(self, question: Question, *, in_title: bool) -> TextClause:
        weight = "A" if in_title else "AD"
        asked = " | ".join(f"({self._all(words, weight)})" for words in question)
        return text("words @@ CAST(:asked AS tsquery)").bindparams(
            bindparam("asked", asked, unique=True)
        )

    @staticmethod
    def _all(words: Words, weight: str) -> str:
        begun = (f"'{begun}':*{weight}" for begun in words.beginnings)
        last = " | ".join([f"'{words.last}':{weight}", *begun])
        return " & ".join([*(f"'{stem}':{weight}" for stem in words.stems), f"({last})"])


DIALECTS: dict[str, Dialect] = {"sqlite": _Sqlite(), "postgresql": _Postgresql()}


def statements(dialect: str, version: tuple[int, ...] = ()) -> Statements:
    """For the migration: the table of stems in this database.

    SQLite before 3.43 cannot forget a row of a table without content, so there the stems are
    kept once more; nothing else differs.
    """
    if dialect == "sqlite":
        lean = "content='', contentless_delete=1, " if version >= (3, 43) else ""
        making = (
            f"CREATE VIRTUAL TABLE {WORDS} USING fts5(title, text, {lean}detail=column, prefix='3',"
            " tokenize='unicode61 remove_diacritics 0')"
        )
        return Statements((making,), (f"DROP TABLE {WORDS}",))
    return Statements(
        (
            f"CREATE TABLE {WORDS} (id integer PRIMARY KEY REFERENCES fulltext_entry (id)"
            " ON DELETE CASCADE, words tsvector NOT NULL)",
            f"CREATE INDEX ix_{WORDS}_words ON {WORDS} USING gin (words)",
        ),
        (f"DROP TABLE {WORDS}",),
    )


def is_of_a_model(name: str | None, kind: str, _parents: object = None) -> bool:
    """For comparing the schema with the models: not the table of stems, nor what FTS5 adds."""
    return kind != "table" or not (name or "").startswith(WORDS)

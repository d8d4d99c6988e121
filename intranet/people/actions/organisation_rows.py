"""What each row of a list of organisations means among those that are known."""

import re

from flask_babel import gettext as _

from ...lib.spreadsheets import Row
from .. import policy
from ..models import KIND_NAMES, Kind, Organisation, Viewer, folded
from ..queries import Directory
from .examining import CHANGE, ERROR, NEW, SAME, Verdict, check_cells, in_words, is_zone, kind_of

#: In the column of superiors: this one stands at the top of the tree.
TOP = {"—", "–", "-", "нет", "верхний уровень", "none"}


class OrganisationRows:
    """The rows with a verdict each; `known[n]` is the organisation that row n is about.

    A superior may stand in the same file, before or after. Without one a new organisation
    stands below the importer's own, or at the top when the house itself imports.
    """

    def __init__(self, rows: list[Row], directory: Directory, by: Viewer | None) -> None:
        self.rows, self.directory, self.by = rows, directory, by
        self.verdicts = [Verdict() for _row in rows]
        self.known: list[Organisation | None] = [None] * len(rows)
        #: For each row the number of the row in which its superior is, if it is a new one.
        self.parent_rows: list[int | None] = [None] * len(rows)
        self.parents: list[Organisation | None] = [None] * len(rows)
        self._said: dict[str, int] = {}  # folded name → the row that says it first
        for n in range(len(rows)):
            self._identify(n)
        for n in range(len(rows)):
            if self.verdicts[n].fate != ERROR:
                self._place(n)
        self._refuse_orphans()

    def names(self, n: int) -> list[str]:
        """Full and short name and the aliases that row `n` gives."""
        values = self.rows[n].values
        aliases = re.split(r"[;\n]", values.get("aliases", ""))
        return [text.strip() for text in (values["name"], self.short(n), *aliases) if text.strip()]

    def short(self, n: int) -> str:
        return self.rows[n].values.get("short_name", "")

    def kind(self, n: int) -> Kind:
        """The kind the row says; a new organisation of which nothing is said is a school."""
        return kind_of(self.rows[n].values.get("kind", "")) or Kind.SCHOOL

    def _identify(self, n: int) -> None:
        values, verdict = self.rows[n].values, self.verdicts[n]
        check_cells(self.rows[n], verdict, required=("name",))
        if (kind := values.get("kind")) and kind_of(kind) is None:
            verdict.refuse(
                _(
                    "“%(text)s” is no kind of organisation. There are: %(known)s.",
                    text=kind,
                    known=in_words(KIND_NAMES),
                )
            )
        if (zone := values.get("time_zone")) and not is_zone(zone):
            verdict.refuse(_("“%(zone)s” is no time zone. Example: Asia/Tomsk.", zone=zone))
        self._refuse_repeated(n)
        found = {
            self.directory.names[name]
            for name in map(folded, self.names(n))
            if name in self.directory.names
        }
        if len(found) > 1:
            names = ", ".join(f"“{self.directory.organisations[i]}”" for i in sorted(found))
            verdict.refuse(_("The names mean different organisations: %(names)s.", names=names))
        elif found:
            self.known[n] = self.directory.organisations[found.pop()]
        elif verdict.fate == SAME:
            verdict.fate = NEW

    def _refuse_repeated(self, n: int) -> None:
        first = {self._said[name] for name in map(folded, self.names(n)) if name in self._said}
        if first:
            number = self.rows[min(first)].number
            self.verdicts[n].refuse(_("The same names stand in row %(number)s.", number=number))
            return
        for name in map(folded, self.names(n)):
            self._said[name] = n

    def _place(self, n: int) -> None:
        text = self.rows[n].values.get("parent", "")
        known, verdict = self.known[n], self.verdicts[n]
        if text and text.casefold() not in TOP:
            self._find_parent(n, text)
        elif known is None and not text and self.by is not None:
            self.parents[n] = self.directory.organisations[self.by.organisation_id]
        if verdict.fate == ERROR:
            return
        if known is None:
            self._refuse_foreign_place(n)
        else:
            self._compare(n, known, is_placed=bool(text))

    def _find_parent(self, n: int, text: str) -> None:
        parent, row = self.directory.organisation(text), self._said.get(folded(text))
        if parent is not None:
            self.parents[n] = parent
            if not parent.is_active:
                self.verdicts[n].refuse(_("“%(name)s” is closed.", name=parent.short_name))
        elif row is not None and (known := self.known[row]) is not None:
            self.parents[n] = known  # by a name that the file teaches
        elif row is not None:
            self.parent_rows[n] = row
        else:
            self.verdicts[n].refuse(_("The superior “%(name)s” is not known.", name=text))

    def _refuse_foreign_place(self, n: int) -> None:
        """New ones go only where the importer keeps organisations; the row's own parent decides."""
        if self.by is None or self.parent_rows[n] is not None:
            return
        if not policy.may_add_below(self.by, self.parents[n]):
            self.verdicts[n].refuse(_("You may not add organisations there."))

    def _compare(self, n: int, known: Organisation, *, is_placed: bool) -> None:
        values, verdict = self.rows[n].values, self.verdicts[n]
        if self.by is not None and not policy.may_keep_organisation(self.by, known):
            verdict.refuse(_("“%(name)s” is not yours to change.", name=known.short_name))
            return
        if not known.is_active:
            verdict.refuse(_("“%(name)s” is closed.", name=known.short_name))
            return
        unknown = [text for text in self.names(n) if folded(text) not in self.directory.names]
        if values["name"] in unknown:
            verdict.change("name", known.name, values["name"])
        if self.short(n) in unknown:
            verdict.change("short_name", known.short_name, self.short(n))
        if more := [text for text in unknown if text not in (values["name"], self.short(n))]:
            verdict.change("aliases", "", "; ".join(more))
        if kind := kind_of(values.get("kind", "")):
            verdict.change("kind", known.kind_name, str(KIND_NAMES[kind]))
        verdict.change("time_zone", known.time_zone, values.get("time_zone", ""))
        if is_placed:
            self._compare_place(n, known)

    def _compare_place(self, n: int, known: Organisation) -> None:
        parent, row, verdict = self.parents[n], self.parent_rows[n], self.verdicts[n]
        if row is None and known.parent_id == (parent.id if parent else None):
            return
        if self.by is not None:
            is_allowed = policy.may_move(self.by, known)
            if not is_allowed or (row is None and not policy.may_add_below(self.by, parent)):
                verdict.refuse(_("You may not move “%(name)s” there.", name=known.short_name))
                return
        if parent is not None and parent.path.startswith(known.path):
            verdict.refuse(_("An organisation cannot stand below itself."))
            return
        former = self.directory.organisations.get(known.parent_id or 0)
        verdict.change("parent", str(former or "—"), self.rows[n].values["parent"])

    def _refuse_orphans(self) -> None:
        """Whose superior in the file cannot be taken, or is the row itself by some way."""
        for n, verdict in enumerate(self.verdicts):
            seen, at = {n}, self.parent_rows[n]
            while at is not None and verdict.fate != ERROR:
                if at in seen or self._is_below(at, self.known[n]):
                    verdict.refuse(_("An organisation cannot stand below itself."))
                elif self.verdicts[at].fate == ERROR:
                    number = self.rows[at].number
                    verdict.refuse(_("There is an error in the superior's row %(n)s.", n=number))
                seen.add(at)
                at = self.parent_rows[at]

    def _is_below(self, n: int, known: Organisation | None) -> bool:
        """Whether the new row `n` is to stand below `known`."""
        parent = self.parents[n]
        return known is not None and parent is not None and parent.path.startswith(known.path)

    def levels(self) -> list[list[int]]:
        """The new rows, those above before those below, each level a list."""
        depth: dict[int, int] = {}
        for n, verdict in enumerate(self.verdicts):
            if verdict.fate == NEW:
                chain, at = 0, self.parent_rows[n]
                while at is not None:
                    chain, at = chain + 1, self.parent_rows[at]
                depth[n] = chain
        return [
            [n for n, level in depth.items() if level == wanted]
            for wanted in range(max(depth.values(), default=-1) + 1)
        ]

    @property
    def changed(self) -> list[int]:
        """The rows that change something known."""
        return [n for n, verdict in enumerate(self.verdicts) if verdict.fate == CHANGE]

"""What each row of a list of people means among those that are known."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _

from ...lib.spreadsheets import Row
from ...lib.transliteration import to_latin
from .. import policy
from ..models import ROLE_NAMES, Organisation, RoleKind, Viewer, folded
from ..queries import Directory, PersonKnown
from .examining import CHANGE, ERROR, NEW, SAME, Verdict, check_cells, in_words, role_of

_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+\Z")
_LOGIN = re.compile(r"[\w.@+-]{2,100}\Z")


@dataclass
class Meant:
    """What a row asks for, once its cells are understood."""

    known: PersonKnown | None = None
    organisation: Organisation | None = None
    login: str = ""
    roles: tuple[RoleKind, ...] = ()


class PersonRows:
    """The rows with a verdict each; `meant[n]` is what row n asks for.

    A person is known by the login, or by name and organisation. Who has no login gets one
    made of the name. Roles are added and never taken away.
    """

    def __init__(self, rows: list[Row], directory: Directory, by: Viewer | None) -> None:
        self.rows, self.directory, self.by = rows, directory, by
        self.verdicts = [Verdict() for _row in rows]
        self.meant = [Meant() for _row in rows]
        self._said: dict[object, int] = {}  # login, or name and place → the row that has it first
        self._stems: dict[str, int] = {}  # made of a name → how many logins begin with it
        self._logins = set(directory.logins)
        self._logins |= {folded(row.values.get("login", "")) for row in rows}
        for n in range(len(rows)):
            self._examine(n)

    def _examine(self, n: int) -> None:
        row, verdict, meant = self.rows[n], self.verdicts[n], self.meant[n]
        check_cells(row, verdict, required=("name", "organisation"))
        self._check_shapes(row, verdict)
        if place := row.values.get("organisation"):
            self._find_organisation(n, place)
        if verdict.fate == ERROR or meant.organisation is None:
            return
        self._find_roles(n, meant.organisation)
        self._refuse_repeated(n, meant.organisation)
        self._find_person(n, meant.organisation)
        if verdict.fate == ERROR:
            return
        if meant.known is None:
            verdict.fate = NEW
            meant.login = row.values.get("login") or self._made_up(row.values["name"])
        else:
            self._compare(n, meant.known, meant.organisation)

    @staticmethod
    def _check_shapes(row: Row, verdict: Verdict) -> None:
        login, email = row.values.get("login"), row.values.get("email")
        if login and not _LOGIN.match(login):
            verdict.refuse(_("A login is 2 to 100 letters, figures, dots or hyphens, no spaces."))
        if email and not _EMAIL.match(email):
            verdict.refuse(_("“%(text)s” is no e-mail address.", text=email))

    def _find_organisation(self, n: int, name: str) -> None:
        found, verdict = self.directory.organisation(name), self.verdicts[n]
        is_hidden = found and self.by is not None and not policy.may_place(self.by, found)
        if found is None or is_hidden:
            verdict.refuse(_("The organisation “%(name)s” is not known.", name=name))
        elif not found.is_active:
            verdict.refuse(_("“%(name)s” is closed.", name=found.short_name))
        else:
            self.meant[n].organisation = found

    def _find_roles(self, n: int, place: Organisation) -> None:
        texts = re.split(r"[;,\n]", self.rows[n].values.get("role", ""))
        kinds = []
        for text in filter(None, map(str.strip, texts)):
            kind = role_of(text)
            if kind is None:
                self.verdicts[n].refuse(
                    _(
                        "“%(text)s” is no role. There are: %(known)s.",
                        text=text,
                        known=in_words(ROLE_NAMES),
                    )
                )
            elif self.by is not None and not policy.may_appoint(self.by, kind, place):
                role = str(ROLE_NAMES[kind])
                self.verdicts[n].refuse(
                    _("You may not give the role “%(role)s” in this organisation.", role=role)
                )
            else:
                kinds.append(kind)
        self.meant[n].roles = tuple(dict.fromkeys(kinds))

    def _refuse_repeated(self, n: int, place: Organisation) -> None:
        login = folded(self.rows[n].values.get("login", ""))
        keys = [("name", folded(self.rows[n].values["name"]), place.id)]
        keys += [("login", login, 0)] if login else []
        for key in keys:
            first = self._said.setdefault(key, n)
            if first != n:
                number = self.rows[first].number
                self.verdicts[n].refuse(_("The row repeats row %(number)s.", number=number))
                return

    def _find_person(self, n: int, place: Organisation) -> None:
        row, verdict = self.rows[n], self.verdicts[n]
        login = folded(row.values.get("login", ""))
        namesakes = self.directory.namesakes.get((folded(row.values["name"]), place.id), [])
        if login in self.directory.logins:
            self._know(n, self.directory.logins[login])
        elif login and namesakes:
            other = self.directory.people[namesakes[0]].login
            verdict.refuse(
                _("Somebody of this name works there with the login “%(login)s”.", login=other)
            )
        elif len(namesakes) > 1:
            verdict.refuse(_("Several people of this name work there. Give the login."))
        elif namesakes:
            self._know(n, namesakes[0])

    def _know(self, n: int, person_id: int) -> None:
        known, verdict = self.directory.people[person_id], self.verdicts[n]
        organisations = self.directory.organisations
        roles = [(RoleKind(kind), organisations[place]) for kind, place in known.roles]
        if self.by is not None and not policy.may_administer_account(
            self.by, known.id, organisations[known.organisation_id], roles
        ):
            verdict.refuse(_("The account “%(login)s” is not yours to change.", login=known.login))
        elif not known.is_active:
            verdict.refuse(_("The account “%(login)s” is closed.", login=known.login))
        else:
            self.meant[n].known = known

    def _compare(self, n: int, known: PersonKnown, place: Organisation) -> None:
        values, verdict = self.rows[n].values, self.verdicts[n]
        verdict.change("name", known.name, values["name"])
        verdict.change("post", known.post, values.get("post", ""))
        verdict.change("email", known.email, values.get("email", ""))
        if known.organisation_id != place.id:
            former = self.directory.organisations[known.organisation_id]
            verdict.change("organisation", former.short_name, place.short_name)
        more = [kind for kind in self.meant[n].roles if (kind, place.id) not in known.roles]
        self.meant[n].roles = tuple(more)
        if more:
            verdict.change("role", "", ", ".join(str(ROLE_NAMES[kind]) for kind in more))

    def _made_up(self, name: str) -> str:
        """«ivanova.ap» for «Иванова Анна Петровна», with a number when that is taken."""
        surname, *given = [re.sub(r"[^a-z]", "", to_latin(word)) for word in name.split()]
        stem = ".".join(filter(None, (surname, "".join(word[:1] for word in given)))) or "user"
        while True:
            number = self._stems.get(stem, 0) + 1
            self._stems[stem] = number
            login = stem if number == 1 else f"{stem}{number}"
            if folded(login) not in self._logins and len(login) > 1:
                self._logins.add(folded(login))
                return login

    @property
    def added(self) -> list[int]:
        """The rows that make an account."""
        return [n for n, verdict in enumerate(self.verdicts) if verdict.fate == NEW]

    @property
    def changed(self) -> list[int]:
        """The rows that change somebody known."""
        return [n for n, verdict in enumerate(self.verdicts) if verdict.fate == CHANGE]


__all__ = ["SAME", "Meant", "PersonRows"]

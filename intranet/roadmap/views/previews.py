"""A draft as its page shows it: rows in words, warnings, unknown names, differences."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from ...lib.plan_changes import Change, Kind
from ...people import queries as people
from ...people.models import Kind as OrganisationKind
from ...people.models import Organisation, folded
from ..actions import rows
from ..actions.differences import differences
from ..actions.drafts import mark_of_draft, year_of
from ..models import Draft, Plan, YearKind
from ..queries import plans as queries
from .readings import DeadlineShown, Year, deadline_shown
from .warnings import Warnings, warnings_of


@dataclass(frozen=True)
class Chip:
    """One executor: as written, and the organisation behind the name if it is known."""

    text: str
    organisation: str = ""
    remark: str = ""
    is_known: bool = False


@dataclass(frozen=True)
class SubitemShown:
    """A sub-item: its number and text, and what of its own it has."""

    number: str
    text: str
    executors: tuple[Chip, ...] = ()
    deadline: DeadlineShown | None = None
    inherits: str = ""


@dataclass(frozen=True)
class RowShown:
    """One item of the document. `heading` is of the section that begins with it."""

    id: int
    heading: str
    number: str
    title: str
    result: str
    executors: tuple[Chip, ...]
    deadline: DeadlineShown
    subitems: tuple[SubitemShown, ...]
    seen: str

    __tablename__ = "draft_row"

    @property
    def is_doubtful(self) -> bool:
        deadlines = [self.deadline, *(s.deadline for s in self.subitems if s.deadline)]
        return any(deadline.is_doubtful for deadline in deadlines)


@dataclass(frozen=True)
class Unknown:
    """A name that is no organisation yet: in how many rows, and what was decided about it."""

    key: str
    name: str
    count: int
    decision: str


@dataclass
class Preview:
    """All that the page of a draft shows. Its queries do not grow with the rows."""

    draft: Draft
    plan: Plan | None = None
    known: dict[str, Organisation] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft) -> "Preview":
        """The draft with the names it uses looked up, and the plan that it amends."""
        known = people.organisations_by_name(list(rows.executor_names(draft.document)))
        plan = queries.whole_plan(draft.plan_id) if draft.plan_id else None
        return cls(draft, plan, known)

    @cached_property
    def year(self) -> Year:
        return Year(self.draft.year, self.draft.year_kind == YearKind.SCHOOL)

    @property
    def is_year_of_title(self) -> bool:
        """Whether the title says the year: then it went before the one that was typed."""
        return year_of(self.draft.document, 0, "")[0] == self.draft.year

    @cached_property
    def rows(self) -> list[RowShown]:
        """Every row of the document in its order."""
        found: list[RowShown] = []
        for section in self.draft.document["sections"]:
            heading = ". ".join(filter(None, (section["number"], section["title"])))
            for item in section["items"]:
                found.append(self._row(len(found), heading, item))
                heading = ""
        return found

    def row(self, place: int) -> RowShown | None:
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def _row(self, place: int, heading: str, item: dict[str, Any]) -> RowShown:
        return RowShown(
            id=place,
            heading=heading,
            number=item["number"],
            title=item["title"],
            result=item["result"] or "",
            executors=self._chips(item["executors"]),
            deadline=deadline_shown(item["deadline"] or rows.NO_DEADLINE, self.year),
            subitems=tuple(self._subitem(each, item["number"]) for each in item["subitems"]),
            seen=rows.mark_of(item),
        )

    def _subitem(self, given: dict[str, Any], parent: str) -> SubitemShown:
        inherited = given.get("inherited", ())
        names = given.get("executors") if "executors" not in inherited else None
        deadline = given.get("deadline") if "deadline" not in inherited else None
        return SubitemShown(
            number=given["number"],
            text=given["text"],
            executors=self._chips(names or ()),
            deadline=deadline_shown(deadline, self.year) if deadline else None,
            inherits=_inherited_words(inherited, parent),
        )

    def _chips(self, executors: Any) -> tuple[Chip, ...]:
        return tuple(self._chip(each) for each in executors)

    def _chip(self, given: Any) -> Chip:
        name, remark = (given, "") if isinstance(given, str) else (given["name"], given["remark"])
        organisation = self.known.get(folded(name))
        decision = self.draft.executors.get(folded(name), {})
        return Chip(
            text=name,
            organisation=organisation.short_name if organisation else "",
            remark=remark,
            is_known=organisation is not None or bool(decision),
        )

    @cached_property
    def warnings(self) -> Warnings:
        return warnings_of(self.draft.document)

    @cached_property
    def subitem_count(self) -> int:
        return sum(len(row.subitems) for row in self.rows)

    @cached_property
    def doubt_count(self) -> int:
        return sum(row.is_doubtful for row in self.rows)

    @cached_property
    def unknown(self) -> list[Unknown]:
        """Names that are no organisation, the most frequent first."""
        names = {folded(name): name for name in rows.executor_names(self.draft.document)}
        counts = Counter(folded(name) for name in rows.executor_names(self.draft.document))
        return [
            Unknown(key, names[key], count, decision_words(self.draft.executors.get(key, {})))
            for key, count in counts.most_common()
            if key not in self.known
        ]

    @cached_property
    def undecided_count(self) -> int:
        return sum(not unknown.decision for unknown in self.unknown)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Whom a new name may mean: everybody but the schools of other districts."""
        own = self.draft.organisation.path
        return [
            organisation
            for organisation in people.all_organisations()
            if organisation.kind != OrganisationKind.SCHOOL or organisation.path.startswith(own)
        ]

    @cached_property
    def differences(self) -> list[Change]:
        """What became of every row of the plan that the draft amends."""
        return differences(self.plan, self.draft.document) if self.plan else []

    @cached_property
    def changes(self) -> list[Change]:
        return [change for change in self.differences if change.kind is not Kind.UNCHANGED]

    @property
    def is_edition(self) -> bool:
        return self.plan is not None

    @property
    def mark(self) -> str:
        return mark_of_draft(self.draft)


def _inherited_words(inherited: Any, parent: str) -> str:
    """What a sub-item has from its item: «исполнители и срок — как у 5»."""
    if not inherited:
        return ""
    if set(inherited) == {"executors"}:
        return _("executors as in %(number)s", number=parent)
    if set(inherited) == {"deadline"}:
        return _("deadline as in %(number)s", number=parent)
    return _("executors and deadline as in %(number)s", number=parent)


def decision_words(decision: dict[str, Any]) -> str:
    """A decision about a name as the form sends it: group, new:school, id:7; empty for none."""
    if decision.get("group"):
        return "group"
    if kind := decision.get("new"):
        return f"new:{kind}"
    return f"id:{decision['organisation_id']}" if decision.get("organisation_id") else ""


def decision_of(words: str, allowed_ids: set[int]) -> dict[str, Any] | None:
    """What the form's words decide; None for words that no form of ours sends."""
    name, _sign, value = words.partition(":")
    if name == "group":
        return {"group": True}
    if name == "new" and value in set(OrganisationKind):
        return {"new": value}
    if name == "id" and value.isdecimal() and int(value) in allowed_ids:
        return {"organisation_id": int(value)}
    return {} if not words else None

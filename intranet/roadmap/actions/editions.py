"""A later edition of a plan: what differs, and taking over what was confirmed of it."""

from collections.abc import Collection, Sequence
from copy import deepcopy
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from ...core.actions import Conflict, Refusal
from ...core.db import db
from ...core.events import Actor, emit
from ...lib.plan_changes import Change, Kind
from ...people.models import Organisation, folded
from .. import events
from ..models import OPEN_STAGES, Board, Card, Check, Column, Draft, Item, Plan, Section, Subitem
from ..queries import plans
from . import rows
from .differences import differences
from .following import Was, follow


def is_unchanged(plan: Plan, document: dict[str, Any]) -> bool:
    """Whether `document` brings nothing new to `plan`.

    The very text that came into force last brings nothing, even where a person corrected
    the reading of it since.
    """
    last = plans.last_edition(plan.id)
    taken_whole = last is not None and last.document.get("is_whole")
    if last is not None and taken_whole and last.document["source"] == rows.mark_of(document):
        return True
    return all(change.kind is Kind.UNCHANGED for change in differences(plan, document))


def board_in_force(
    document: dict[str, Any], organisation: Organisation, *, plan: Plan | None, year: int
) -> Board | None:
    """The board of `year` when `document` brings nothing to it, not even the year."""
    plan = plan or plans.plan_titled(organisation.id, document["title"])
    board = plans.board_of_year(plan, year) if plan else None
    whole = plans.whole_plan(plan.id) if plan and board else None
    return board if whole and is_unchanged(whole, document) else None


def with_agreed_readings(document: dict[str, Any], plan: Plan) -> dict[str, Any]:
    """`document` with the meanings that people have agreed to where a deadline is the same."""
    document = deepcopy(document)
    given = [item for section in document["sections"] for item in section["items"]]
    in_force = {item.id: item for item in plan.items}
    for change in differences(plan, document):
        if not (change.before and change.after):
            continue
        item, row = in_force[change.before.key], given[change.after.key]
        if row["deadline"] and row["deadline"]["phrase"] == item.deadline:
            row["deadline"] = item.reading
        own = {(s.number, s.deadline): s.reading for s in item.subitems if s.deadline}
        for each in row["subitems"]:
            phrase = (each.get("deadline") or {}).get("phrase", "")
            if reading := own.get((each["number"], phrase)):
                each["deadline"] = reading
    return document


def amend(
    plan: Plan,
    draft: Draft,
    keys: Collection[str] | None,
    known: dict[str, Organisation],
    *,
    by: Actor | None,
) -> bool:
    """Take over the differences called `keys`, or all; the boards since the draft's year follow.

    True when nothing of the edition was left out. Refuses when nothing was ticked, Conflict
    when the plan has changed so that a ticked difference is no more.
    """
    every = differences(plan, draft.document)
    real = [change for change in every if change.kind is not Kind.UNCHANGED]
    wanted = real if keys is None else [change for change in real if change.key in keys]
    if keys is not None and set(keys) - {change.key for change in real}:
        raise Conflict(_l("The plan was changed meanwhile. Look at the differences again."))
    if not real:
        return True
    if not wanted:
        raise Refusal(_l("Tick at least one difference, or leave the plan as it is."))
    edition = _Edition(plan, draft, known)
    was = {item.id: Was.of(item) for item in plan.items}
    for change in wanted:
        edition.take(change)
    edition.arrange(every)
    db.session.flush()
    follow(plan, since=draft.year, was=was)
    emit(events.PlanAmended(subject=plan, actor=by, changes=[said(change) for change in wanted]))
    return len(wanted) == len(real)


def said(change: Change) -> str:
    """One difference in the words of the document: «7: Ежегодно → Раз в полугодие»."""
    row = change.after or change.before
    assert row is not None
    name = " ".join(filter(None, (row.cells["number"], row.cells["title"][:120])))
    if change.kind is not Kind.CHANGED:
        return f"{'+' if change.kind is Kind.ADDED else '−'} {name}"
    cells = "; ".join(f"{c.before[:120]} → {c.after[:120]}" for c in change.cells)
    return f"{name}: {cells}"


class _Edition:
    """The rows of an edition on their way into the plan."""

    def __init__(self, plan: Plan, draft: Draft, known: dict[str, Organisation]) -> None:
        self.plan, self.year, self.known = plan, draft.year, known
        self.given: Sequence[tuple[dict[str, Any], dict[str, Any]]] = [
            (section, item) for section in draft.document["sections"] for item in section["items"]
        ]
        self.items = {item.id: item for item in plan.items}
        #: Place in the document → the row of the plan that it is now.
        self.taken: dict[int, Item] = {}

    def take(self, change: Change) -> None:
        if change.after is None:
            assert change.before is not None
            self.items[change.before.key].is_excluded = True
            return
        section, given = self.given[change.after.key]
        if change.before is None:
            item = self._revived(given) or self._added(section, given)
            cells = {"section", "number", "title", "subitems", "executors", "deadline", "result"}
        else:
            item = self.items[change.before.key]
            cells = {cell.name for cell in change.cells}
        self.taken[change.after.key] = item
        self._write(item, section, given, cells)

    def _added(self, section: dict[str, Any], given: dict[str, Any]) -> Item:
        item = rows.item_of(given, self._section(section), len(self.plan.items), self.known)
        self.plan.items.append(item)
        return item

    def _revived(self, given: dict[str, Any]) -> Item | None:
        """The same row that an earlier edition had taken out."""
        for item in self.plan.items:
            is_same = (item.number, folded(item.title)) == (given["number"], folded(given["title"]))
            if item.is_excluded and is_same:
                item.is_excluded = False
                return item
        return None

    def _write(
        self, item: Item, section: dict[str, Any], given: dict[str, Any], cells: set[str]
    ) -> None:
        if "section" in cells:
            item.section = self._section(section)
        for name in {"number", "title", "result"} & cells:
            setattr(item, name, given[name] or "")
        if {"deadline", "reading"} & cells:
            rows.write_deadline(item, given)
        if "subitems" in cells:
            with db.session.no_autoflush:
                self._let_go_of(rows.write_subitems(item, given))
        if {"executors", "subitems"} & cells:
            rows.write_executors(item, given, self.known)

    def _section(self, given: dict[str, Any]) -> Section | None:
        if not (given["title"] or given["number"]):
            return None
        for section in self.plan.sections:
            if (section.number, folded(section.title)) == (given["number"], folded(given["title"])):
                return section
        section = Section(
            number=given["number"], title=given["title"], position=len(self.plan.sections)
        )
        self.plan.sections.append(section)
        return section

    def _let_go_of(self, subitems: list[Subitem]) -> None:
        """Points of the checklists that came from `subitems`: done ones stay as they are."""
        ids = [subitem.id for subitem in subitems]
        if not ids:
            return
        idle = (
            select(Check.id)
            .join(Card, Card.id == Check.card_id)
            .join(Board, Board.id == Card.board_id)
            .join(Column, Column.id == Card.column_id)
            .where(
                Check.subitem_id.in_(ids),
                ~Check.is_done,
                Board.year >= self.year,
                Column.stage.in_(OPEN_STAGES),
            )
        )
        still = {"synchronize_session": False}
        db.session.execute(delete(Check).where(Check.id.in_(idle)), execution_options=still)
        freed = update(Check).where(Check.subitem_id.in_(ids)).values(subitem_id=None)
        db.session.execute(freed, execution_options=still)

    def arrange(self, every: list[Change]) -> None:
        """Put the rows into the order of the edition; the others stay behind their neighbours."""
        order: list[Item] = []
        for change in every:
            if change.before:
                order.append(self.items[change.before.key])
            elif change.after and change.after.key in self.taken:
                order.append(self.taken[change.after.key])
        placed = {id(item) for item in order}
        order += [item for item in self.plan.items if id(item) not in placed]
        for position, item in enumerate(order):
            item.position = position

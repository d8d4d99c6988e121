"""Confirming a draft: it becomes a plan, or amends the one it is an edition of."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Conflict, Refusal, action
from ...core.db import db
from ...core.events import Actor, emit
from ...people import actions as people_actions
from ...people import queries as people
from ...people.models import Organisation, folded
from .. import events
from ..models import Board, Draft, Plan, Section
from ..queries import plans
from . import editions
from .drafts import STALE, mark_of_draft
from .rows import executor_names, item_of
from .years import open_year


@action
def confirm(
    draft: Draft, *, changes: Collection[str] | None = None, seen: str = "", by: Actor | None
) -> Board:
    """Bring `draft` into force and open its year; a second time changes nothing.

    changes: of an edition, the keys of the differences to take over; None takes all.
    seen: the mark of the draft as it was shown; Conflict when it is another by now.
    """
    plans.lock_draft(draft)
    plan = plans.lock_plan(draft.plan_id) if draft.plan_id else None
    if draft.is_confirmed and plan is not None:
        return open_year(plan, year=draft.year, by=by)
    if seen and seen != mark_of_draft(draft):
        raise Conflict(STALE)
    known = _executors(draft, by=by)
    if plan is None:
        plan = _new_plan(draft, known)
        draft.plan_id = plan.id
        _confirmed(draft, is_whole=True)
        emit(events.PlanImported(subject=plan, actor=by, item_count=len(plan.items)))
    else:
        is_whole = editions.amend(plan, draft, changes, known, by=by)
        _confirmed(draft, is_whole=is_whole)
    return open_year(plan, year=draft.year, by=by)


def _confirmed(draft: Draft, *, is_whole: bool) -> None:
    draft.is_confirmed = True
    draft.document = draft.document | {"is_whole": is_whole}


def _executors(draft: Draft, *, by: Actor | None) -> dict[str, Organisation]:
    """The organisations behind the names of the document, by folded name.

    What was decided about unknown names is done now: organisations are founded below the
    plan's own, and other names of known ones are learnt.
    """
    names = {folded(name): name for name in executor_names(draft.document)}
    known = people.organisations_by_name(list(names.values()))
    for key, name in names.items():
        decision = draft.executors.get(key, {})
        if key in known:
            continue
        if kind := decision.get("new"):
            known[key] = people_actions.add_organisation(
                kind=kind, name=name, parent=draft.organisation, by=by
            )
        elif organisation_id := decision.get("organisation_id"):
            organisation = people.organisation(organisation_id)
            if organisation is None:
                raise Refusal(_l("The organisation meant by “%(name)s” is gone.", name=name))
            people_actions.learn_alias(organisation, text=name, by=by)
            known[key] = organisation
    return known


def _new_plan(draft: Draft, known: dict[str, Organisation]) -> Plan:
    if not draft.items:
        raise Refusal(_l("There is no item in this document."))
    plan = Plan(
        organisation=draft.organisation,
        title=draft.document["title"],
        year_kind=draft.year_kind,
        made_at=clock.now(),
        sections=[],
        items=[],
        boards=[],
    )
    db.session.add(plan)
    for place, given in enumerate(draft.document["sections"]):
        section = None
        if given["title"] or given["number"]:
            section = Section(number=given["number"], title=given["title"], position=place)
            plan.sections.append(section)
        for item in given["items"]:
            plan.items.append(item_of(item, section, len(plan.items), known))
    db.session.flush()
    return plan

"""A plan in force: its document as a table, its years, what its deadlines mean."""

from dataclasses import dataclass
from functools import cached_property

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from ...core import clock
from ...core.actions import Refusal
from ...core.web import allow, found, go, page
from ...people.session import viewer
from .. import policy
from ..actions import plans as actions
from ..actions.years import open_year
from ..forms import ReadingForm, YearForm, YearKindForm
from ..models import Item, Plan, Subitem
from ..queries import boards, plans
from . import bp
from .readings import DeadlineShown, Year, deadline_shown


@dataclass
class PlanShown:
    """A plan as its page shows it: rows in force, rows taken out, readings for one year."""

    plan: Plan
    year: Year
    may_control: bool

    @cached_property
    def items(self) -> list[Item]:
        return [item for item in self.plan.items if not item.is_excluded]

    @cached_property
    def excluded(self) -> list[Item]:
        return [item for item in self.plan.items if item.is_excluded]

    @cached_property
    def doubt_count(self) -> int:
        return sum(item.reading["needs_confirmation"] for item in self.items)

    def deadline(self, row: Item | Subitem) -> DeadlineShown | None:
        return deadline_shown(row.reading, self.year) if row.reading else None

    @property
    def next_year(self) -> int:
        """The year one would open next."""
        years = [board.year for board in self.plan.boards]
        return max(years) + 1 if years else self.year.number


@bp.get("/plans/<int:plan_id>")
def plan(plan_id: int) -> Response:
    """The document, as it is in force. `?year=` says for which year deadlines are shown."""
    shown = _shown(plan_id)
    form = YearKindForm(year_kind=shown.plan.year_kind)
    year_form = YearForm(year=shown.next_year)
    return page("roadmap/plan.html", shown=shown, form=form, year_form=year_form)


@bp.post("/plans/<int:plan_id>/years")
def plan_years(plan_id: int) -> Response:
    """Open a year: its cards are made once, however often this is sent."""
    plan, form = _controlled(plan_id), YearForm()
    if not form.validate():
        raise Refusal(_("The year must be between 2000 and 2100."))
    board = open_year(plan, year=form.year.data, by=viewer())
    return go(url_for(".board", board_id=board.id), _("The year is open. This is its board."))


@bp.post("/plans/<int:plan_id>/year-kind")
def plan_year_kind(plan_id: int) -> Response:
    """Calendar or school years; open boards follow."""
    plan, form = _controlled(plan_id), YearKindForm()
    if not form.validate():
        raise Refusal(_("Choose a calendar year or a school year."))
    actions.set_year_kind(plan, year_kind=form.year_kind.data, by=viewer())
    return go(url_for(".plan", plan_id=plan_id), _("Saved. The boards follow."))


@bp.route("/plans/<int:plan_id>/items/<int:item_id>/reading", methods=["GET", "POST"])
def plan_reading(plan_id: int, item_id: int) -> Response:
    """What the deadline of one row means: choose, or say it in other words."""
    shown = _shown(plan_id)
    allow(shown.may_control)
    item = found(next((item for item in shown.plan.items if item.id == item_id), None))
    deadline = found(shown.deadline(item))
    form = _reading_form(deadline)
    if form.validate_on_submit():
        try:
            actions.reread(
                shown.plan,
                item_id,
                choice=form.choice.data or "",
                words=form.words.data or "",
                by=viewer(),
            )
            return go(
                url_for(".plan", plan_id=plan_id, _anchor=f"roadmap_item-{item_id}"),
                _("Saved. The boards follow."),
            )
        except Refusal as refusal:
            form.refuse(refusal, "words")
    return page(
        "roadmap/plan_reading.html",
        fragment="roadmap/_plan_reading_form.html",
        form=form,
        shown=shown,
        item=item,
        deadline=deadline,
        status=422 if form.is_submitted() else 200,
    )


def _reading_form(deadline: DeadlineShown) -> ReadingForm:
    chosen = next((choice.key for choice in deadline.choices if choice.is_chosen), None)
    form = ReadingForm(choice=chosen, words=deadline.said)
    form.choice.choices = [
        SelectChoice(choice.key, f"{choice.name} — {choice.words}") for choice in deadline.choices
    ]
    return form


def _shown(plan_id: int) -> PlanShown:
    """The plan of the address, if the viewer may see it; else a missing page."""
    me, plan = viewer(), found(plans.whole_plan(plan_id))
    is_own = me.is_administrator or me.sees(plan.organisation.path)
    is_named = not is_own and boards.is_named(plan.id, me)
    found(plan if policy.may_see(me, plan, is_named=is_named) else None)
    allow(True)
    years = [board.year for board in plan.boards]
    this = clock.today(plan.organisation.time_zone).year
    usual = this if this in years or not years else years[-1]
    asked = request.args.get("year", usual, type=int)
    number = asked if asked in years else usual
    return PlanShown(plan, Year(number, plan.is_school_year), policy.may_control(me, plan))


def _controlled(plan_id: int) -> Plan:
    """A plan that the viewer controls; one that the viewer may not see is a missing page."""
    shown = _shown(plan_id)
    allow(shown.may_control)
    return shown.plan

"""What the controller decides about a plan in force: what a deadline means, which year."""

from flask_babel import lazy_gettext as _l

from ...core import clock
from ...core.actions import Refusal, action
from ...core.events import Actor, emit
from ...lib import deadline_choices
from ...lib.deadlines import Kind, Reading
from .. import events
from ..models import Plan
from ..queries import plans
from .differences import reading_mark
from .following import Was, follow


@action
def reread(
    plan: Plan, item_id: int, *, choice: str = "", words: str = "", by: Actor | None
) -> None:
    """Say what the deadline of an item means; the phrase stays as the document has it.

    choice: the key of an offered meaning; words: the same deadline said so that it is
    understood, it goes before `choice`. The boards of this year and later follow. Refuses a
    meaning that is not offered, and words that nobody understands either.
    """
    whole = plans.lock_plan(plan.id)
    item = next((i for i in whole.items if i.id == item_id), None) if whole else None
    if whole is None or item is None:
        raise Refusal(_l("This row is no longer in the plan."))
    reading = _reading(item.deadline, choice, words, year=_since(whole))
    if reading.as_json() == item.reading:
        return
    was = {each.id: Was.of(each) for each in whole.items}
    item.reading = reading.as_json()
    follow(whole, since=_since(whole), was=was)
    said = f"{item.label}: {item.deadline} → {words.strip() or reading_mark(item.reading)}"
    emit(events.PlanAmended(subject=whole, actor=by, changes=[said]))


def _reading(phrase: str, choice: str, words: str, *, year: int) -> Reading:
    if words.strip():
        said = deadline_choices.worded(phrase, words.strip())
        if said.kind is Kind.UNKNOWN or said.needs_confirmation:
            raise Refusal(
                _l("These words were not wholly understood. Example: “до 15 мая 2026 г.”.")
            )
        return said
    reading = deadline_choices.chosen(phrase, choice, year=year)
    if reading is None:
        raise Refusal(_l("Choose one of the meanings, or write the deadline in other words."))
    return reading


@action
def set_year_kind(plan: Plan, *, year_kind: str, by: Actor | None) -> None:
    """Say whether the plan lives by calendar or by school years; its boards follow."""
    whole = plans.lock_plan(plan.id)
    if whole is None or whole.year_kind == year_kind:
        return
    was = {each.id: Was.of(each) for each in whole.items}
    whole.year_kind = year_kind
    follow(whole, since=_since(whole), was=was)
    emit(events.PlanAmended(subject=whole, actor=by, changes=[f"year: {year_kind}"]))


def _since(plan: Plan) -> int:
    """The first year whose board still follows: this year, or the last one that was opened."""
    this = clock.today(plan.organisation.time_zone).year
    return min(this, max((board.year for board in plan.boards), default=this))

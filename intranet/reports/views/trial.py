"""A form tried out on an example: what was typed, what is reckoned, what does not add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import format_decimal
from flask_babel import gettext as _

from ...lib.indicators import (
    Absent,
    BadValue,
    Form,
    Outcome,
    Verdict,
    check,
    compute,
    read_value,
    unfilled,
)
from .form_words import titled, value_sentence


@dataclass
class Trial:
    """typed: as it was written; wrong: why it cannot stand there; both by the keys of cells."""

    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    computed: dict[str, str] = field(default_factory=dict)
    failed: list[tuple[Outcome, str]] = field(default_factory=list)
    held: int = 0
    waiting: int = 0
    lacking: int = 0
    is_made: bool = False


def trial_of(form: Form, given: Mapping[str, str] | None) -> Trial:
    """The form with what was typed into it; empty at first."""
    if given is None:
        return Trial()
    made, values = Trial(is_made=True), {}
    for cell in form.asked:
        made.typed[cell.key] = given.get(cell.key, "")
        try:
            values[cell.key] = read_value(cell.indicator, made.typed[cell.key])
        except BadValue as bad:
            made.wrong[cell.key] = value_sentence(bad)
    made.computed = {
        key: "—" if isinstance(figure, Absent) else format_decimal(figure)
        for key, figure in compute(form, values).items()
    }
    made.lacking = len(unfilled(form, values))
    for outcome in check(form, values):
        if outcome.verdict is Verdict.FAILS:
            made.failed.append((outcome, _side(form, outcome)))
        elif outcome.verdict is Verdict.HOLDS:
            made.held += 1
        else:
            made.waiting += 1
    return made


def _side(form: Form, outcome: Outcome) -> str:
    """«А = 12, а должно быть …»: the two sides of what does not hold, with their figures."""
    finding = outcome.finding
    said = titled(form, outcome.check.expression)
    if finding is None:
        return said
    sides = {"left": format_decimal(finding.left), "right": format_decimal(finding.right)}
    return _("%(rule)s: %(left)s and %(right)s", rule=said, **sides)

"""What is refused, in machine words with the facts for a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the document of a form.

    where:  the path in the document, such as "sections.0.indicators.2.min"; "" for the whole.
    code:   a machine word.
            Of shape: wrong_type, missing, unknown_key, too_long, too_many, out_of_range,
            unknown_kind, not_a_number, not_a_date, bad_code, reserved_code.
            Of sense: no_indicators, duplicate_code, limits_crossed, not_for_this_kind,
            no_choices, no_formula, unknown_code, unknown_column, column_needed, wrong_kind,
            last_in_formula, cycle, no_reference, star_outside, number_expected,
            truth_expected, decimals_expected, columns_not_used, divided_by_zero.
            Of an expression's letters: those of BadExpression.
    detail: facts for the sentence, such as {"name": "07", "at": 5}.
    """

    where: str
    code: str
    detail: dict[str, Any] = field(default_factory=dict)


class InvalidForm(Exception):  # noqa: N818 — a refusal, not a fault
    """A document that is no form: everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = tuple(problems)


class BadValue(Exception):  # noqa: N818 — a refusal, not a fault
    """What was typed cannot stand in the cell.

    code:   not_a_number, not_whole, too_many_digits, too_many_decimals, too_small, too_large,
            not_a_date, not_yes_or_no, too_long, not_a_choice, computed.
    detail: facts for the sentence: "least" or "most" as canonical text or a count.
    """

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail

"""What adds up in a report and what does not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from intranet.lib.indicators.figures import Figures, Seen, typed
from intranet.lib.indicators.language import (
    Absent,
    Call,
    Comparison,
    Pair,
    Tree,
    Value,
    evaluate,
    holds,
    parse,
    text_of,
)
from intranet.lib.indicators.model import Check, Form, Values
from intranet.lib.indicators.numbers import shown
from intranet.lib.indicators.scope import columns_of, keys_of, refs

CONTRARY = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}


class Verdict(StrEnum):
    """What a check says of a report."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Finding:
    """The comparison that decided: two sides, and what stands between them.

    left_part, right_part: as trees; left_text, right_text in normal form, "06 + 07 + 08 + 09".
    sign:        = ≠ < ≤ > ≥, or ± for `within`.
    left, right: their values, to six decimals; difference: left − right.
    percent:     for ± how much the left side may differ, in % of the right one.
    """

    left_part: Tree
    sign: str
    right_part: Tree
    left: Decimal
    right: Decimal
    difference: Decimal
    percent: Decimal | None = None

    @property
    def left_text(self) -> str:
        return text_of(self.left_part)

    @property
    def right_text(self) -> str:
        return text_of(self.right_part)

    @property
    def contrary(self) -> str:
        """The sign that is true when the comparison fails: «01 ≠ 06+07+08+09 (8174)»."""
        return CONTRARY.get(self.sign, self.sign)


@dataclass(frozen=True)
class Outcome:
    """What one check says of a report, in one column where it is checked in each.

    column:   the code of that column, else "".
    cells:    keys of the cells of this report that the check names, in its order;
    previous: keys of the cells of the period before.
    asked:    keys of the cells people fill in that stand behind `cells`: themselves, and for a
              computed one those of its formula; missing: the empty ones among them.
    missing_previous: those of `previous` without a value.
    reason:   why there is no verdict.
    finding:  the sides, where a comparison decided.
    """

    check: Check
    column: str
    verdict: Verdict
    cells: tuple[str, ...]
    previous: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    missing_previous: tuple[str, ...] = ()
    reason: Absent | None = None
    finding: Finding | None = None

    @property
    def is_begun(self) -> bool:
        """Whether it waits for the rest: some of its cells are filled in, others empty."""
        waits = self.reason is Absent.EMPTY and not self.missing_previous
        return waits and 0 < len(self.missing) < len(self.asked)


def check(form: Form, values: Values, previous: Values | None = None) -> list[Outcome]:
    """What every check of `form` says of `values`, in their order, column by column.

    previous: the values of the period before, carried over to this form (`carry_over`); None
              when there is none.

    An empty cell is never taken for zero: a check that needs it is not applicable, and `missing`
    says which cells it waits for. So no verdict is wrong because somebody has not come so far,
    and none is good because a figure was left out. Before a report is handed in, a hard check
    that `is_begun` asks for these cells («впишите 0, если таких нет»).
    """
    now = Figures(form, typed(values))
    before = None if previous is None else Figures(form, typed(previous))
    return [
        _outcome(each, Seen(now, before, column))
        for each in form.checks
        for column in columns_of(form, each)
    ]


def _outcome(each: Check, seen: Seen) -> Outcome:
    tree = parse(each.expression)
    value = evaluate(tree, seen)
    cells = _named(each, seen, is_last=False)
    previous = _named(each, seen, is_last=True)
    asked = dict.fromkeys(key for cell in cells for key in seen.now.asked_for(cell))
    return Outcome(
        check=each,
        column=seen.column,
        verdict=_verdict(value),
        cells=cells,
        previous=previous,
        asked=tuple(asked),
        missing=tuple(key for key in asked if not _is_there(seen.now, key)),
        missing_previous=tuple(key for key in previous if not _is_there(seen.before, key)),
        reason=value if isinstance(value, Absent) else None,
        finding=next(_findings(tree, seen, value), None) if isinstance(value, bool) else None,
    )


def _is_there(figures: Figures | None, key: str) -> bool:
    return figures is not None and not isinstance(figures.value(key), Absent)


def _verdict(value: Value) -> Verdict:
    if isinstance(value, Absent):
        return Verdict.NOT_APPLICABLE
    return Verdict.HOLDS if value else Verdict.FAILS


def _named(each: Check, seen: Seen, *, is_last: bool) -> tuple[str, ...]:
    """The keys of the cells that a check names, each once."""
    named = (
        keys_of(seen.now.form, ref, seen.column)
        for ref in refs(each.expression)
        if ref.is_last is is_last
    )
    return tuple(dict.fromkeys(key for keys in named for key in keys))


def _findings(tree: Tree, seen: Seen, wanted: bool) -> Iterator[Finding]:
    """The comparisons inside `tree` that make it what it is, the first one first."""
    match tree:
        case Comparison(parts, signs):
            values = [evaluate(part, seen) for part in parts]
            for n, sign in enumerate(signs):
                if holds(sign, values[n], values[n + 1]) is wanted:
                    yield from _sides(parts[n : n + 2], sign, values[n : n + 2])
        case Call("within", parts):
            if evaluate(tree, seen) is wanted:
                yield from _sides(parts, "±", [evaluate(part, seen) for part in parts])
        case Pair("and" | "or", left, right):
            for part in (left, right):
                if evaluate(part, seen) is wanted:
                    yield from _findings(part, seen, wanted)
        case Call("if", (condition, then, otherwise)):
            yield from _findings(then if evaluate(condition, seen) else otherwise, seen, wanted)


def _sides(parts: Sequence[Tree], sign: str, values: Sequence[Value]) -> Iterator[Finding]:
    figures = [value for value in values if not isinstance(value, Absent)]
    if len(figures) == len(values):
        left, right = figures[:2]
        yield Finding(
            left_part=parts[0],
            sign=sign,
            right_part=parts[1],
            left=shown(left),
            right=shown(right),
            difference=shown(left - right),
            percent=shown(figures[2]) if sign == "±" else None,
        )

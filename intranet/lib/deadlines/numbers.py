"""Numbers in a term: figures, Roman figures and ordinals, alone and in lists."""

from dataclasses import replace

from .model import Doubt
from .points import Point, Span, whole
from .scan import Scan
from .tokens import Token

Run = list[tuple[int, str]]  # each number with the sign that stands before it
MANY = 12  # numbers read in one list


def is_year(token: Token) -> bool:
    return token.name == "number" and len(token.text) == 4 and 1900 <= int(token.value) <= 2100


def number_at(scan: Scan, ahead: int = 0) -> int | None:
    """The number a figure, Roman figure, ordinal or count stands for; None if it is none."""
    token = scan.at(ahead)
    if token.name in ("number", "ordinal", "count"):
        return int(token.value)
    return token.roman or None


def number_run(scan: Scan) -> Run:
    """«1, 3-5 и 7» as numbers with the sign before each; moves past them.

    Years are not mixed with other numbers: «2025, 1 квартал» stops after the year.
    """
    run: Run = []
    sign = ""
    years = is_year(scan.at())
    while len(run) < MANY and (number := number_at(scan)) is not None:
        run.append((number, sign))
        scan.i += 1
        step = 2 if scan.is_("comma", "и") else 1
        if scan.at().name not in ("comma", "и", "dash", "slash", "или"):
            break
        if number_at(scan, step) is None or is_year(scan.at(step)) != years:
            break
        sign = scan.at().name
        if sign == "или":
            scan.facts.doubt(Doubt.ALTERNATIVE)
        scan.i += step
    return run


def spans_of(run: Run, unit: str, *, month: int = 0, school: bool = False) -> list[Span]:
    """The points of a run: a list is several spans, a dash joins two numbers into one."""
    model = Point(unit, month=month, school=school)
    spans: list[Span] = []
    for number, sign in run:
        point = replace(model, number=number)
        if sign == "dash" and spans:
            spans[-1] = Span(spans[-1].first, point)
        else:
            spans.append(whole(point))
    return spans

"""The language of indicators: whatever is typed is read or refused; verdicts are right."""

import contextlib
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.lib.indicators import (
    BadExpression,
    Form,
    InvalidForm,
    Verdict,
    check,
    parse,
    read_form,
    text_of,
)
from intranet.lib.indicators.language import (
    Call,
    Comparison,
    Negation,
    Not,
    Number,
    Pair,
    Ref,
    Tree,
)
from intranet.lib.indicators.language.words import ARGUMENTS
from tests.support.indicator_forms import flat

#: The machine may be busy: what must end soon is bounded by the limits of the language.
UNHURRIED = settings(deadline=None)
WORDS = (
    "01 06 0 0,5 0.5 100 1,5 users last было . .* .end + - − * / ( ) ( ) , ; = ≠ != < ≤ <= > ≥ >= "
    "and или not не sum( сумма( min( if( если( within( round( abs( 01.end last.01.end записей"
)
PIECES = WORDS.split()
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)

codes = st.sampled_from(["01", "06", "0a", "users", "читатели", "x_1"])
numbers = st.decimals(0, 10**6, places=3).map(lambda number: Number(abs(number)))
leaves = numbers | st.builds(Ref, codes, st.sampled_from(["", "end", "received"]), st.booleans())


def branches(part: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def call(name: str) -> st.SearchStrategy[Tree]:
        least, most = ARGUMENTS[name]
        arguments = st.lists(part | st.builds(Ref, codes, st.just("*")), min_size=least,
                             max_size=min(most, 3))  # fmt: skip
        return st.builds(Call, st.just(name), arguments.map(tuple))

    def chain(signs: str) -> st.SearchStrategy[Tree]:
        return st.integers(1, 2 if signs != "≠" else 1).flatmap(
            lambda n: st.builds(
                Comparison,
                st.tuples(*[part] * (n + 1)),
                st.tuples(*[st.sampled_from(signs)] * n),
            )
        )

    return st.one_of(
        st.builds(Pair, st.sampled_from(["+", "-", "*", "/", "and", "or"]), part, part),
        st.builds(Negation, part),
        st.builds(Not, part),
        st.sampled_from(["=", "≠", "<≤", ">≥"]).flatmap(chain),
        st.sampled_from(sorted(ARGUMENTS)).flatmap(call),
    )


trees = st.recursive(leaves, branches, max_leaves=12)


@UNHURRIED
@given(trees)
def test_what_is_printed_is_parsed_to_the_same_tree(tree: Tree):
    text = text_of(tree)
    if len(text) <= 500:
        assert parse(text) == tree


@UNHURRIED
@given(texts)
def test_any_text_is_parsed_or_refused_at_a_place(text: str):
    try:
        tree = parse(text)
    except BadExpression as refusal:
        assert 0 <= int(refusal.detail["at"]) <= max(len(text), 500)
        return
    normal = text_of(tree)
    assert len(normal) > 500 or (parse(normal), text_of(parse(normal))) == (tree, normal)


@pytest.mark.parametrize("piece", ["(", "-", "not ", "sum(", "01+", "01=", "if(a;", ".", "1,", "("])
def test_five_hundred_letters_of_anything_end_soon(piece: str):
    for text in (piece * 600, (piece * 500)[:500]):
        with contextlib.suppress(BadExpression):
            text_of(parse(text))


@UNHURRIED
@given(texts, texts)
def test_any_expression_in_a_form_is_taken_or_refused(formula: str, rule: str):
    try:
        made = flat("01", "06", "users", ratio=formula, checks=[rule])
    except InvalidForm as refusal:
        assert refusal.problems
        return
    check(made, {"01": "1", "06": "0"}, {"01": "2"})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part),
    max_leaves=8,
)


@UNHURRIED
@given(st.data())
def test_a_document_spoilt_anywhere_is_read_or_refused(data: st.DataObject):
    document: Any = {
        "title": "Отчёт",
        "sections": [
            {"code": "s", "title": "Фонд", "columns": [{"code": "end", "title": "Состоит"}],
             "indicators": [{"code": "01", "title": "Фонд", "kind": "integer", "min": 0},
                            {"code": "k", "title": "К", "kind": "choice",
                             "choices": [{"code": "a", "title": "А"}]}]},
        ],
        "checks": [{"code": "c", "title": "Т", "expression": "01 > 0", "columns": ["end"]}],
    }  # fmt: skip
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(json_values)

    try:
        made = read_form(document)
    except InvalidForm as refusal:
        assert all(problem.code for problem in refusal.problems)
        return
    check(made, {"01.end": "1"})


# Verdicts against a reckoning of their own: another walker, over triples of (text, value).

figures = {code: st.none() | st.integers(-20, 20) for code in ("a", "b", "c", "d")}
Reckoned = tuple[str, Any]  # the text, and its value: Fraction, bool or None


def leaf(values: dict[str, int | None]) -> st.SearchStrategy[Reckoned]:
    written = st.integers(0, 9).map(lambda n: (str(n), Fraction(n)))
    named = st.sampled_from(sorted(values)).map(
        lambda code: (code, None if values[code] is None else Fraction(values[code]))
    )
    return written | named


def arithmetic(part: st.SearchStrategy[Reckoned]) -> st.SearchStrategy[Reckoned]:
    def made(sign: str, one: Reckoned, other: Reckoned) -> Reckoned:
        text, (_, left), (_, right) = f"({one[0]} {sign} {other[0]})", one, other
        if left is None or right is None or (sign == "/" and right == 0):
            return text, None
        operations = {"+": left + right, "-": left - right, "*": left * right}
        return text, operations[sign] if sign in operations else left / right

    return st.builds(made, st.sampled_from("+-*/"), part, part)


def compared(part: st.SearchStrategy[Reckoned]) -> st.SearchStrategy[Reckoned]:
    def made(sign: str, one: Reckoned, other: Reckoned) -> Reckoned:
        text, (_, left), (_, right) = f"({one[0]} {sign} {other[0]})", one, other
        if left is None or right is None:
            return text, None
        order = (left > right) - (left < right)
        return text, order in {"=": (0,), "≠": (-1, 1), "<": (-1,), "≤": (-1, 0), ">": (1,),
                               "≥": (0, 1)}[sign]  # fmt: skip

    return st.builds(made, st.sampled_from("=≠<≤>≥"), part, part)


def logic(part: st.SearchStrategy[Reckoned]) -> st.SearchStrategy[Reckoned]:
    def made(word: str, one: Reckoned, other: Reckoned) -> Reckoned:
        """By trying both truths for what is not known."""

        def worlds(value: Any) -> set[bool]:
            return {True, False} if value is None else {value}

        pick = any if word == "or" else all
        ways = {pick((x, y)) for x in worlds(one[1]) for y in worlds(other[1])}
        return f"({one[0]} {word} {other[0]})", ways.pop() if len(ways) == 1 else None

    def denied(one: Reckoned) -> Reckoned:
        return f"not {one[0]}", None if one[1] is None else not one[1]

    return st.builds(made, st.sampled_from(["and", "or"]), part, part) | part.map(denied)


@UNHURRIED
@given(st.fixed_dictionaries(figures), st.data())
def test_verdicts_agree_with_another_reckoning(values: dict[str, int | None], data: st.DataObject):
    numbers = st.recursive(leaf(values), arithmetic, max_leaves=5)
    rules = st.recursive(compared(numbers), logic, max_leaves=4)
    named = rules.filter(lambda each: re.search(r"\b[abcd]\b", each[0]) is not None)
    text, expected = data.draw(named)

    (outcome,) = check(form_of(text), {k: str(v) for k, v in values.items() if v is not None})

    verdicts = {True: Verdict.HOLDS, False: Verdict.FAILS, None: Verdict.NOT_APPLICABLE}
    assert outcome.verdict is verdicts[expected]
    finding = outcome.finding
    if finding and finding.sign == "=":
        assert (finding.difference == Decimal(0)) == (finding.left == finding.right)


def form_of(rule: str) -> Form:
    return flat("a", "b", "c", "d", checks=[rule])

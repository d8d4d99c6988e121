"""What the language of checks reads, how strongly its signs bind, where it says what is wrong."""

from decimal import Decimal

import pytest

from intranet.lib.indicators import BadExpression, parse, text_of
from intranet.lib.indicators.language import Call, Comparison, Number, Ref, refs_of


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("01=06+07+08+09", "01 = 06 + 07 + 08 + 09"),
        ("01 == 06", "01 = 06"),
        ("a−b–c-d", "a - b - c - d"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("a+b*c/d", "a + b * c / d"),
        ("(a+b)×c÷(d·e)", "(a + b) * c / (d * e)"),
        ("-a*-(b+c)", "-a * -(b + c)"),
        ("a<=b", "a ≤ b"),
        ("a ⩾ b", "a ≥ b"),
        ("a=>b", "a ≥ b"),
        ("a<>b", "a ≠ b"),
        ("a != b", "a ≠ b"),
        ("0<=04<01", "0 ≤ 04 < 01"),
        ("a = b = c", "a = b = c"),
        ("a=b and c=d or e=f", "a = b and c = d or e = f"),
        ("a=b and (c=d or e=f)", "a = b and (c = d or e = f)"),
        ("not (a = b) and c", "not a = b and c"),
        ("not (a and b)", "not (a and b)"),
        ("(a = b) = c", "(a = b) = c"),
        ("НЕ каталог ИЛИ записей > 0", "not каталог or записей > 0"),
        ("если(a > 0 и b > 0; a/b; 0)", "if(a > 0 and b > 0; a / b; 0)"),
        ("сумма(01.*)", "sum(01.*)"),
        ("sum(01, 02, 03)", "sum(01; 02; 03)"),
        ("макс(a; мин(b; c); модуль(d))", "max(a; min(b; c); abs(d))"),
        ("округл(a/b; 1)", "round(a / b; 1)"),
        ("within(01, last.01, 20)", "within(01; last.01; 20)"),
        ("В_пределах(01; было.01; 20)", "within(01; last.01; 20)"),
        ("last.01.end + 01.received − 01.gone = 01.end",
         "last.01.end + 01.received - 01.gone = 01.end"),
        ("\u00a001\u2009=\u202f06\n", "01 = 06"),
        ("a > 0,50", "a > 0.5"),
        ("within(a; b; 0,5)", "within(a; b; 0.5)"),
        ("min((1,5); a)", "min(1.5; a)"),
    ],
)  # fmt: skip
def test_what_people_type_has_one_normal_form(typed: str, normal: str):
    assert text_of(parse(typed)) == normal
    assert parse(normal) == parse(typed)


def test_what_begins_with_0_is_a_code_and_what_begins_with_1_a_figure():
    assert parse("01 = 100") == Comparison((Ref("01"), Number(Decimal(100))), ("=",))
    assert parse("0") == Number(Decimal(0))
    assert parse("0,5") == parse("0.5") == Number(Decimal("0.5"))
    assert parse("06") == Ref("06")


def test_references_know_their_column_their_period_and_their_place():
    tree = parse("last.01.end + sum(06.*)")

    assert list(refs_of(tree)) == [Ref("01", "end", is_last=True), Ref("06", "*")]
    assert [ref.at for ref in refs_of(tree)] == [0, 18]


def test_a_name_of_a_function_may_not_be_left_bare():
    assert isinstance(parse("sum(a)"), Call)
    with pytest.raises(BadExpression):
        parse("sum + 1")


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("", "empty", {"at": 0}),
        (" \n", "empty", {"at": 0}),
        ("01 = ", "expected", {"at": 5, "expected": "operand", "found": ""}),
        ("01 = 06 07", "expected", {"at": 8, "expected": "operator", "found": "07"}),
        ("8 175", "expected", {"at": 2, "expected": "operator", "found": "175"}),
        ("(01", "expected", {"at": 3, "expected": "close", "found": ""}),
        ("01)", "expected", {"at": 2, "expected": "operator", "found": ")"}),
        ("01.5", "expected", {"at": 3, "expected": "column", "found": "5"}),
        ("01.02", "expected", {"at": 3, "expected": "column", "found": "02"}),
        ("last", "expected", {"at": 4, "expected": "dot", "found": ""}),
        ("last.5", "expected", {"at": 5, "expected": "code", "found": "5"}),
        ("last.last.01", "expected", {"at": 5, "expected": "code", "found": "last"}),
        ("sum", "expected", {"at": 3, "expected": "open", "found": ""}),
        ("sum()", "expected", {"at": 4, "expected": "operand", "found": ")"}),
        ("sum(01 02)", "expected", {"at": 7, "expected": "separator", "found": "02"}),
        ("and 01", "expected", {"at": 0, "expected": "operand", "found": "and"}),
        ("+01", "expected", {"at": 0, "expected": "operand", "found": "+"}),
        ("01 = $", "bad_character", {"at": 5, "found": "$"}),
        ("01 = 5a", "bad_character", {"at": 5, "found": "5"}),
        ("__import__", "bad_character", {"at": 0, "found": "_"}),
        ("'a'", "bad_character", {"at": 0, "found": "'"}),
        ("a ≤ b ≥ c", "mixed_chain", {"at": 6, "found": "≥"}),
        ("a ≠ b ≠ c", "mixed_chain", {"at": 6, "found": "≠"}),
        ("min(1,5)", "ambiguous_comma", {"at": 4, "found": "1,5"}),
        ("within(a, b, 0,5)", "ambiguous_comma", {"at": 13, "found": "0,5"}),
        ("sum(a, b; c)", "mixed_separators", {"at": 8}),
        ("abs(a; b)", "wrong_count", {"at": 0, "name": "abs", "least": 1, "most": 1}),
        ("within(a; b)", "wrong_count", {"at": 0, "name": "within", "least": 3, "most": 3}),
        ("eval(a)", "unknown_function", {"at": 0, "found": "eval"}),
        ("1234567890123456", "too_many_digits", {"at": 0, "most": 15}),
        ("a" * 501, "too_long", {"at": 500, "most": 500}),
        ("(" * 31 + "a" + ")" * 31, "too_deep", {"at": 31, "most": 30}),
        ("-" * 31 + "a", "too_deep", {"at": 31, "most": 30}),
        ("not " * 31 + "a", "too_deep", {"at": 124, "most": 30}),
        ("+".join("a" * 101), "too_big", {"at": 201, "most": 200}),
    ],
)
def test_what_cannot_be_read_says_where_and_what_was_expected(text: str, code: str, detail: dict):
    with pytest.raises(BadExpression) as refusal:
        parse(text)

    assert (refusal.value.code, refusal.value.detail) == (code, detail)


def test_titles_may_stand_in_place_of_codes():
    titles = {"01": "«Фонд»", "06": "«Печатные»"}

    assert text_of(parse("01 >= 06"), lambda ref: titles[ref.code]) == "«Фонд» ≥ «Печатные»"

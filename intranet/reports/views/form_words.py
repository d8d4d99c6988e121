"""What is wrong with a form of indicators, in sentences; expressions with titles for codes."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _

from ...lib.indicators import BadValue, Form, Problem, parse, text_of
from ...lib.indicators.language import ALL, Ref
from ..forms.building import KIND_NAMES, PieceForm

Facts = dict[str, Any]
#: Signs of no language, which stand for titles while an expression is put into words.
_FIRST = 0xE000
_OF_SHAPE: dict[str, Callable[[Facts], str]] = {
    "wrong_type": lambda d: _("This cannot stand here."),
    "missing": lambda d: _("Fill this in."),
    "unknown_key": lambda d: _("The form has no such property."),
    "too_long": lambda d: _("At most %(most)s characters.", **d),
    "bad_character": lambda d: (
        _("It holds a character that cannot be shown.")
        if "at" not in d
        else _("Position %(at)s: the sign “%(found)s” means nothing here.", **d)
    ),
    "too_many": lambda d: _("At most %(most)s of them.", **d),
    "out_of_range": lambda d: _("From %(least)s to %(most)s.", **d),
    "unknown_kind": lambda d: _("There is no such kind of indicator."),
    "not_a_number": lambda d: _("This is not a number."),
    "too_many_digits": lambda d: _("At most %(most)s digits.", **d),
    "not_a_date": lambda d: _("This is not a day; write it as 06.04.2026."),
    "bad_code": lambda d: _(
        "“%(name)s” cannot be a code: letters, digits and “_”, a letter or 0 first.", **d
    ),
    "reserved_code": lambda d: _("“%(name)s” is a word of the language of checks.", **d),
}
_OF_SENSE: dict[str, Callable[[Facts], str]] = {
    "no_indicators": lambda d: _("The form asks for nothing yet."),
    "duplicate_code": lambda d: _("“%(name)s” is there already; each needs its own code.", **d),
    "limits_crossed": lambda d: _("The most is less than the least."),
    "not_for_this_kind": lambda d: _("This means nothing for an indicator of this kind."),
    "no_choices": lambda d: _("Write at least one answer."),
    "no_formula": lambda d: _("Write how it is computed."),
    "unknown_code": lambda d: _("Position %(at)s: there is no indicator “%(name)s”.", **d),
    "unknown_column": lambda d: (
        _("Position %(at)s: there is no column “%(name)s”.", **d)
        if "at" in d
        else _("There is no column “%(name)s”.", **d)
    ),
    "column_needed": lambda d: _(
        "Say the column of what stands in the section “%(section)s”, such as 01.end.", **d
    ),
    "wrong_kind": lambda d: _(
        "Position %(at)s: “%(name)s” is no number (it is: %(kind)s).",
        **(d | {"kind": KIND_NAMES.get(d.get("kind", ""), d.get("kind", ""))}),
    ),
    "last_in_formula": lambda d: _(
        "Position %(at)s: a formula cannot use the period before; a check can.", **d
    ),
    "cycle": lambda d: _(
        "It is computed from itself: %(way)s.", way=" → ".join(d.get("codes", ()))
    ),
    "no_reference": lambda d: _("It names no indicator."),
    "star_outside": lambda d: _("“%(part)s” means a whole row: put it into sum(…).", **d),
    "number_expected": lambda d: _("“%(part)s” must be a number.", **d),
    "truth_expected": lambda d: _("“%(part)s” must be a comparison, such as 01 = 06 + 07.", **d),
    "decimals_expected": lambda d: _("“%(part)s”: say how many decimals as a number 0–6.", **d),
    "divided_by_zero": lambda d: _("“%(part)s” divides by zero: nothing can come of it.", **d),
    "columns_not_used": lambda d: _("The check names whole cells: columns mean nothing for it."),
}
_OF_LETTERS: dict[str, Callable[[Facts], str]] = {
    "empty": lambda d: _("Fill this in."),
    "expected": lambda d: _expected(d),
    "too_deep": lambda d: _("Too many brackets inside one another."),
    "too_big": lambda d: _("This is too long to be checked; make two of it."),
    "mixed_chain": lambda d: _(
        "Position %(at)s: “%(found)s” cannot go on here; join comparisons by “and”.", **d
    ),
    "mixed_separators": lambda d: _("Position %(at)s: separate everything by “;”.", **d),
    "ambiguous_comma": lambda d: _(
        "Position %(at)s: is “%(found)s” one number? Separate by “;”.", **d
    ),
    "unknown_function": lambda d: _("Position %(at)s: there is no function “%(found)s”.", **d),
    "wrong_count": lambda d: _("“%(name)s” takes from %(least)s to %(most)s values.", **d),
}
SENTENCES = _OF_SHAPE | _OF_SENSE | _OF_LETTERS


def sentence(problem: Problem) -> str:
    """What is wrong, for people; places in expressions count from 1."""
    facts = dict(problem.detail)
    if "at" in facts:
        facts["at"] = int(facts["at"]) + 1
    say = SENTENCES.get(problem.code)
    return say(facts) if say else problem.code


def _expected(facts: Facts) -> str:
    """«Позиция 6: нужен знак, а стоит „07“»."""
    wanted = {
        "operand": _("a number, a code or a bracket"),
        "operator": _("a sign such as + or ="),
        "code": _("the code of an indicator"),
        "column": _("the code of a column"),
        "dot": _("a dot"),
        "open": _("an opening bracket"),
        "close": _("a closing bracket"),
        "separator": _("“;” or a closing bracket"),
    }.get(facts["expected"], facts["expected"])
    if not facts.get("found"):
        return _("Position %(at)s: it ends where %(wanted)s must come.", **facts, wanted=wanted)
    return _("Position %(at)s: %(wanted)s must come here, not “%(found)s”.", **facts, wanted=wanted)


def tell(form: PieceForm, problems: Iterable[Problem], path: str, document: Any) -> None:
    """Put each problem beside its field; what it breaks elsewhere beside the first of them."""
    for problem in problems:
        own = problem.where.startswith(f"{path}.")
        key = problem.where.removeprefix(f"{path}.").split(".")[0] if own else ""
        name = form.fields.get(key, "title" if own else _first(form))
        said = sentence(problem) if own else elsewhere(problem, document)
        form[name].errors = [*form[name].errors, said]


def _first(form: PieceForm) -> str:
    return next(name for name in ("columns", "code", "expression") if name in form)


def elsewhere(problem: Problem, document: Any) -> str:
    """A problem with the title of the piece in which it is: «Проверка „…“: …»."""
    here, title = document, ""
    for step in problem.where.split("."):
        try:
            here = here[int(step)] if step.isdigit() else here[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict):
            title = here.get("title", title)
    return _("“%(title)s”: %(problem)s", title=title, problem=sentence(problem))


def titled(form: Form, expression: str) -> str:
    """An expression with titles for codes: «Фонд, всего» = «печатные» + «электронные»."""
    named: list[str] = []

    def name(ref: Ref) -> str:
        named.append(_title(form, ref))
        return chr(_FIRST + len(named) - 1)

    words = {"and": _("and"), "or": _("or"), "not": _("not"), "if": _("if"), "sum": _("sum")}
    words |= {"min": _("least of"), "max": _("most of"), "abs": _("size of")}
    words |= {"round": _("rounded"), "within": _("within")}
    text = re.sub(
        "[a-z]+", lambda word: words.get(word[0], word[0]), text_of(parse(expression), name)
    )
    return "".join(named[ord(c) - _FIRST] if 0 <= ord(c) - _FIRST < len(named) else c for c in text)


def _title(form: Form, ref: Ref) -> str:
    row = form.indicator.get(ref.code)
    columns = {each.code: each.title for each in form.section_of[ref.code].columns} if row else {}
    column = _("each column") if ref.column == ALL else columns.get(ref.column, ref.column)
    title = row.title if row else ref.code
    where = f"{title}, {column}" if column else title
    return _("“%(what)s” before", what=where) if ref.is_last else _("“%(what)s”", what=where)


def value_sentence(bad: BadValue) -> str:
    """Why what was typed cannot stand in a cell."""
    words: dict[str, Callable[[Facts], str]] = {
        "not_whole": lambda d: _("A whole number is asked for."),
        "too_many_decimals": lambda d: _("At most %(most)s places after the comma.", **d),
        "too_small": lambda d: _("Not less than %(least)s.", **d),
        "too_large": lambda d: _("Not more than %(most)s.", **d),
        "not_yes_or_no": lambda d: _("Yes or no."),
        "not_a_choice": lambda d: _("Choose one of the answers."),
        "computed": lambda d: _("This is computed."),
    }
    say = words.get(bad.code) or SENTENCES[bad.code]
    return say(dict(bad.detail))

"""A form from its document: plain JSON, kept in one column of a table."""

from intranet.lib.indicators import sense
from intranet.lib.indicators.language import CODE, COLUMN, NAME
from intranet.lib.indicators.model import (
    Check,
    Choice,
    Column,
    Form,
    Indicator,
    Kind,
    Section,
    usual_decimals,
)
from intranet.lib.indicators.numbers import MOST_DECIMALS
from intranet.lib.indicators.problems import InvalidForm, Problem
from intranet.lib.indicators.shapes import Shape

MOST_SECTIONS, MOST_COLUMNS, MOST_INDICATORS, MOST_CHECKS, MOST_CHOICES = 40, 12, 200, 300, 50
LONGEST_TITLE, LONGEST_HINT, LONGEST_UNIT, LONGEST_EXPRESSION = 300, 2_000, 30, 2_000


def read_form(document: object) -> Form:
    """The form that a document describes; every word of it is checked.

    Raises InvalidForm with all problems of shape or, when the shape is right, all of sense.

    >>> row = {"code": "01", "title": "Фонд", "kind": "integer", "min": 0}
    >>> stock = {"code": "stock", "title": "Фонд", "indicators": [row]}
    >>> form = read_form({"title": "Отчёт", "sections": [stock]})
    >>> form.cells[0].key
    '01'
    >>> read_form({"title": "Отчёт", "sections": []})
    Traceback (most recent call last):
    intranet.lib.indicators.problems.InvalidForm: sections: no_indicators
    """
    problems: list[Problem] = []
    form = _form(Shape.of(document, "", problems))
    if not problems:
        problems.extend(sense.problems(form))
    if problems:
        raise InvalidForm(problems)
    return form


def _form(shape: Shape) -> Form:
    form = Form(
        title=shape.text("title", LONGEST_TITLE, is_needed=True),
        sections=tuple(map(_section, shape.items("sections", MOST_SECTIONS))),
        checks=tuple(map(_check, shape.items("checks", MOST_CHECKS))),
    )
    shape.close()
    return form


def _section(shape: Shape) -> Section:
    section = Section(
        code=shape.code("code", COLUMN),
        title=shape.text("title", LONGEST_TITLE, is_needed=True),
        hint=shape.text("hint", LONGEST_HINT),
        columns=tuple(map(_column, shape.items("columns", MOST_COLUMNS))),
        indicators=tuple(map(_indicator, shape.items("indicators", MOST_INDICATORS))),
    )
    shape.close()
    return section


def _column(shape: Shape) -> Column:
    column = Column(
        code=shape.code("code", COLUMN),
        title=shape.text("title", LONGEST_TITLE, is_needed=True),
    )
    shape.close()
    return column


def _indicator(shape: Shape) -> Indicator:
    kind = shape.kind("kind")
    indicator = Indicator(
        code=shape.code("code", CODE, is_word=True),
        title=shape.text("title", LONGEST_TITLE, is_needed=True),
        kind=kind or Kind.TEXT,
        unit=shape.text("unit", LONGEST_UNIT),
        hint=shape.text("hint", LONGEST_HINT),
        is_required=shape.flag("required", default=False),
        min=shape.limit("min", kind),
        max=shape.limit("max", kind),
        decimals=shape.whole("decimals", usual_decimals(kind), MOST_DECIMALS),
        choices=tuple(map(_choice, shape.items("choices", MOST_CHOICES))),
        formula=shape.text("formula", LONGEST_EXPRESSION),
        is_summed=shape.flag("summed", default=True),
    )
    shape.close()
    return indicator


def _choice(shape: Shape) -> Choice:
    choice = Choice(
        code=shape.code("code", NAME),
        title=shape.text("title", LONGEST_TITLE, is_needed=True),
    )
    shape.close()
    return choice


def _check(shape: Shape) -> Check:
    check = Check(
        code=shape.code("code", NAME),
        expression=shape.text("expression", LONGEST_EXPRESSION, is_needed=True),
        title=shape.text("title", LONGEST_TITLE, is_needed=True),
        explanation=shape.text("explanation", LONGEST_HINT),
        is_hard=shape.flag("hard", default=True),
        columns=shape.words("columns", MOST_COLUMNS),
    )
    shape.close()
    return check

"""The small language of checks and formulas: parsed, never evaluated by Python."""

from intranet.lib.indicators.language.evaluate import (
    Absent,
    Figure,
    Source,
    Value,
    evaluate,
    holds,
    size,
)
from intranet.lib.indicators.language.parser import parse
from intranet.lib.indicators.language.printer import spelled, text_of
from intranet.lib.indicators.language.sorts import Misfit, Sort, misfits, sort_of
from intranet.lib.indicators.language.tokens import CODE, COLUMN, NAME, BadExpression
from intranet.lib.indicators.language.tree import (
    ALL,
    Call,
    Comparison,
    Negation,
    Not,
    Number,
    Pair,
    Ref,
    Tree,
    parts_of,
    refs_of,
)
from intranet.lib.indicators.language.words import is_reserved

__all__ = [
    "ALL",
    "CODE",
    "COLUMN",
    "NAME",
    "Absent",
    "BadExpression",
    "Call",
    "Comparison",
    "Figure",
    "Misfit",
    "Negation",
    "Not",
    "Number",
    "Pair",
    "Ref",
    "Sort",
    "Source",
    "Tree",
    "Value",
    "evaluate",
    "holds",
    "is_reserved",
    "misfits",
    "parse",
    "parts_of",
    "refs_of",
    "size",
    "sort_of",
    "spelled",
    "text_of",
]

"""Forms of indicators: cells, checks and formulas in a small safe language, sums over reports."""

from intranet.lib.indicators.carrying import carried, carry_over
from intranet.lib.indicators.changes import Change, diff, shown_values
from intranet.lib.indicators.checks import Finding, Outcome, Verdict, check
from intranet.lib.indicators.figures import compute
from intranet.lib.indicators.filling import estimated_minutes, filled, unfilled
from intranet.lib.indicators.language import Absent, BadExpression, parse, text_of
from intranet.lib.indicators.model import (
    Cell,
    Check,
    Choice,
    Column,
    Form,
    Indicator,
    Kind,
    Section,
    Values,
)
from intranet.lib.indicators.problems import BadValue, InvalidForm, Problem
from intranet.lib.indicators.reading import read_form
from intranet.lib.indicators.templates import template
from intranet.lib.indicators.totals import Summary, Total, summarise
from intranet.lib.indicators.values import read_value
from intranet.lib.indicators.writing import as_json

__all__ = [
    "Absent",
    "BadExpression",
    "BadValue",
    "Cell",
    "Change",
    "Check",
    "Choice",
    "Column",
    "Finding",
    "Form",
    "Indicator",
    "InvalidForm",
    "Kind",
    "Outcome",
    "Problem",
    "Section",
    "Summary",
    "Total",
    "Values",
    "Verdict",
    "as_json",
    "carried",
    "carry_over",
    "check",
    "compute",
    "diff",
    "estimated_minutes",
    "filled",
    "parse",
    "read_form",
    "read_value",
    "shown_values",
    "summarise",
    "template",
    "text_of",
    "unfilled",
]

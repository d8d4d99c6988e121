"""The document of a form, to be kept and read again."""

from datetime import date
from decimal import Decimal
from typing import Any

from intranet.lib.indicators.model import Check, Form, Indicator, Section, usual_decimals
from intranet.lib.indicators.numbers import plain


def as_json(form: Form) -> dict[str, Any]:
    """The document of a form; what is as usual is left out."""
    return _pruned(
        {
            "title": form.title,
            "sections": [_section_json(section) for section in form.sections],
            "checks": [_check_json(check) for check in form.checks],
        }
    )


def _section_json(section: Section) -> dict[str, Any]:
    return _pruned(
        {
            "code": section.code,
            "title": section.title,
            "hint": section.hint,
            "columns": [{"code": c.code, "title": c.title} for c in section.columns],
            "indicators": [_indicator_json(row) for row in section.indicators],
        }
    )


def _indicator_json(row: Indicator) -> dict[str, Any]:
    return _pruned(
        {
            "code": row.code,
            "title": row.title,
            "kind": str(row.kind),
            "unit": row.unit,
            "hint": row.hint,
            "required": row.is_required,
            "min": _limit_json(row.min),
            "max": _limit_json(row.max),
            "decimals": None if row.decimals == usual_decimals(row.kind) else row.decimals,
            "choices": [{"code": c.code, "title": c.title} for c in row.choices],
            "formula": row.formula,
            "summed": None if row.is_summed else False,
        }
    )


def _check_json(check: Check) -> dict[str, Any]:
    return _pruned(
        {
            "code": check.code,
            "expression": check.expression,
            "title": check.title,
            "explanation": check.explanation,
            "hard": None if check.is_hard else False,
            "columns": list(check.columns),
        }
    )


def _limit_json(limit: Decimal | date | None) -> str | None:
    if limit is None:
        return None
    return plain(limit) if isinstance(limit, Decimal) else limit.isoformat()


def _pruned(document: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; `required` is written only when it is so."""
    left = {key: value for key, value in document.items() if value not in (None, "", [])}
    if left.get("required") is False:
        del left["required"]
    return left

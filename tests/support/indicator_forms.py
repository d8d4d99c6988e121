"""Small forms of indicators in few words."""

from collections.abc import Sequence
from typing import Any

from intranet.lib.indicators import Form, Values, read_form

COLUMNS = [
    {"code": "received", "title": "Поступило"},
    {"code": "gone", "title": "Выбыло"},
    {"code": "end", "title": "Состоит"},
]


def row(code: str, kind: str = "integer", **more: Any) -> dict[str, Any]:
    return {"code": code, "title": f"Показатель {code}", "kind": kind} | more


def section(*rows: dict[str, Any], code: str = "main", **more: Any) -> dict[str, Any]:
    return {"code": code, "title": f"Раздел {code}", "indicators": list(rows)} | more


def rule(expression: str, code: str = "rule", **more: Any) -> dict[str, Any]:
    return {"code": code, "expression": expression, "title": f"Правило {code}"} | more


def document(*sections: dict[str, Any], checks: list[dict[str, Any]] | None = None) -> dict:
    return {"title": "Отчёт", "sections": list(sections), "checks": checks or []}


def stock(*codes: str) -> dict[str, Any]:
    """A section with the columns поступило, выбыло, состоит."""
    return section(*(row(code) for code in codes), code="stock", columns=COLUMNS)


def form(*sections: dict[str, Any], checks: list[dict[str, Any]] | None = None) -> Form:
    return read_form(document(*sections, checks=checks))


def flat(*codes: str, checks: Sequence[str] = (), **formulas: str) -> Form:
    """A form of integers and computed ones without columns, with hard checks."""
    rows = [row(code) for code in codes]
    rows += [row(code, "computed", formula=text) for code, text in formulas.items()]
    rules = [rule(text, code=f"rule{n}") for n, text in enumerate(checks)]
    return form(section(*rows), checks=rules)


def figures(code: str, received: object, gone: object, end: object) -> Values:
    """The three cells of a row of `stock`."""
    values = {"received": received, "gone": gone, "end": end}
    return {f"{code}.{column}": str(value) for column, value in values.items()}

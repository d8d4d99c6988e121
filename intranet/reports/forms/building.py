"""Shapes of input: the pieces of an indicator form, as documents of lib.indicators."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from ...core.forms import Form
from ...lib.indicators import Kind
from ...lib.indicators.editing import Document, free_code

KIND_NAMES = {
    Kind.INTEGER: _l("whole number"),
    Kind.DECIMAL: _l("number with decimals"),
    Kind.YES_NO: _l("yes or no"),
    Kind.DATE: _l("day"),
    Kind.TEXT: _l("text"),
    Kind.CHOICE: _l("one of several answers"),
    Kind.COMPUTED: _l("computed by a formula"),
}
LIMITED = (Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TEXT)
_NAMED = re.compile(r"([A-Za-zА-Яа-яЁё][0-9A-Za-zА-Яа-яЁё_]*)\s*:\s*(\S.*)")


class StartForm(Form):
    """With what the form begins."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    start = RadioField(_l("Begin with"), [InputRequired()], validate_choice=True)


class PlaceForm(Form):
    """One place up or down."""

    seen = IntegerField(validators=[InputRequired()])
    by_places = IntegerField(validators=[InputRequired(), NumberRange(-1, 1)])


class PieceForm(Form):
    """What every piece has."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    title = StringField(_l("Title"), [DataRequired(), Length(max=300)])

    #: Key of the document → name of the field that shows what is wrong with it.
    fields: dict[str, str] = {}

    def show(self, document: Document) -> None:
        """Fill the fields in from a piece of a form."""
        self.title.data = document.get("title", "")

    def document(self, old: Document, taken: set[str]) -> Document:
        """The piece as typed; old: what it was, {} for a new one; taken: codes of others."""
        raise NotImplementedError


class SectionForm(PieceForm):
    """A part of the form, with a group of columns or without."""

    hint = TextAreaField(_l("Hint for the whole section"), [Length(max=2000)])
    columns = TextAreaField(_l("Columns, each on a line"), [Length(max=4000)])

    fields = {"columns": "columns", "hint": "hint"}

    def show(self, document: Document) -> None:
        super().show(document)
        self.hint.data = document.get("hint", "")
        self.columns.data = _as_lines(document.get("columns", ()))

    def document(self, old: Document, taken: set[str]) -> Document:
        return {
            "code": old.get("code") or free_code(self.title.data or "", taken),
            "title": _clean(self.title.data),
            "hint": _clean(self.hint.data),
            "columns": _from_lines(self.columns.data, old.get("columns", ())),
            "indicators": old.get("indicators", []),
        }


class IndicatorForm(PieceForm):
    """A row: what is asked and which answers are taken."""

    section = SelectField(_l("Section"), [InputRequired()])
    kind = SelectField(
        _l("What is written there"),
        [InputRequired()],
        choices=[SelectChoice(kind, name) for kind, name in KIND_NAMES.items()],
    )
    unit = StringField(_l("Unit"), [Length(max=30)])
    hint = TextAreaField(_l("Hint"), [Length(max=2000)])
    is_required = BooleanField(_l("Must be filled in"), default=True)
    min = StringField(_l("At least"), [Length(max=60)])
    max = StringField(_l("At most"), [Length(max=60)])
    decimals = IntegerField(_l("Places after the comma"), [Optional(), NumberRange(0, 6)])
    choices = TextAreaField(_l("Answers, each on a line"), [Length(max=10_000)])
    formula = TextAreaField(_l("Formula"), [Length(max=500)])
    adds_up = BooleanField(_l("Adds up in the summary"), default=True)
    code = StringField(_l("Code"), [Length(max=40)])

    fields = {
        **{name: name for name in ("code", "kind", "unit", "hint", "min", "max", "decimals")},
        "choices": "choices", "formula": "formula", "required": "is_required",
        "summed": "adds_up",
    }  # fmt: skip

    def show(self, document: Document) -> None:
        super().show(document)
        for name in ("kind", "unit", "hint", "min", "max", "decimals", "formula", "code"):
            self[name].data = document.get(name, self[name].data)
        self.is_required.data = document.get("required", False)
        self.adds_up.data = document.get("summed", True)
        self.choices.data = "\n".join(each["title"] for each in document.get("choices", ()))

    def document(self, old: Document, taken: set[str]) -> Document:
        """What means nothing for its kind is left out, so changing the kind needs no tidying."""
        kind = Kind(self.kind.data)
        made: Document = {
            "code": _clean(self.code.data) or free_code(self.title.data or "", taken),
            "title": _clean(self.title.data),
            "kind": str(kind),
            "unit": _clean(self.unit.data),
            "hint": _clean(self.hint.data),
        }
        if kind is not Kind.COMPUTED and self.is_required.data:
            made["required"] = True
        if kind in LIMITED:
            made |= {name: _clean(self[name].data) for name in ("min", "max") if self[name].data}
        if kind is Kind.TEXT:
            made.pop("min", None)
        if kind in (Kind.DECIMAL, Kind.COMPUTED) and self.decimals.data is not None:
            made["decimals"] = self.decimals.data
        if kind is Kind.CHOICE:
            made["choices"] = _answers(self.choices.data, old.get("choices", ()))
        if kind is Kind.COMPUTED:
            made["formula"] = _clean(self.formula.data)
        if kind.is_number and not self.adds_up.data:
            made["summed"] = False
        return made


class CheckForm(PieceForm):
    """What must add up."""

    expression = TextAreaField(_l("What must be so"), [DataRequired(), Length(max=500)])
    how = RadioField(
        _l("When it is not so"),
        [InputRequired()],
        choices=[
            SelectChoice("hard", _l("the report cannot be handed in")),
            SelectChoice("soft", _l("the school explains why")),
        ],
        default="hard",
    )
    explanation = TextAreaField(_l("What to do then"), [Length(max=2000)])
    columns = StringField(_l("Only in these columns"), [Length(max=300)])

    fields = {"expression": "expression", "explanation": "explanation", "columns": "columns"}

    def show(self, document: Document) -> None:
        super().show(document)
        self.expression.data = document.get("expression", "")
        self.explanation.data = document.get("explanation", "")
        self.columns.data = " ".join(document.get("columns", ()))
        self.how.data = "hard" if document.get("hard", True) else "soft"

    def document(self, old: Document, taken: set[str]) -> Document:
        return {
            "code": old.get("code") or free_code(self.title.data or "", taken),
            "title": _clean(self.title.data),
            "expression": _clean(self.expression.data),
            "explanation": _clean(self.explanation.data),
            "hard": self.how.data == "hard",
            "columns": re.findall(r"[^\s,;]+", self.columns.data or ""),
        }


FORMS: dict[str, type[PieceForm]] = {
    "sections": SectionForm, "indicators": IndicatorForm, "checks": CheckForm,
}  # fmt: skip


def _clean(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _as_lines(columns: Any) -> str:
    """«received: Поступило», a line for each column."""
    return "\n".join(f"{each['code']}: {each['title']}" for each in columns)


def _from_lines(text: str | None, old: Any) -> list[Document]:
    """Columns from their lines; without a code the one of the same title, or a new one."""
    known = {each["title"]: each["code"] for each in old}
    found: list[Document] = []
    for line in filter(None, map(str.strip, (text or "").splitlines())):
        named = _NAMED.fullmatch(line)
        title = named[2] if named else line
        taken = {each["code"] for each in found}
        code = named[1] if named else known.get(title) or free_code(title, taken)
        found.append({"code": code, "title": title})
    return found


def _answers(text: str | None, old: Any) -> list[Document]:
    """Answers from their lines; one of the same words keeps its code."""
    known = {each["title"]: each["code"] for each in old}
    found: list[Document] = []
    for line in filter(None, map(str.strip, (text or "").splitlines())):
        taken = {each["code"] for each in found} | set(known.values())
        found.append({"code": known.get(line) or free_code(line, taken), "title": line})
    return found

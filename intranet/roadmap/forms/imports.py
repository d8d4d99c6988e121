"""Shapes of input: a document that becomes a plan, and corrections of it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    FileField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from ...core.forms import Form
from ..models import YearKind

YEAR_KINDS = [
    SelectChoice(YearKind.CALENDAR, _l("a calendar year")),
    SelectChoice(YearKind.SCHOOL, _l("a school year")),
]
YEAR = (InputRequired(), NumberRange(2000, 2100, _l("The year must be between 2000 and 2100.")))


class ImportForm(Form):
    """A document: pasted as text (and as the clipboard's HTML), or as a file; and its year."""

    text = TextAreaField(_l("The table of the plan"), [Length(max=5_000_000)])
    html = HiddenField(validators=[Length(max=8_000_000)])
    file = FileField(_l("Or a file of the plan"))
    year = IntegerField(_l("Year"), YEAR)
    year_kind = SelectField(_l("The plan's year is"), choices=YEAR_KINDS)

    @property
    def source(self) -> dict[str, Any]:
        """What was brought, as `drafts.read` takes it; a file goes before the text."""
        file = self.file.data
        name = (file.filename or "") if file else ""
        return {
            "text": self.text.data or "",
            "html": self.html.data or "",
            "data": file.read() if name else b"",
            "filename": name,
        }

    @property
    def source_field(self) -> str:
        """The field in which the document came."""
        return "file" if self.file.data else "text"


class DescriptionForm(Form):
    """What a draft is called and for which year it holds."""

    title = StringField(_l("Title"), [InputRequired(), Length(max=1000)])
    year = IntegerField(_l("Year"), YEAR)
    year_kind = SelectField(_l("The plan's year is"), choices=YEAR_KINDS)


class RowForm(Form):
    """The cells of one row; whether they make sense is for the action to say."""

    number = StringField(_l("Number"), [Length(max=40)])
    title = TextAreaField(_l("Activity"), [Length(max=4000)])
    subitems = TextAreaField(_l("Sub-items, one a line"), [Length(max=40_000)])
    executors = StringField(_l("Executors, separated by ;"), [Length(max=4000)])
    deadline = StringField(_l("Deadline, as in the document"), [Length(max=2000)])
    result = TextAreaField(_l("Expected result"), [Length(max=4000)])
    seen = HiddenField(validators=[Length(max=64)])

    @property
    def row(self) -> dict[str, str]:
        """The corrected cells, as `drafts.correct` takes them."""
        return {name: value or "" for name, value in self.values.items() if name != "seen"}


class ChoiceForm(Form):
    """One of the meanings of a deadline; `part` is the place of the sub-item that has it."""

    choice = StringField(validators=[InputRequired(), Length(max=40)])
    part = IntegerField(validators=[Optional()])
    seen = HiddenField(validators=[Length(max=64)])


class ConfirmationForm(Form):
    """The draft as it was seen, and of an edition the ticked differences."""

    change = SelectMultipleField(validate_choice=False)
    seen = HiddenField(validators=[Length(max=64)])

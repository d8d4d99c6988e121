"""Shapes of input: what is changed in a plan that is in force."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from ...core.forms import Form
from .imports import YEAR, YEAR_KINDS


class YearForm(Form):
    """A year to be opened."""

    year = IntegerField(_l("Year"), YEAR)


class YearKindForm(Form):
    """Whose kind of year the plan has."""

    year_kind = SelectField(_l("The plan's year is"), [InputRequired()], choices=YEAR_KINDS)


class ReadingForm(Form):
    """What a deadline means: one of the meanings offered, or the same in other words."""

    choice = RadioField(_l("What it means"), [Optional()], validate_choice=False)
    words = StringField(_l("In other words"), [Length(max=500)])

"""Shapes of input: what a coordinator decides about one report, each with its reason."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from ...core.forms import Form
from .campaigns import LONGEST_REASON


class AskAgainForm(Form):
    """An excuse is taken back."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class ReasonForm(AskAgainForm):
    """Excusing, re-opening."""

    reason = TextAreaField(_l("Reason"), [DataRequired(), Length(max=LONGEST_REASON)])


class ExtensionForm(ReasonForm):
    """A later day for one organisation."""

    until = DateField(_l("New deadline"), [InputRequired()])

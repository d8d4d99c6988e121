"""Shapes of input: what is done with a summary."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from ...core.forms import Form


class SummaryForm(Form):
    """Which summary is meant: the one that was seen."""

    number = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class SummaryNoteForm(SummaryForm):
    """What has to be said beside the figures."""

    note = TextAreaField(_l("Note to the summary"), [Length(max=4000)])


class SummaryReturnForm(SummaryForm):
    """Why a summary is returned to the district."""

    reason = TextAreaField(_l("What has to be corrected"), [InputRequired(), Length(max=2000)])


class MakeSummaryForm(Form):
    """Adding up takes no words."""

    operation = HiddenField()

"""Shapes of input: a comment."""

from uuid import uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from ..core.forms import Form
from .models import LONGEST_TEXT


class CommentForm(Form):
    """The words, and one person to call for those who do not type «@»."""

    text = TextAreaField(_l("Comment"), [DataRequired(), Length(max=LONGEST_TEXT)])
    mention = StringField(_l("Mention a person"), [Length(max=200)])
    operation = HiddenField(default=lambda: uuid4().hex, validators=[Length(max=64)])

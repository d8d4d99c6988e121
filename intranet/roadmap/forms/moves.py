"""Shapes of input: where a card goes."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from ...core.forms import Form
from ..actions.moves import Intent


class MoveForm(Form):
    """Where a card goes: the same fields from mouse, finger, keyboard and the form."""

    card = IntegerField(_l("Card"), [InputRequired()])
    column = IntegerField(_l("Column"), [InputRequired()])
    after = IntegerField(validators=[Optional()])
    before = IntegerField(validators=[Optional()])
    seen = IntegerField(validators=[Optional()])
    since = IntegerField(validators=[Optional()])
    reason = StringField(_l("Reason"), [Length(max=2000)])
    operation = HiddenField(validators=[Length(max=64)])

    @property
    def intent(self) -> Intent:
        """What was asked for, in the action's own words."""
        return Intent(
            column_id=self.column.data,
            after=self.after.data,
            before=self.before.data,
            seen=self.seen.data or 0,
            reason=self.reason.data or "",
            operation=self.operation.data or None,
        )


class PlaceForm(Form):
    """The form «Переместить…»: a column and a place by name, then the move's own fields."""

    column = SelectField(_l("Column"), coerce=int)
    after = SelectField(_l("Place"), coerce=int)
    reason = StringField(_l("Reason"), [Length(max=2000)])

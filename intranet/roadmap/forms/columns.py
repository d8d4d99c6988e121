"""Shapes of input: the columns of a board."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from ...core.forms import Form
from ..actions.columns import Layout
from ..models import Column, Stage

COLOUR_NAMES = [
    SelectChoice("grey", _l("grey")),
    SelectChoice("blue", _l("blue")),
    SelectChoice("teal", _l("teal")),
    SelectChoice("green", _l("green")),
    SelectChoice("amber", _l("amber")),
    SelectChoice("violet", _l("violet")),
    SelectChoice("red", _l("red")),
]
STAGE_NAMES = [
    SelectChoice(Stage.PLANNED, _l("planned")),
    SelectChoice(Stage.WORKING, _l("in progress")),
    SelectChoice(Stage.REVIEW, _l("under review")),
    SelectChoice(Stage.DONE, _l("completed")),
    SelectChoice(Stage.DROPPED, _l("taken off control")),
]


class ColumnForm(Form):
    """What a column is called, means, holds and allows."""

    name = StringField(_l("Name"), [DataRequired(), Length(max=60)])
    stage = SelectField(_l("What it means"), [InputRequired()], choices=STAGE_NAMES)
    colour = SelectField(_l("Colour"), [InputRequired()], choices=COLOUR_NAMES)
    wip_limit = IntegerField(_l("Most cards at once"), [Optional(), NumberRange(1, 999)])
    only_controller = BooleanField(_l("Only the controller moves cards here"))
    needs_reason = BooleanField(_l("A reason is asked"))

    @classmethod
    def of(cls, column: Column | None = None, *, typed: bool = True) -> "ColumnForm":
        """The form of one column, its fields' ids its own; not `typed`: as the column is."""
        form = cls(obj=column) if typed else cls(formdata=None, obj=column)
        for field in form:
            field.id = f"column-{column.id if column else 'new'}-{field.name}"
        return form

    @property
    def layout(self) -> Layout:
        """What was said, in the action's own words."""
        return Layout(
            name=(self.name.data or "").strip(),
            stage=self.stage.data,
            colour=self.colour.data,
            wip_limit=self.wip_limit.data,
            only_controller=self.only_controller.data,
            needs_reason=self.needs_reason.data,
        )


class ShiftForm(Form):
    """To the left or to the right."""

    by_places = IntegerField(validators=[InputRequired(), NumberRange(-1, 1)])


class HeirForm(Form):
    """Where the cards of a column go when it is removed."""

    heir = IntegerField(_l("Its cards go to"), [Optional()])

"""Shapes of input: what a person writes on a card."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from ...core.forms import Form
from ...people.models import Organisation
from ..actions.cards import Writing
from ..models import Board, Card, Section
from ..queries.filters import Filters
from ..queries.periods import periods

LONGEST_TITLE = 500
LONGEST_DESCRIPTION = 20_000
LONGEST_REMARK = 2000


class TermForm(Form):
    """When: both days are the district's, and the last one still counts."""

    starts_on = DateField(_l("Start"), [Optional()])
    due_on = DateField(_l("Last day"), [Optional()])


class NewCardForm(TermForm):
    """A card written by hand; a filtered board says beforehand what it can."""

    title = TextAreaField(_l("Title"), [DataRequired(), Length(max=LONGEST_TITLE)])
    column = SelectField(_l("Column"), [InputRequired()], coerce=int)
    organisation = SelectField(_l("Executor"), coerce=int)
    section = SelectField(_l("Section"), coerce=int)
    mine = BooleanField(_l("Assign me"))
    operation = HiddenField(default=lambda: uuid4().hex, validators=[Length(max=64)])

    @classmethod
    def on(
        cls,
        board: Board,
        filters: Filters,
        *,
        column_id: int | None,
        organisations: Sequence[Organisation],
        sections: Sequence[Section],
    ) -> "NewCardForm":
        """The form as the board's filters fill it in; only what they offer can be chosen."""
        form = cls(
            mine=filters.mine,
            organisation=filters.organisation or 0,
            section=filters.section or 0,
            due_on=_last_day(board, filters),
            column=column_id or board.columns[0].id,
        )
        form.column.choices = [
            SelectChoice(each.id, each.name) for each in board.columns if not each.needs_reason
        ]
        form.organisation.choices = [
            SelectChoice(0, _l("Nobody yet")),
            *(SelectChoice(each.id, each.short_name) for each in organisations),
        ]
        form.section.choices = [
            SelectChoice(0, _l("Without a section")),
            *(SelectChoice(each.id, str(each)) for each in sections),
        ]
        return form

    @property
    def writing(self) -> Writing:
        """What was written, in the action's own words."""
        return Writing(
            title=" ".join((self.title.data or "").split()),
            starts_on=self.starts_on.data,
            due_on=self.due_on.data,
        )


def _last_day(board: Board, filters: Filters) -> date | None:
    """The end of the quarter that the board shows."""
    return next((p.end for p in periods(board) if p.quarter == filters.quarter), None)


class CardForm(TermForm):
    """The texts and the term of a card, with the version that the person saw."""

    title = TextAreaField(_l("Title"), [DataRequired(), Length(max=LONGEST_TITLE)])
    number = StringField(_l("Number"), [Length(max=20)])
    description = TextAreaField(_l("Description"), [Length(max=LONGEST_DESCRIPTION)])
    reason = TextAreaField(_l("Why the term changes"), [Length(max=LONGEST_REMARK)])
    seen = IntegerField(widget=HiddenInput(), validators=[NumberRange(1)])

    @classmethod
    def of(cls, card: Card) -> "CardForm":
        """The form filled in from the card; what was typed has precedence."""
        form = cls(obj=card, seen=card.version)
        if card.item_id is not None:
            del form.number
        return form

    @property
    def writing(self) -> Writing:
        """What was written, in the action's own words; line ends as everywhere."""
        return Writing(
            title=" ".join((self.title.data or "").split()),
            starts_on=self.starts_on.data,
            due_on=self.due_on.data,
            description=(self.description.data or "").replace("\r\n", "\n").strip(),
            number=(self.number.data or "").strip() if "number" in self else "",
        )


class NoteForm(Form):
    """A progress note."""

    note = TextAreaField(_l("What was done"), [DataRequired(), Length(max=LONGEST_REMARK)])
    operation = HiddenField(default=lambda: uuid4().hex, validators=[Length(max=64)])


class PointForm(Form):
    """A point of the checklist, added by hand."""

    point = StringField(_l("Point"), [DataRequired(), Length(max=LONGEST_TITLE)])


class ShareForm(Form):
    """How far an organisation is, and what it has to show for it."""

    state = SelectField(
        _l("State"),
        choices=[
            SelectChoice("waiting", _l("waiting")),
            SelectChoice("working", _l("in progress")),
            SelectChoice("done", _l("fulfilled")),
        ],
    )
    remark = StringField(_l("Remark or link"), [Length(max=LONGEST_REMARK)])


class PersonForm(Form):
    """Who is named on a card."""

    person = IntegerField(_l("Person"), [DataRequired()])

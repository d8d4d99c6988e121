"""Shapes of input: figures, explanations, files, handing in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ...core.forms import Form
from ...lib import indicators
from ...lib.indicators import BadValue, Kind
from ...uploads.forms import UploadsForm

SEEN = "seen:"  # stands before a cell's name: what the page showed in it
LONGEST_EXPLANATION = 1000


@dataclass
class Cells:
    """The cells that came, one or all of them.

    values: those that read well, canonical; bad: why the others do not; typed: as they came.
    seen: what the page showed before, canonical.
    """

    values: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    bad: dict[str, BadValue] = field(default_factory=dict)

    @classmethod
    def of(cls, form: indicators.Form, sent: Mapping[str, str]) -> "Cells":
        """Read what was sent for the cells of `form`; whatever else came is left aside.

        Of a form that came whole, what stands as it was shown was not touched by anybody.
        """
        cells = [c for c in form.asked if c.key in sent and c.indicator.kind is not Kind.COMPUTED]
        read = cls()
        for cell in cells:
            seen = sent.get(f"{SEEN}{cell.key}", "")
            try:
                value = indicators.read_value(cell.indicator, sent[cell.key])
            except BadValue as error:
                read.bad[cell.key] = error
            else:
                if len(cells) > 1 and value == seen:
                    continue
                read.values[cell.key] = value
            read.typed[cell.key], read.seen[cell.key] = sent[cell.key], seen
        return read

    @property
    def keys(self) -> list[str]:
        return list(self.typed)


class ExplanationForm(Form):
    """Why a soft check does not hold."""

    check = HiddenField(validators=[DataRequired(), Length(max=200)])
    text = TextAreaField(_l("Explanation"), validators=[Length(max=LONGEST_EXPLANATION)])


class UnchangedForm(Form):
    """A section whose figures are those of the last period."""

    section = HiddenField(validators=[DataRequired(), Length(max=200)])


class TickForm(Form):
    """A remark that is seen to, or not."""

    done = StringField(validators=[Optional(), Length(max=1)])


class SlotForm(UploadsForm):
    """Files for a slot, in whichever way they come; perhaps in place of another."""

    slot = IntegerField(validators=[InputRequired()])
    replaces = IntegerField(validators=[Optional()])
    operation = HiddenField(default=lambda: uuid4().hex, validators=[Length(max=64)])


class SubmissionForm(Form):
    """Handing in what one has seen; the same operation twice is once."""

    seal = IntegerField(validators=[InputRequired()])
    operation = HiddenField(default=lambda: uuid4().hex, validators=[Length(max=64)])


class SealForm(Form):
    """A step that was decided on what one has seen."""

    seal = IntegerField(validators=[InputRequired()])

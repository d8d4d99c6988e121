"""Shapes of input: a campaign's words and days, whom it asks, who reviews; places for files."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from ...core.forms import Form
from ...lib.name_patterns import BadPattern, read_pattern, written
from ...people.models import Organisation, Person
from ..models import Campaign, Slot

MEGABYTE = 1024 * 1024
LONGEST_TITLE, LONGEST_INSTRUCTIONS, LONGEST_REASON = 200, 20_000, 1000
#: Groups of endings: key, name, endings.
FILE_KINDS = (
    ("documents", _l("documents"), ("pdf", "doc", "docx", "odt", "rtf", "txt")),
    ("tables", _l("tables"), ("xls", "xlsx", "ods", "csv")),
    ("pictures", _l("pictures"), ("jpg", "jpeg", "png")),
    ("slides", _l("presentations"), ("ppt", "pptx", "odp")),
    ("archives", _l("archives"), ("zip", "7z", "rar")),
)
#: How the files of a place are called in the archive of a campaign.
NAME_PATTERNS = (
    ("", _l("as the school called them: “scan0001.pdf”")),
    ("{organisation} — {slot}", _l("the school, then the place: “School No. 2 — Statement.pdf”")),
    ("{slot} — {organisation}", _l("the place, then the school: “Statement — School No. 2.pdf”")),
    (
        "{organisation} — {slot} {number}",
        _l("the school, the place and a number: “School No. 2 — Statement 1.pdf”"),
    ),
)
#: The words of such a pattern: as they are kept, and as people write them.
PATTERN_WORDS = {"organisation": _l("school"), "slot": _l("place"), "number": _l("number")}
_NO_PATTERN = {
    "unknown_word": _l("There is no word “{%(found)s}”. There are: %(words)s."),
    "bracket": _l("A curly bracket “%(found)s” has no partner."),
    "forbidden": _l("The name of a file cannot hold the sign “%(found)s”."),
    "no_word": _l("So all files would be called the same. Put at least one word in: %(words)s."),
}
DAYS = ("opens_on", "due_on", "late_until_on", "closes_on")


class SeenForm(Form):
    """A deed on a campaign as the person saw it."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class WordsForm(Form):
    """What a campaign is called, on which ground it asks, and by when."""

    title = StringField(_l("What is asked for"), [DataRequired(), Length(max=LONGEST_TITLE)])
    period = StringField(_l("For which period"), [Length(max=100)])
    ground = StringField(_l("Ground: document and number"), [Length(max=500)])
    instructions = TextAreaField(_l("What schools should know"), [Length(max=LONGEST_INSTRUCTIONS)])
    opens_on = DateField(_l("Begins on"), [InputRequired()])
    due_on = DateField(_l("Deadline"), [InputRequired()])
    late_until_on = DateField(_l("Taken late until"), [InputRequired()])
    closes_on = DateField(_l("Closes on"), [InputRequired()])

    @property
    def days(self) -> dict[str, date]:
        return {name: self[name].data for name in DAYS}

    @property
    def words(self) -> dict[str, str]:
        """Without spaces around."""
        names = ("title", "period", "ground", "instructions")
        return {name: (self[name].data or "").strip() for name in names}


class NewCampaignForm(WordsForm):
    """A campaign to be begun; who collects is asked only where it could be several."""

    organisation = SelectField(_l("Who collects"), [InputRequired()], coerce=int)
    operation = HiddenField(default=lambda: uuid4().hex, validators=[Length(max=64)])

    def offer(self, organisations: Sequence[Organisation]) -> None:
        self.organisation.choices = [(each.id, each.short_name) for each in organisations]


class DataForm(WordsForm):
    """Words and days of a campaign that is there."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    @classmethod
    def of(cls, campaign: Campaign) -> "DataForm":
        return cls(obj=campaign, data={"seen": campaign.version})


class SlotForm(Form):
    """A place for files in every report."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    title = StringField(_l("What is put here"), [DataRequired(), Length(max=LONGEST_TITLE)])
    hint = StringField(_l("Hint"), [Length(max=500)])
    is_required = BooleanField(_l("Without it a report is not complete"))
    kinds = SelectMultipleField(
        _l("Which files; none ticked: all that the site takes"),
        choices=[SelectChoice(key, name) for key, name, _endings in FILE_KINDS],
    )
    most_files = IntegerField(
        _l("At most so many files"), [InputRequired(), NumberRange(1, 50)], default=1
    )
    most_mb = IntegerField(
        _l("Each at most, MB"), [InputRequired(), NumberRange(1, 2048)], default=50
    )
    name_pattern = SelectField(
        _l("Names in the archive"),
        choices=[SelectChoice(pattern, name) for pattern, name in NAME_PATTERNS],
    )
    own_pattern = StringField(_l("Or a pattern of your own"), [Length(max=100)])

    @classmethod
    def of(cls, campaign: Campaign, slot: Slot | None) -> "SlotForm":
        """The form of one place, or of a new one."""
        given: dict[str, Any] = {"seen": campaign.version}
        if slot:
            taken = set(slot.taken_endings)
            given["kinds"] = [key for key, _name, known in FILE_KINDS if taken & set(known)]
            given["most_mb"] = max(1, slot.most_bytes // MEGABYTE)
            if slot.name_pattern not in dict(NAME_PATTERNS):
                given["own_pattern"] = written(slot.name_pattern, pattern_words())
        return cls(obj=slot, data=given)

    def validate_own_pattern(self, field: StringField) -> None:
        """What is written there counts, whatever is chosen; nonsense is refused in words."""
        self.pattern = self.name_pattern.data or ""
        if not (text := (field.data or "").strip()):
            return
        try:
            self.pattern = read_pattern(text, pattern_words())
        except BadPattern as bad:
            words = ", ".join(f"{{{word}}}" for word in pattern_words())
            facts = {"found": bad.found, "words": words}
            raise ValidationError(str(_NO_PATTERN[bad.code]) % facts) from None

    @property
    def slot_values(self) -> dict[str, Any]:
        """What was said, by the names of the model."""
        chosen = set(self.kinds.data or ())
        endings = [end for key, _name, known in FILE_KINDS if key in chosen for end in known]
        return {
            "title": (self.title.data or "").strip(),
            "hint": (self.hint.data or "").strip(),
            "is_required": self.is_required.data,
            "endings": " ".join(endings),
            "most_files": self.most_files.data,
            "most_bytes": (self.most_mb.data or 1) * MEGABYTE,
            "name_pattern": self.pattern,
        }


def pattern_words() -> dict[str, str]:
    """As people write them → as they are kept."""
    return {str(word): kept for kept, word in PATTERN_WORDS.items()}


class PeopleForm(Form):
    """Who reviews, and to whom the summary is passed."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    reviewers = SelectMultipleField(_l("Who reviews besides the coordinators"), coerce=int)
    recipients = SelectMultipleField(_l("To whom the summary is passed"), coerce=int)

    @classmethod
    def of(
        cls, campaign: Campaign, people: Sequence[Person], above: Sequence[Organisation]
    ) -> "PeopleForm":
        form = cls(
            data={
                "seen": campaign.version,
                "reviewers": [each.id for each in campaign.reviewers],
                "recipients": [each.id for each in campaign.recipients],
            }
        )
        form.reviewers.choices = [
            (each.id, f"{each.name}, {each.post}".strip(", ")) for each in people
        ]
        form.recipients.choices = [(each.id, each.name) for each in above]
        return form


class ObligedForm(SeenForm):
    """Who is ticked among those shown; the others stay as they were chosen."""

    shown = SelectMultipleField(coerce=int, validate_choice=False)
    chosen = SelectMultipleField(coerce=int, validate_choice=False)
    mark = StringField(validators=[Optional()])


class AddedForm(Form):
    """One more organisation of an open campaign."""

    organisation = SelectField(_l("Organisation"), [InputRequired()], coerce=int)
    reason = StringField(_l("Reason"), [DataRequired(), Length(max=LONGEST_REASON)])

"""Shapes of input: what a person prefers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from ..core.forms import Form
from .models import GROUP_NAMES, WAY_NAMES, Group, Preference, Way

WAYS = [SelectChoice(str(way), WAY_NAMES[way]) for way in Way]
HOURS = [SelectChoice(hour, f"{hour:02}:00") for hour in range(24)]
LANGUAGES = [
    SelectChoice("", _l("as the site speaks")),
    SelectChoice("ru", "Русский"),
    SelectChoice("en", "English"),
]


class PreferencesForm(Form):
    """For each group of notices a way, then the hours."""

    mentions = SelectField(GROUP_NAMES[Group.MENTIONS], [InputRequired()], choices=WAYS)
    roadmap = SelectField(GROUP_NAMES[Group.ROADMAP], [InputRequired()], choices=WAYS)
    reports = SelectField(GROUP_NAMES[Group.REPORTS], [InputRequired()], choices=WAYS)
    reminders = SelectField(GROUP_NAMES[Group.REMINDERS], [InputRequired()], choices=WAYS)
    hour = SelectField(
        _l("The letter of the day comes at"), [InputRequired()], choices=HOURS, coerce=int
    )
    is_weekdays_only = BooleanField(_l("On working days only"))
    quiet_from = SelectField(_l("Quiet from"), [InputRequired()], choices=HOURS, coerce=int)
    quiet_until = SelectField(_l("Quiet until"), [InputRequired()], choices=HOURS, coerce=int)
    language = SelectField(_l("Language of letters"), choices=LANGUAGES)

    @classmethod
    def of(cls, preference: Preference) -> "PreferencesForm":
        """The form with what was chosen before."""
        ways = {str(group): str(preference.way(group)) for group in Group}
        return cls(obj=preference, data=ways)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, as the model keeps it."""
        values = self.values
        ways = {str(group): values.pop(str(group)) for group in Group}
        return values | {"ways": ways}

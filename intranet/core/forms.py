"""The base form."""

from functools import cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask_babel import get_locale
from flask_wtf import FlaskForm
from wtforms.i18n import messages_path

from .actions import Refusal


class Form(FlaskForm):
    """The shape of input; whether it makes sense is for models and actions to say."""

    class Meta(FlaskForm.Meta):
        """The library reads its own sentences from the disk for every request."""

        def get_translations(self, form: Any) -> NullTranslations:
            return _sentences(str(get_locale()))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, without the token."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}

    def refuse(self, refusal: Refusal, field: str) -> None:
        """Put a rule's refusal beside the field it is about."""
        self[field].errors = [*self[field].errors, str(refusal)]


@cache
def _sentences(language: str) -> NullTranslations:
    """What WTForms itself says of wrong input, in `language`."""
    return Translations.load(messages_path(), [language], domain="wtforms")

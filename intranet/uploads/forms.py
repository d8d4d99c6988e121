"""Shapes of input: files that came by the script, named by tokens, or in the form itself."""

from typing import Any

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import FileStorage
from wtforms import Field, MultipleFileField
from wtforms.widgets import FileInput, HiddenInput

from ..core.events import Actor
from ..core.forms import Form
from ..core.wsgi import began_at
from . import actions
from .destinations import Destination

LONGEST_TOKEN = 64
MOST_FILES = 20  # in one form


class TokensField(Field):
    """Names of uploads that have arrived; the script adds one hidden field for each."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [each for each in valuelist if 0 < len(each) <= LONGEST_TOKEN][:MOST_FILES]

    def _value(self) -> str:
        return ""


def files_input(field: Field, *, multiple: bool = True, **marks: Any) -> Markup:
    """An input for several files, or for one where the template says so."""
    html: Markup = FileInput(multiple=multiple)(field, **marks)
    return html


class UploadsForm(Form):
    """Files in whichever way they come; rooms inherit it and add what else they ask."""

    files = MultipleFileField(_l("Choose files, or drag them here"), widget=files_input)
    uploads = TokensField()

    @property
    def brought(self) -> list[FileStorage]:
        """The files in the form itself; an empty field brings none."""
        data: Any = self.files.data or ()
        return [file for file in data if file.filename][:MOST_FILES]

    @property
    def tokens(self) -> list[str]:
        """The files that have arrived before."""
        return self.uploads.data or []

    def arrived(self, place: Destination, *, by: Actor) -> list[str]:
        """The tokens of all files, for `actions.claim`; those in the form are kept first.

        Refuses the first that is not taken; those before it are forgotten by themselves.
        """
        kept = [
            actions.keep(
                file.filename or "",
                file.stream,
                destination=place,
                quota_bytes=current_app.config["UPLOAD_QUOTA"],
                began_at=began_at(request.environ),
                by=by,
            )
            for file in self.brought
        ]
        return [*self.tokens, *(upload.token for upload in kept)]

"""Shapes of input: files."""

from uuid import uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField
from wtforms.validators import Length

from ..core.forms import Form
from .actions import Brought


class FilesForm(Form):
    """Several files at once, in a plain multipart form."""

    files = MultipleFileField(_l("Attach a document"))
    operation = HiddenField(default=lambda: uuid4().hex, validators=[Length(max=64)])

    @property
    def brought(self) -> list[Brought]:
        """The files that were chosen; an empty field brings none."""
        return [
            Brought(file.filename, file.stream) for file in self.files.data or () if file.filename
        ]

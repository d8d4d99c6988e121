"""Shapes of input: returning and accepting."""

from collections.abc import Collection, Iterator, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from ...core.forms import Form
from ..actions.reviewing import Pinned

LONGEST_REMARK = 2000
#: Before the key of a cell, or the number of a file, in the name of a field.
CELL, FILE = "cell-", "file-"


class SealForm(Form):
    """Taking in hand, accepting: the state of the report that the person saw."""

    seen = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class ReturnForm(SealForm):
    """Returning: a remark on the whole; those on cells and files are fields of their own."""

    whole = TextAreaField(_l("On the whole report"), [Length(max=LONGEST_REMARK)])


def pinned(
    sent: Mapping[str, str], cells: Collection[str], file_ids: Collection[int]
) -> Iterator[Pinned]:
    """The remarks of a form; what is pinned to nothing that is there is left out."""
    for name, said in sent.items():
        text, place = said.strip()[:LONGEST_REMARK], name[len(CELL) :]
        if not text:
            continue
        if name.startswith(CELL) and place in cells:
            yield Pinned(text, cell=place)
        elif name.startswith(FILE) and place.isdecimal() and int(place) in file_ids:
            yield Pinned(text, file_id=int(place))
        elif name == "whole":
            yield Pinned(text)

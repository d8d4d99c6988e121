"""Shapes of input on the road map."""

from .imports import ChoiceForm, ConfirmationForm, DescriptionForm, ImportForm, RowForm
from .moves import MoveForm, PlaceForm
from .plans import ReadingForm, YearForm, YearKindForm

__all__ = [
    "ChoiceForm",
    "ConfirmationForm",
    "DescriptionForm",
    "ImportForm",
    "MoveForm",
    "PlaceForm",
    "ReadingForm",
    "RowForm",
    "YearForm",
    "YearKindForm",
]

"""How the reports join the house."""

from flask import Flask

from ..core import subjects
from ..core.kept import Kept
from ..lib.contents.model import Contents
from ..lib.indicators import Kind
from ..uploads import destinations
from . import handlers, jobs, notices, search
from .actions.files import DESTINATION
from .forms.building import KIND_NAMES
from .models import Report
from .views import bp, file_previews, totals
from .views.form_words import titled
from .views.places import destination
from .views.sight import as_subject

__all__ = ["handlers", "jobs", "notices", "search", "wire"]


def wire(app: Flask) -> None:
    """Addresses; comments on reports; slots as destinations of uploads; notices by import."""
    app.register_blueprint(bp)
    previews = Kept[Contents](file_previews.MOST_KEPT, weigh=file_previews.weight)
    app.extensions["previews"] = previews
    app.add_template_filter(totals.figure_words, "figure")
    app.add_template_filter(totals.total_words, "total")
    app.add_template_filter(totals.part_words, "part_value")
    app.add_template_global(titled, "titled")
    app.add_template_filter(lambda kind: KIND_NAMES[Kind(kind)], "indicator_kind")
    subjects.register(Report.__tablename__, as_subject)
    destinations.register(DESTINATION, destination)

"""How the road map joins the house."""

from flask import Flask

from ..core import subjects
from . import handlers, notices, search  # noqa: F401 - they hear and find from now on
from .cli import cli
from .models import Card
from .views import bp, words
from .views.card_sight import as_subject
from .views.history import share_state_words


def wire(app: Flask) -> None:
    """Addresses, and terms in words for templates."""
    app.register_blueprint(bp)
    app.cli.add_command(cli)
    app.add_template_filter(words.term_words, "term_words")
    app.add_template_filter(words.day_words, "day_words")
    app.add_template_filter(lambda days: words.span_words(*days), "span_words")
    app.add_template_global(words.due_words, "due_words")
    app.add_template_filter(share_state_words, "share_state_words")
    subjects.register(Card.__tablename__, as_subject)

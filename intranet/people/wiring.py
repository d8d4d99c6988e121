"""How people join the house."""

from flask import Flask

from . import jobs, search, session, tries
from .views import bp, words

__all__ = ["jobs", "search", "wire"]


def wire(app: Flask) -> None:
    """Addresses, the question who is here, and words for templates; jobs by being imported."""
    session.init_app(app)
    tries.init_app(app)
    app.register_blueprint(bp)
    app.add_template_global(words.told, "told")
    app.add_template_filter(words.browser, "browser")
    app.add_template_filter(words.size_in_words, "size_in_words")

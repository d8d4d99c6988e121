"""How files join the house."""

from flask import Flask

from ..lib.file_kinds import ACCEPT
from .views import bp


def wire(app: Flask) -> None:
    """Addresses, and which kinds of files a file dialog offers."""
    app.register_blueprint(bp)
    app.jinja_env.globals["accepted_files"] = ACCEPT

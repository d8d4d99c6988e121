"""How uploads join the house."""

from flask import Flask

from ..core.pieces import Pieces
from ..core.storage import arrivals
from . import jobs
from .views import bp

__all__ = ["jobs", "wire"]


def wire(app: Flask) -> None:
    """Addresses; jobs by being imported; whose bodies the server keeps when they break off."""
    app.register_blueprint(bp)
    with app.app_context():
        app.extensions["pieces"] = Pieces(arrivals(), bp.url_prefix or "")

"""How notices join the house."""

from flask import Flask

from . import jobs
from .views import bp

__all__ = ["jobs", "wire"]


def wire(app: Flask) -> None:
    """Addresses; jobs by being imported."""
    app.register_blueprint(bp)

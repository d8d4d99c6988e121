"""How comments join the house."""

from flask import Flask

from .views import bp


def wire(app: Flask) -> None:
    """Addresses."""
    app.register_blueprint(bp)

"""The virus scanner of this installation, if it has one (INTRANET_CLAMAV)."""

from typing import cast

from flask import Flask, current_app

from ..lib.clamd import Clamd


def init_app(app: Flask) -> None:
    """Know where the scanner is; nothing is asked before there is a file."""
    address = app.config["CLAMAV"]
    app.extensions["scanner"] = Clamd(address) if address else None


def scanner() -> Clamd | None:
    """Whom to ask about a file; None when nobody is."""
    return cast(Clamd | None, current_app.extensions["scanner"])

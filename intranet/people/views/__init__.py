"""Addresses about people: signing in, one's own account, administration."""

from flask import Blueprint

bp = Blueprint("people", __name__)

from . import (  # noqa: E402 - they add their addresses to `bp`
    account,  # noqa: F401
    condition,  # noqa: F401
    door,  # noqa: F401
    imports,  # noqa: F401
    journal,  # noqa: F401
    links,  # noqa: F401
    organisations,  # noqa: F401
    persons,  # noqa: F401
    roles,  # noqa: F401
)

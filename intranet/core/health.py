"""Is the site alive, and is it ready? Two public addresses without details."""

from flask import Blueprint
from sqlalchemy import text

from .db import db
from .schema import is_migrated
from .web import allow

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> str:
    """The process answers."""
    allow(True)
    return "ok"


@bp.get("/readyz")
def ready() -> tuple[str, int]:
    """The database answers and has the tables of this version."""
    allow(True)
    db.session.execute(text("select 1"))
    return ("ok", 200) if is_migrated() else ("behind", 503)

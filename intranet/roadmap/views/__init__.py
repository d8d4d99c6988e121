"""Addresses of the road map."""

from flask import Blueprint

bp = Blueprint("roadmap", __name__, url_prefix="/roadmap")

# ruff: noqa: E402, F401 - the modules add their addresses to `bp`
from . import boards, card_parts, card_places, cards, imports, moves, plans, settings, tables

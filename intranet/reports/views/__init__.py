"""Addresses of the reports."""

from flask import Blueprint

bp = Blueprint("reports", __name__, url_prefix="/reports")

# ruff: noqa: E402, F401 - the modules add their addresses to `bp`
from . import (
    archives,
    beginning,
    building,
    campaign_people,
    campaigns,
    comparison,
    desk,
    file_previews,
    files,
    filling,
    handing,
    matrix,
    obliged,
    opening,
    reminders,
    reports,
    steps,
    summaries,
    summary_files,
)

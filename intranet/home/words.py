"""Days in words for the first page."""

from datetime import date

from flask_babel import format_date


def full_day(day: date) -> str:
    """«понедельник, 6 апреля 2026 г.»"""
    return str(format_date(day, "full"))

"""Campaigns, the reports that are owed to them, the versions handed in, the summaries."""

from .campaigns import Campaign, Recipient, Reviewer, Slot
from .files import ReportFile
from .reports import Overwritten, Remark, Report
from .terms import (
    IN,
    ON_DESK,
    STATE_NAMES,
    TIMELINESS_NAMES,
    WRITABLE,
    CampaignState,
    Dates,
    Manner,
    State,
    Timeliness,
    counted_at,
    timeliness_of,
)
from .versions import Summary, Version, VersionFile

__all__ = [
    "IN",
    "ON_DESK",
    "STATE_NAMES",
    "TIMELINESS_NAMES",
    "WRITABLE",
    "Campaign",
    "CampaignState",
    "Dates",
    "Manner",
    "Overwritten",
    "Recipient",
    "Remark",
    "Report",
    "ReportFile",
    "Reviewer",
    "Slot",
    "State",
    "Summary",
    "Timeliness",
    "Version",
    "VersionFile",
    "counted_at",
    "timeliness_of",
]

"""The receipt of a version, in words: the same on the page and on paper."""

from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _

from ...core.i18n import size_in_words
from ..models import TIMELINESS_NAMES, Manner, Version
from . import terms
from .sight import ReportSight


@dataclass(frozen=True)
class ReceiptFile:
    """A file of the version: its name as shown, its size in words, its sum."""

    name: str
    size: str
    sha256: str


@dataclass(frozen=True)
class Receipt:
    """What a receipt says. number: «12-1», the report and its version."""

    number: str
    version: int
    headline: str
    moment: str
    timeliness: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[ReceiptFile, ...]
    digest: str
    meaning: str

    def as_data(self) -> dict[str, Any]:
        """For paper."""
        return asdict(self)


def receipt_of(sight: ReportSight, version: Version) -> Receipt:
    """The receipt of `version` by the clocks of who collects."""
    timeliness = terms.timeliness_of(sight.report, version)
    return Receipt(
        number=f"{version.report_id}-{version.number}",
        version=version.number,
        headline=_("The report is handed in"),
        moment=terms.moment_with_zone(version.at, sight.zone),
        timeliness=str(TIMELINESS_NAMES[timeliness]),
        facts=tuple(_facts(sight, version)),
        files=tuple(
            ReceiptFile(file.shown_name, size_in_words(file.size_bytes), file.key)
            for file in version.files
        ),
        digest=version.digest,
        meaning=_(
            "The checksum is taken over the figures, the explanations and the files. Whoever holds "
            "this receipt can prove what was sent and when. It is not a qualified signature."
        ),
    )


def _facts(sight: ReportSight, version: Version) -> list[tuple[str, str]]:
    """Names and values, in the order in which they are told."""
    began = terms.moment_with_zone(version.counted_at, sight.zone)
    day_of = sight.campaign.dates.day_of
    is_apart = day_of(version.counted_at) != day_of(version.at)
    return [
        (_("Report"), str(sight.campaign)),
        (_("Organisation"), sight.report.organisation.name),
        (_("Collected by"), sight.campaign.organisation.name),
        (_("Version"), str(version.number)),
        (_("Sent by"), version.author_name or "—"),
        (_("How"), manner_words(version)),
        *([(_("Counts from"), began)] if is_apart else []),
    ]


def manner_words(version: Version) -> str:
    """Who pressed the button."""
    match Manner(version.manner):
        case Manner.AUTOMATIC:
            return _("handed in automatically: the draft was complete when the deadline came")
        case Manner.FOR_THEM:
            return _("handed in by the coordinator for the organisation")
        case _:
            return _("handed in by the organisation itself")

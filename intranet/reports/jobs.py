"""What the reports do by themselves: reminders, handing in at the deadline, reading files."""

import structlog

from ..core import clock
from ..core.events import on
from ..core.jobs import job, later
from ..core.storage import storage
from ..lib.contents import asking
from ..lib.file_names import ending_of
from .actions import handing, indexing, reminding
from .events import ReportHandedIn, ReportReturned
from .models import ReportFile
from .queries import reminders, reports

log = structlog.get_logger()

#: Nobody is reminded in the night: from this hour, by the clocks of who collects.
MORNING, EVENING = 8, 20


@job
def remind() -> None:
    """Take every step of the reminders that is due; each in its own transaction."""
    for campaign in reminders.open_campaigns():
        hour = clock.there(clock.now(), campaign.dates.zone).hour
        if MORNING <= hour < EVENING:
            for report in reminders.laggards(campaign):
                reminding.remind_by_itself(report)


@job
def hand_in_complete_drafts() -> None:
    """Hand in by itself what was complete when its deadline passed."""
    for campaign in reminders.open_campaigns():
        if clock.today(campaign.dates.zone) <= campaign.due_on:
            continue
        for number in reminders.first_drafts(campaign):
            if report := reports.report(number):
                handing.hand_in_by_itself(report)


@on(ReportHandedIn)
def know_version(event: ReportHandedIn) -> None:
    """A new version is read a little later."""
    _read_later(event.subject.id)


@on(ReportReturned)
def know_remarks(event: ReportReturned) -> None:
    """So are remarks on it."""
    _read_later(event.subject.id)


def _read_later(number: int) -> None:
    later(read_report, key=f"reports.read_report-{number}", report_id=number)


@job
def read_report(report_id: int) -> None:
    """Read the files of a report's last version and have it found by what they say.

    What cannot be read says so in the log and hinders nothing.
    """
    report = reports.report(report_id)
    version = reports.version(report, report.number) if report else None
    if report and version:
        indexing.index(report, [_text_of(file) for file in version.files])


def _text_of(file: ReportFile) -> str:
    try:
        with storage().open(file.key) as stream:
            found = asking.read(stream.fileno(), ending_of(file.name))
    except OSError as error:
        log.error("file of a report lost", file=file.id, said=str(error))
        return ""
    if found.problem:
        log.info("file of a report not read", file=file.id, problem=str(found.problem))
    return found.text

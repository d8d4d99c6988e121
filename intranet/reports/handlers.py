"""What the reports do when another room tells."""

from ..core.events import on
from ..uploads.events import FileScanned
from ..uploads.models import Verdict
from .queries import reports


@on(FileScanned)
def know_the_verdict(told: FileScanned) -> None:
    """The scanner has looked into bytes that may lie in slots already."""
    verdict = Verdict.INFECTED if told.found else Verdict.CLEAN
    for file in reports.files_of_bytes(told.key):
        file.scan = verdict

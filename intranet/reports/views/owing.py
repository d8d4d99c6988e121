"""What is asked of the viewer's organisations, for the pages that list it."""

from dataclasses import dataclass

from flask import url_for

from ...people.models import Viewer
from ..queries import reports
from . import terms
from .sight import ReportSight


@dataclass(frozen=True)
class Owed:
    """A report in a list: what is left of its time, and the one next step."""

    sight: ReportSight

    @property
    def is_open(self) -> bool:
        """Whether it is the organisation's turn."""
        return self.sight.may_write

    @property
    def left(self) -> str:
        return terms.left_words(self.sight) if self.is_open else ""

    @property
    def tone(self) -> str:
        return terms.left_tone(self.sight)

    @property
    def step(self) -> str:
        return terms.next_step(self.sight)[1] if self.sight.is_own else ""

    @property
    def url(self) -> str:
        """Where the next step is made."""
        report = self.sight.report
        if terms.next_step(self.sight)[0] == "receipt" and report.number:
            return url_for("reports.receipt", report_id=report.id, number=report.number)
        return self.sight.url


def owed(viewer: Viewer, *, only_open: bool = False) -> list[Owed]:
    """What the viewer's own organisations owe, the nearest deadline first; then what is in.

    only_open: without what waits for nobody here. One statement.
    """
    found = [Owed(ReportSight(report, viewer)) for report in reports.owed_by(viewer)]
    due = sorted((o for o in found if o.is_open), key=lambda o: o.sight.report.wanted_on)
    return due if only_open else due + [each for each in found if not each.is_open]

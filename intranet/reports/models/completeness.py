"""What a draft still lacks before it can be handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...lib.indicators import Outcome, Verdict, check, unfilled
from .reports import Report


@dataclass(frozen=True)
class Gaps:
    """What stands between a draft and its being handed in; nothing when it `is_complete`.

    cells: required and empty, or waited for by a hard check. failed: hard checks that do not
    hold. unexplained: soft ones without a word why. slots: ids of required places without a
    file. infected: files in which the virus scanner found something.
    """

    cells: list[str] = field(default_factory=list)
    failed: list[Outcome] = field(default_factory=list)
    unexplained: list[Outcome] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    infected: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not any((self.cells, self.failed, self.unexplained, self.slots, self.infected))


def explained_as(outcome: Outcome) -> str:
    """Under which name an explanation of a failed soft check is kept."""
    return f"{outcome.check.code}.{outcome.column}" if outcome.column else outcome.check.code


def gaps(report: Report, previous: Mapping[str, str] | None) -> Gaps:
    """What `report` lacks; previous: the values of the campaign before, carried over."""
    form, draft = report.campaign.asked, report.draft
    outcomes = check(form, draft, previous)
    failures = [each for each in outcomes if each.verdict is Verdict.FAILS]
    begun = {
        key for each in outcomes if each.check.is_hard and each.is_begun for key in each.missing
    }
    empty = begun | {cell.key for cell in unfilled(form, draft)}
    files = report.present_files
    there = {file.slot_id for file in files}
    return Gaps(
        cells=[cell.key for cell in form.asked if cell.key in empty],
        failed=[each for each in failures if each.check.is_hard],
        unexplained=[
            each
            for each in failures
            if not each.check.is_hard and not report.explanations.get(explained_as(each))
        ],
        slots=[s.id for s in report.campaign.slots if s.is_required and s.id not in there],
        infected=[file.name for file in files if file.scan == "infected"],
    )

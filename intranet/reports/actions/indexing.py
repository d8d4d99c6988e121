"""Making what was handed in findable by its words."""

from collections.abc import Iterable
from datetime import date

from ...core import fulltext
from ...core.actions import action
from ...lib.indicators import Cell, Kind
from ..models import Report
from ..queries import reports

#: Letters kept of all the files of one report.
MOST_LETTERS = 400_000


def _said(cell: Cell, answer: str) -> str:
    """An answer as people write it: a day as 13.09.2026, a choice by its title."""
    if cell.indicator.kind is Kind.TEXT:
        return answer
    if cell.indicator.kind is Kind.DATE:
        answer = date.fromisoformat(answer).strftime("%d.%m.%Y")
    titles = {choice.code: choice.title for choice in cell.indicator.choices}
    return f"{cell.label}: {titles.get(answer, answer)};"


@action
def index(report: Report, texts: Iterable[str]) -> None:
    """Have `report` found by the answers and explanations of its last version, by its remarks,
    by the names of who wrote them and handed it in, and by `texts` of its files."""
    version = reports.version(report, report.number)
    if version is None:
        return
    words = [report.campaign.title, report.campaign.period, report.organisation.name]
    for cell in report.campaign.asked.asked:
        if answer := version.values.get(cell.key):
            words.append(_said(cell, answer))
    words += version.explanations.values()
    words.append(version.author_name)
    words += [remark.text for remark in report.remarks]
    words += sorted({remark.author.name for remark in report.remarks if remark.author})
    words += [file.name for file in version.files]
    words.append("\n".join(texts)[:MOST_LETTERS])
    fulltext.index(
        Report.__tablename__,
        report.id,
        title=str(report),
        text="\n".join(word for word in words if word),
        place=report.organisation.path,
    )

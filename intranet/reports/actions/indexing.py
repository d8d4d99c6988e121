"""Making what was handed in findable by its words."""

from collections.abc import Iterable

from ...core import fulltext
from ...core.actions import action
from ...lib.indicators import Kind
from ..models import Report
from ..queries import reports

#: Letters kept of all the files of one report.
MOST_LETTERS = 400_000


@action
def index(report: Report, texts: Iterable[str]) -> None:
    """Have `report` found by the answers and explanations of its last version, by its remarks
    and by `texts` of its files."""
    version = reports.version(report, report.number)
    if version is None:
        return
    words = [report.campaign.title, report.campaign.period, report.organisation.name]
    for cell in report.campaign.asked.asked:
        if answer := version.values.get(cell.key):
            is_text = cell.indicator.kind is Kind.TEXT
            words.append(answer if is_text else f"{cell.label}: {answer};")
    words += version.explanations.values()
    words += [remark.text for remark in report.remarks]
    words += [file.name for file in version.files]
    words.append("\n".join(texts)[:MOST_LETTERS])
    fulltext.index(
        Report.__tablename__,
        report.id,
        title=str(report),
        text="\n".join(word for word in words if word),
        place=report.organisation.path,
    )

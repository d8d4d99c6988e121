"""The summary as files: a sheet with real numbers, a document for paper."""

from datetime import date

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ...core.downloads import own_file
from ...core.i18n import day_in_words
from ...lib import papers, workbooks
from ...lib.indicators import Cell, Kind, shown_values
from . import bp
from .summaries import SummarySight, look_at_summary
from .totals import Block

#: Columns of the document, in millimetres.
NUMBER, UNIT, FIGURE = 11, 26, 27
#: All figures of a row together: the indicator keeps its place.
FIGURES = 100


@bp.get("/campaigns/<int:campaign_id>/summary.xlsx")
def summary_xlsx(campaign_id: int) -> Response:
    """Totals, what every organisation handed in, as numbers; how complete it is."""
    sight = look_at_summary(campaign_id)
    sheets = [_totals(sight), _reports(sight), _completeness(sight)]
    content = workbooks.book(sheets, title=str(sight.at.campaign))
    return own_file(content, name=_name_of(sight), ending="xlsx")


@bp.get("/campaigns/<int:campaign_id>/summary.docx")
def summary_docx(campaign_id: int) -> Response:
    """The summary as a document: heading, how complete it is, tables, signature."""
    sight = look_at_summary(campaign_id)
    return own_file(papers.document(_paper(sight)), name=_name_of(sight), ending="docx")


def _name_of(sight: SummarySight) -> str:
    return _("Summary: %(title)s", title=sight.at.campaign).replace(": ", " — ", 1)


def _facts(sight: SummarySight) -> list[str]:
    """What is added up, how the campaign stands, who is not in it; the note."""
    facts = [f"{words}." for words in (sight.made_of, sight.today_words) if words]
    if sight.is_outdated:
        names = ", ".join(part.organisation for part in sight.parts)
        facts.append(
            _("This summary is outdated: it adds up the reports of %(names)s.", names=names)
        )
    facts += [f"{words}: {', '.join(names)}." for words, names in sight.left_out]
    return [*facts, sight.made.note] if sight.made and sight.made.note else facts


def _completeness(sight: SummarySight) -> workbooks.Sheet:
    name = _("How complete it is")
    return workbooks.Sheet(name, [workbooks.Heading(name, 120)], [[f] for f in _facts(sight)])


def _totals(sight: SummarySight) -> workbooks.Sheet:
    headings = [(_("No."), 10), (_("Indicator"), 50), (_("Column"), 18), (_("Units"), 10)]
    headings += [(_("Total"), 14), (_("Filled in by"), 12), (_("Remark"), 30), (_("Code"), 16)]
    rows = [
        (
            line.indicator.number,
            line.indicator.title,
            head if block.section.columns else "",
            line.indicator.unit,
            figure.text if figure.number is None else float(figure.number),
            figure.filled,
            figure.note,
            figure.key,
        )
        for block in sight.blocks
        for line in block.lines
        for head, figure in zip(block.heads, line.figures, strict=True)
    ]
    return workbooks.Sheet(_("Summary"), [workbooks.Heading(*each) for each in headings], rows)


def _reports(sight: SummarySight) -> workbooks.Sheet:
    form = sight.at.campaign.asked
    headings = [workbooks.Heading(_("Organisation"), 32)]
    headings += [workbooks.Heading(_name(cell), 14) for cell in form.cells]
    rows = []
    for part in sight.parts:
        values = shown_values(form, part.values)
        rows.append([part.organisation, *(_typed(cell, values[cell.key]) for cell in form.cells)])
    return workbooks.Sheet(_("By organisation"), headings, rows)


def _name(cell: Cell) -> str:
    column = f", {cell.column.title}" if cell.column else ""
    return f"{cell.indicator.numbered_title}{column}"


def _typed(cell: Cell, text: str) -> workbooks.Value:
    """What was handed in as a sheet holds it: a number, a day, a word."""
    kind = cell.indicator.kind
    if not text:
        return None
    if kind.is_number or kind is Kind.COMPUTED:
        return float(text)
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    if kind is Kind.YES_NO:
        return _("yes") if text == "yes" else _("no")
    titles = {choice.code: choice.title for choice in cell.indicator.choices}
    return titles.get(text, text)


def _paper(sight: SummarySight) -> papers.Paper:
    campaign, made = sight.at.campaign, sight.made
    day = day_in_words(sight.at.today if made is None else campaign.dates.day_of(made.made_at))
    return papers.Paper(
        organisation=campaign.organisation.name,
        kind=_("Summary"),
        day=day,
        number=str(made.number) if made else "",
        title=str(campaign),
        paragraphs=_facts(sight),
        tables=[_table(block) for block in sight.blocks],
        signature=_("Position"),
    )


def _table(block: Block) -> papers.Table:
    """A section; the column of numbers only where the form has numbers."""
    head = [_("Indicator"), _("Units"), *block.heads]
    rows = [
        [line.indicator.title, line.indicator.unit, *(figure.text for figure in line.figures)]
        for line in block.lines
    ]
    widths = [0, UNIT, *(min(FIGURE, FIGURES // len(block.heads)) for _head in block.heads)]
    if block.section.has_numbers:
        head, widths = [_("No."), *head], [NUMBER, *widths]
        rows = [[line.indicator.number, *row] for line, row in zip(block.lines, rows, strict=True)]
    return papers.Table(block.section.title, head, rows, widths, numbers=len(block.heads))

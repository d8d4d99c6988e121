"""What still stands between a draft and its being handed in, each with the way to it."""

from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from ...lib.indicators import Outcome
from .sheet import Sheet

FEW = 3  # fields of one section that are named one by one
#: What is missing: its name, the address of its field, why.
Missing = tuple[str, str, str]


def missing(sheet: Sheet) -> list[Missing]:
    """In the order of the report: figures, checks, files."""
    gaps, url = sheet.gaps, sheet.sight.url
    failed = [*gaps.failed, *gaps.unexplained]
    slots = [sheet.sight.campaign.slot(each) for each in gaps.slots]
    return [
        *_cells(sheet, gaps.cells),
        *(_check(sheet, each) for each in failed),
        *((str(s), f"{url}#slot-{s.id}", _("a file is required here")) for s in slots if s),
        *((name, url, _("a virus was found: replace this file")) for name in gaps.infected),
    ]


def _cells(sheet: Sheet, keys: list[str]) -> list[Missing]:
    """Field by field; a section of which much is missing is one line that leads to its first."""
    found: list[Missing] = []
    for title, group in groupby(keys, lambda key: sheet.form.cell[key].section.title):
        cells = [_cell(sheet, key) for key in group]
        many = ngettext("%(num)s field is empty", "%(num)s fields are empty", len(cells))
        found += cells if len(cells) <= FEW else [(title, cells[0][1], many)]
    return found


def _cell(sheet: Sheet, key: str) -> Missing:
    field = sheet.field(sheet.form.cell[key])
    is_required = field.indicator.is_required
    why = _("not filled in") if is_required else _("a check waits for it: type 0 if there are none")
    return field.label, f"{sheet.sight.url}#f-{field.dom}", why


def _check(sheet: Sheet, outcome: Outcome) -> Missing:
    failure = sheet.failure(outcome)
    row = sheet.home(outcome)
    label = f"{failure.column}: {failure.sentence}" if failure.column else failure.sentence
    why = _("correct the figures") if failure.is_hard else _("correct the figures or say why")
    return label, f"{sheet.sight.url}#row-{row}", why

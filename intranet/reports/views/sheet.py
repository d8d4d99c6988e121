"""A report as the organisation fills it in: fields, what stands beside them, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from ...lib.indicators import (
    BadValue,
    Cell,
    Form,
    Indicator,
    Kind,
    Outcome,
    Section,
    Verdict,
    check,
    compute,
)
from ...lib.indicators.numbers import plain
from ...uploads.destinations import Destination
from ..forms.filling import SlotForm
from ..models import Remark, Report, ReportFile, Slot
from ..models.completeness import Gaps, explained_as, gaps
from . import figures
from .fields import Failure, Field, Row
from .places import as_destination
from .sight import ReportSight


@dataclass
class Sheet:
    """All that the pages of filling need.

    before: the values of the campaign before, as far as both ask them.
    typed, errors: what was refused, by cell; overwritten: what somebody else wrote meanwhile.
    """

    sight: ReportSight
    before: Mapping[str, str] | None
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, BadValue] = field(default_factory=dict)
    overwritten: Mapping[str, str] = field(default_factory=dict)
    saved: frozenset[str] = frozenset()
    refused_files: Mapping[int, str] = field(default_factory=dict)

    @property
    def report(self) -> Report:
        return self.sight.report

    @property
    def form(self) -> Form:
        return self.sight.campaign.asked

    @property
    def may_fill(self) -> bool:
        return self.sight.may_write

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return check(self.form, self.report.draft, self.before)

    @cached_property
    def gaps(self) -> Gaps:
        return gaps(self.report, self.before)

    @cached_property
    def missing(self) -> set[str]:
        return set(self.gaps.cells)

    @cached_property
    def computed(self) -> Mapping[str, object]:
        return compute(self.form, self.report.draft)

    @property
    def asked_count(self) -> int:
        return len(self.form.asked) + len(self.sight.campaign.slots)

    @cached_property
    def remarks(self) -> list[Remark]:
        """What was asked to be corrected, while it is to be corrected."""
        return self.report.open_remarks if self.report.state == "returned" else []

    @property
    def remarks_on_all(self) -> list[Remark]:
        return [each for each in self.remarks if not each.cell and not each.file_id]

    @property
    def remarked(self) -> list[tuple[str, str]]:
        """Where remarks are pinned: the name and the anchor of each cell and file."""
        cells = [c for c in self.form.cells if any(r.cell == c.key for r in self.remarks)]
        files = [f for f in self.report.files if self.remarks_on_file(f)]
        places = [(self.field(cell).label, f"row-{cell.indicator.code}") for cell in cells]
        return places + [(file.shown_name, f"slot-{file.slot_id}") for file in files]

    def remarks_on_file(self, file: ReportFile) -> list[Remark]:
        return [each for each in self.remarks if each.file_id == file.id]

    def field(self, cell: Cell) -> Field:
        """The cell as it is now."""
        key, error, reason, state = cell.key, "", "", "saved" if cell.key in self.saved else ""
        value = self.report.draft.get(key, "")
        if cell.indicator.kind is Kind.COMPUTED:
            found = self.computed[key]
            value = plain(found) if isinstance(found, Decimal) else ""
            reason = "" if isinstance(found, Decimal) else figures.why_absent(found)  # type: ignore[arg-type]  # Decimal or Absent
        if key in self.errors:
            state, error = "bad", figures.why_bad(self.errors[key], cell.indicator)
        elif key in self.overwritten:
            state = "conflict"
        return Field(
            cell,
            value=value,
            before=(self.before or {}).get(key, ""),
            typed=self.typed.get(key),
            error=error,
            state=state,
            reason=reason,
            remarks=tuple(each for each in self.remarks if each.cell == key),
            is_missing=key in self.missing,
        )

    def row(self, section: Section, indicator: Indicator) -> Row:
        cells = [Cell(section, indicator, column) for column in section.columns or (None,)]
        return Row(
            indicator,
            tuple(self.field(cell) for cell in cells),
            tuple(
                self.failure(each)
                for each in self.outcomes
                if each.verdict is Verdict.FAILS and self.home(each) == indicator.code
            ),
        )

    def row_of(self, code: str) -> Row:
        return self.row(self.form.section_of[code], self.form.indicator[code])

    def outcome(self, name: str) -> Outcome | None:
        """The failed soft check whose explanation is kept under `name`."""
        failures = (each for each in self.outcomes if each.verdict is Verdict.FAILS)
        soft = (each for each in failures if not each.check.is_hard)
        return next((each for each in soft if explained_as(each) == name), None)

    def rows(self, section: Section) -> list[Row]:
        return [self.row(section, indicator) for indicator in section.indicators]

    def failure(self, outcome: Outcome) -> Failure:
        first = self.form.cell[outcome.cells[0]]
        said = self.report.explanations.get(explained_as(outcome), "")
        return Failure(
            outcome,
            figures.said_of(self.form, outcome),
            figures.column_of(outcome, first),
            said,
        )

    def home(self, outcome: Outcome) -> str:
        """The code of the row at which a check is told: the first that it names."""
        key = (outcome.asked or outcome.cells)[0]
        return key.partition(".")[0]

    def has_before(self, section: Section) -> bool:
        """Whether anything empty can be taken over from the last period."""
        before, draft = self.before or {}, self.report.draft
        return any(
            cell.section.code == section.code and before.get(cell.key) and not draft.get(cell.key)
            for cell in self.form.asked
        )

    def concerned(self, keys: Mapping[str, str]) -> tuple[list[Row], list[Field]]:
        """What else of the page changes with these cells: rows of checks, computed cells.

        keys: cell → what the page showed in it before.
        """
        codes = {
            self.home(each): None
            for each in self.outcomes
            if not keys.keys().isdisjoint(each.asked)
        }
        rows = [self.row_of(code) for code in codes]
        earlier = dict(self.report.draft) | {k: text for k, text in keys.items()}
        was = compute(self.form, {key: text for key, text in earlier.items() if text})
        moved = [cell for cell in self.form.computed if was[cell.key] != self.computed[cell.key]]
        return rows, [self.field(cell) for cell in moved]

    # ── Files ──

    def files_of(self, slot: Slot) -> list[ReportFile]:
        return [file for file in self.report.present_files if file.slot_id == slot.id]

    def taken_out_of(self, slot: Slot) -> list[ReportFile]:
        """What was replaced or taken out; the newest first."""
        out = [f for f in self.report.files if f.slot_id == slot.id and f.removed_at]
        return out[::-1]

    def has_room(self, slot: Slot) -> bool:
        return len(self.files_of(slot)) < slot.most_files

    def place(self, slot: Slot) -> Destination:
        """Where the files of a slot are sent."""
        return as_destination(slot)

    def files_form(self, slot: Slot) -> SlotForm:
        """The form for bringing files; its fields have ids of their own on the page."""
        form = SlotForm(formdata=None)
        for name in ("files", "uploads"):
            form[name].id = f"slot-{slot.id}-{name}"
        return form

"""Rows, one after the other, become sections, items and sub-items."""

from intranet.lib.plans import cells
from intranet.lib.plans.entries import Entry
from intranet.lib.plans.executors import read_executors
from intranet.lib.plans.labels import is_day, is_label, label_of, leading_label
from intranet.lib.plans.model import Item, PlanWarning, Section, Subitem
from intranet.lib.plans.rows import Row
from intranet.lib.plans.subitems import split_cell
from intranet.lib.plans.terms import is_ditto, is_nothing, phrase_of
from intranet.lib.plans.words import one_line


class Assembly:
    """Builds sections out of entries; what it was not sure of is in `warnings`."""

    def __init__(self, roles: set[str], warnings: list[PlanWarning]) -> None:
        self.roles = roles
        self.sections: list[Section] = []
        self.warnings = warnings
        self._stage = ""

    @property
    def item(self) -> Item | None:
        """The item rows continue: the last one of the open section."""
        return self.sections[-1].items[-1] if self.sections and self.sections[-1].items else None

    def warn(self, code: str, row: int, **detail: object) -> None:
        self.warnings.append(PlanWarning(code, row, detail))

    def take(self, entry: Entry, following: Entry | None) -> None:
        """Give `entry` its place; `following` helps to tell a heading from an item."""
        self._take_stage(entry.row)
        self._doubt_number(entry)
        if entry.is_heading(following, self.item):
            number, title = entry.heading()
            self.sections.append(Section(number, title, row=entry.row.number))
            if not number and not entry.row.wide_text:
                self.warn("doubtful_section", entry.row.number, text=title)
        elif entry.is_part_of(self.item):
            self._add_row_as_subitem(entry)
        elif entry.label or entry.title:
            if entry.goes_on(self.item):
                self._go_on_with_title(entry)
            elif entry.title or entry.row.has_work:
                self._add_item(entry)
            else:
                self.warn("not_placed", entry.row.number, text=entry.label)
        elif self.item is None:
            self._add_item(entry)
        else:
            self._continue(entry.row, self.item)

    def _doubt_number(self, entry: Entry) -> None:
        written = entry.row.own("number")
        if is_day(written):
            self.warn("number_from_date", entry.row.number, written=written, number=entry.label)
        elif entry.label and not is_label(written) and entry.label == label_of(written):
            self.warn("odd_number", entry.row.number, number=entry.label)

    def _take_stage(self, row: Row) -> None:
        stage = one_line(row.own("stage"))
        if stage and stage != self._stage:
            self._stage = stage
            number, title = leading_label(stage, is_heading=True)
            self.sections.append(Section(number, title, row=row.number))

    def _add_item(self, entry: Entry) -> None:
        row = entry.row
        item = Item(entry.label, one_line(entry.title), row=row.number)
        content = row.text("content")
        if content and entry.title:
            item.subitems = cells.parts_of(content, entry.label, row.number)
        elif content:
            item.title = one_line(content)
        else:
            title, parts = split_cell(entry.title, entry.label)
            if title and parts:
                item.title = title
                item.subitems = [Subitem(p.number, p.text, row=row.number) for p in parts]
        self._fill_executors(item, row)
        self._fill_deadline(item, row)
        item.result = "" if is_nothing(row.text("result")) else row.text("result")
        if not self.sections:
            self.sections.append(Section("", "", row=row.number))
        self.sections[-1].items.append(item)
        if not entry.label and "number" in self.roles:
            self.warn("unnumbered_item", row.number, title=item.title)
        self._warn_of_step(cells.in_step(item, row), row)

    def _warn_of_step(self, is_in_step: bool, row: Row) -> None:
        if is_in_step:
            self.warn("in_step", row.number)

    def _fill_executors(self, item: Item, row: Row) -> None:
        written = row.text("executor")
        before = self._last_item()
        if is_ditto(written) and before:
            self.warn("ditto", row.number, column="executor", text=written)
            written = before.executors_text
        item.executors_text = "" if is_nothing(written) else written
        item.executors = read_executors(item.executors_text)
        if "executor" in self.roles and not item.executors:
            self.warn("no_executor", row.number, number=item.number)

    def _fill_deadline(self, item: Item, row: Row) -> None:
        phrase, item.deadline_is_built = phrase_of(row)
        before = self._last_item()
        if is_ditto(phrase) and before:
            self.warn("ditto", row.number, column="term", text=phrase)
            phrase = before.deadline or ""
        item.deadline = phrase or None
        if item.deadline_is_built:
            self.warn("built_deadline", row.number, number=item.number, phrase=phrase)
        if self.roles & {"term", "term_start", "term_end", "period"} and not phrase:
            self.warn("no_deadline", row.number, number=item.number)

    def _last_item(self) -> Item | None:
        return next((s.items[-1] for s in reversed(self.sections) if s.items), None)

    def _add_row_as_subitem(self, entry: Entry) -> None:
        item, row = self.item, entry.row
        if item is None:
            return
        text = " ".join(one_line(t) for t in (entry.title, row.own("content")) if t)
        self._add_subitems(item, [Subitem(entry.label, text, row=row.number)], row)

    def _continue(self, row: Row, item: Item) -> None:
        """A row without number and title: more sub-items, or the rest of a cell cut in two."""
        content = row.own("content")
        if content:
            parts = cells.parts_of(content, item.number, row.number)
            if cells.goes_on(item.subitems, parts):
                item.subitems[-1].text = f"{item.subitems[-1].text} {parts.pop(0).text}"
                self.warn("text_continued", row.number, number=item.number)
                self._extend(item, row)
                item.subitems += parts
                return
            self._add_subitems(item, parts, row)
        else:
            self._extend(item, row)
            self.warn("text_continued", row.number, number=item.number)

    def _add_subitems(self, item: Item, parts: list[Subitem], row: Row) -> None:
        """Add the parts of a row of their own, with what its cells say or leave to the item."""
        written, phrase = cells.executors_text(row), phrase_of(row)[0]
        result = "" if is_nothing(row.own("result")) else row.own("result")
        for part in parts:
            part.result = result
            part.executors = read_executors(written) or list(item.executors) or None
            part.deadline = phrase or item.deadline
            part.inherits_executors = not written and part.executors is not None
            part.inherits_deadline = not phrase and part.deadline is not None
        item.subitems += parts
        inherited = [
            name
            for name, is_inherited in (
                ("executors", any(part.inherits_executors for part in parts)),
                ("deadline", any(part.inherits_deadline for part in parts)),
            )
            if is_inherited
        ]
        if inherited:
            self.warn("inherited", row.number, number=item.number, cells=inherited)

    def _extend(self, item: Item, row: Row) -> None:
        """Add what a cut row says to the cells of the item above."""
        written = cells.executors_text(row, own=True)
        phrase = cells.own_deadline(row)
        if written:
            item.executors_text = f"{item.executors_text}\n{written}".strip()
            item.executors = read_executors(item.executors_text)
        if phrase:
            item.deadline = f"{item.deadline} {phrase}" if item.deadline else phrase
        if not is_nothing(row.own("result")):
            item.result = f"{item.result}\n{row.own('result')}".strip()

    def _go_on_with_title(self, entry: Entry) -> None:
        if self.item is None:
            return
        self.item.title = f"{self.item.title} {one_line(entry.title)}"
        self.warn("text_continued", entry.row.number, number=self.item.number)
        self._extend(self.item, entry.row)

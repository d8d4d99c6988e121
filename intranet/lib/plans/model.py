"""What a road map consists of once its table is understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

ReadDeadline = Callable[[str], dict[str, Any]]


@dataclass(slots=True)
class Column:
    """A column of the plan's table.

    role:   number, title, content, executor, term, term_start, term_end, period, term_executor,
            result, stage, money, other. The last two are not read into items.
    header: the words over the column; those of several header rows joined by " / ".
    period: for role "period", the time the column stands for, such as "II квартал".
    """

    role: str
    header: str
    period: str = ""


@dataclass(slots=True)
class PlanWarning:
    """Something a person should look at.

    code:   a machine word: missing_numbers, repeated_number, number_goes_back, inherited,
            built_deadline, ditto, no_executor, no_deadline, unnumbered_item, total_row,
            ignored_column, guessed_column, table_skipped, text_skipped, in_step, text_continued,
            doubtful_section, odd_number, number_from_date, empty_section, combined_column,
            not_placed, no_rows.
    where:  the row of the source, counted from 1 through all tables; 0 for the whole document.
    detail: facts for the sentence, such as {"numbers": ["3", "4"]}.
    """

    code: str
    where: int
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Executor:
    """One of those who carry an item out.

    text:   the words as written; name: without remark, short name and full stop;
    remark: what stands in brackets about taking part, such as "по согласованию";
    short:  what "(далее – …)" defines.
    """

    text: str
    name: str
    remark: str = ""
    short: str = ""


@dataclass(slots=True)
class Subitem:
    """A part of an item: a numbered line inside a cell, or a row of its own.

    executors, deadline: None when only the item has them. When the sub-item's own row left the
    cells empty they repeat the item's, and the flag of inheritance is set.
    """

    number: str
    text: str
    executors: list[Executor] | None = None
    deadline: str | None = None
    result: str = ""
    inherits_executors: bool = False
    inherits_deadline: bool = False
    row: int = 0


@dataclass(slots=True)
class Item:
    """A numbered line of the plan.

    number:   the label as printed, without the full stop at its end; "" when there is none.
    deadline: the phrase letter by letter; put together from several cells when
              `deadline_is_built`; None when the cells are empty.
    row:      the row of the source, counted from 1 through all tables.
    """

    number: str
    title: str
    executors: list[Executor] = field(default_factory=list)
    deadline: str | None = None
    result: str = ""
    subitems: list[Subitem] = field(default_factory=list)
    executors_text: str = ""
    deadline_is_built: bool = False
    row: int = 0


@dataclass(slots=True)
class Section:
    """A heading and the items under it; number and title are "" for items before any heading."""

    number: str
    title: str
    items: list[Item] = field(default_factory=list)
    row: int = 0


@dataclass(slots=True)
class Plan:
    """A whole road map, with the warnings of reading it."""

    title: str
    columns: list[Column]
    warnings: list[PlanWarning] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def items(self) -> Iterator[Item]:
        return (item for section in self.sections for item in section.items)

    def as_json(self, read_deadline: ReadDeadline) -> dict[str, Any]:
        """The plan as plain data; `read_deadline` gives kind, windows and doubts of a phrase."""
        return {
            "title": self.title,
            "columns": [
                {"role": c.role, "header": c.header} | ({"period": c.period} if c.period else {})
                for c in self.columns
            ],
            "warnings": [
                {"code": w.code, "where": w.where, "detail": w.detail} for w in self.warnings
            ],
            "sections": [
                {
                    "number": section.number,
                    "title": section.title,
                    "items": [_item(item, read_deadline) for item in section.items],
                }
                for section in self.sections
            ],
            "notes": list(self.notes),
        }


def _item(item: Item, read_deadline: ReadDeadline) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "executors": _executors(item.executors),
        "deadline": _deadline(item.deadline, read_deadline, is_built=item.deadline_is_built),
        "subitems": [_subitem(subitem, read_deadline) for subitem in item.subitems],
        "result": item.result,
    }


def _subitem(subitem: Subitem, read_deadline: ReadDeadline) -> dict[str, Any]:
    answer: dict[str, Any] = {"number": subitem.number, "text": subitem.text}
    if subitem.executors is not None:
        answer["executors"] = _executors(subitem.executors)
    if subitem.deadline is not None:
        answer["deadline"] = _deadline(subitem.deadline, read_deadline)
    if subitem.result:
        answer["result"] = subitem.result
    inherited = [
        name
        for name, is_inherited in (
            ("executors", subitem.inherits_executors),
            ("deadline", subitem.inherits_deadline),
        )
        if is_inherited
    ]
    return answer | ({"inherited": inherited} if inherited else {})


def _executors(executors: list[Executor]) -> list[dict[str, str]]:
    return [
        {"text": e.text, "name": e.name, "remark": e.remark, "short": e.short} for e in executors
    ]


def _deadline(
    phrase: str | None, read_deadline: ReadDeadline, *, is_built: bool = False
) -> dict[str, Any] | None:
    """The reading of a phrase; a phrase put together by us always asks a person."""
    if phrase is None:
        return None
    reading = {"phrase": phrase} | read_deadline(phrase)
    return reading | {"needs_confirmation": True} if is_built else reading

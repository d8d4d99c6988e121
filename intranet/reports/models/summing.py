"""A campaign in sum: who is in it and who is not, totals to be kept, what has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...lib.indicators import Absent, Form, Summary, Total, summarise
from .terms import IN, State


@dataclass(frozen=True)
class Part:
    """A version that is summed: whose it is, its number, its values."""

    report_id: int
    organisation: str
    number: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Standing:
    """How a campaign stands: organisations by state of their report, each by name."""

    by_state: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def _names(self, *states: State) -> list[str]:
        return sorted(name for state in states for name in self.by_state.get(state, ()))

    @property
    def asked(self) -> int:
        """Who owes a report; the excused owe none."""
        every = sum(len(names) for names in self.by_state.values())
        return every - len(self.excused)

    @property
    def handed_in(self) -> int:
        return len(self._names(*IN))

    @property
    def accepted(self) -> int:
        return len(self._names(State.ACCEPTED))

    @property
    def unchecked(self) -> list[str]:
        """Who handed in and waits for the reviewer."""
        return self._names(State.HANDED_IN, State.IN_REVIEW)

    @property
    def missing(self) -> list[str]:
        """Who has handed in nothing."""
        return self._names(State.WAITING, State.DRAFT)

    @property
    def returned(self) -> list[str]:
        """Who corrects what came back."""
        return self._names(State.RETURNED)

    @property
    def excused(self) -> list[str]:
        return self._names(State.EXCUSED)


@dataclass(frozen=True)
class Delta:
    """A total that would be another one if the campaign were summed now."""

    key: str
    before: Decimal | None
    after: Decimal | None


def sum_up(form: Form, parts: Sequence[Part]) -> Summary:
    """The sums of `parts`; ratios from the sums."""
    return summarise(form, [part.values for part in parts])


def as_json(summary: Summary) -> dict[str, Any]:
    """Totals as they are kept: numbers as text, what is empty left out."""
    return {
        "reports": summary.reports,
        "cells": {key: _total_json(total) for key, total in summary.cells.items()},
    }


def _total_json(total: Total) -> dict[str, Any]:
    numbers = {"value": total.value, "least": total.least, "most": total.most}
    kept: dict[str, Any] = {name: str(n) for name, n in numbers.items() if n is not None}
    if total.counts:
        kept["counts"] = dict(total.counts)
    if total.reason:
        kept["reason"] = str(total.reason.value)
    return {"filled": total.filled} | kept


def read_sums(kept: Mapping[str, Any]) -> Summary:
    """What `as_json` kept."""
    cells = {key: _total(each) for key, each in kept.get("cells", {}).items()}
    return Summary(reports=kept.get("reports", 0), cells=cells)


def _total(kept: Mapping[str, Any]) -> Total:
    numbers = {n: Decimal(kept[n]) for n in ("value", "least", "most") if n in kept}
    reason = Absent(kept["reason"]) if "reason" in kept else None
    return Total(kept["filled"], **numbers, counts=kept.get("counts", {}), reason=reason)


def deltas(before: Summary, after: Summary) -> list[Delta]:
    """The totals that differ, in the order of the form."""
    empty = Total(0)
    return [
        Delta(key, before.cells.get(key, empty).value, total.value)
        for key, total in after.cells.items()
        if before.cells.get(key, empty).value != total.value
    ]

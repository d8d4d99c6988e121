"""Every layout seen in real road maps, in every format it may come in: all cells must be right."""

import json
from pathlib import Path
from typing import Any

import pytest

from intranet.lib.documents import read_bytes
from intranet.lib.plans import Executor, Item, Plan, Subitem, read_plan
from tests.support import plan_documents

DATA = Path(__file__).parents[3] / "data" / "plans"
NAMES = sorted(path.stem for path in plan_documents.LAYOUTS.glob("*.txt"))
CASES = [(name, kind) for name in NAMES for kind in plan_documents.layout(name).formats]
REAL = sorted(path.name for path in (DATA / "real").iterdir())


def expected(name: str) -> dict[str, Any]:
    return json.loads((DATA / "expected" / f"{name}.json").read_text("utf-8"))


def executor(one: Executor) -> str:
    remark = f" [{one.remark}]" if one.remark else ""
    return one.name + (f" {{{one.short}}}" if one.short else "") + remark


def subitem(one: Subitem) -> list[Any]:
    cells: list[Any] = [one.number, one.text]
    if one.executors is not None or one.deadline is not None:
        people = one.executors
        cells += [[executor(e) for e in people] if people is not None else None, one.deadline]
    return cells + (["inherits"] if one.inherits_executors or one.inherits_deadline else [])


def item(one: Item) -> list[Any]:
    cells = [one.number, one.title, [executor(e) for e in one.executors], one.deadline, one.result]
    return [*cells, [subitem(s) for s in one.subitems]] if one.subitems else cells


def sections(plan: Plan) -> list[Any]:
    return [[s.number, s.title, [item(i) for i in s.items]] for s in plan.sections]


def compare(plan: Plan, wanted: dict[str, Any]) -> None:
    assert sections(plan) == wanted["sections"]
    assert plan.title == wanted["title"]
    assert [column.role for column in plan.columns] == wanted["roles"]


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_a_described_plan_is_read_whole(name: str, kind: str):
    data = plan_documents.WRITERS[kind](plan_documents.layout(name))

    plan = read_plan(read_bytes(data))

    compare(plan, expected(name))
    wanted = sorted(expected(name)["warnings"])
    loose = expected(name).get("loose", [])  # what only some formats give a reason to say
    assert sorted(w.code for w in plan.warnings if w.code not in loose) == wanted


@pytest.mark.parametrize("file", REAL)
def test_a_file_saved_by_an_office_program_is_read_whole(file: str):
    plan = read_plan(read_bytes((DATA / "real" / file).read_bytes(), filename=file))

    compare(plan, expected(file.partition(".")[0]))

"""A document with a table becomes a plan: sections, items, sub-items, executors, deadlines."""

from intranet.lib.plans.model import (
    Column,
    Executor,
    Item,
    Plan,
    PlanWarning,
    Section,
    Subitem,
)
from intranet.lib.plans.reading import read_plan

__all__ = [
    "Column",
    "Executor",
    "Item",
    "Plan",
    "PlanWarning",
    "Section",
    "Subitem",
    "read_plan",
]

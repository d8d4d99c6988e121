"""From a document to a plan: gather its rows, give each its place, look for what is odd."""

from intranet.lib.documents.model import Document, Unreadable
from intranet.lib.plans.assembly import Assembly
from intranet.lib.plans.checks import check
from intranet.lib.plans.entries import entry_of
from intranet.lib.plans.model import Plan
from intranet.lib.plans.source import Source


def read_plan(document: Document) -> Plan:
    """Find the plan in a document and read it.

    Nothing is dropped silently: what has no place in the plan is named in its warnings or kept
    in its notes. Raises Unreadable: no_table when the document holds no table, no_header when
    no table names the parts of a plan.
    """
    if not document.tables:
        raise Unreadable("no_table")
    source = Source(document)
    plan = Plan(source.title, source.columns, source.warnings, notes=source.notes)
    assembly = Assembly(source.roles, plan.warnings)
    entries = [entry_of(row) for row in source.rows]
    for n, entry in enumerate(entries):
        assembly.take(entry, entries[n + 1] if n + 1 < len(entries) else None)
    plan.sections = assembly.sections
    check(plan)
    return plan

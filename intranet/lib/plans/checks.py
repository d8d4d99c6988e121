"""What a careful reader would notice in a finished plan: numbers left out or said twice."""

from intranet.lib.plans.labels import missing, parent_of
from intranet.lib.plans.model import Item, Plan, PlanWarning


def check(plan: Plan) -> None:
    """Add the warnings about numbers and empty sections to the plan."""
    _check_runs(plan)
    for section in plan.sections:
        _check_repeats(plan, section.items)
    _drop_trailing_headings(plan)


def _check_runs(plan: Plan) -> None:
    """Each run of labels under one parent, in the order of the document."""
    last: dict[str, str] = {}
    for item in plan.items:
        for label, row in [(item.number, item.row), *((s.number, s.row) for s in item.subitems)]:
            is_counted_inside = row == item.row and label != item.number and "." not in label
            if not label or is_counted_inside:
                continue
            parent = parent_of(label)
            before = last.get(parent)
            skipped = missing([label], after=before or "")
            if skipped:
                plan.warnings.append(PlanWarning("missing_numbers", row, {"numbers": skipped}))
            last[parent] = label


def _check_repeats(plan: Plan, items: list[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.number and item.number in seen:
            detail = {"number": item.number}
            plan.warnings.append(PlanWarning("repeated_number", item.row, detail))
        seen.add(item.number)


def _drop_trailing_headings(plan: Plan) -> None:
    """Headings after the last item are signatures or remarks, not sections."""
    while plan.sections and not plan.sections[-1].items:
        section = plan.sections.pop()
        text = f"{section.number} {section.title}".strip()
        plan.notes.insert(0, text)
        plan.warnings.append(PlanWarning("empty_section", section.row, {"text": text}))
    for section in plan.sections:
        if not section.items:
            text = f"{section.number} {section.title}".strip()
            plan.warnings.append(PlanWarning("empty_section", section.row, {"text": text}))

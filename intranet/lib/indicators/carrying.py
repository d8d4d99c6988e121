"""What of a report for one form still has a place in another one."""

from intranet.lib.indicators.model import Form, Kind, Values


def carried(old: Form, new: Form) -> tuple[str, ...]:
    """Keys of the cells that mean the same in both forms, in the order of the new one.

    The same code, kind and column; titles, units and limits may have changed. Computed cells
    are never carried: the new form reckons its own.
    """
    return tuple(
        cell.key
        for cell in new.asked
        if cell.key in old.cell and old.cell[cell.key].indicator.kind is cell.indicator.kind
    )


def carry_over(old: Form, new: Form, values: Values) -> dict[str, str]:
    """The values of a report for `old` that have a place in `new`; answers no longer to be
    chosen are left behind.

    They are for comparison, as they were: a figure may lie beyond the new limits, so `read_value`
    must see it again before it is taken into a report («без изменений»).
    """
    kept = {key: values[key] for key in carried(old, new) if values.get(key)}
    choices = {
        cell.key: {choice.code for choice in cell.indicator.choices}
        for cell in new.asked
        if cell.indicator.kind is Kind.CHOICE
    }
    return {key: text for key, text in kept.items() if text in choices.get(key, {text})}

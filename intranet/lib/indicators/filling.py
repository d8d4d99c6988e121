"""How much a form asks of a person, and what is still to be filled in."""

from intranet.lib.indicators.model import Cell, Form, Kind, Values

#: Seconds to find an answer in the school's papers and to type it.
SECONDS = {Kind.INTEGER: 20, Kind.DECIMAL: 25, Kind.YES_NO: 8, Kind.DATE: 20, Kind.TEXT: 60,
           Kind.CHOICE: 10, Kind.COMPUTED: 0}  # fmt: skip
#: To open the form, read what is asked, look over the checks and hand in.
SECONDS_AROUND = 180


def estimated_minutes(form: Form) -> int:
    """About how many minutes the form takes somebody who has the papers at hand.

    So many seconds for each cell by its kind (a figure 20, with decimals 25, a day 20, yes or
    no 8, a choice 10, a text 60, a computed one none), three minutes around, up to whole minutes.
    It is a rule of thumb for comparing forms before they are sent to all schools.
    """
    seconds = SECONDS_AROUND + sum(SECONDS[cell.indicator.kind] for cell in form.asked)
    return -(-seconds // 60)


def unfilled(form: Form, values: Values) -> list[Cell]:
    """The required cells that are still empty, in the order of the form."""
    return [c for c in form.asked if c.indicator.is_required and not values.get(c.key)]


def filled(form: Form, values: Values) -> int:
    """How many cells a person has filled in."""
    return sum(bool(values.get(cell.key)) for cell in form.asked)

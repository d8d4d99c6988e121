"""Whatever stands on a board and whatever is filtered: the counters count what is shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.core.db import db
from intranet.lib.cyrillic import in_russian_layout
from intranet.people.models import folded
from intranet.roadmap.models import OPEN_STAGES, SOON, Card, Stage
from intranet.roadmap.queries import lanes, showing, tables
from intranet.roadmap.queries.filters import Filters, quarter_days
from tests.support import make

TODAY = date(2026, 5, 1)
TITLES = ("План встреч", "отчёт", "ЁЛКА", "100 % _", "")
WORDS = ("", "план", "ОТЧЕТ", "елка", "jnxtn", "%", "_", "встреч план", "нет такого")


@dataclass
class Spec:
    """A card to be: which title, stage, due day, whose."""

    title: str
    stage: Stage
    due_on: date | None
    shares: frozenset[int]
    is_archived: bool


specs = st.builds(
    Spec,
    title=st.sampled_from(TITLES),
    stage=st.sampled_from(Stage),
    due_on=st.none()
    | st.dates(date(2025, 12, 1), date(2027, 1, 31))
    | st.sampled_from([TODAY + timedelta(days=n) for n in (-1, 0, 1, SOON, SOON + 1)]),
    shares=st.frozensets(st.integers(0, 1)),
    is_archived=st.sampled_from((False, False, False, True)),
)
OFF = {"mine": False, "state": "", "organisation": None, "quarter": None, "text": ""}
#: One or two filters at a time: with all of them on hardly a card would be left to count.
wish_of = {
    "mine": st.just(True),
    "state": st.sampled_from(("late", "soon", "undated")),
    "organisation": st.sampled_from((0, 1)),
    "quarter": st.sampled_from((1, 2, 3, 4)),
    "text": st.sampled_from(WORDS),
}
one = st.sampled_from(sorted(wish_of)).flatmap(lambda key: st.tuples(st.just(key), wish_of[key]))
wishes = st.lists(one, max_size=2).map(lambda pairs: OFF | dict(pairs))


def meets(spec, wish, board):
    """The same question answered plainly."""
    is_open = spec.stage in OPEN_STAGES
    left = (spec.due_on - TODAY).days if spec.due_on else None
    states = {
        "": True,
        "late": is_open and left is not None and left < 0,
        "soon": is_open and left is not None and 0 <= left <= SOON,
        "undated": is_open and left is None,
    }
    words = folded(spec.title)
    says = all(
        any(each in words for each in (word, in_russian_layout(word)))
        for word in folded(wish["text"]).split()
    )
    start, end = quarter_days(board, wish["quarter"] or 1)
    in_quarter = spec.due_on is not None and start <= spec.due_on <= end
    return (
        not spec.is_archived
        and states[wish["state"]]
        and says
        and (not wish["mine"] or 0 in spec.shares)
        and (wish["organisation"] is None or wish["organisation"] in spec.shares)
        and (wish["quarter"] is None or in_quarter)
    )


@settings(
    max_examples=150,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cards=st.lists(specs, max_size=12), wish=wishes)
def test_the_counters_equal_a_plain_count(app, cards, wish):
    with app.test_request_context():
        places = [make.organisation(), make.organisation()]
        board = make.board(places[0])
        for spec in cards:
            make.card(
                board,
                spec.title,
                stage=spec.stage,
                due_on=spec.due_on,
                is_archived=spec.is_archived,
                for_=[places[n] for n in sorted(spec.shares)],
            )
        person = make.person(at=places[0])
        db.session.add_all([board, person, *places, *board.__dict__.get("made_cards", [])])
        db.session.flush()
        number = wish["organisation"]
        chosen = wish | {"organisation": None if number is None else places[number].id}
        conditions = Filters(**chosen).conditions(
            board, person_id=person.id, organisation_id=places[0].id, today=TODAY
        )

        expected = {column.stage: 0 for column in board.columns}
        for spec in cards:
            expected[spec.stage] += meets(spec, wish, board)
        counted = showing.counts(board, [*conditions, ~Card.is_archived])
        stages = {column.id: column.stage for column in board.columns}

        assert {stages[key]: count for key, count in counted.items()} == expected
        order = tables.Order.of("-due")
        assert tables.sheet(board, conditions, order=order, page=1).total == sum(expected.values())
        assert tables.grid(board, conditions, by="section").total == sum(expected.values())
        cut = lanes.lanes_shown(board, "quarter", conditions, most=2)
        assert sum(c.count for lane in cut for c in lane.columns) == sum(expected.values())
        db.session.rollback()

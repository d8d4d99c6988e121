"""Whatever people do, cards stand as on a plain list: moves, drops under filters, all at once."""

import random
import threading
from collections import Counter

import pytest
from sqlalchemy import event, select

from intranet.core.db import db
from intranet.lib import ranks
from intranet.roadmap.actions.moves import Intent, move
from intranet.roadmap.models import Card
from intranet.roadmap.queries import cards as queries
from tests.support import make


@pytest.fixture
def scene(keep):
    """A board of 60 cards in its first column, and its coordinator."""
    district = make.organisation()
    board = make.board(district)
    for place, rank in enumerate(ranks.spread(60)):
        make.card(board, f"card {place}", rank=rank)
    coordinator = make.person(at=district)
    keep(board, *board.made_cards, coordinator)
    return board, coordinator


def order(column_id: int) -> list[int]:
    query = select(Card.id).where(Card.column_id == column_id).order_by(Card.rank)
    return list(db.session.scalars(query))


def drop(card_id: int, column_id: int, after: int | None, before: int | None) -> None:
    card = queries.card(card_id)
    assert card is not None
    move(card, Intent(column_id, after=after, before=before), is_controller=True, by=None)
    db.session.remove()


def random_moves(board, count: int, seed: int) -> None:
    """Random moves on the board and on plain lists; both must agree in the end and on the way."""
    pick = random.Random(seed)
    columns = [column.id for column in board.columns[:3]]
    lists = {column: order(column) for column in columns}
    for number in range(count):
        card = pick.choice([card for cards in lists.values() for card in cards])
        target = pick.choice(columns)
        for cards in lists.values():
            if card in cards:
                cards.remove(card)
        place = pick.choice((0, len(lists[target]), pick.randint(0, len(lists[target]))))
        after = lists[target][place - 1] if place else None
        before = lists[target][place] if place < len(lists[target]) else None
        lists[target].insert(place, card)
        drop(card, target, after, before)
        if number % 500 == 0:
            assert {column: order(column) for column in columns} == lists
    assert {column: order(column) for column in columns} == lists
    longest = max(len(rank) for rank in db.session.scalars(select(Card.rank)))
    assert longest <= ranks.LONGEST_BYTES


def test_random_moves_agree_with_a_plain_list(scene, inside):
    random_moves(scene[0], 400, seed=1)


@pytest.mark.slow
def test_a_hundred_thousand_random_moves_agree_with_a_plain_list(scene, inside):
    random_moves(scene[0], 100_000, seed=2)


def drops_under_filters(board, count: int, seed: int) -> None:
    """A drop between two visible cards is strictly between them when the filter is gone."""
    pick = random.Random(seed)
    column = board.columns[0].id
    for _ in range(count):
        everything = order(column)
        visible = [card for card in everything if pick.random() < pick.choice((0.1, 0.5, 0.9))]
        card = pick.choice(everything)
        others = [each for each in visible if each != card]
        place = pick.randint(0, len(others))
        after = others[place - 1] if place else None
        before = others[place] if place < len(others) else None
        drop(card, column, after, before)
        now = order(column)
        assert Counter(now) == Counter(everything)
        if after is not None:
            assert now.index(after) < now.index(card)
        if before is not None:
            assert now.index(card) < now.index(before)


def test_a_drop_under_a_filter_lands_between_its_visible_neighbours(scene, inside):
    drops_under_filters(scene[0], 200, seed=3)


@pytest.mark.slow
def test_ten_thousand_drops_under_filters(scene, inside):
    drops_under_filters(scene[0], 10_000, seed=4)


def test_inserting_into_the_same_gap_rewrites_little(scene, inside):
    """1,000 cards into one gap: the order holds and hardly more than one row is written a move."""
    board, _ = scene
    first, second, *others = order(board.columns[0].id)
    written = []
    engine = db.engine

    def note(_c, _cursor, statement, *_rest):
        if statement.startswith("UPDATE roadmap_card"):
            written.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    pick, column = random.Random(5), board.columns[0].id
    for _ in range(300):
        drop(pick.choice(others), column, first, second)
    event.remove(engine, "before_cursor_execute", note)

    assert order(column)[0] == first
    assert len(written) <= 300 * 1.2


def clients_at_once(app, as_, scene, clients: int, moves: int) -> None:
    """So many people move cards of one board at once, over HTTP."""
    board, coordinator = scene
    ids = [card.id for card in board.made_cards]
    columns = [column.id for column in board.columns[:3]]
    browsers = [as_(coordinator, htmx=True) for _ in range(clients)]
    answers: Counter[int] = Counter()
    lock = threading.Lock()

    def work(number: int) -> None:
        pick = random.Random(number)
        for turn in range(moves):
            form = {
                "card": pick.choice(ids),
                "column": pick.choice(columns),
                "after": pick.choice(ids),
                "before": pick.choice(ids),
                "seen": 1,
                "operation": f"{number}-{turn}",
            }
            status = browsers[number].post(f"/roadmap/boards/{board.id}/moves", form).status_code
            with lock:
                answers[status] += 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.app_context():
        assert set(answers) <= {200, 409}, answers
        assert answers[200] >= 0.99 * clients * moves
        found = [card for column in columns for card in order(column)]
        assert Counter(found) == Counter(ids)
        for column in board.columns:
            fresh = db.session.get(type(column), column.id)
            assert fresh.card_count == len(order(column.id))


def test_many_people_move_at_once_and_nothing_is_lost(app, as_, scene):
    clients_at_once(app, as_, scene, clients=6, moves=8)


@pytest.mark.slow
def test_fifty_clients_move_two_hundred_times_each(app, as_, scene):
    clients_at_once(app, as_, scene, clients=50, moves=200)

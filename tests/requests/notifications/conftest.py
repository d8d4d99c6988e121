"""Two colleagues at a board, and what they were told."""

from types import SimpleNamespace

import pytest

from intranet.core.db import db
from intranet.core.notices import Notice, notify
from intranet.roadmap.events import CardMoved
from tests.support import make


@pytest.fixture
def scene(app, keep):
    """me, other, a board with the cards A and B; `tell(person, card, title)` leaves a notice."""
    board = make.board(make.organisation(), cards=("A", "B"))
    me = make.person(password_hash="x", email="me@example.ru")
    other = make.person(password_hash="x", email="other@example.ru")
    keep(board, *board.made_cards, me, other)

    def tell(person, card, title="7.1 “A”", *, name=CardMoved.name, at=None):
        told = {"title": title, "actor": "Ivanova", "from_name": "x", "to_name": "y"}
        with app.app_context():
            notify(person.id, name, page="roadmap.card", card_id=card.id, **told)
            db.session.flush()
            made = db.session.scalars(db.select(Notice).order_by(Notice.id.desc())).first()
            made.at = at or made.at
            db.session.commit()
            return made.id

    def unseen(person):
        with app.app_context():
            query = db.select(Notice.id).where(
                Notice.person_id == person.id, Notice.seen_at.is_(None)
            )
            return list(db.session.scalars(query.order_by(Notice.id)))

    return SimpleNamespace(me=me, other=other, cards=board.made_cards, tell=tell, unseen=unseen)

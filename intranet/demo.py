"""`flask demo`: a believable district, made with actions only from the files in demo_data."""

import json
from datetime import timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from .comments import actions as comments
from .core import clock
from .core.actions import action
from .core.db import db
from .core.notices import Notice
from .demo_reports import collect
from .notifications import actions as notifications
from .people import actions as people
from .people import queries
from .people.actions import drafts as directory
from .people.actions import imports as directory_imports
from .people.models import Person
from .roadmap.actions import cards as card_actions
from .roadmap.actions import drafts, imports, moves, shares
from .roadmap.models import Board, Stage
from .roadmap.queries import cards
from .roadmap.queries.cards import numbered

DATA = Path(__file__).parent / "demo_data"
PASSWORD = "demo-bibliokarta"  # noqa: S105 - of the demo only, printed by bin/serve
#: Who brings the road map of the demo.
COORDINATOR = "coordinator"
#: How long ago the district came here: before the first of its campaigns.
BEGINNING = timedelta(days=214)
#: What the people of the demo have read by now.
READ_AFTER = timedelta(days=6)


@click.command()
@with_appcontext
def demo() -> None:
    """Fill an empty installation with the demo district; do nothing to any other."""
    if queries.is_empty():
        fill()


def fill() -> None:
    """Bring the demo district into an empty installation."""
    now = clock.now()
    with clock.as_of(now - BEGINNING):
        bring(DATA)
    coordinator = queries.person_of_login(COORDINATOR)
    if coordinator is None:
        raise click.ClickException(f"demo_data/people.csv has no login {COORDINATOR!r}")
    today = clock.today(coordinator.organisation.time_zone)
    for source in sorted(DATA.glob("*-roadmap.txt")):
        document = drafts.read(text=source.read_text(encoding="utf-8"))
        with clock.as_of(now - BEGINNING):
            draft = drafts.keep(
                document, organisation=coordinator.organisation, year=today.year, by=coordinator
            )
            board = imports.confirm(draft, by=coordinator)
        collect(DATA, board, by=coordinator, today=today)
        live(board, by=coordinator)
    old = select(Notice).where(Notice.at < now - READ_AFTER)
    notifications.see(db.session.scalars(old).all())


def live(board: Board, *, by: Person) -> None:
    """What has happened on the board so far, by deeds.json: a few cards are under way."""
    for deed in json.loads((DATA / "deeds.json").read_text(encoding="utf-8")):
        same = [card for card in numbered(board, deed["card"]) if not card.is_archived]
        card = cards.whole_card(same[deed.get("nth", 0)].id)
        if card is None:
            continue
        for login in deed.get("assign", ()):
            if person := queries.person_of_login(login):
                card_actions.assign(card, person, by=by)
        for check in card.checks[: deed.get("ticks", 0)]:
            shares.tick(card, check.id, is_done=True, by=by)
        if text := deed.get("note"):
            card_actions.note(card, text=text, by=by)
        if text := deed.get("comment"):
            comments.add(card, text=text, by=by)
        column = card.board.column_of(Stage(deed["to"]))
        moves.move(card, moves.Intent(column.id), is_controller=True, by=by)


@action
def bring(folder: Path) -> None:
    """Organisations and people of the CSV files in `folder`, everybody with the demo password."""
    for kind in (directory.ORGANISATIONS, directory.PEOPLE):
        sheet = directory.read((folder / f"{kind}.csv").read_bytes(), kind=kind)
        outcome = directory_imports.bring(sheet.rows, kind=kind)
    for person in queries.people_of(outcome.made):
        people.change_password(person, password=PASSWORD, by=person)


def cast() -> list[Person]:
    """Whoever is still here of the demo's people, one for each role in the file's order."""
    people_file = (DATA / "people.csv").read_bytes()
    found: dict[str, Person] = {}
    for row in directory.read(people_file, kind=directory.PEOPLE).rows:
        person = queries.person_of_login(row.values["login"])
        # Somebody else may have such a login: the demo's password would not be theirs.
        if person and person.name == row.values["name"] and person.state == "active":
            found.setdefault(row.values["role"], person)
    return list(found.values())

"""Commands of the road map: read a document, read deadlines, bring a plan."""

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from ..core import clock
from ..core.actions import Refusal
from ..core.db import db
from ..lib import deadlines
from ..people import queries as people
from ..people.models import Kind, Organisation, folded
from .actions import drafts, editions, imports, rows
from .models import Card, YearKind

cli = AppGroup("roadmap", help="Road maps: read a document, read deadlines, bring a plan.")


def in_one_line(command: Callable[..., None]) -> Callable[..., None]:
    """Whatever goes wrong is one line on stderr that says what to do, and exit status 1."""

    @wraps(command)
    def run(**given: Any) -> None:
        try:
            command(**given)
            sys.stdout.flush()
        except Refusal as refusal:
            _complain(str(refusal), refusal)
        except BrokenPipeError:  # «| head» has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            said = _(
                "%(file)s cannot be read. Give the path of a file, or - for stdin.",
                file=error.filename,
            )
            _complain(said, error)
        except (OperationalError, ProgrammingError) as error:
            said = _("The database is not ready. Run: flask --app wsgi db upgrade")
            _complain(said, error)

    return run


def _complain(sentence: str, error: Exception) -> None:
    sys.stderr.buffer.write(" ".join(sentence.split()).encode() + b"\n")
    raise SystemExit(1) from error


def _say(text: str) -> None:
    """One line on stdout, in UTF-8 whatever the terminal's language."""
    sys.stdout.buffer.write(f"{text}\n".encode())


def _document(file: str) -> dict[str, Any]:
    if file == "-":
        data, name = sys.stdin.buffer.read(), "stdin"
    else:
        path = Path(file)
        data, name = path.read_bytes(), path.name
    return plainly(drafts.read(data=data, filename=name))


def plainly(document: dict[str, Any]) -> dict[str, Any]:
    """The document with its executors as plain strings."""
    for section in document["sections"]:
        for item in section["items"]:
            for holder in (item, *item["subitems"]):
                if holder.get("executors") is not None:
                    holder["executors"] = rows.names_in(holder["executors"])
    return document


@cli.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@in_one_line
def read(file: str, as_json: bool) -> None:
    """Print what is understood of FILE (- is stdin). No database is asked."""
    document = _document(file)
    if as_json:
        _say(json.dumps(document, ensure_ascii=False, indent=2))
        return
    _say(document["title"])
    for section in document["sections"]:
        if section["number"] or section["title"]:
            _say(f"\n{section['number']} {section['title']}".rstrip())
        for item in section["items"]:
            _say_item(item)
    for warning in document["warnings"]:
        _say(f"! {warning['code']} {json.dumps(warning['detail'], ensure_ascii=False)}")


def _say_item(item: dict[str, Any]) -> None:
    _say(f"\n{item['number']:>4}  {item['title']}")
    for each in item["subitems"]:
        _say(f"      {each['number']} {each['text']}".rstrip())
    _say(f"      > {', '.join(item['executors'])}")
    if item["deadline"]:
        reading = deadlines.Reading.from_json(item["deadline"])
        _say(f"      @ {reading.phrase} = {_days(reading)}")


def _days(reading: deadlines.Reading) -> str:
    """What falls in this year, by its days: «yearly 2026-04-01…2026-04-30»; ? asks a person."""
    found = deadlines.occurrences(reading, clock.now().year)
    days = ", ".join(f"{o.start or ''}…{o.end or ''}" for o in found if o.start or o.end)
    doubt = " ?" if reading.needs_confirmation else ""
    return f"{reading.kind} {days}".strip() + doubt


@cli.command("deadlines")
@click.option("--jsonl", is_flag=True, help="A JSON string a line in, a JSON reading a line out.")
@in_one_line
def read_deadlines(jsonl: bool) -> None:
    """Read deadlines from stdin, one a line, and print one reading a line."""
    for number, line in enumerate(sys.stdin.buffer, start=1):
        text = line.decode(errors="replace").rstrip("\r\n")
        if not text.strip():
            continue
        reading = deadlines.read(_string(text, number) if jsonl else text)
        found = json.dumps(reading.as_json(), ensure_ascii=False)
        _say(found if jsonl else _days(reading))


def _string(line: str, number: int) -> str:
    try:
        phrase = json.loads(line)
    except ValueError:
        phrase = None
    if not isinstance(phrase, str):
        raise Refusal(
            _("Line %(n)s is no JSON string: write the deadline in double quotes.", n=number)
        )
    return phrase


@cli.command("import")
@click.argument("file")
@click.option("--year", type=int, required=True, help="The year whose board is opened.")
@click.option("--organisation", default="", help="Short name of the plan's organisation.")
@click.option("--school-year", is_flag=True, help="The plan lives by school years.")
@in_one_line
def bring(file: str, year: int, organisation: str, school_year: bool) -> None:
    """Bring the plan in FILE into force and open YEAR; again, nothing changes."""
    document = _document(file)
    owner = _owner(organisation)
    board = editions.board_in_force(document, owner, plan=None, year=year)
    if board is not None:
        _say(f"{_('The document has not changed.')} {board}")
        return
    year_kind = YearKind.SCHOOL if school_year else YearKind.CALENDAR
    draft = drafts.keep(document, organisation=owner, year=year, year_kind=year_kind, by=None)
    board = imports.confirm(draft, by=None)
    count = db.session.scalar(
        select(func.count()).where(Card.board_id == board.id, ~Card.is_archived)
    )
    said = _("%(items)s items, %(cards)s cards", items=len(draft.items), cards=count)
    _say(f"{board}: {said}")


def _owner(name: str) -> Organisation:
    """The organisation called `name`; without a name the only district there is."""
    if name:
        found = people.organisations_by_name([name]).get(folded(name))
        if found is None:
            raise Refusal(_("There is no organisation “%(name)s”. Give its short name.", name=name))
        return found
    districts = [o for o in people.all_organisations() if o.kind == Kind.DISTRICT]
    if len(districts) != 1:
        raise Refusal(_("Say whose plan it is: --organisation with its short name."))
    return districts[0]

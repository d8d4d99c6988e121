"""Data in short words. Nothing is in the database until `keep` writes it."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from intranet.lib.deadlines import read
from intranet.people.models import (
    Kind,
    Organisation,
    OrganisationAlias,
    Person,
    Role,
    RoleKind,
    folded,
)
from intranet.reports.models import Campaign, Report, ReportFile, Slot, State, Version
from intranet.roadmap.actions.years import COLUMNS
from intranet.roadmap.models import Board, Card, Column, Item, Plan, Share, Stage

numbers = count(1)
MOMENT = datetime(2026, 1, 12, 3, 0, tzinfo=UTC)


def organisation(short_name: str = "", *, parent: Organisation | None = None, **more: Any) -> Any:
    """An organisation with the next free number; give `parent` to put it below."""
    number = next(numbers)
    name = short_name or f"Organisation {number}"
    above = parent.path if parent else "/"
    return Organisation(
        id=number,
        path=f"{above}{number}/",
        parent=parent,
        kind=more.pop("kind", Kind.DISTRICT),
        name=more.pop("name", f"{name}, in full"),
        short_name=name,
        time_zone=more.pop("time_zone", "Asia/Tomsk"),
        is_active=True,
        aliases=[OrganisationAlias(text=name, folded=folded(name))],
        **more,
    )


def person(role: RoleKind | None = RoleKind.COORDINATOR, *, at: Any = None, **more: Any) -> Any:
    """A person who works at `at` (a new organisation by default) in `role`."""
    number = next(numbers)
    place = at or organisation()
    login = more.pop("login", f"person{number}")
    return Person(
        login=login,
        login_folded=folded(login),
        name=more.pop("name", f"Surname{number} Name Patronymic"),
        organisation=place,
        password_hash=more.pop("password_hash", None),
        is_active=True,
        stamp=1,
        roles=[Role(kind=role, organisation=place)] if role else [],
        **more,
    )


def role(kind: RoleKind, *, at: Organisation) -> Role:
    """One more role for somebody."""
    return Role(kind=kind, organisation=at)


def plan(at: Organisation, *, items: tuple[Item, ...] = (), **more: Any) -> Plan:
    """A plan owned by `at`."""
    return Plan(
        organisation=at,
        title=more.pop("title", "Road map of the district"),
        year_kind="calendar",
        made_at=MOMENT,
        sections=[],
        items=list(items),
        boards=[],
        **more,
    )


def item(title: str = "Item", *, number: str = "1", deadline: str = "ежегодно") -> Item:
    """A row of a plan with its deadline read."""
    return Item(
        number=number,
        title=title,
        deadline=deadline,
        reading=read(deadline).as_json(),
        position=next(numbers),
        subitems=[],
        executors=[],
    )


def board(at: Organisation, *, year: int = 2026, cards: tuple[str, ...] = ()) -> Board:
    """A board with the five columns; `cards` are titles in the first one, in order."""
    columns = [
        Column(
            position=position,
            stage=stage,
            name=str(stage),
            colour=colour,
            only_controller=only_controller,
            needs_reason=needs_reason,
            card_count=0,
            changed_in=1,
        )
        for position, (stage, _name, colour, only_controller, needs_reason) in enumerate(COLUMNS)
    ]
    made = Board(plan=plan(at), year=year, version=1, columns=columns)
    for place, title in enumerate(cards):
        card(made, title, rank=f"V{place:03}V")
    return made


def card(
    board: Board, title: str = "Card", *, stage: Stage = Stage.PLANNED, rank: str = "", **more: Any
) -> Card:
    """A card on `board`; `for_` names organisations that have a share in it."""
    column = board.column_of(stage)
    column.card_count += 1
    shares = [
        Share(organisation=each, position=place, state="waiting")
        for place, each in enumerate(more.pop("for_", ()))
    ]
    made = Card(
        board=board,
        column=column,
        title=title,
        rank=rank or f"W{next(numbers):05}V",
        words=folded(f"{more.get('number', '')} {title}"),
        span=more.pop("span", "day"),
        shares=shares,
        checks=[],
        notes=[],
        people=list(more.pop("people", ())),
        version=1,
        **more,
    )
    made.recount()
    board.__dict__.setdefault("made_cards", []).append(made)
    return made


#: A small form: two figures that add up to a third, a ratio, a text.
FORM: dict[str, Any] = {
    "title": "The library in figures",
    "sections": [
        {
            "code": "stock",
            "title": "Stock",
            "indicators": [
                {"code": "01", "title": "Whole stock", "kind": "integer", "required": True},
                {"code": "06", "title": "Printed", "kind": "integer", "required": True},
                {"code": "09", "title": "Electronic", "kind": "integer"},
            ],
        },
        {
            "code": "work",
            "title": "Work",
            "indicators": [
                {"code": "readers", "title": "Readers", "kind": "integer", "min": "0"},
                {"code": "loans", "title": "Loans", "kind": "integer"},
                {
                    "code": "per_reader",
                    "title": "Loans per reader",
                    "kind": "computed",
                    "formula": "loans / readers",
                    "decimals": 2,
                },
                {"code": "words", "title": "In words", "kind": "text"},
            ],
        },
    ],
    "checks": [
        {"code": "whole", "expression": "01 = 06 + 09", "hard": True, "title": "01 = 06 + 09"},
        {"code": "busy", "expression": "loans >= readers", "hard": False, "title": "Loans"},
    ],
}


def campaign(at: Organisation, *, form: dict[str, Any] | None = None, **more: Any) -> Campaign:
    """A campaign collected by `at`, due on 20 April 2026; a draft unless `state` says else."""
    return Campaign(
        organisation=at,
        title=more.pop("title", "Report on the Model"),
        period=more.pop("period", "April 2026"),
        opens_on=more.pop("opens_on", date(2026, 4, 1)),
        due_on=more.pop("due_on", date(2026, 4, 20)),
        late_until_on=more.pop("late_until_on", date(2026, 4, 25)),
        closes_on=more.pop("closes_on", date(2026, 4, 30)),
        form=FORM if form is None else form,
        slots=list(more.pop("slots", ())),
        reviewers=list(more.pop("reviewers", ())),
        recipients=list(more.pop("recipients", ())),
        version=1,
        **({"state": "draft"} | more),
    )


def slot(title: str = "File", **more: Any) -> Slot:
    """A place for files of at most a megabyte each."""
    return Slot(
        position=next(numbers),
        title=title,
        most_bytes=more.pop("most_bytes", 1024 * 1024),
        most_files=more.pop("most_files", 1),
        endings=more.pop("endings", ""),
        is_required=more.pop("is_required", False),
        **more,
    )


def report(campaign: Campaign, at: Organisation, **more: Any) -> Report:
    """What `at` owes to `campaign`; `draft` holds its figures as canonical text."""
    return Report(
        campaign=campaign,
        organisation=at,
        draft=more.pop("draft", {}),
        explanations=more.pop("explanations", {}),
        files=[],
        remarks=[],
        state=more.pop("state", State.WAITING),
        number=more.pop("number", 0),
        seen_number=more.pop("seen_number", 0),
        seal=1,
        **more,
    )


def file(report: Report, slot: Slot, *, by: Person, key: str = "0" * 64, **more: Any) -> ReportFile:
    """A file in a slot of `report`; its bytes are whoever's who puts them under `key`."""
    made = ReportFile(
        slot=slot,
        author=by,
        name=more.pop("name", "a.txt"),
        key=key,
        size_bytes=more.pop("size_bytes", 19),
        crc32=0,
        began_at=MOMENT,
        at=MOMENT,
        scan="unscanned",
        **more,
    )
    report.files.append(made)
    return made


def version(report: Report, number: int = 1, **more: Any) -> Version:
    """What was handed in as version `number` of `report`, by itself on 12 January 2026."""
    return Version(
        report=report,
        number=number,
        at=more.pop("at", MOMENT),
        counted_at=more.pop("counted_at", MOMENT),
        author_name="",
        values=more.pop("values", dict(report.draft)),
        explanations={},
        digest="0" * 64,
        files=list(more.pop("files", ())),
        **more,
    )

"""The campaigns of the demo: what demo_data/campaigns.json tells, each deed on its day."""

import csv
import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .core import clock
from .lib import indicators
from .people import queries as people
from .people.models import Organisation, Person, RoleKind, folded
from .reports.actions import asking, campaigns, drafts, handing, reviewing, summaries
from .reports.actions.reviewing import Pinned
from .reports.models import Campaign, Report
from .reports.models.completeness import explained_as
from .reports.models.suggesting import HALF_A_YEAR
from .reports.queries import audience, reports
from .reports.queries import campaigns as queries
from .roadmap.models import Board
from .roadmap.queries.cards import numbered

HALVES = ("I", "II")
#: People come to work; what happens on one day happens minutes apart.
MORNING = time(9, 30)
#: What stands before the schools in a table of figures.
HEADS = ("Код", "Показатель")


@dataclass
class Collection:
    """A campaign as the file tells it, and what has become of it; figures: school → cell → text."""

    told: dict[str, Any]
    figures: dict[str, dict[str, str]]
    campaign_id: int = field(default=0)


def collect(folder: Path, board: Board, *, by: Person, today: date) -> None:
    """Run every campaign of the file; its days are counted from `today`."""
    told = json.loads((folder / "campaigns.json").read_text(encoding="utf-8"))
    every = [Collection(each, figures_of(folder / each["figures"])) for each in told]
    desk = Desk(board, by.organisation, by, today, every)
    deeds = [
        (deed["on"], one, deed)
        for one in every
        for deed in ({"on": one.told["days"]["opens_on"], "do": "open_"}, *one.told["deeds"])
    ]
    for minute, (_day, one, deed) in enumerate(sorted(deeds, key=lambda each: each[0])):
        with clock.as_of(desk.moment(deed["on"], minute)):
            getattr(desk, deed["do"])(one, deed)


def figures_of(source: Path) -> dict[str, dict[str, str]]:
    """School → cell → what it handed in, of a table with a column for each school."""
    with source.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    schools = [name for name in rows[0] if name not in HEADS]
    return {school: {row["Код"]: row[school] for row in rows} for school in schools}


@dataclass
class Desk:
    """The coordinator's desk and everybody's deeds, by the names that the file gives them."""

    board: Board
    district: Organisation
    coordinator: Person
    today: date
    every: list[Collection]

    def moment(self, day: int, minute: int) -> datetime:
        """The morning of a day counted from today, and so many minutes."""
        morning = datetime.combine(self.day(day), MORNING, ZoneInfo(self.district.time_zone))
        return morning + timedelta(minutes=minute)

    def day(self, number: int) -> date:
        return self.today + timedelta(days=number)

    def open_(self, one: Collection, _deed: dict[str, Any]) -> None:
        """A campaign prepared, or like an earlier one, and every school of its table asked."""
        told, by = one.told, self.coordinator
        days = {name: self.day(number) for name, number in told["days"].items()}
        half = HALVES[days["due_on"].month > HALF_A_YEAR]
        period = told.get("period", "").format(half=half, year=days["due_on"].year)
        given: dict[str, Any] = {"title": told["title"], "period": period, "days": days, "by": by}
        if "card" in told:
            same = [each for each in numbered(self.board, told["card"]) if not each.is_archived]
            given["card_id"] = same[told["nth"]].id
        if "follows" in told:
            campaign = campaigns.follow(self.campaign(self.every[told["follows"]]), **given)
        else:
            words = {"ground": told["ground"], "instructions": told["instructions"]}
            campaign = campaigns.prepare(self.district, **given, **words)
            self.ask(campaign, told)
        schools = self.known(list(one.figures))
        campaigns.open_(campaign, organisations=schools, seen=campaign.version, by=by)
        one.campaign_id = campaign.id

    def ask(self, campaign: Campaign, told: dict[str, Any]) -> None:
        """Say what a campaign asks for, and to whom its summary goes."""
        by = self.coordinator
        form = told.get("form") or indicators.template(told["template"])
        asking.write_form(campaign, form, seen=campaign.version, by=by)
        for slot in told["slots"]:
            asking.set_slot(campaign, None, seen=campaign.version, by=by, **slot)
        above = self.known(told["recipients"])
        asking.set_people(campaign, reviewers=[], recipients=above, seen=campaign.version, by=by)

    def draft(self, one: Collection, deed: dict[str, Any]) -> None:
        """The first cells of a report filled in."""
        report = self.report(one, deed)
        cells = list(one.figures[deed["school"]].items())[: deed["most"]]
        drafts.save(report, dict(cells), by=self.writer(report))

    def hand_in(self, one: Collection, deed: dict[str, Any]) -> None:
        """The whole report; `cells` says where it differs from the table, `text` explains."""
        report = self.report(one, deed)
        by = self.writer(report)
        drafts.save(report, one.figures[deed["school"]] | deed.get("cells", {}), by=by)
        for outcome in handing.lacks(report).unexplained:
            drafts.explain(report, explained_as(outcome), text=deed["text"], by=by)
        handing.hand_in(report, seen=report.seal, by=by)

    def review(self, one: Collection, deed: dict[str, Any]) -> None:
        reviewing.begin(self.report(one, deed), by=self.coordinator)

    def return_(self, one: Collection, deed: dict[str, Any]) -> None:
        report, remark = self.report(one, deed), Pinned(deed["text"], cell=deed["cell"])
        reviewing.return_(report, [remark], seen=report.seal, by=self.coordinator)

    def accept(self, one: Collection, deed: dict[str, Any]) -> None:
        report = self.report(one, deed)
        reviewing.accept(report, seen=report.seal, by=self.coordinator)

    def excuse(self, one: Collection, deed: dict[str, Any]) -> None:
        report = self.report(one, deed)
        reviewing.excuse(report, reason=deed["text"], seen=report.seal, by=self.coordinator)

    def extend(self, one: Collection, deed: dict[str, Any]) -> None:
        report, until = self.report(one, deed), self.day(deed["until"])
        by, reason = self.coordinator, deed["text"]
        reviewing.extend(report, until=until, reason=reason, seen=report.seal, by=by)

    def close(self, one: Collection, _deed: dict[str, Any]) -> None:
        campaign = self.campaign(one)
        campaigns.close(campaign, seen=campaign.version, by=self.coordinator)

    def sum_up(self, one: Collection, _deed: dict[str, Any]) -> None:
        """The summary made and passed up."""
        campaign, by = self.campaign(one), self.coordinator
        summary = summaries.make(campaign, by=by)
        summaries.pass_up(campaign, number=summary.number, by=by)

    def take(self, one: Collection, deed: dict[str, Any]) -> None:
        """The level above takes the first summary."""
        if by := people.person_of_login(deed["by"]):
            summaries.take(self.campaign(one), number=1, by=by)

    def known(self, names: list[str]) -> list[Organisation]:
        """Organisations by their short names, in this order."""
        found = people.organisations_by_name(names)
        return [found[folded(name)] for name in names]

    def campaign(self, one: Collection) -> Campaign:
        campaign = queries.campaign(one.campaign_id)
        assert campaign, "it was opened before"
        return campaign

    def report(self, one: Collection, deed: dict[str, Any]) -> Report:
        (school,) = self.known([deed["school"]])
        report = reports.report(reports.owed(one.campaign_id, school.id) or 0)
        assert report, f"{deed['school']} was asked"
        return report

    def writer(self, report: Report) -> Person:
        """The librarian of the school whose report it is."""
        place = report.organisation_id
        return audience.holders([place], RoleKind.LIBRARIAN)[place][0]

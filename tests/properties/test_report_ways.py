"""Whatever people do to a report, in whatever order: accepted work stays, all is accounted for."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from intranet.core import clock
from intranet.core.actions import Refusal
from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.reports.actions import campaigns, drafts, handing, reviewing
from intranet.reports.models import IN, Report, State, Timeliness, Version
from intranet.reports.queries import reports as queries
from tests.support import make

GOOD = {"01": "5", "06": "3", "09": "2", "readers": "4", "loans": "9"}
BAD = {"01": "6", "loans": "1"}
#: A step that is taken → the event that must tell of it.
TOLD = {
    "hand_in": "reports.handed_in",
    "by_itself": "reports.handed_in",
    "take_back": "reports.taken_back",
    "send_back": "reports.returned",
    "accept": "reports.accepted",
    "reopen": "reports.reopened",
    "excuse": "reports.excused",
}


class Desk:
    """Two schools, one campaign, and somebody who presses every button."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        district = make.organisation()
        self.schools = [make.organisation(parent=district) for _ in range(2)]
        self.people = [make.person(RoleKind.COORDINATOR, at=district)]
        self.people += [make.person(RoleKind.LIBRARIAN, at=school) for school in self.schools]
        campaign = make.campaign(district)
        db.session.add_all([district, *self.schools, *self.people, campaign])
        db.session.commit()
        campaigns.open_(campaign, organisations=self.schools, seen=1, by=self.people[0])
        mine = select(Report.id).where(Report.campaign_id == campaign.id)
        self.ids = list(db.session.scalars(mine))
        self.handed = {}

    def step(self):
        """One step by one person, decided on what may be outdated; its name if it was taken."""
        report = queries.report(self.chance.choice(self.ids))
        seen = report.seal - (self.chance.random() < 0.1)
        by = self.chance.choice(self.people)
        name, deed = self.chance.choice(self.deeds(report, seen, by))
        before = (report.id, report.number)
        try:
            done = deed()
        except Refusal:
            return None
        return None if name == "by_itself" and done is None else (name, before)

    def deeds(self, report, seen, by):
        pinned = [reviewing.Pinned("check it", cell="01")]
        operation = f"{report.id}-{self.chance.randrange(60)}"
        return [
            ("fill", lambda: drafts.save(report, GOOD, by=by)),
            ("spoil", lambda: drafts.save(report, BAD, by=by)),
            ("explain", lambda: drafts.explain(report, "busy", text="so", by=by)),
            ("hand_in", lambda: handing.hand_in(report, seen=seen, by=by, operation=operation)),
            ("by_itself", lambda: handing.hand_in_by_itself(report)),
            ("take_back", lambda: handing.take_back(report, seen=seen, by=by)),
            ("begin", lambda: reviewing.begin(report, by=by)),
            ("send_back", lambda: reviewing.return_(report, pinned, seen=seen, by=by)),
            ("accept", lambda: reviewing.accept(report, seen=seen, by=by)),
            ("reopen", lambda: reviewing.reopen(report, reason="again", seen=seen, by=by)),
            ("excuse", lambda: reviewing.excuse(report, reason="closed", seen=seen, by=by)),
            ("ask_again", lambda: reviewing.ask_again(report, seen=seen, by=by)),
        ]

    def check(self, today):
        """What holds at every moment."""
        db.session.expire_all()
        for version in db.session.scalars(select(Version).where(Version.report_id.in_(self.ids))):
            content = (version.values, version.digest, version.at)
            assert self.handed.setdefault((version.report_id, version.number), content) == content
        reports = [queries.report(each) for each in self.ids]
        for report in reports:
            numbers = [n for owner, n in self.handed if owner == report.id]
            assert sorted(numbers) == list(range(1, report.number + 1))
            assert (report.accepted_number is not None) == (report.state == State.ACCEPTED)
            assert (report.counted_on is None) <= (report.state not in IN)
            assert isinstance(report.timeliness(today), Timeliness)
        handed_in = sum(report.state in IN for report in reports)
        asked = sum(report.state != State.EXCUSED for report in reports)
        assert handed_in <= asked, "a rate above 100 %"


def told(name, report_id, number):
    """Whether the step is in the audit log: who, when, why."""
    rows = db.session.scalars(
        select(Activity).where(Activity.name == TOLD[name], Activity.subject_id == report_id)
    ).all()
    return any(row.at and (row.actor_id or name == "by_itself") for row in rows)


def run(seeds, steps, monkeypatch):
    taken = set()
    for seed in seeds:
        moment = datetime(2026, 4, 18, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda now=moment: now)
        desk = Desk(seed)
        for number in range(steps):
            moment += timedelta(hours=desk.chance.choice((1, 5, 12)))
            monkeypatch.setattr(clock, "now", lambda now=moment: now)
            step = desk.step()
            if step and step[0] in TOLD:
                assert told(step[0], *step[1])
                taken.add(step[0])
            if number % 4 == 0:
                desk.check(clock.today("Asia/Tomsk"))
        desk.check(clock.today("Asia/Tomsk"))
        db.session.remove()
    return taken


@pytest.fixture
def april(inside, monkeypatch):
    """Nothing here is about power cuts: the disk need not be waited for."""
    if db.engine.dialect.name == "sqlite":
        event.listen(db.engine, "checkout", lambda c, *_: c.execute("PRAGMA synchronous = OFF"))
    return monkeypatch


def test_random_ways_of_reports(april):
    assert run(range(15), 30, april) >= {"hand_in", "take_back", "send_back", "accept", "reopen"}


@pytest.mark.slow
def test_ten_thousand_random_ways_of_reports(april):
    """Each desk works through some dozen ways of its two reports, one after the other."""
    run(range(100, 1100), 120, april)

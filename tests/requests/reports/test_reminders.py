"""Reminders: step by step, to the right people, never twice a day, never after the report is in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from intranet.core import clock
from intranet.core.db import db
from intranet.core.notices import Notice
from intranet.people.models import Kind, Organisation, RoleKind
from intranet.reports import jobs
from intranet.reports.actions import campaigns, drafts, handing
from intranet.reports.models import Manner, Report, State, Timeliness, Version
from intranet.reports.queries import reports as queries
from intranet.reports.queries.campaigns import campaign as campaign_of
from tests.support import make

GOOD = {"01": "5", "06": "3", "09": "2", "readers": "4", "loans": "9"}
DUE = date(2026, 4, 20)


def noon(day):
    """Noon of `day` in Tomsk."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def scene(inside, keep, at):
    """A campaign open since 1 March for one school, with a person of each kind."""
    at(noon(date(2026, 3, 1)))
    district = make.organisation()
    school = make.organisation("Школа", parent=district, kind=Kind.SCHOOL)
    people = {
        "coordinator": make.person(at=district),
        "head": make.person(RoleKind.HEAD, at=school),
        "librarian": make.person(RoleKind.LIBRARIAN, at=school),
    }
    campaign = make.campaign(district)
    keep(campaign, school, *people.values())
    campaigns.open_(campaign, organisations=[school], seen=1, by=people["coordinator"])
    return campaign, queries.owed(campaign.id, school.id), people


def told(people):
    """Who was reminded how often."""
    rows = list(db.session.scalars(select(Notice.person_id).where(Notice.name == "reports.due")))
    return {name: rows.count(person.id) for name, person in people.items() if person.id in rows}


def live(at, first, last):
    """The worker's hours from day to day."""
    day = first
    while day <= last:
        for hour in (1, 3, 5, 9, 14, 20):
            at(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
            jobs.remind()
        day += timedelta(days=1)


def test_the_ladder_goes_from_the_librarian_to_the_head_and_the_coordinator(scene, at):
    _campaign, _report_id, people = scene
    live(at, date(2026, 4, 1), date(2026, 4, 20))
    assert told(people) == {"librarian": 4}
    live(at, date(2026, 4, 21), date(2026, 4, 22))
    assert told(people) == {"librarian": 4, "head": 1}
    live(at, date(2026, 4, 23), date(2026, 5, 5))
    assert told(people) == {"librarian": 4, "head": 1, "coordinator": 1}


def test_it_stops_the_moment_the_report_is_in(scene, at):
    _campaign, report_id, people = scene
    live(at, date(2026, 4, 1), date(2026, 4, 7))
    report = queries.report(report_id)
    drafts.save(report, GOOD, by=people["librarian"])
    handing.hand_in(report, seen=report.seal, by=people["librarian"])
    live(at, date(2026, 4, 8), date(2026, 5, 5))
    assert told(people) == {"librarian": 1}


def test_days_without_a_worker_are_made_up_for_once(scene, at):
    _campaign, _report_id, people = scene
    live(at, date(2026, 4, 18), date(2026, 4, 18))
    assert told(people) == {"librarian": 1}, "of the steps of 14, 7 and 3 days one letter is left"


def test_a_campaign_opened_late_does_not_remind_of_days_before(scene, at):
    campaign, _report_id, people = scene
    at(noon(date(2026, 4, 14)))
    school = make.organisation("Другая школа", parent=campaign.organisation)
    db.session.add(school)
    db.session.commit()
    campaigns.oblige(campaign, school, reason="forgotten", by=people["coordinator"])
    assert queries.report(queries.owed(campaign.id, school.id)).reminded_step == -7


def test_by_hand_it_shows_the_list_first_and_reminds_once_a_day(scene, at, as_):
    campaign, _report_id, people = scene
    at(noon(date(2026, 3, 2)))
    browser = as_(people["coordinator"])
    db.session.rollback()  # what was read before must not hide the session just begun
    address = f"/reports/campaigns/{campaign.id}/reminders"
    page = browser.get(address).text
    assert people["librarian"].name in page
    assert told(people) == {}
    assert browser.post(address).status_code == 303
    assert told(people) == {"librarian": 1, "head": 1}
    assert browser.post(address).status_code == 422
    assert told(people) == {"librarian": 1, "head": 1}


def test_by_hand_a_school_without_people_is_not_said_to_be_reminded(scene, at, as_, keep):
    campaign, _report_id, people = scene
    empty = make.organisation("Пустая школа", kind=Kind.SCHOOL)
    keep(empty)
    db.session.rollback()
    mine, place = campaign_of(campaign.id), db.session.get(Organisation, empty.id)
    lonely = campaigns.oblige(mine, place, reason="forgotten", by=people["coordinator"])
    at(noon(date(2026, 3, 2)))
    browser = as_(people["coordinator"])
    db.session.rollback()
    address = f"/reports/campaigns/{campaign.id}/reminders"
    page = browser.get(address).text
    assert "nobody has an account there" in page
    assert "Remind 1 organisation<" in page
    browser.post(address)
    assert db.session.get(Report, lonely.id).reminded_at is None
    page = browser.get(address).text
    assert page.count("today already") == 1
    assert 'id="remind"' not in page
    assert browser.post(address).status_code == 422


def test_the_ladder_does_not_repeat_what_was_said_by_hand_that_day(scene, at, as_):
    campaign, _report_id, people = scene
    at(noon(date(2026, 4, 6)))
    browser = as_(people["coordinator"])
    db.session.rollback()
    assert browser.post(f"/reports/campaigns/{campaign.id}/reminders").status_code == 303
    live(at, date(2026, 4, 6), date(2026, 4, 7))
    assert told(people)["librarian"] == 1


def test_a_complete_draft_is_handed_in_by_itself_and_in_time(scene, at):
    _campaign, report_id, people = scene
    at(noon(DUE))
    drafts.save(queries.report(report_id), GOOD, by=people["librarian"])
    jobs.hand_in_complete_drafts()
    assert queries.report(report_id).state == State.DRAFT, "the day is not over"
    at(datetime(2026, 4, 20, 17, 1, tzinfo=UTC))
    jobs.hand_in_complete_drafts()
    report = queries.report(report_id)
    version = db.session.scalar(select(Version))
    assert (report.state, version.manner, version.author_name) == ("handed_in", "automatic", "")
    assert version.manner == Manner.AUTOMATIC
    assert report.timeliness(date(2026, 5, 1)) is Timeliness.IN_TIME


@pytest.mark.parametrize("cells", [{"01": "5"}, GOOD | {"01": "6"}], ids=["missing", "wrong"])
def test_an_incomplete_draft_stays_a_draft(scene, at, cells):
    _campaign, report_id, people = scene
    at(noon(DUE))
    drafts.save(queries.report(report_id), cells, by=people["librarian"])
    at(noon(date(2026, 4, 21)))
    jobs.hand_in_complete_drafts()
    assert queries.report(report_id).state == State.DRAFT


def test_what_was_written_after_the_deadline_is_for_the_school_to_hand_in(scene, at):
    _campaign, report_id, people = scene
    at(noon(date(2026, 4, 21)))
    drafts.save(queries.report(report_id), GOOD, by=people["librarian"])
    jobs.hand_in_complete_drafts()
    assert queries.report(report_id).state == State.DRAFT

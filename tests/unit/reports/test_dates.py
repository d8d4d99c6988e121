"""Whether a report came in time, on each side of each boundary, by the district's clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from intranet.reports.models import Dates, State, Timeliness, counted_at
from tests.support import make

TOMSK = "Asia/Tomsk"
#: 23:59 and 00:00 of the night from 20 to 21 April in Tomsk (UTC+7).
LAST_MINUTE = datetime(2026, 4, 20, 16, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 4, 20, 17, 0, tzinfo=UTC)


@pytest.fixture
def dates():
    days = (date(2026, 4, 1), date(2026, 4, 20), date(2026, 4, 25), date(2026, 4, 30))
    return Dates(*days, zone=TOMSK)


def report(**more):
    district = make.organisation(time_zone=TOMSK)
    return make.report(make.campaign(district, state="open"), make.organisation(), **more)


@pytest.mark.parametrize(("moment", "is_in_time"), [(LAST_MINUTE, True), (MIDNIGHT, False)])
def test_the_day_ends_at_midnight_where_the_reports_are_collected(dates, moment, is_in_time):
    owed = report(state=State.DRAFT)
    owed.hand_in(at=moment, counted_on=dates.day_of(moment))
    expected = Timeliness.IN_TIME if is_in_time else Timeliness.LATE
    assert owed.timeliness(date(2026, 5, 1)) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 4, 20), Timeliness.PENDING), (date(2026, 4, 21), Timeliness.MISSING)],
)
def test_what_is_not_in_is_awaited_until_the_last_day_and_missing_after(today, expected):
    assert report().timeliness(today) is expected


def test_an_extension_moves_the_day_of_one_organisation():
    owed = report()
    owed.extend(date(2026, 4, 24), "flood", date(2026, 4, 20))
    owed.state = State.DRAFT
    owed.hand_in(at=MIDNIGHT, counted_on=date(2026, 4, 24))
    assert owed.timeliness(date(2026, 5, 1)) is Timeliness.IN_TIME


def test_a_second_version_keeps_the_timeliness_of_the_first():
    owed = report(state=State.DRAFT)
    owed.hand_in(at=LAST_MINUTE, counted_on=date(2026, 4, 20))
    owed.send_back(date(2026, 4, 10))
    owed.hand_in(at=MIDNIGHT + timedelta(days=3), counted_on=date(2026, 4, 24))
    assert owed.timeliness(date(2026, 5, 1)) is Timeliness.IN_TIME


def test_what_was_taken_back_is_judged_by_when_it_comes_again():
    owed = report(state=State.DRAFT)
    owed.hand_in(at=LAST_MINUTE, counted_on=date(2026, 4, 20))
    owed.take_back()
    owed.hand_in(at=MIDNIGHT, counted_on=date(2026, 4, 21))
    assert owed.timeliness(date(2026, 5, 1)) is Timeliness.LATE


def test_a_transfer_that_began_in_time_is_in_time(dates):
    handed = MIDNIGHT + timedelta(minutes=20)
    moment = counted_at(
        handed, changed_at=LAST_MINUTE, began_at=LAST_MINUTE - timedelta(minutes=5), dates=dates
    )
    assert dates.day_of(moment) == dates.due_on


@pytest.mark.parametrize(
    ("handed", "changed", "began"),
    [
        (MIDNIGHT + timedelta(minutes=20), MIDNIGHT + timedelta(minutes=10), LAST_MINUTE),
        (MIDNIGHT + timedelta(minutes=20), LAST_MINUTE, MIDNIGHT + timedelta(minutes=1)),
        (MIDNIGHT + timedelta(hours=13), LAST_MINUTE, LAST_MINUTE),
        (MIDNIGHT + timedelta(minutes=20), LAST_MINUTE, None),
    ],
    ids=["figures changed after", "file began after", "half a day later", "no file at all"],
)
def test_nothing_else_makes_a_late_report_timely(dates, handed, changed, began):
    assert counted_at(handed, changed_at=changed, began_at=began, dates=dates) == handed

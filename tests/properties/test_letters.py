"""Whatever happens, whenever the worker looks: one digest a day, each notice told once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from intranet.core import clock, mail
from intranet.core.actions import action
from intranet.core.db import db
from intranet.core.jobs import Job
from intranet.core.mail import Mail
from intranet.core.notices import Notice, notify
from intranet.notifications import actions, jobs
from intranet.notifications.models import Preference
from tests.support import make

START = datetime(2026, 3, 27, 20, 0, tzinfo=UTC)  # two days before the clocks of Berlin change
ZONES = ("Asia/Tomsk", "Europe/Moscow", "Europe/Berlin", "Pacific/Kiritimati")
EVENTS = {"roadmap": "roadmap.card_moved", "mentions": "comments.comment_added"}
DEEDS = st.one_of(
    st.tuples(st.just("told"), st.sampled_from(sorted(EVENTS))),
    st.tuples(st.just("read"), st.integers(0, 30)),
    st.tuples(st.just("work"), st.integers(1, 200)),
    st.tuples(st.just("work"), st.integers(1, 60 * 14)),
    st.tuples(st.just("die"), st.just(0)),
    st.tuples(st.just("away"), st.integers(1, 60 * 30)),
    st.tuples(st.just("hour"), st.integers(-1, 3)),
    st.tuples(st.just("weekdays"), st.booleans()),
    st.tuples(st.just("quiet"), st.integers(0, 23)),
)
#: The hour is put off after the letter of the day, and something came in between.
HOUR_PUT_OFF = [
    ("told", "roadmap"), ("hour", 0), ("work", 1), ("told", "roadmap"), ("hour", 1), ("work", 70),
]  # fmt: skip


@pytest.fixture
def people(app, keep):
    app.config.update(
        SMTP_HOST="127.0.0.1", SMTP_PORT=1, MAIL_FROM="a@example.ru", URL="https://example.ru"
    )
    found = {}
    for zone in ZONES:
        place = make.organisation(time_zone=zone)
        found[zone] = make.person(at=place, password_hash="x", email="me@example.ru")
    keep(*found.values())
    return {zone: person.id for zone, person in found.items()}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    zone=st.sampled_from(ZONES),
    at_once=st.booleans(),
    deeds=st.lists(DEEDS, min_size=10, max_size=50),
)
@example(zone="Asia/Tomsk", at_once=False, deeds=HOUR_PUT_OFF)
def test_one_digest_a_day_and_each_notice_told_once(app, people, monkeypatch, zone, at_once, deeds):
    now = [START]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    with app.app_context():
        me = people[zone]
        for table in (Mail, Job, Notice, Preference):
            db.session.execute(delete(table))
        db.session.commit()
        actions.prefer(me, ways={"mentions": "now"} if at_once else {})
        for deed, number in deeds:
            _do(deed, number, me, zone, now)
        actions.prefer(me, is_weekdays_only=False, quiet_from=0, quiet_until=0)
        for _hour in range(54):
            now[0] += timedelta(hours=1)
            jobs.tell()
        _check(me, zone)


def _do(deed, number, me, zone, now):
    if deed == "told":
        _tell(me, number)
    elif deed == "read":
        unread = db.session.scalars(select(Notice).where(Notice.seen_at.is_(None))).all()
        actions.see(unread[number : number + 1])
    elif deed == "work":
        now[0] += timedelta(minutes=number)
        jobs.tell()
    elif deed == "die":
        _die(me)
    elif deed == "away":
        now[0] += timedelta(minutes=number)
    elif deed == "hour":
        actions.prefer(me, hour=(clock.there(now[0], zone).hour + number) % 24)
    elif deed == "weekdays":
        actions.prefer(me, is_weekdays_only=number)
    elif deed == "quiet":
        actions.prefer(me, quiet_from=number, quiet_until=(number + 9) % 24)


@action
def _tell(me, group):
    count = db.session.scalar(select(db.func.count(Notice.id)))
    title = f"thing-{count}-end"
    notify(me, EVENTS[group], page="nowhere", title=title, actor="A", from_name="x", to_name="y")


def _die(me):
    """The worker is killed when everything is written and nothing is kept."""

    @action
    def dying():
        jobs.tell()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dying()
    db.session.expire_all()


def _check(me, zone):
    letters = db.session.scalars(select(Mail).where(Mail.person_id == me)).all()
    digests = [letter for letter in letters if "-digest-" in letter.key]
    days = Counter(clock.there(letter.created_at, zone).date() for letter in digests)
    assert not days or max(days.values()) == 1
    jobs_waiting = db.session.scalar(select(db.func.count(Job.id)))
    assert jobs_waiting == len(letters)
    for notice in db.session.scalars(select(Notice)):
        title = notice.particulars["title"]
        telling = [letter for letter in letters if title in letter.text]
        if notice.seen_at is None:
            assert len(telling) == 1
        else:  # read: told before that or never
            assert len(telling) <= 1
            assert all(letter.created_at <= notice.seen_at for letter in telling)
    assert all("thing-" in letter.text for letter in letters)  # none without news
    assert mail.waiting() == len(letters)

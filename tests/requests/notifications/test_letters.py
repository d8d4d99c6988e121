"""Letters about notices: one a day, in the reader's words, with what was not read before."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from intranet.core import clock
from intranet.core.db import db
from intranet.core.mail import Mail
from intranet.core.notices import Notice
from intranet.notifications import actions, jobs
from intranet.people.models import Person
from tests.support import make

#: Eight in the morning of a Wednesday in Tomsk, where the people of these tests work.
EIGHT = datetime(2026, 4, 8, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _with_mail(app):
    more = {"MAIL_FROM": "site@example.ru", "URL": "https://intranet.example.ru"}
    app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=1, BABEL_DEFAULT_LOCALE="ru", **more)


@pytest.fixture
def at(app, monkeypatch):
    """`at(moment)`: it is that moment, and the worker looks; the letters written by then."""

    def tell(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)
        with app.app_context():
            jobs.tell()
            return list(db.session.scalars(select(Mail).order_by(Mail.id)))

    return tell


def prefer(app, person, **chosen):
    with app.app_context():
        actions.prefer(person.id, **chosen)


def test_one_letter_at_eight_with_what_was_not_read(app, as_, scene, at):
    before = EIGHT - timedelta(hours=3)
    scene.tell(scene.me, scene.cards[0], "7.1 «А»", at=before)
    read = scene.tell(scene.me, scene.cards[1], "read", at=before)
    as_(scene.me).get(f"/notices/{read}")
    scene.tell(scene.me, scene.cards[1], "later", at=EIGHT + timedelta(minutes=1))

    assert at(EIGHT - timedelta(minutes=1)) == []
    (letter,) = at(EIGHT + timedelta(minutes=2))
    assert len(at(EIGHT + timedelta(hours=15))) == 1

    assert letter.subject == "Библиокарта: 1 новое уведомление"
    assert (letter.address, letter.name) == ("me@example.ru", scene.me.name)
    for text in (letter.text, letter.html):
        assert "7.1 «А»" in text
        assert "read" not in text and "later" not in text
        assert "https://intranet.example.ru/notices/preferences" in text
        assert "Раз в день, в 08:00" in text

    _first, second = at(EIGHT + DAY)
    assert "later" in second.text and "7.1 «А»" not in second.text
    assert len(at(EIGHT + 3 * DAY)) == 2  # nothing new, no letter


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 новое уведомление"), (3, "3 новых уведомления"), (11, "11 новых уведомлений")],
)
def test_the_subject_counts_as_russians_do(scene, at, count, words):
    for _each in range(count):
        scene.tell(scene.me, scene.cards[0], at=EIGHT - DAY)
    assert at(EIGHT)[0].subject == f"Библиокарта: {words}"


def test_a_thing_is_one_line_with_its_others_below_and_one_link(scene, at):
    numbers = [scene.tell(scene.me, scene.cards[0], f"n{n}", at=EIGHT - DAY) for n in range(3)]
    (letter,) = at(EIGHT)

    assert letter.html.count("/notices/") - letter.html.count("/notices/preferences") == 1
    assert f"https://intranet.example.ru/notices/{numbers[-1]}" in letter.html
    assert letter.html.index("n2") < letter.html.index("n1") < letter.html.index("n0")


def test_what_people_write_is_text_in_the_letter(scene, at):
    scene.tell(scene.me, scene.cards[0], "<img src=x>{{ 7*7 }}%n", at=EIGHT - DAY)
    (letter,) = at(EIGHT)

    assert "&lt;img src=x&gt;{{ 7*7 }}%n" in letter.html
    assert "<img" not in letter.html


def test_a_group_that_is_never_wanted_is_left_out_and_at_once_does_not_wait(app, scene, at):
    now = EIGHT - DAY + timedelta(hours=4)
    mention = "comments.comment_added"
    prefer(app, scene.me, ways={"roadmap": "never", "mentions": "now"})
    scene.tell(scene.me, scene.cards[0], "moved", at=now)
    scene.tell(scene.me, scene.cards[1], "called", name=mention, at=now)

    (letter,) = at(now + timedelta(minutes=1))
    assert letter.subject == "Ivanova: вас упомянули в комментарии к карточке «called»"
    assert "попросили сообщать сразу" in letter.text and "moved" not in letter.text
    assert len(at(EIGHT)) == 1


def test_at_once_waits_through_the_night(app, scene, at):
    prefer(app, scene.me, ways={"roadmap": "now"})
    midnight = EIGHT - timedelta(hours=8)
    scene.tell(scene.me, scene.cards[0], at=midnight)

    assert at(midnight + timedelta(minutes=1)) == []
    assert at(EIGHT - timedelta(hours=1, minutes=1)) == []
    assert len(at(EIGHT - timedelta(hours=1))) == 1


def test_on_working_days_only_saturday_waits_for_monday(app, scene, at):
    prefer(app, scene.me, is_weekdays_only=True)
    saturday = EIGHT + 3 * DAY
    scene.tell(scene.me, scene.cards[0], at=saturday - timedelta(hours=1))

    assert at(saturday + timedelta(hours=1)) == at(saturday + DAY) == []
    assert len(at(saturday + 2 * DAY)) == 1


def test_the_hour_is_that_of_the_persons_own_zone(app, keep, scene, at):
    moscow = make.organisation(time_zone="Europe/Moscow")
    there = make.person(at=moscow, password_hash="x", email="there@example.ru")
    keep(there)
    scene.tell(there, scene.cards[0], at=EIGHT - DAY)

    assert at(EIGHT + timedelta(hours=3)) == []
    assert [letter.address for letter in at(EIGHT + timedelta(hours=4))] == ["there@example.ru"]


def test_the_language_is_the_readers(app, scene, at):
    prefer(app, scene.me, language="en")
    scene.tell(scene.me, scene.cards[0], at=EIGHT - DAY)
    scene.tell(scene.other, scene.cards[0], at=EIGHT - DAY)

    assert [letter.subject for letter in at(EIGHT)] == [
        "Bibliokarta: 1 new notice",
        "Библиокарта: 1 новое уведомление",
    ]


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}, {"password_hash": None}])
def test_who_can_get_no_letters_gets_none_and_holds_up_nobody(app, scene, at, change):
    with app.app_context():
        db.session.execute(db.update(Person).where(Person.id == scene.me.id).values(**change))
        db.session.commit()
    scene.tell(scene.me, scene.cards[0], at=EIGHT - DAY)
    scene.tell(scene.other, scene.cards[0], at=EIGHT - DAY)

    assert [letter.person_id for letter in at(EIGHT)] == [scene.other.id]


def test_a_letter_that_cannot_be_written_holds_up_nobody(app, scene, at):
    broken = scene.tell(scene.me, scene.cards[0], at=EIGHT - DAY)
    scene.tell(scene.other, scene.cards[0], at=EIGHT - DAY)
    with app.app_context():
        db.session.execute(
            db.update(Notice).where(Notice.id == broken).values(particulars=["no names"])
        )
        db.session.commit()

    assert [letter.person_id for letter in at(EIGHT)] == [scene.other.id]


def test_what_is_older_than_a_month_is_no_news(scene, at):
    scene.tell(scene.me, scene.cards[0], at=EIGHT - timedelta(days=31))
    assert at(EIGHT) == []


def test_a_long_absence_is_told_in_one_letter_of_bearable_length(keep, scene, at):
    for _each in range(50):
        card = make.card(scene.cards[0].board)
        keep(card)
        scene.tell(scene.me, card, at=EIGHT - DAY)
    (letter,) = at(EIGHT)

    assert letter.html.count("/notices/") - letter.html.count("/notices/preferences") == 40
    assert "И ещё не поместилось: 10." in letter.text
    assert len(at(EIGHT + DAY)) == 1


def test_without_a_mail_server_nothing_is_told_and_nothing_marked(app, scene, at):
    app.config["SMTP_HOST"] = ""
    scene.tell(scene.me, scene.cards[0], at=EIGHT - DAY)
    assert at(EIGHT) == []
    app.config["SMTP_HOST"] = "127.0.0.1"
    assert len(at(EIGHT)) == 1

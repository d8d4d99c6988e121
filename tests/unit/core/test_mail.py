"""Letters: through the outbox to a real mail server, at least once, whatever is in their names."""

import socket
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from intranet.core import clock, jobs, mail
from intranet.core.actions import action
from intranet.core.db import db
from intranet.core.jobs import Job
from intranet.core.mail import Mail
from tests.support.mail_server import certificate_in, mail_server, settings

EVIL = "Иванова\r\nBcc: all@example.ru\r\n\r\n<b>x"


@pytest.fixture
def server(app):
    with mail_server() as server:
        app.config.update(settings(server))
        yield server


@pytest.fixture
def turn(monkeypatch):
    """`turn(minutes=1)`: the clock goes on."""
    real, passed = clock.now, [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: real() + passed[0])

    def go_on(**length):
        passed[0] += timedelta(**length)

    return go_on


@action
def post(**more):
    return mail.post(
        **{
            "key": "k",
            "address": "anna@example.ru",
            "name": "Иванова Анна",
            "subject": "Три новых уведомления",
            "text": "Текст\n.\nпосле точки",
            "html": "<p>Текст</p>",
        }
        | more
    )


def work():
    """Whatever is due now."""
    while jobs.work_once():
        pass


def kept():
    db.session.expire_all()
    return db.session.scalars(select(Mail).order_by(Mail.id)).all()


def test_a_letter_arrives_as_it_was_written(inside, server):
    assert post()
    work()

    (letter,) = server.letters
    assert str(letter["To"]) == "Иванова Анна <anna@example.ru>"
    assert str(letter["From"]) == "Библиокарта <site@example.ru>"
    assert str(letter["Subject"]) == "Три новых уведомления"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@example.ru>")
    assert letter.get_body(("plain",)).get_content().split() == ["Текст", ".", "после", "точки"]
    assert letter.get_body(("html",)).get_content().strip() == "<p>Текст</p>"
    (row,) = kept()
    assert (row.tries, row.error, row.sent_at is not None) == (1, "", True)
    assert letter["Date"].datetime == row.created_at.replace(microsecond=0)
    assert mail.waiting() == 0


def test_the_same_letter_is_written_once(inside, server):
    assert [post(), post(), post(key="another")] == [True, False, True]
    work()
    assert len(server.letters) == 2


def test_a_letter_of_an_action_that_failed_is_not_there(inside, server):
    @action
    def half():
        post()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    work()
    assert (kept(), server.letters) == ([], [])


def test_without_a_mail_server_nothing_is_written(inside):
    assert not post()
    assert kept() == []


def test_nobody_slips_a_header_in(inside, server):
    post(name=EVIL, subject=EVIL)
    work()

    (letter,) = server.letters
    assert server.recipients == ["anna@example.ru"]
    assert "Bcc" not in letter
    assert letter["To"].addresses[0].display_name == "Иванова Bcc: all@example.ru <b>x"
    assert str(letter["Subject"]) == "Иванова Bcc: all@example.ru <b>x"


@pytest.mark.parametrize(
    "address", ["a@b.ru\r\nRCPT TO:<x@y.ru>", "a b@c.ru", "nobody", "@b.ru", "a@"]
)
def test_what_is_no_address_is_refused_and_never_tried_again(inside, server, address):
    post(address=address)
    work()

    (row,) = kept()
    assert row.is_refused and "no address" in row.error
    assert server.letters == [] and jobs.waiting() == 0


def test_a_russian_domain_is_called_as_servers_know_it(inside, server):
    post(address="anna@школа.рф")
    work()
    assert server.recipients == ["anna@xn--80atdl2c.xn--p1ai"]


def test_a_refusal_is_kept_with_its_words(inside, server):
    server.answers["anna@example.ru"] = "550 5.1.1 No such person here"
    post()
    work()

    (row,) = kept()
    assert (row.is_refused, row.error) == (True, "550 5.1.1 No such person here")
    assert mail.undelivered() == [row]
    assert (jobs.waiting(), jobs.given_up(), mail.waiting()) == (0, [], 0)


def test_not_now_is_tried_again_and_arrives(inside, server, turn):
    server.answers["anna@example.ru"] = "451 4.7.1 Greylisted, come back"
    post()
    work()
    (row,) = kept()
    assert (row.is_refused, row.tries) == (False, 1)
    assert "451 4.7.1 Greylisted" in row.error

    server.answers.clear()
    turn(seconds=20)
    work()

    assert len(server.letters) == 1
    (row,) = kept()
    assert (row.tries, row.error, row.sent_at is not None) == (2, "", True)


def test_a_letter_refused_as_a_whole_is_not_tried_again(inside, server):
    server.answers["DATA"] = "554 5.7.1 Looks like spam"
    post()
    work()
    assert kept()[0].error == "554 5.7.1 Looks like spam"
    assert kept()[0].is_refused


def test_a_server_that_is_away_for_a_day_loses_nothing(inside, app, turn):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with mail_server() as back:
            port = back.port
            app.config.update(settings(back, SMTP_PORT=taken.getsockname()[1]))
            post()
            for _hour in range(24):
                work()
                turn(hours=1)
            assert len(jobs.given_up()) == 1
            assert "cannot be reached" in kept()[0].error

            app.config["SMTP_PORT"] = port
            mail.take_up_again()
            work()

            assert len(back.letters) == 1
            assert (jobs.given_up(), kept()[0].error) == ([], "")


def test_a_missing_server_is_not_asked_for_each_letter(inside, app):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with mail_server() as reachable:
            app.config.update(settings(reachable, SMTP_PORT=taken.getsockname()[1]))
            post()
            post(key="another")
            work()
    assert ["a moment ago" in row.error for row in kept()] == [False, True]


def test_a_letter_whose_worker_died_goes_out_again_under_the_same_name(inside, server, turn):
    post()
    job = jobs.claim()
    mail.outbox.deliver(**job.arguments)  # handed over, and the worker dies before any mark
    db.session.execute(update(Mail).values(sent_at=None))
    db.session.commit()

    turn(minutes=6)
    work()

    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert kept()[0].sent_at is not None
    assert db.session.scalars(select(Job)).all() == []


def test_old_letters_are_forgotten(inside, server, turn):
    post()
    work()
    turn(days=61)
    mail.forget()
    assert kept() == []


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_the_talk_is_secret_and_the_server_asks_who_we_are(inside, app, tmp_path, tls):
    certificate = certificate_in(tmp_path)
    with mail_server(tls=tls, certificate=certificate, user=("site", "a secret")) as server:
        app.config.update(
            settings(server, SMTP_TLS=tls, SMTP_CA=str(certificate), SMTP_USER="site")
        )
        app.config["SMTP_PASSWORD"] = "a secret"
        post()
        work()
        assert (kept()[0].error, len(server.letters)) == ("", 1)

        app.config["SMTP_PASSWORD"] = "wrong"
        post(key="another")
        work()
        assert "does not accept INTRANET_SMTP_USER" in kept()[1].error
        assert len(server.letters) == 1


def test_a_server_that_asks_who_we_are_refuses_no_person(inside, server):
    server.user = ("site", "a secret")
    post()
    work()
    assert (kept()[0].is_refused, "530" in kept()[0].error) == (False, True)


def test_an_unknown_certificate_is_not_trusted(inside, app, tmp_path):
    certificate = certificate_in(tmp_path)
    with mail_server(tls="tls", certificate=certificate) as server:
        app.config.update(settings(server, SMTP_TLS="tls", SMTP_CA=""))
        post()
        work()
    assert "certificate that is not trusted" in kept()[0].error
    assert server.letters == []


def test_links_in_letters_carry_the_address_of_the_settings(inside, server):
    assert mail.link("people.person", person_id=7) == "https://intranet.example.ru/people/7"

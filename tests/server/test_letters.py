"""A worker killed between the server's «taken» and its own mark sends the letter once more."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from intranet.core import clock, mail
from intranet.core.actions import action
from intranet.core.db import db
from intranet.core.jobs import Job
from intranet.core.mail import Mail
from tests.support.mail_server import mail_server, settings


@action
def post():
    mail.post(key="k", address="anna@example.ru", subject="s", text="t", html="<p>t</p>")


def work(app):
    """A worker of its own, as `bin/serve` starts it."""
    names = ("SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "MAIL_FROM", "URL")
    environment = os.environ | {f"INTRANET_{name}": str(app.config[name]) for name in names}
    environment["INTRANET_INSTANCE"] = str(app.config["INSTANCE"])
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)


def until(is_so, worker):
    limit = time.monotonic() + 60
    while not is_so() and time.monotonic() < limit:
        time.sleep(0.05)
    assert is_so(), worker.poll()


def sent():
    db.session.expire_all()
    found = db.session.scalar(select(Mail.sent_at)) is not None
    db.session.remove()
    return found


def test_a_worker_killed_after_the_server_took_the_letter_sends_it_again(app):
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        pytest.skip("the worker's own settings name a SQLite file")
    with mail_server() as server, app.app_context():
        app.config.update(settings(server))
        post()
        db.session.remove()
        victim = None
        server.taken = lambda: victim and victim.kill()  # before it hears that it was taken
        victim = work(app)
        until(lambda: server.letters, victim)
        assert victim.wait(20) == -signal.SIGKILL
        assert not sent()

        server.taken = lambda: None
        past = clock.now() - timedelta(minutes=1)  # as if the lease were over
        db.session.execute(
            update(Job).where(Job.name.contains("deliver")).values(leased_until=past)
        )
        db.session.commit()
        second = work(app)
        try:
            until(sent, second)
        finally:
            second.kill()
            second.wait()

        assert len(server.letters) == 2
        assert len({letter["Message-ID"] for letter in server.letters}) == 1

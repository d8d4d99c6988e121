"""An empty installation: the first run in the browser, the commands, the demo, forgetting."""

import re

import pytest
from sqlalchemy import func

from intranet.core import clock
from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people import jobs as people_jobs
from intranet.people.models import FailedSignIn, OneTimeLink, Organisation, Person, Role, SignIn
from intranet.reports.models import Campaign, Report, State

FIRST = {
    "organisation": "Управление образования",
    "time_zone": "Asia/Tomsk",
    "name": "Первая Анна",
    "login": "anna",
    "password": "a quiet winter road",
    "again": "a quiet winter road",
}


def test_an_empty_installation_leads_to_the_first_run(as_):
    assert as_().get("/sign-in").location == "/first-run"


def test_the_first_run_makes_an_administrator_and_lets_them_in(app, as_):
    browser = as_()

    assert browser.post("/first-run", FIRST).location == "/"

    assert browser.get("/people/condition").status_code == 200
    assert as_().get("/first-run").status_code == 403
    assert as_().post("/first-run", FIRST | {"login": "second"}).status_code == 403
    with app.app_context():
        assert db.session.scalar(db.select(func.count(Person.id))) == 1


@pytest.mark.parametrize(
    "change",
    [{"time_zone": "Tomsk"}, {"login": "a b"}, {"again": "other"}, {"password": "x", "again": "x"}],
)
def test_a_wrong_first_run_makes_nothing(app, as_, change):
    assert as_().post("/first-run", FIRST | change).status_code == 422
    with app.app_context():
        assert db.session.scalar(db.select(func.count(Organisation.id))) == 0


def test_init_prints_a_link_that_works(app, as_):
    options = ["--organisation", "УО", "--name", "Первая Анна", "--login", "anna"]
    run = app.test_cli_runner().invoke(
        args=["init", *options, "--address", "https://site.example/"]
    )

    path = re.match(r"https://site\.example(/link/\S+)", run.output)[1]
    new = {"password": FIRST["password"], "again": FIRST["again"]}
    assert as_().post(path, new).location == "/"
    again = app.test_cli_runner().invoke(args=["init", *options])
    assert (again.exit_code, "already has" in again.output) == (1, True)


def test_accounts_are_made_and_reset_from_the_command_line(app, as_, cast):
    runner = app.test_cli_runner()
    made = runner.invoke(
        args=["user", "create", "nina", "--name", "Новая Нина", "--organisation", "школа №2"]
        + ["--role", "librarian"]
    )
    reset = runner.invoke(args=["user", "reset-password", cast.librarian.login.upper()])

    for run in (made, reset):
        assert run.exit_code == 0, run.output
        assert as_().get(run.output.split()[0]).status_code == 200
    listed = runner.invoke(args=["user", "list"]).output
    assert "nina\tinvited\tlibrarian\tШкола № 2\tНовая Нина" in listed
    for wrong in (["reset-password", "nobody"], ["create", "nina", "--name", "x"]):
        assert runner.invoke(args=["user", *wrong]).exit_code != 0


def test_the_demo_is_made_of_its_lists_once(app):
    runner = app.test_cli_runner()
    run = runner.invoke(args=["demo"], catch_exceptions=False)
    assert run.exit_code == 0
    runner.invoke(args=["demo"])

    with app.app_context():
        assert db.session.scalar(db.select(func.count(Person.id))) == 13
        assert db.session.scalar(db.select(func.count(Role.id))) == 13
        assert set(db.session.scalars(db.select(Organisation.time_zone))) == {"Asia/Tomsk"}


def test_the_demo_has_reports_in_every_state_and_figures_of_last_time(app):
    app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)

    with app.app_context():
        last, stock, now = db.session.scalars(db.select(Campaign).order_by(Campaign.opened_at))
        assert (last.state, stock.state, now.state) == ("closed", "open", "open")
        assert now.previous_id == last.id
        assert set(db.session.scalars(db.select(Report.state))) == set(State)
        late = db.select(func.count(Report.id)).join(Campaign)
        late = late.where(Report.counted_on > Campaign.due_on, Report.state == State.ACCEPTED)
        assert db.session.scalar(late) == 2
        assert db.session.scalar(db.select(func.max(Activity.at))) <= clock.now()
        moments = list(db.session.scalars(db.select(Activity.at).order_by(Activity.id)))
        assert moments == sorted(moments), "it happened in the order in which it is told"


def test_what_is_over_is_forgotten(app, as_, cast, later):
    as_(cast.librarian)
    as_(cast.head).post(f"/people/{cast.librarian.id}/link")
    as_().post("/sign-in", {"login": "x", "password": "y"})

    def left():
        with app.app_context():
            people_jobs.forget_ended_sessions()
            people_jobs.forget_failures()
            people_jobs.forget_drafts()
            tables = (SignIn, FailedSignIn, OneTimeLink)
            return [db.session.scalar(db.select(func.count(table.id))) for table in tables]

    assert left() == [2, 1, 1]
    later(hours=25)
    assert left() == [0, 0, 1]
    later(days=7)
    assert left() == [0, 0, 0]

"""Commands for whoever runs the installation: the worker, accounts, the first start."""

import signal
import threading
from collections.abc import Callable
from typing import ParamSpec

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from . import schedule
from .core import jobs as work
from .core import mail
from .core.actions import Refusal, action
from .core.db import db
from .people import actions, queries
from .people.models import Kind, OneTimeLink, Organisation, Person, RoleKind, folded

P = ParamSpec("P")
jobs = AppGroup("jobs", help="Work for later, and what recurs.")
letters = AppGroup("mail", help="Letters and the mail server that takes them.")
user = AppGroup("user", help="Accounts, for when nobody can sign in.")

address = click.option(
    "--address",
    default="",
    metavar="URL",
    help="How people call the site, https://…; without it the link is printed from the slash on.",
)


def wire(app: Flask) -> None:
    """Put the commands into `flask`."""
    for command in (jobs, letters, user, init):
        app.cli.add_command(command)


@jobs.command("work")
def jobs_work() -> None:
    """Do jobs until SIGTERM or Ctrl+C; the one under way is finished first."""
    is_over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: is_over.set())
    work.work(is_over.is_set, tick=schedule.tick)


@letters.command("test")
@click.argument("address")
def mail_test(address: str) -> None:
    """Send one letter to ADDRESS now and say what the mail server answered."""
    if not mail.is_on():
        raise click.ClickException("no letters are sent: INTRANET_SMTP_HOST is not set")
    settings = current_app.config
    subject = _("A letter to try the mail server")
    text = _("This letter shows that the site can send letters.")
    html = mail.render("layouts/mail_test.html", subject=subject, text=text)
    try:
        said = mail.trial(address, subject=subject, text=f"{text}\n{settings['URL']}\n", html=html)
    except (OSError, ValueError, mail.Refused) as error:
        raise click.ClickException(mail.explain(error)) from error
    server = f"{settings['SMTP_HOST']}:{settings['SMTP_PORT']}"
    click.echo(f"{server} took the letter to {address} and said: {said}")


@user.command("list")
def user_list() -> None:
    """Print everybody: login, state, roles, organisation and name, tab separated."""
    options = (joinedload(Person.organisation), selectinload(Person.roles))
    for person in db.session.scalars(select(Person).options(*options).order_by(Person.words)):
        roles = ",".join(sorted({role.kind for role in person.roles})) or "-"
        fields = (person.login, person.state, roles, person.organisation.short_name, person.name)
        click.echo("\t".join(fields))


@user.command("create")
@click.argument("login")
@click.option("--name", required=True, help="Surname, name, patronymic.")
@click.option("--organisation", required=True, help="Any of its names.")
@click.option("--role", type=click.Choice([str(kind) for kind in RoleKind]), default=None)
@address
def user_create(login: str, name: str, organisation: str, role: str | None, address: str) -> None:
    """Add a person and print the one-time link with which they set a password."""
    place = queries.organisations_by_name([organisation]).get(folded(organisation))
    if place is None:
        raise click.ClickException(f"no organisation is called {organisation!r}")
    _print_link(_refused(_create, login, name, place, role), address)


@user.command("reset-password")
@click.argument("login")
@address
def user_reset_password(login: str, address: str) -> None:
    """Print a fresh one-time link for somebody; older links die."""
    person = queries.person_of_login(login)
    if person is None:
        raise click.ClickException(f"nobody signs in as {login!r}")
    _print_link(_refused(actions.make_link, person, by=None), address)


@click.command()
@click.option("--organisation", prompt=True, help="Full name of the first organisation.")
@click.option("--time-zone", default=None, help="IANA name; default: INTRANET_TIME_ZONE.")
@click.option("--name", prompt="Administrator", help="Surname, name, patronymic.")
@click.option("--login", prompt=True, help="With it the administrator signs in.")
@address
@with_appcontext
def init(organisation: str, time_zone: str | None, name: str, login: str, address: str) -> None:
    """Make the first administrator of an empty installation and print a one-time link."""
    zone = time_zone or current_app.config["TIME_ZONE"]
    _print_link(_refused(_found, organisation, zone, name, login), address)


@action
def _create(login: str, name: str, place: Organisation, role: str | None) -> str:
    roles = ((RoleKind(role), place),) if role else ()
    person = actions.add_person(login=login, name=name, organisation=place, roles=roles, by=None)
    return actions.make_link(person, by=None)


@action
def _found(organisation: str, time_zone: str, name: str, login: str) -> str:
    person = actions.found_house(
        kind=Kind.DISTRICT,
        role=RoleKind.ADMINISTRATOR,
        organisation=organisation,
        time_zone=time_zone,
        name=name,
        login=login,
        password=None,
    )
    return actions.make_link(person, by=None)


def _refused(deed: Callable[P, str], *args: P.args, **kwargs: P.kwargs) -> str:
    """Do `deed`; a refusal becomes one line and a failing exit code."""
    try:
        return deed(*args, **kwargs)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _print_link(token: str, address: str) -> None:
    click.echo(f"{address.rstrip('/')}/link/{token}")
    click.echo(f"works once, for {OneTimeLink.LIFE.days} days", err=True)

"""Every address × every role → the answer. A new address without a row is red.

The world: a department, its institute, two districts with a school each. Each role works where
it belongs; «own» things are the first district's, «foreign» ones the second's. POSTs are sent
empty: 422 means that the person may and only the words were missing.
"""

import re
import shutil
from itertools import count

import pytest
from flask_migrate import upgrade

from intranet.app import create_app
from tests.conftest import SETTINGS, close, empty_tables
from tests.support import make, world
from tests.support.browser import Browser
from tests.support.who_may import ANSWERS

ROLES = (
    "stranger", "administrator", "coordinator", "methodist", "specialist", "head", "librarian",
    "observer",
)  # fmt: skip


#: With a mail server, so that the pages about letters are there.
MAIL = {"SMTP_HOST": "mail.invalid", "MAIL_FROM": "site@example.ru", "URL": "https://example.ru"}


class World:
    """An installation in which every kind of thing exists twice: own and foreign."""

    def __init__(self, folder, url):
        self.app = create_app(SETTINGS | MAIL | {"INSTANCE": str(folder), "DATABASE_URL": url})
        self.folder, self.url = folder, url
        with self.app.app_context():
            upgrade()
        self.fill()

    def fill(self):
        with self.app.app_context():
            if self.url:
                empty_tables()
            make.numbers = count(1)
            self.people, self.own, self.foreign = world.fill()
            close(self.app)
        if not self.url:
            shutil.copy(self.folder / "intranet.db", self.folder / "kept.db")

    def reset(self):
        """As before the last request, after one that changed something."""
        if self.url:
            return self.fill()
        with self.app.app_context():
            close(self.app)
        for ending in ("-wal", "-shm"):
            (self.folder / f"intranet.db{ending}").unlink(missing_ok=True)
        shutil.copy(self.folder / "kept.db", self.folder / "intranet.db")

    def ask(self, role, method, rule, things):
        self.app.extensions["paused_walks"].clear()  # this sweep is a walk like no other
        browser = Browser(self.app, self.people.get(role))
        url = self.address(rule, things)
        answer = browser.get(url) if method == "GET" else browser.post(url)
        if method == "POST" and answer.status_code < 400:
            self.reset()
        return answer

    def address(self, rule, things):
        adapter = self.app.url_map.bind("localhost")
        values = {name: things.get(name) for name in rule.arguments}
        if "kind" in values:
            values["kind"] = "people" if "imports" in rule.rule else "roadmap_card"
        if "what" in values:
            values["what"] = "sections"
        if rule.endpoint.startswith("people.") and "draft_id" in values:
            values["draft_id"] = things["directory_draft_id"]
        return adapter.build(rule.endpoint, values)


@pytest.fixture(scope="module")
def site(tmp_path_factory, worker_url):
    folder = tmp_path_factory.mktemp("who_may")
    made = World(folder, worker_url)
    yield made
    with made.app.app_context():
        if worker_url:
            empty_tables()
        close(made.app)


def questions(app):
    """(method, rule) of every address but static files."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield method, rule


def test_every_address_has_a_row(site):
    asked = {f"{method} {rule.endpoint}" for method, rule in questions(site.app)}
    assert not sorted(asked - set(ANSWERS)), "an address without a row"
    assert not sorted(set(ANSWERS) - asked), "a row without its address"


@pytest.mark.parametrize("role", ROLES)
def test_who_may_what(site, role):
    """Of the own organisation, and of one that stands beside it."""
    place, wrong = ROLES.index(role), {}
    for method, rule in questions(site.app):
        name = f"{method} {rule.endpoint}"
        for expected, things in zip(ANSWERS[name], (site.own, site.foreign), strict=False):
            got = site.ask(role, method, rule, things).status_code
            if got != expected[place]:
                wrong[name] = (got, expected[place], "own" if things is site.own else "foreign")
    assert not wrong


@pytest.mark.parametrize("role", ["coordinator", "librarian"])
def test_what_is_foreign_looks_as_if_it_were_not_there(site, role):
    """Byte for byte the page of a missing thing."""
    for method, rule in questions(site.app):
        if not rule.arguments:
            continue
        hidden = site.ask(role, method, rule, site.foreign)
        if hidden.status_code == 404:
            missing = site.ask(role, method, rule, dict.fromkeys(site.foreign, 999_999))
            assert plain(missing) == plain(hidden), f"{method} {rule.endpoint}"


def plain(answer):
    """The status and the page, without what differs from request to request."""
    text = answer.text.replace(answer.headers["X-Request-Id"], "").replace(answer.request.path, "")
    token = r'(name="csrf[-_]token"[^>]*(content|value))="[^"]+"'
    return answer.status_code, re.sub(token, "", text)

"""Documents that were read and not confirmed are found again, or thrown away."""

import pytest

from intranet.core.db import db
from intranet.roadmap.models import Draft
from tests.support import make
from tests.support.plan_files import KARGASOK


@pytest.fixture
def coordinator(keep):
    return keep(make.person(at=make.organisation("УООиП")))


def bring(browser) -> str:
    data = {"text": KARGASOK, "year": "2026", "year_kind": "calendar"}
    return browser.post("/roadmap/imports/new", data).location


def test_what_was_left_is_found_where_one_brings_documents(as_, keep, coordinator):
    location = bring(as_(coordinator))
    colleague = keep(make.person(at=coordinator.organisation))

    answer = as_(colleague).get("/roadmap/imports/new")

    assert f'href="{location}"' in answer.text
    assert coordinator.name in answer.text


def test_what_is_in_force_or_another_districts_is_not_in_the_list(as_, keep, coordinator):
    bring(as_(keep(make.person(at=make.organisation("Чужой район")))))
    confirmed = bring(as_(coordinator))
    as_(coordinator).post(f"{confirmed}/confirmation")

    assert "not in force yet" not in as_(coordinator).get("/roadmap/imports/new").text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_draft_is_thrown_away(app, as_, coordinator, htmx):
    location = bring(as_(coordinator))

    answer = as_(coordinator, htmx=htmx).post(f"{location}/removal")

    assert answer.status_code == (200 if htmx else 303)
    assert as_(coordinator).get(location).status_code == 404
    with app.app_context():
        assert db.session.query(Draft).count() == 0


def test_what_is_in_force_cannot_be_thrown_away(as_, coordinator):
    location = bring(as_(coordinator))
    as_(coordinator).post(f"{location}/confirmation")

    assert as_(coordinator).post(f"{location}/removal").status_code == 409


def test_a_long_list_costs_one_statement(as_, keep, coordinator, queries):
    browser = as_(coordinator)
    for _ in range(3):
        bring(browser)
    browser.get("/roadmap/imports/new")

    with queries(4):  # BEGIN, the viewer, the list, the bell
        assert browser.get("/roadmap/imports/new").text.count("/removal") == 3

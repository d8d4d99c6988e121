"""A campaign that was asked by a card moves that card along, through events only."""

from datetime import UTC, datetime

import pytest

from intranet.core import clock
from intranet.core.db import db
from intranet.people.models import Kind, RoleKind
from intranet.reports.actions import campaigns, drafts, handing, reviewing
from intranet.reports.queries import reports as queries
from intranet.roadmap.models import Assignment, Stage
from intranet.roadmap.queries import cards, contributions
from tests.support import make

GOOD = {"01": "5", "06": "3", "09": "2", "readers": "4", "loans": "9"}


@pytest.fixture
def scene(inside, keep, monkeypatch):
    """A card, a campaign opened from it for two schools, and whoever writes and reviews."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 4, 2, tzinfo=UTC))
    district = make.organisation()
    schools = [make.organisation(parent=district, kind=Kind.SCHOOL) for _ in range(2)]
    coordinator = make.person(at=district)
    librarian = make.person(RoleKind.LIBRARIAN, at=schools[0])
    board = make.board(district)
    card = make.card(board, "Reports on the Model", number="7.1")
    keep(board, card, *schools, coordinator, librarian)
    campaign = make.campaign(district, card_id=card.id)
    keep(campaign)
    campaigns.open_(campaign, organisations=schools, seen=1, by=coordinator)
    owed = [queries.owed(campaign.id, school.id) for school in schools]
    return card.id, owed, coordinator, librarian


def hand_in(report_id, by):
    report = queries.report(report_id)
    drafts.save(report, GOOD, by=by)
    handing.hand_in(report, seen=report.seal, by=by)
    return report


def states(card_id):
    return sorted(each.state for each in contributions.to(card_id))


def test_who_is_asked_owes_a_part_of_the_card(scene):
    card_id, *_rest = scene
    assert states(card_id) == ["waiting", "waiting"]


def test_an_accepted_report_turns_the_schools_part_green(scene):
    card_id, (first, _second), coordinator, librarian = scene
    report = hand_in(first, librarian)
    assert states(card_id) == ["waiting", "working"]
    reviewing.accept(report, seen=report.seal, by=coordinator)
    assert states(card_id) == ["done", "waiting"]
    reviewing.reopen(report, reason="a figure", seen=report.seal, by=coordinator)
    assert states(card_id) == ["waiting", "working"]


def test_the_card_goes_under_review_by_itself_when_all_are_in(scene):
    card_id, owed, _coordinator, librarian = scene
    hand_in(owed[0], librarian)
    assert cards.card(card_id).column.stage == Stage.PLANNED
    hand_in(owed[1], librarian)
    assert cards.card(card_id).column.stage == Stage.REVIEW


def test_the_last_one_excused_completes_it_too(scene):
    card_id, owed, coordinator, librarian = scene
    hand_in(owed[0], librarian)
    report = queries.report(owed[1])
    reviewing.excuse(report, reason="closed", seen=report.seal, by=coordinator)
    assert cards.card(card_id).column.stage == Stage.REVIEW


def test_who_is_excused_is_not_counted_until_asked_again(scene, as_):
    card_id, owed, coordinator, _librarian = scene
    report = queries.report(owed[1])
    reviewing.excuse(report, reason="closed", seen=report.seal, by=coordinator)
    assert states(card_id) == ["excused", "waiting"]
    browser = as_(coordinator)
    db.session.rollback()
    assert "0 of 1 accepted" in browser.get(f"/roadmap/cards/{card_id}").text

    report = queries.report(owed[1])
    reviewing.ask_again(report, seen=report.seal, by=coordinator)
    assert states(card_id) == ["waiting", "waiting"]


def test_a_card_that_is_further_already_stays_where_it_is(scene):
    card_id, owed, _coordinator, librarian = scene
    card = cards.card(card_id)
    card.column = card.board.column_of(Stage.DONE)
    db.session.commit()
    for report_id in owed:
        hand_in(report_id, librarian)
    assert cards.card(card_id).column.stage == Stage.DONE


def test_the_page_of_the_card_says_how_many_are_accepted(scene, as_):
    card_id, (first, _second), coordinator, librarian = scene
    report = hand_in(first, librarian)
    reviewing.accept(report, seen=report.seal, by=coordinator)
    page = as_(coordinator).get(f"/roadmap/cards/{card_id}").text
    assert "1 of 2 accepted" in page
    assert f'href="/reports/{first}"' in page


@pytest.mark.parametrize(("who", "opens"), [("coordinator", 2), ("librarian", 1)])
def test_only_reports_that_are_open_to_the_reader_are_links_on_the_card(
    scene, keep, as_, who, opens
):
    card_id, owed, coordinator, librarian = scene
    for report_id in owed:
        hand_in(report_id, librarian)
    keep(Assignment(card_id=card_id, person_id=librarian.id))
    browser = as_({"coordinator": coordinator, "librarian": librarian}[who])
    db.session.rollback()

    text = browser.get(f"/roadmap/cards/{card_id}").text

    assert [f'href="/reports/{report_id}"' in text for report_id in owed].count(True) == opens

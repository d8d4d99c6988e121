"""The desk: what it shows, taking in hand, returning, accepting; two versions side by side."""

import pytest

from intranet.core import clock
from intranet.core.db import db
from intranet.core.notices import Notice
from intranet.reports.actions import drafts, handing
from intranet.reports.models import Remark, Report
from intranet.reports.queries import reports as queries
from tests.support import make, school_reports

BEFORE = {"01": "10", "06": "6", "09": "4", "readers": "4", "loans": "9"}
WHOLE = {"01": "8", "06": "5", "09": "3", "readers": "4", "loans": "3"}


@pytest.fixture
def scene(app, keep, monkeypatch):
    """A report handed in with a soft check explained, and one more that waits."""
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    scene = school_reports.scene(keep, before=BEFORE, slots=[make.slot("Scan")])
    with app.app_context():
        for name in ("foreign", "report"):
            report = queries.report(scene[name].id)
            drafts.save(report, WHOLE, by=scene["librarian"])
            drafts.explain(report, "busy", text="the hall was closed", by=scene["librarian"])
            handing.hand_in(report, seen=report.seal, by=scene["librarian"])
    return scene | {"url": f"/reports/{scene['report'].id}"}


def now(app, scene):
    with app.app_context():
        return db.session.get(Report, scene["report"].id)


def told(app, person):
    with app.app_context():
        query = db.select(Notice.name).where(Notice.person_id == person.id).order_by(Notice.id)
        return list(db.session.scalars(query))


def hand_in_again(app, scene, **cells):
    with app.app_context():
        report = queries.report(scene["report"].id)
        drafts.save(report, cells, by=scene["librarian"])
        handing.hand_in(report, seen=report.seal, by=scene["librarian"])


def test_the_desk_shows_figures_beside_the_last_period_and_what_is_doubtful(as_, scene):
    text = as_(scene["coordinator"]).get(f"{scene['url']}/review").text
    assert "was 10" in text
    assert "−20\N{NO-BREAK SPACE}%" in text
    assert "−66.7\N{NO-BREAK SPACE}%" in text
    assert text.count("desk__before--notable") == 3  # 09, loans and what is computed of them
    assert "the hall was closed" in text
    assert "0.75" in text  # computed
    assert "Next to review" in text


def test_looking_writes_nothing(app, as_, scene):
    as_(scene["coordinator"]).get(f"{scene['url']}/review")
    assert (now(app, scene).state, now(app, scene).seen_number) == ("handed_in", 0)


def test_taking_in_hand_answers_with_the_deeds_and_a_new_seal(app, as_, scene):
    answer = as_(scene["coordinator"], htmx=True).post(f"{scene['url']}/review")
    assert 'id="desk-deeds"' in answer.text
    assert "In review" in answer.text
    assert f'value="{now(app, scene).seal}"' in answer.text
    plain = as_(scene["coordinator"]).post(f"{scene['url']}/review")
    assert (plain.status_code, plain.location) == (303, f"{scene['url']}/review")


def test_returning_keeps_every_remark_where_it_was_pinned(app, as_, scene):
    seal = now(app, scene).seal
    sent = {"seen": seal, "cell-01": "Count again", "cell-nowhere": "x", "whole": " Hurry ",
            "file-999": "x", "cell-06": "  "}  # fmt: skip
    answer = as_(scene["coordinator"]).post(f"{scene['url']}/return", sent)
    assert answer.status_code == 303
    with app.app_context():
        remarks = db.session.scalars(db.select(Remark).order_by(Remark.id)).all()
    assert [(each.cell, each.text) for each in remarks] == [("01", "Count again"), ("", "Hurry")]
    assert (now(app, scene).state, now(app, scene).seen_number) == ("returned", 1)
    assert told(app, scene["librarian"]) == ["reports.returned"]
    assert told(app, scene["head"]) == ["reports.returned"]


def test_returning_without_a_word_is_refused_and_says_so(app, as_, scene):
    answer = as_(scene["coordinator"], htmx=True).post(
        f"{scene['url']}/return", {"seen": now(app, scene).seal}
    )
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith('<form id="return-form"')
    assert "Say what has to be corrected." in answer.text


def test_a_return_that_comes_too_late_keeps_what_was_typed(app, as_, scene):
    seal = now(app, scene).seal
    browser = as_(scene["coordinator"])
    browser.post(f"{scene['url']}/acceptance", {"seen": seal})
    answer = browser.post(f"{scene['url']}/return", {"seen": seal, "whole": "my words"})
    assert answer.status_code == 409
    assert "Accepted" in answer.text
    assert now(app, scene).state == "accepted"


def test_of_two_reviewers_the_second_hears_what_happened(app, as_, scene):
    seal = now(app, scene).seal
    browser = as_(scene["coordinator"])
    browser.post(f"{scene['url']}/return", {"seen": seal, "whole": "Hurry"})
    answer = browser.post(f"{scene['url']}/acceptance", {"seen": seal})
    assert answer.status_code == 409
    assert "Returned" in answer.text


def test_accepting_tells_the_school_and_offers_the_next(app, as_, scene):
    seal = now(app, scene).seal
    answer = as_(scene["coordinator"]).post(f"{scene['url']}/acceptance", {"seen": seal})
    assert (answer.status_code, answer.location) == (303, f"{scene['url']}/review")
    assert (now(app, scene).state, now(app, scene).accepted_number) == ("accepted", 1)
    assert told(app, scene["head"]) == ["reports.accepted"]
    after = as_(scene["coordinator"]).get(f"{scene['url']}/review").text
    assert f"/reports/{scene['foreign'].id}/review" in after


def test_a_whole_round_two_versions_side_by_side(app, as_, scene):
    browser = as_(scene["coordinator"])
    browser.post(f"{scene['url']}/return", {"seen": now(app, scene).seal, "cell-loans": "Too few"})
    hand_in_again(app, scene, loans="6")
    assert "changed since it was seen" in browser.get("/reports/").text
    desk = browser.get(f"{scene['url']}/review").text
    assert "Handed in anew since a reviewer looked: version 2." in desk
    text = browser.get(f"{scene['url']}/comparison?from=1&to=2").text
    assert "Too few" in text
    assert "+100\N{NO-BREAK SPACE}%" in text
    assert "Loans per reader" in text
    last = browser.get(f"{scene['url']}/comparison").text
    assert last.partition("<main")[2] == text.partition("<main")[2]
    assert browser.get(f"{scene['url']}/comparison?from=1&to=7").status_code == 404


def test_reviewers_hear_that_a_report_is_in(app, keep, scene):
    assert told(app, scene["coordinator"]) == ["reports.handed_in", "reports.handed_in"]


def test_what_a_school_and_a_stranger_get(as_, scene):
    for deed in ("review", "return", "acceptance"):
        path = f"{scene['url']}/{deed}"
        assert as_(scene["librarian"]).post(path, {"seen": 2}).status_code == 403
        assert as_(scene["stranger"]).post(path, {"seen": 2}).status_code == 404
    assert as_(scene["librarian"]).get(f"{scene['url']}/review").status_code == 403
    assert as_(scene["stranger"]).get(f"{scene['url']}/review").status_code == 404


def test_a_reports_own_address_leads_a_reviewer_to_the_desk(as_, scene):
    answer = as_(scene["coordinator"]).get(scene["url"])
    assert (answer.status_code, answer.location) == (303, f"{scene['url']}/review")


def test_the_desk_costs_a_settled_number_of_statements(as_, queries, scene):
    browser = as_(scene["coordinator"])
    browser.get(f"{scene['url']}/review")
    with queries(18):
        browser.get(f"{scene['url']}/review")

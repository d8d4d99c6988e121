"""When a campaign is over: what comes back can be corrected, what got more time is taken."""

from datetime import UTC, datetime

import pytest

from intranet.core import clock
from intranet.core.db import db
from intranet.people.models import RoleKind
from intranet.reports.actions import drafts, handing, reviewing
from intranet.reports.models import Report
from intranet.reports.queries import reports as queries
from tests.support import make, school_reports

WHOLE = {"01": "8", "06": "5", "09": "3", "readers": "4", "loans": "9"}
#: The campaign was due on 20 April, took late ones until the 25th, corrections until the 30th.
BETWEEN = datetime(2026, 4, 27, 3, 0, tzinfo=UTC)
AFTER = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
PASSED = "The last day has passed. Ask the coordinator for an extension."


@pytest.fixture
def scene(keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    scene = school_reports.scene(keep, slots=[])
    return scene | {"url": f"/reports/{scene['report'].id}"}


def handed_in(app, scene, *, is_accepted=False):
    with app.app_context():
        report = queries.report(scene["report"].id)
        drafts.save(report, WHOLE, by=scene["librarian"])
        handing.hand_in(report, seen=report.seal, by=scene["librarian"])
        if is_accepted:
            reviewing.accept(report, seen=report.seal, by=scene["coordinator"])


def over(app, scene, monkeypatch, *, at=AFTER):
    """It is the first of June, and the coordinator has closed the campaign."""
    monkeypatch.setattr(clock, "now", lambda: at)
    page = f"/reports/campaigns/{scene['campaign'].id}"
    assert (
        scene["as_"](scene["coordinator"]).post(f"{page}/closing", {"seen": 1}).status_code == 303
    )


def now(app, scene):
    with app.app_context():
        return db.session.get(Report, scene["report"].id)


def hand_in(app, scene):
    seen = {"seal": now(app, scene).seal, "operation": "again"}
    return scene["as_"](scene["librarian"]).post(f"{scene['url']}/submission", seen)


def test_a_re_opened_report_of_a_closed_campaign_is_corrected(app, as_, scene, monkeypatch):
    scene["as_"] = as_
    handed_in(app, scene, is_accepted=True)
    over(app, scene, monkeypatch)
    desk, school = as_(scene["coordinator"]), as_(scene["librarian"])
    seen = {"seen": now(app, scene).seal, "reason": "a slip in 01"}
    assert "until June 8, 2026" in desk.get(f"{scene['url']}/reopening").text
    desk.post(f"{scene['url']}/reopening", seen)

    page = school.get(scene["url"]).text
    assert "Correct it by" in page
    assert "7 days left" in page
    assert "overdue" not in page
    assert "Mend what was remarked" in school.get("/").text
    assert (
        school.post(f"{scene['url']}/cells", {"loans": "10", "seen:loans": "9"}).status_code < 400
    )
    receipt = hand_in(app, scene).location
    assert receipt == f"{scene['url']}/versions/2/receipt"
    assert "<b>in time</b>" in school.get(receipt).text, "as its first version"


def test_so_is_what_is_returned_after_the_end_but_not_for_ever(app, as_, scene, monkeypatch):
    scene["as_"] = as_
    handed_in(app, scene)
    over(app, scene, monkeypatch)
    seen = {"seen": now(app, scene).seal, "text": "Look at 01"}
    with app.app_context():
        report = queries.report(scene["report"].id)
        remark = reviewing.Pinned("Look at 01")
        reviewing.return_(report, [remark], seen=seen["seen"], by=scene["coordinator"])

    monkeypatch.setattr(clock, "now", lambda: AFTER.replace(day=9))
    assert PASSED in as_(scene["librarian"]).get(scene["url"]).text
    assert hand_in(app, scene).status_code == 422
    monkeypatch.setattr(clock, "now", lambda: AFTER.replace(day=8))
    assert hand_in(app, scene).status_code == 303


def test_an_extension_opens_a_closed_campaign_for_one_school(app, as_, scene, monkeypatch):
    scene["as_"] = as_
    over(app, scene, monkeypatch)
    assert PASSED in as_(scene["librarian"]).get(scene["url"]).text
    later = {"seen": now(app, scene).seal, "until": "2026-06-05", "reason": "a flood"}
    as_(scene["coordinator"]).post(f"{scene['url']}/extension", later)

    assert as_(scene["librarian"]).post(f"{scene['url']}/cells", WHOLE).status_code < 400
    assert hand_in(app, scene).status_code == 303


def test_the_form_is_closed_when_nothing_would_be_taken(as_, scene, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: BETWEEN)
    page = as_(scene["librarian"]).get(scene["url"]).text
    assert PASSED in page
    assert 'name="loans"' not in page


def test_nobody_takes_back_what_could_not_be_handed_in_again(app, as_, scene, monkeypatch):
    scene["as_"] = as_
    handed_in(app, scene)
    withdrawal, warning = f"{scene['url']}/withdrawal", "counts as late when it comes again"
    assert warning not in as_(scene["librarian"]).get(scene["url"]).text
    monkeypatch.setattr(clock, "now", lambda: BETWEEN)
    assert warning in as_(scene["librarian"]).get(scene["url"]).text
    over(app, scene, monkeypatch)

    school = as_(scene["librarian"])
    for page in (scene["url"], f"{scene['url']}/versions/1/receipt"):
        assert withdrawal not in school.get(page).text
    refused = school.post(withdrawal, {"seal": now(app, scene).seal})
    assert refused.status_code == 422
    assert now(app, scene).state == "handed_in"


def test_an_excuse_that_is_taken_back_is_called_so(as_, scene):
    desk = as_(scene["coordinator"])
    desk.post(f"{scene['url']}/excuse", {"seen": 1, "reason": "repairs"})
    assert "<h1>Ask again</h1>" in desk.get(f"{scene['url']}/excuse").text


def test_who_only_looks_is_not_led_to_the_form(as_, keep, scene):
    observer = make.person(RoleKind.OBSERVER, at=scene["campaign"].organisation)
    keep(observer)
    page, link = f"/reports/campaigns/{scene['campaign'].id}", 'href="/reports/campaigns/1/form"'
    assert link in as_(scene["coordinator"]).get(page).text
    shown = as_(observer).get(page)
    assert (shown.status_code, link in shown.text) == (200, False)
    assert "6 figures" in shown.text


def test_more_time_ends_on_no_day_that_has_passed(app, as_, scene, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    more = {"seen": now(app, scene).seal, "until": "2026-05-31", "reason": "a flood"}
    refused = as_(scene["coordinator"]).post(f"{scene['url']}/extension", more)
    assert (refused.status_code, "has passed already" in refused.text) == (422, True)
    today = more | {"until": "2026-06-01"}
    assert as_(scene["coordinator"]).post(f"{scene['url']}/extension", today).status_code == 303


def test_the_form_for_more_time_says_that_what_came_late_will_count_as_in_time(
    app, as_, scene, monkeypatch
):
    form, warning = f"{scene['url']}/extension", "will count as in time"
    assert warning not in as_(scene["coordinator"]).get(form).text
    monkeypatch.setattr(clock, "now", lambda: BETWEEN.replace(day=22))
    handed_in(app, scene)
    assert warning in as_(scene["coordinator"]).get(form).text


def test_a_step_that_cannot_be_taken_says_so_before_anything_is_typed(app, as_, scene):
    page = as_(scene["coordinator"]).get(f"{scene['url']}/reopening").text
    assert "Only an accepted report can be re-opened." in page
    assert 'name="reason"' not in page
    handed_in(app, scene)
    page = as_(scene["coordinator"]).get(f"{scene['url']}/excuse").text
    assert "This report is handed in already. Return it first." in page
    assert 'name="reason"' not in page

"""A campaign from its beginning to its closing, as a coordinator meets it."""

from datetime import UTC, date, datetime

import pytest

from intranet.core import clock
from intranet.core.db import db
from intranet.core.notices import Notice
from intranet.people.models import Kind, RoleKind
from intranet.reports.models import Campaign, CampaignState, Report, Slot, State
from tests.support import make

WORDS = {
    "title": "Report", "period": "", "ground": "Order No. 5", "instructions": "",
    "opens_on": "2026-04-01", "due_on": "2026-04-20", "late_until_on": "2026-04-25",
    "closes_on": "2026-04-30",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_april(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 4, 2, 3, 0, tzinfo=UTC))


@pytest.fixture
def scene(keep):
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    district = make.organisation("УООиП", parent=department)
    schools = [
        make.organisation(f"Школа № {n}", parent=district, kind=Kind.SCHOOL) for n in (1, 2, 3)
    ]
    coordinator = make.person(at=district)
    librarian = make.person(RoleKind.LIBRARIAN, at=schools[0])
    board = make.board(district)
    board.plan.title = "Road map"
    term = {"starts_on": date(2026, 4, 1), "due_on": date(2026, 4, 30)}
    card = make.card(board, "Results", number="7.1", span="month", **term)
    keep(department, district, *schools, coordinator, librarian, board, card)
    return district, schools, coordinator, librarian, card


def campaigns(app):
    with app.app_context():
        return db.session.scalars(db.select(Campaign).order_by(Campaign.id)).all()


def reports(app):
    with app.app_context():
        return {each.organisation_id: each for each in db.session.scalars(db.select(Report))}


def draft(keep, scene, **more):
    return keep(make.campaign(scene[0], ground="Order No. 5", **more))


def open_one(as_, keep, scene, **more):
    campaign = draft(keep, scene, **more)
    as_(scene[2]).post(f"/reports/campaigns/{campaign.id}/opening", {"seen": 1})
    return campaign


def test_who_reports_stands_by_name(as_, keep, scene):
    keep(
        *(make.organisation(f"А {n}", parent=scene[0], kind=Kind.SCHOOL) for n in range(12, 0, -1))
    )
    campaign = draft(keep, scene)
    page = as_(scene[2]).get(f"/reports/campaigns/{campaign.id}/obliged").text
    places = [page.index(f">{name}<") for name in ("А 1", "А 2", "А 12", "Школа № 1", "Школа № 3")]
    assert places == sorted(places)


def test_a_card_says_what_the_campaign_begins_with(app, as_, scene):
    card, browser = scene[4], as_(scene[2])
    assert f"/reports/campaigns/new?card={card.id}" in browser.get(f"/roadmap/cards/{card.id}").text
    page = browser.get(f"/reports/campaigns/new?card={card.id}").text
    assert 'value="Results"' in page
    assert "Road map, item 7.1" in page
    for day in ("2026-04-02", "2026-04-20", "2026-04-25", "2026-04-30"):
        assert f'value="{day}"' in page

    words = WORDS | {"organisation": scene[0].id}
    answer = browser.post(f"/reports/campaigns/new?card={card.id}", words)

    (made,) = campaigns(app)
    assert answer.location == f"/reports/campaigns/{made.id}"
    assert (made.card_id, made.state) == (card.id, CampaignState.DRAFT)


def test_the_same_request_begins_one_campaign(app, as_, scene):
    words = WORDS | {"organisation": scene[0].id, "operation": "once"}
    for _ in range(2):
        as_(scene[2]).post("/reports/campaigns/new", words)
    assert len(campaigns(app)) == 1


def test_days_that_do_not_follow_are_told_beside_the_deadline(app, as_, scene):
    words = WORDS | {"organisation": scene[0].id, "late_until_on": "2026-04-01"}
    answer = as_(scene[2], htmx=True).post("/reports/campaigns/new", words)
    assert answer.status_code == 422
    assert "must follow one another" in answer.text
    assert "<html" not in answer.text
    assert not campaigns(app)


def test_a_card_of_another_district_is_a_missing_page(as_, scene, keep):
    stranger = keep(make.person(at=make.organisation()))
    assert as_(stranger).get(f"/reports/campaigns/new?card={scene[4].id}").status_code == 404
    assert as_(scene[3]).get("/reports/campaigns/new").status_code == 403


def test_as_last_time_takes_everything_over_half_a_year_later(app, as_, scene, keep):
    reviewer = make.person(None, at=scene[0])
    earlier = keep(
        make.campaign(
            scene[0],
            state="closed",
            slots=[make.slot("Scan")],
            reviewers=[reviewer],
        )
    )
    page = as_(scene[2]).get(f"/reports/campaigns/new?from={earlier.id}").text
    assert 'value="2026-10-20"' in page
    assert "second half of 2026" in page
    words = WORDS | {"organisation": scene[0].id}
    as_(scene[2]).post(f"/reports/campaigns/new?from={earlier.id}", words)

    made = campaigns(app)[-1]
    assert (made.previous_id, made.form) == (earlier.id, earlier.form)
    page = as_(scene[2]).get(f"/reports/campaigns/{made.id}").text
    assert "Scan" in page
    assert reviewer.name in page


def test_as_last_time_finds_the_next_occurrence_and_its_days(app, as_, scene, keep):
    item = make.item("Results", number="7.1", deadline="ежегодно (апрель, октябрь)")
    board = make.board(scene[0], year=2027)
    board.plan.items.append(item)
    terms = [(2026, 4, 30), (2026, 10, 31), (2027, 4, 30)]
    april, october, later = (
        make.card(board, "Results", number="7.1", item=item, span="month",
                  starts_on=date(y, m, 1), due_on=date(y, m, d)) for y, m, d in terms
    )  # fmt: skip
    keep(board, april, october, later)
    earlier = keep(
        make.campaign(scene[0], title="Отчёт, апрель 2026", state="closed", card_id=april.id)
    )
    browser, url = as_(scene[2]), f"/reports/campaigns/new?from={earlier.id}"
    assert browser.get(url).location == f"{url}&card={october.id}"
    page = browser.get(f"{url}&card={october.id}").text
    assert 'value="Отчёт, октябрь 2026"' in page
    assert "October 2026" in page
    for day in ("2026-10-01", "2026-10-20", "2026-10-25", "2026-10-31"):
        assert f'value="{day}"' in page

    browser.post(f"{url}&card={october.id}", WORDS | {"organisation": scene[0].id})

    assert (campaigns(app)[-1].card_id, campaigns(app)[-1].previous_id) == (october.id, earlier.id)
    assert browser.get(url).location == f"{url}&card={later.id}"
    assert "asks for reports already" in browser.get(f"{url}&card={october.id}").text
    on_its_own = browser.get(f"{url}&card=0")
    assert (on_its_own.status_code, "For the card" in on_its_own.text) == (200, False)
    assert (
        f"card={october.id}&amp;from={earlier.id}"
        in browser.get(f"/reports/campaigns/new?card={october.id}").text
    )


def test_a_campaign_does_not_follow_onto_a_card_of_another_plan(as_, scene, keep):
    other = make.organisation("Другой район", parent=scene[0])
    card = make.card(make.board(other), "Other")
    keep(card)
    earlier = keep(make.campaign(scene[0], state="closed"))
    page = as_(scene[2]).get(f"/reports/campaigns/new?from={earlier.id}&card={card.id}")
    assert page.status_code == 404


def test_a_draft_says_what_is_missing_and_cannot_be_opened(app, as_, scene, keep):
    campaign = draft(keep, scene, form={})
    url = f"/reports/campaigns/{campaign.id}"
    assert "Say what is asked" in as_(scene[2]).get(url).text
    assert f"{url}/opening" not in as_(scene[2]).get(url).text
    assert as_(scene[2]).post(f"{url}/opening", {"seen": 1}).status_code == 422
    assert not reports(app)


def test_opening_makes_the_list_and_tells_librarians(app, as_, scene, keep):
    campaign = draft(keep, scene)
    page = as_(scene[2]).get(f"/reports/campaigns/{campaign.id}/opening").text
    assert "organisations are asked" in page
    assert "In 2 organisations neither librarian nor head" in page

    answer = as_(scene[2]).post(f"/reports/campaigns/{campaign.id}/opening", {"seen": 1})

    assert answer.status_code == 303
    owed = reports(app)
    assert set(owed) == {each.id for each in scene[1]}
    with app.app_context():
        (notice,) = db.session.scalars(db.select(Notice))
    assert (notice.person_id, notice.page) == (scene[3].id, "reports.report")
    assert notice.particulars["report_id"] == owed[scene[1][0].id].id
    again = as_(scene[2]).post(f"/reports/campaigns/{campaign.id}/opening", {"seen": 1})
    assert again.status_code == 422


def test_only_the_chosen_are_asked_and_what_was_not_shown_stays(app, as_, scene, keep):
    campaign, (first, second, third) = draft(keep, scene), scene[1]
    url = f"/reports/campaigns/{campaign.id}/obliged"
    part = as_(scene[2], htmx=True).get(f"{url}?q=№ 2").text
    assert "3 of 3" in part
    assert f'value="{second.id}"' in part
    assert f'value="{first.id}"' not in part
    as_(scene[2]).post(url, {"seen": 1, "shown": [second.id]})
    assert campaigns(app)[0].chosen_ids == [first.id, third.id]
    stale = as_(scene[2]).post(url, {"seen": 1, "shown": [first.id]})
    assert stale.status_code == 409

    as_(scene[2]).post(url, {"seen": 2, "shown": [second.id], "mark": "all"})
    as_(scene[2]).post(f"/reports/campaigns/{campaign.id}/opening", {"seen": 3})
    assert set(reports(app)) == {first.id, second.id, third.id}


def test_one_more_is_added_with_a_reason_that_is_kept(app, as_, scene, keep):
    campaign = open_one(as_, keep, scene, chosen_ids=[scene[1][0].id])
    url, one = f"/reports/campaigns/{campaign.id}/obliged", scene[1][1]
    assert as_(scene[2]).post(url, {"organisation": one.id}).status_code == 422
    as_(scene[2]).post(url, {"organisation": one.id, "reason": "Opened in April"})
    assert one.id in reports(app)
    assert "Reason: Opened in April" in as_(scene[2]).get(url).text


def test_an_open_campaign_gets_later_days_only(app, as_, scene, keep):
    campaign = open_one(as_, keep, scene)
    url = f"/reports/campaigns/{campaign.id}/data"
    earlier = WORDS | {"seen": 2, "due_on": "2026-04-19"}
    refused = as_(scene[2]).post(url, earlier)
    assert (refused.status_code, "later day" in refused.text) == (422, True)
    assert as_(scene[2]).post(url, WORDS | {"seen": 1}).status_code == 409
    assert as_(scene[2]).post(url, WORDS | {"seen": 2, "due_on": "2026-04-22"}).status_code == 303
    assert campaigns(app)[0].due_on == date(2026, 4, 22)


def test_the_campaigns_page_counts_what_is_owed_and_shows_a_part(app, as_, scene, keep):
    campaign = open_one(as_, keep, scene)
    owed = list(reports(app).values())
    with app.app_context():
        db.session.get(Report, owed[0].id).state = State.ACCEPTED
        db.session.get(Report, owed[1].id).state = State.EXCUSED
        db.session.commit()
    url = f"/reports/campaigns/{campaign.id}"
    assert "1 of 2" in as_(scene[2]).get(url).text
    part = as_(scene[2], htmx=True).get(f"{url}?show=accepted").text
    assert part.count("<tr>") == 2  # the head and one report
    assert "<html" not in part
    assert as_(scene[3]).get(url).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_page_asks_the_same_for_a_long_list(app, as_, scene, keep, queries, number):
    more = [
        make.organisation(f"Школа {n}", parent=scene[0], kind=Kind.SCHOOL) for n in range(number)
    ]
    keep(*more)
    campaign = open_one(as_, keep, scene)
    browser = as_(scene[2])
    browser.get("/")
    with queries(10):
        assert browser.get(f"/reports/campaigns/{campaign.id}").text.count("<tr>") == number + 4
    with queries(10):
        browser.get(f"/reports/campaigns/{campaign.id}/obliged")


def test_each_school_gets_its_reason(app, as_, scene, keep):
    open_one(as_, keep, scene)
    first, second, third = sorted(reports(app).values(), key=lambda each: each.organisation_id)
    browser, late = as_(scene[2]), {"until": "2026-05-05", "reason": "Flood", "seen": 1}
    assert browser.post(f"/reports/{first.id}/extension", {"seen": 1}).status_code == 422
    early = browser.post(f"/reports/{first.id}/extension", late | {"until": "2026-04-10"})
    assert (early.status_code, "must be later" in early.text) == (422, True)
    assert browser.post(f"/reports/{first.id}/extension", late).status_code == 303
    assert browser.post(f"/reports/{first.id}/extension", late).status_code == 409
    browser.post(f"/reports/{second.id}/excuse", {"reason": "No library", "seen": 1})
    refused = browser.post(f"/reports/{third.id}/reopening", {"reason": "A slip", "seen": 1})
    assert (refused.status_code, "Only an accepted report" in refused.text) == (422, True)

    after = {each.id: each for each in reports(app).values()}
    assert after[first.id].extended_to == date(2026, 5, 5)
    assert (after[second.id].state, after[second.id].excuse) == (State.EXCUSED, "No library")
    browser.post(f"/reports/{second.id}/excuse", {"seen": 2})
    assert {each.id: each for each in reports(app).values()}[second.id].state == State.WAITING
    assert "to May 5, 2026: Flood" in browser.get(f"/reports/{first.id}/review").text
    assert "asks Школа № 2 for" in browser.get(f"/reports/{second.id}/review").text


def test_close_and_take_up_again(app, as_, scene, keep):
    campaign = open_one(as_, keep, scene)
    url = f"/reports/campaigns/{campaign.id}"
    assert as_(scene[2]).post(f"{url}/closing", {"seen": 1}).status_code == 409
    as_(scene[2]).post(f"{url}/closing", {"seen": 2})
    assert campaigns(app)[0].state == CampaignState.CLOSED
    as_(scene[2]).post(f"{url}/reopening", {"seen": 3})
    assert campaigns(app)[0].state == CampaignState.OPEN


def test_a_draft_is_thrown_away_an_open_campaign_is_not(app, as_, scene, keep):
    campaign = draft(keep, scene, slots=[make.slot()], recipients=[scene[0]])
    url = f"/reports/campaigns/{campaign.id}/removal"
    assert as_(scene[2]).post(url, {"seen": 1}).status_code == 303
    assert not campaigns(app)
    opened = open_one(as_, keep, scene)
    refused = as_(scene[2]).post(f"/reports/campaigns/{opened.id}/removal", {"seen": 2})
    assert refused.status_code == 422
    assert campaigns(app)


def test_places_for_files(app, as_, scene, keep):
    campaign, browser = draft(keep, scene), as_(scene[2])
    url = f"/reports/campaigns/{campaign.id}/slots"
    place = {"seen": 1, "title": "Scan", "kinds": ["documents"], "most_files": 2, "most_mb": 5}
    place["name_pattern"] = "{organisation} — {slot}"
    assert browser.post(f"{url}/new", place | {"name_pattern": "{mine}"}).status_code == 422
    assert browser.post(f"{url}/new", place | {"most_mb": 0}).status_code == 422
    assert browser.post(f"{url}/new", place).status_code == 303
    page = browser.get(url).text
    assert "pdf, doc, docx, odt, rtf, txt" in page
    assert "up to 2 files" in page
    with app.app_context():
        slot = db.session.scalar(db.select(Slot))
    assert (slot.most_bytes, slot.name_pattern) == (5 * 1024 * 1024, "{organisation} — {slot}")
    assert "Scan" in browser.get(f"{url}/{slot.id}").text
    assert browser.post(f"{url}/{slot.id}/removal", {"seen": 1}).status_code == 409
    browser.post(f"{url}/{slot.id}/removal", {"seen": 2})
    assert "No files are asked" in browser.get(url).text


def test_a_pattern_of_names_of_ones_own(app, as_, scene, keep):
    campaign = draft(keep, scene, slots=[make.slot("Scan", name_pattern="{slot}_{number}")])
    slots = f"/reports/campaigns/{campaign.id}/slots"
    url, browser = f"{slots}/{campaign.slots[0].id}", as_(scene[2])
    assert 'value="{place}_{number}"' in browser.get(url).text
    place = {"seen": 1, "title": "Scans", "most_files": 1, "most_mb": 5, "name_pattern": ""}
    own = "{number}. {Place}, {school} (draft)"
    assert browser.post(url, place | {"own_pattern": own}).status_code == 303
    with app.app_context():
        slot = db.session.scalar(db.select(Slot))
    assert slot.title == "Scans"
    assert slot.name_pattern == "{number}. {slot}, {organisation} (draft)"
    assert "in the archive: “1. Scans, School No. 2 (draft).pdf”" in browser.get(slots).text

    ready = {"seen": 2, "own_pattern": "", "name_pattern": "{slot} — {organisation}"}
    browser.post(url, place | ready)
    with app.app_context():
        assert db.session.scalar(db.select(Slot.name_pattern)) == "{slot} — {organisation}"


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("{school} {class}", "There is no word “{class}”. There are: {school}, {place}, {number}."),
        ("{school} {number", "A curly bracket “{” has no partner."),
        ("{school}/{place}", "The name of a file cannot hold the sign “/”."),
        ("report", "So all files would be called the same."),
        ("{}", "There is no word “{}”."),
    ],
)
def test_nonsense_for_a_pattern_is_refused_in_words(as_, scene, keep, pattern, sentence):
    campaign = draft(keep, scene)
    place = {"seen": 1, "title": "Scan", "most_files": 1, "most_mb": 5, "own_pattern": pattern}
    refused = as_(scene[2]).post(f"/reports/campaigns/{campaign.id}/slots/new", place)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert f'value="{pattern}"' in refused.text, "what was typed stays"


def test_who_reviews_and_who_gets_the_summary(app, as_, scene, keep):
    department = make.organisation("ТОИПКРО", kind=Kind.INSTITUTE)
    reviewer = keep(make.person(None, at=scene[0]), department)
    campaign, browser = draft(keep, scene), as_(scene[2])
    url = f"/reports/campaigns/{campaign.id}/people"
    assert "ДО ТО" in browser.get(url).text
    above = scene[0].parent.id
    people = {"seen": 1, "reviewers": [reviewer.id], "recipients": [above]}
    assert browser.post(url, people).status_code == 303
    assert browser.post(url, people).status_code == 409
    wrong = {"seen": 2, "recipients": [scene[1][0].id]}
    assert browser.post(url, wrong).status_code == 422
    assert as_(reviewer).get(f"/reports/campaigns/{campaign.id}").status_code == 200


def test_what_is_asked_this_year_already_is_told(as_, scene, keep):
    keep(make.campaign(scene[0], state="open", title="Monitoring"))
    campaign, browser = draft(keep, scene), as_(scene[2])
    page = browser.get(f"/reports/campaigns/{campaign.id}").text
    assert "asked this year already by" in page
    assert "Monitoring" in page

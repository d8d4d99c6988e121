"""The form of a campaign, built piece by piece."""

import pytest

from intranet.core.db import db
from intranet.people.models import Kind
from intranet.reports.models import Campaign
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    school = make.organisation("Школа", parent=district, kind=Kind.SCHOOL)
    campaign = make.campaign(district)
    coordinator = make.person(at=district)
    return keep(campaign, coordinator, school), coordinator


def form_of(app, campaign):
    with app.app_context():
        return db.session.get(Campaign, campaign.id).form


def at(campaign, path=""):
    return f"/reports/campaigns/{campaign.id}/form{path}"


INDICATOR = {"section": "work", "title": "Visits", "kind": "integer", "adds_up": "y", "seen": 1}
CHECK = {"title": "Visits", "expression": "loans <= readers", "how": "soft", "seen": 1}


@pytest.mark.parametrize(("start", "figures"), [("school_library", 58), ("empty", 0)])
def test_a_form_is_begun(app, as_, keep, start, figures):
    coordinator = make.person()
    campaign = keep(make.campaign(coordinator.organisation, form={}), coordinator)
    browser = as_(coordinator)
    assert browser.post(at(campaign), {"seen": 1}).status_code == 422
    assert browser.post(at(campaign), {"seen": 1, "start": start}).status_code == 303
    assert browser.get(at(campaign)).status_code == 200
    with app.app_context():
        assert db.session.get(Campaign, campaign.id).asked.figures_asked == figures


def test_an_indicator_is_added_and_gets_its_code(app, as_, scene):
    campaign, coordinator = scene
    answer = as_(coordinator).post(at(campaign, "/indicators/new"), INDICATOR)
    assert answer.status_code == 303
    row = form_of(app, campaign)["sections"][1]["indicators"][-1]
    assert row == {"code": "visits", "title": "Visits", "kind": "integer"}
    changed = as_(coordinator, htmx=True).post(
        at(campaign, "/indicators/visits"), INDICATOR | {"code": "visits", "seen": 2, "min": "0"}
    )
    assert 'hx-swap-oob="morph" id="form-builder"' in changed.text
    assert form_of(app, campaign)["sections"][1]["indicators"][-1]["min"] == "0"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"min": "9", "max": "1"}, "The most is less than the least."),
        ({"min": "abc"}, "This is not a number."),
        ({"code": "1a"}, "cannot be a code"),
        ({"code": "last"}, "is a word of the language"),
        ({"code": "readers"}, "is there already"),
        ({"kind": "choice"}, "Write at least one answer."),
        ({"kind": "computed"}, "Write how it is computed."),
        ({"kind": "computed", "formula": "loans / / 2"}, "Position 9: a number, a code"),
        ({"kind": "computed", "formula": "visitors / 2"}, "there is no indicator “visitors”"),
        ({"kind": "computed", "formula": "words / 2"}, "is no number"),
        ({"title": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(app, as_, scene, typed, sentence):
    campaign, coordinator = scene
    before = form_of(app, campaign)
    answer = as_(coordinator, htmx=True).post(at(campaign, "/indicators/new"), INDICATOR | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<html" not in answer.text
    assert form_of(app, campaign) == before


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("01 = 06 +", "it ends where a number, a code or a bracket must come"),
        ("01 + 06", "must be a comparison"),
        ("1 = 1", "It names no indicator."),
        ("если(01)", "takes from 3 to 3 values"),
        ("01 & 06", "Position 4: the sign"),
        ("(01 = 06", "a closing bracket"),
    ],
)
def test_a_check_that_cannot_be_read_says_where(as_, scene, expression, sentence):
    campaign, coordinator = scene
    wrong = CHECK | {"expression": expression}
    answer = as_(coordinator).post(at(campaign, "/checks/new"), wrong)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_check_is_shown_with_titles(app, as_, scene):
    campaign, coordinator = scene
    as_(coordinator).post(at(campaign, "/checks/new"), CHECK)
    assert form_of(app, campaign)["checks"][-1]["hard"] is False
    assert "“Loans” ≤ “Readers”" in as_(coordinator).get(at(campaign)).text


def test_expressions_follow_a_code_that_changes(app, as_, scene):
    campaign, coordinator = scene
    renamed = INDICATOR | {"title": "Readers", "code": "pupils"}
    assert as_(coordinator).post(at(campaign, "/indicators/readers"), renamed).status_code == 303
    form = form_of(app, campaign)
    assert form["checks"][1]["expression"] == "loans ≥ pupils"
    assert form["sections"][1]["indicators"][2]["formula"] == "loans / pupils"


def test_what_is_still_used_is_not_removed(app, as_, scene):
    campaign, coordinator = scene
    before = form_of(app, campaign)
    answer = as_(coordinator).post(at(campaign, "/indicators/06/removal"), {"seen": 1})
    assert answer.status_code == 422
    assert "It is still used." in answer.text
    assert form_of(app, campaign) == before


def test_a_removal_is_undone(app, as_, scene):
    campaign, coordinator = scene
    before, browser = form_of(app, campaign), as_(coordinator)
    browser.post(at(campaign, "/checks/whole/removal"), {"seen": 1})
    assert len(form_of(app, campaign)["checks"]) == 1
    assert browser.post(at(campaign, "/undoing"), {"seen": 1}).status_code == 409
    browser.post(at(campaign, "/undoing"), {"seen": 2})
    assert form_of(app, campaign)["checks"] == before["checks"]


def test_pieces_go_up_and_down(app, as_, scene):
    campaign, coordinator = scene
    down = {"seen": 1, "by_places": 1}
    as_(coordinator).post(at(campaign, "/indicators/01/position"), down)
    codes = [row["code"] for row in form_of(app, campaign)["sections"][0]["indicators"]]
    assert codes == ["06", "01", "09"]
    missing = as_(coordinator).post(at(campaign, "/indicators/77/position"), down)
    assert missing.status_code == 404


def test_columns_are_written_a_line_each(app, as_, scene):
    campaign, coordinator = scene
    section = {"seen": 1, "title": "Staff", "columns": "all: All\r\nTrained"}
    as_(coordinator).post(at(campaign, "/sections/new"), section)
    assert form_of(app, campaign)["sections"][-1]["columns"] == [
        {"code": "all", "title": "All"},
        {"code": "trained", "title": "Trained"},
    ]


def test_an_example_is_checked_and_nothing_is_kept(app, as_, scene):
    campaign, coordinator = scene
    before = form_of(app, campaign)
    typed = {"01": "10", "06": "5", "09": "4", "readers": "x", "loans": "3"}
    page = as_(coordinator).post(at(campaign, "/trial"), typed).text
    assert "1 check does not hold" in page
    assert "10 and 9" in page
    assert "This is not a number." in page
    assert form_of(app, campaign) == before


def test_an_open_campaign_asks_what_it_asks(app, as_, keep):
    coordinator = make.person()
    campaign = keep(make.campaign(coordinator.organisation, state="open"), coordinator)
    browser = as_(coordinator)
    assert "stays as it is" in browser.get(at(campaign)).text
    assert browser.post(at(campaign, "/checks/whole/removal"), {"seen": 1}).status_code == 422
    assert browser.post(at(campaign, "/indicators/new"), INDICATOR).status_code == 422
    assert len(form_of(app, campaign)["checks"]) == 2


def test_a_piece_that_was_opened_as_a_page_leads_back_to_the_form(as_, scene):
    campaign, coordinator = scene
    browser = as_(coordinator, htmx=True)
    address = at(campaign, "/indicators/new")
    own = {"HX-Current-URL": f"http://localhost{address}?section=work"}
    answer = browser.post(address, INDICATOR, headers=own)
    assert answer.headers["HX-Redirect"] == at(campaign)
    assert "form-builder" not in answer.text


def test_an_empty_form_is_not_blamed_for_another_slip(as_, keep):
    coordinator = make.person()
    form = {"title": "Report", "sections": [{"code": "work", "title": "Work"}]}
    campaign = keep(make.campaign(coordinator.organisation, form=form), coordinator)
    section = {"title": "Clubs", "columns": "junior: Junior\njunior: Senior", "seen": 1}
    refused = as_(coordinator).post(at(campaign, "/sections/new"), section)
    assert refused.status_code == 422
    assert "“junior” is there already" in refused.text
    assert "asks for nothing" not in refused.text


def test_two_sections_do_not_bear_the_same_title(app, as_, scene):
    campaign, coordinator = scene
    before = form_of(app, campaign)
    other = before["sections"][1]["title"]
    twin = {"title": f" {other.upper()} ", "columns": "", "seen": 1}
    browser = as_(coordinator)
    for path in ("/sections/new", f"/sections/{before['sections'][0]['code']}"):
        refused = browser.post(at(campaign, path), twin)
        assert (refused.status_code, "bears this title already" in refused.text) == (422, True)
    assert form_of(app, campaign) == before
    same = browser.post(at(campaign, "/sections/work"), twin | {"title": other.upper()})
    assert same.status_code == 303, "its own title is no twin"


def test_an_empty_section_is_named_before_the_campaign_is_opened(as_, scene):
    campaign, coordinator = scene
    browser = as_(coordinator)
    opening = f"/reports/campaigns/{campaign.id}/opening"
    assert "nothing is asked" not in browser.get(opening).text
    browser.post(at(campaign, "/sections/new"), {"title": "Later", "columns": "", "seen": 1})
    assert "In the section “Later” nothing is asked" in browser.get(opening).text

"""The matrix: who is in it, what a cell says, filters, its file, what it costs."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from intranet.core import clock
from intranet.core.db import db
from intranet.people import queries as people
from intranet.people.actions import organisations
from intranet.people.models import Kind, Organisation, RoleKind
from intranet.reports.actions import drafts, reviewing
from intranet.reports.models import Campaign, Report
from intranet.reports.queries import reports as queries
from tests.support import make, school_reports

DAY = date(2026, 4, 9)


@pytest.fixture
def scene(keep, monkeypatch):
    """A department, two districts with schools, and a campaign of the same name in each."""
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    above = make.organisation("Department", kind=Kind.DEPARTMENT)
    districts = [make.organisation(f"District {n}", parent=above) for n in (1, 2)]
    people = {
        "coordinator": make.person(at=districts[0]),
        "reviewer": make.person(None, at=districts[0]),
        "specialist": make.person(RoleKind.SPECIALIST, at=above),
    }
    keep(above, *districts, *people.values())
    for district in districts:
        reviewers = [people["reviewer"]] if district is districts[0] else []
        old = make.campaign(
            district, title="Old", period="2025", due_on=date(2025, 10, 20), state="closed",
            reviewers=reviewers,
        )  # fmt: skip
        new = make.campaign(district, state="open", recipients=[above])
        kind = "School" if reviewers else "Gymnasium"
        schools = [make.organisation(f"{kind} {n}", parent=district) for n in (2, 10, 1)]
        keep(
            old, new, *schools,
            make.report(old, schools[0], state="accepted", number=1, counted_on=date(2025, 10, 21)),
            make.report(old, schools[1], state="draft"),
            make.report(
                new, schools[0], state="handed_in", number=2, seen_number=1, counted_on=DAY
            ),
            make.report(new, schools[1], state="excused", excuse="closed"),
            make.report(new, schools[2]),
        )  # fmt: skip
    return people


def rows(answer):
    """The words of each row of the table."""
    body = re.search(r"<tbody>(.*?)</tbody>", answer.text, re.S)[1]
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.split(r"<t[dh][^>]*>", row)[1:]
        ]
        for row in body.split("<tr")[1:]
    ]


def test_a_district_sees_its_schools_in_order_with_states_in_words(as_, scene):
    assert rows(as_(scene["coordinator"]).get("/reports/")) == [
        ["School 1", "not asked", "Awaited", "0 of 1"],
        ["School 2", "Accepted late", "Handed in in time, changed since it was seen", "2 of 2"],
        ["School 10", "Not handed in draft", "Not asked", "0 of 1"],
    ]


def test_from_above_districts_stand_one_under_the_other(as_, scene):
    shown = rows(as_(scene["specialist"]).get("/reports/"))
    assert [row[0] for row in shown if len(row) == 1] == ["District 1", "District 2"]
    assert len(shown) == 8


def test_a_reviewer_who_is_named_sees_that_campaign_only(as_, scene):
    answer = as_(scene["reviewer"]).get("/reports/")
    assert "Old" in answer.text
    assert "Report on the Model" not in answer.text


def test_the_filters_are_in_the_address(as_, scene):
    browser = as_(scene["coordinator"])
    names = {
        "show=problems": ["School 2", "School 10"],
        "show=waiting": ["School 2"],
        "show=missing": ["School 10"],
        "year=2026": ["School 1", "School 2", "School 10"],
        "kind=Old": ["School 2", "School 10"],
        "q=school+10": ["School 10"],
        "q=10,+in+FULL": ["School 10"],
        "show=nonsense&year=x&page=-1": ["School 1", "School 2", "School 10"],
    }
    for query, expected in names.items():
        assert [row[0] for row in rows(browser.get(f"/reports/?{query}"))] == expected, query
    assert "Nothing is found" in browser.get("/reports/?q=nowhere").text


def test_htmx_gets_the_matrix_alone(as_, scene):
    answer = as_(scene["coordinator"], htmx=True).get("/reports/?show=problems")
    assert answer.text.lstrip().startswith('<div id="matrix"')
    assert "XLSX" in answer.text  # the file goes with the filter
    assert "show=problems" in answer.text


def test_the_tiles_count_what_the_filters_let_through(as_, scene):
    text = as_(scene["coordinator"]).get("/reports/").text
    assert "2 of 4" in text
    assert "handed in, 50 %" in text


def test_a_district_filters_for_who_looks_from_above(as_, scene):
    first = as_(scene["specialist"]).get("/reports/").text
    district = re.search(r"district=(\d+)", first)[1]
    shown = rows(as_(scene["specialist"]).get(f"/reports/?district={district}"))
    assert [row[0] for row in shown if len(row) == 1] == ["District 1"]


def test_the_file_holds_exactly_what_is_shown_and_no_formula(as_, scene, keep):
    answer = as_(scene["coordinator"]).get("/reports/matrix.xlsx?show=problems")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    table = book.get_sheet_by_index(0).to_python()
    assert table[0][0] == "Organisation"
    assert table[1:] == [
        [
            "School 2", "Accepted, late", "Handed in, in time, changed since it was seen", 2, 2,
        ],
        ["School 10", "Not handed in, draft", "Not asked", 0, 1],
    ]  # fmt: skip
    with ZipFile(BytesIO(answer.data)) as file:
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")


def test_on_paper_is_all_of_it(as_, scene):
    answer = as_(scene["coordinator"]).get("/reports/?print=1")
    assert len(rows(answer)) == 3
    assert "paper--landscape" in answer.text


def test_a_school_has_no_matrix(as_, keep, scene):
    librarian = keep(make.person(RoleKind.LIBRARIAN))
    assert "<report-matrix" not in as_(librarian).get("/reports/").text
    assert as_(librarian).get("/reports/matrix.xlsx").status_code == 404


@pytest.mark.parametrize("count", [5, 300])
def test_a_large_matrix_costs_no_more_statements_than_a_small_one(
    as_, keep, monkeypatch, queries, count
):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    district = make.organisation()
    coordinator = make.person(at=district)
    schools = [make.organisation(f"=School {n}", parent=district) for n in range(count)]
    campaigns = [make.campaign(district, period=f"{n}", state="open", form={}) for n in range(10)]
    reports = [make.report(campaign, school) for campaign in campaigns for school in schools]
    keep(district, coordinator, *schools, *campaigns, *reports)
    browser = as_(coordinator)
    browser.get("/reports/?q=nobody")
    with queries(7):  # BEGIN, the viewer, campaigns, their stamp, reports, organisations, a glance
        answer = browser.get("/reports/")
    with queries(5):  # nothing has changed: neither reports nor organisations are read
        again = browser.get("/reports/")
    assert answer.text.count("/review class=") == 10 * count
    assert again.text.count("/review class=") == 10 * count


def test_whatever_changes_is_seen_at_once(app, as_, keep, scene):
    browser, librarian = as_(scene["coordinator"]), keep(make.person(RoleKind.LIBRARIAN))

    def shown():
        return rows(browser.get("/reports/"))

    def with_report(name, deed):
        with app.app_context():
            query = (
                db.select(Report.id)
                .join(Report.organisation)
                .join(Report.campaign)
                .where(Organisation.short_name == name, Campaign.title != "Old")
            )
            deed(queries.report(db.session.scalar(query)))

    assert shown()[0][2] == "Awaited"
    with_report("School 1", lambda report: drafts.save(report, {"01": "5"}, by=librarian))
    assert shown()[0][2] == "Draft"
    with_report("School 2", lambda report: reviewing.begin(report, by=librarian))
    assert shown()[1][2] == "In review in time"
    with_report(
        "School 10", lambda report: reviewing.ask_again(report, seen=report.seal, by=librarian)
    )
    assert shown()[2][2] == "Awaited"
    with app.app_context():
        school = db.session.scalar(
            db.select(Organisation).where(Organisation.short_name == "School 1")
        )
        organisations.change_organisation(
            people.organisation(school.id),
            kind=Kind.SCHOOL,
            name="School 0",
            short_name="School 0",
            time_zone="Asia/Tomsk",
            aliases=(),
            by=librarian,
        )
    assert shown()[0][0] == "School 0"


def test_many_organisations_come_in_pages(as_, keep, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: school_reports.IN_TIME)
    district = make.organisation()
    coordinator, campaign = make.person(at=district), make.campaign(district, state="open")
    schools = [make.organisation(f"S {n}", parent=district) for n in range(302)]
    keep(district, coordinator, campaign, *(make.report(campaign, each) for each in schools))
    browser = as_(coordinator)
    assert "1–300 of 302" in browser.get("/reports/?nonsense=kept").text
    second = browser.get("/reports/?page=2")
    assert [row[0] for row in rows(second)] == ["S 300", "S 301"]
    assert "nonsense" not in browser.get("/reports/").text.partition('id="matrix"')[2]
    assert len(rows(browser.get("/reports/?print=1"))) == 302

"""The summary: accepted reports added up, the missing named, the same figures everywhere."""

from io import BytesIO

import docx
import pytest
from python_calamine import CalamineWorkbook

from intranet.people.models import Kind, RoleKind
from intranet.reports.models import State
from tests.support import make

FIGURES = [(5, 3, 2, 4, 9), (7, 7, 0, 1, 3)]


def values(figures):
    codes = ("01", "06", "09", "readers", "loans")
    return dict(zip(codes, map(str, figures), strict=True))


@pytest.fixture
def scene(keep):
    """A district with four schools: two accepted, one handed in, one that has not begun."""
    department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
    district = make.organisation("УООиП", parent=department)
    schools = [
        make.organisation(f"Школа № {n}", parent=district, kind=Kind.SCHOOL) for n in range(1, 5)
    ]
    campaign = make.campaign(district, state="open", recipients=[department])
    reports = [make.report(campaign, school, draft=values(FIGURES[0])) for school in schools]
    for report, figures in zip(reports[:2], FIGURES, strict=True):
        report.state, report.number, report.accepted_number = State.ACCEPTED, 1, 1
        keep(make.version(report, values=values(figures)))
    reports[2].state, reports[2].number = State.HANDED_IN, 1
    people = {
        "coordinator": make.person(at=district),
        "specialist": make.person(RoleKind.SPECIALIST, at=department),
        "librarian": make.person(RoleKind.LIBRARIAN, at=schools[0]),
    }
    keep(campaign, make.version(reports[2]), reports[3], *people.values())
    return campaign, reports, people


@pytest.fixture
def made(scene, as_):
    campaign, reports, people = scene
    answer = as_(people["coordinator"]).post(f"/reports/campaigns/{campaign.id}/summary")
    assert answer.status_code == 303
    return campaign, reports, people


def page_of(as_, person, campaign, tail=""):
    return as_(person).get(f"/reports/campaigns/{campaign.id}/summary{tail}")


def test_it_sums_the_accepted_and_names_the_missing(made, as_):
    campaign, _reports, people = made
    text = page_of(as_, people["coordinator"], campaign).text
    assert "handed in 3, accepted 2 of 4" in text
    assert "Школа № 4" in text
    assert ">12</a>" in text, "5 + 7"


def test_ratios_come_from_the_sums(made, as_):
    campaign, _reports, people = made
    text = page_of(as_, people["coordinator"], campaign).text
    assert ">2.40</a>" in text, "(9 + 3) / (4 + 1), not the mean of 2.25 and 3"


def test_every_figure_opens_to_its_schools(made, as_):
    campaign, reports, people = made
    text = page_of(as_, people["coordinator"], campaign, "/01").text
    assert f'href="/reports/{reports[0].id}"' in text
    assert text.count("not accepted, not counted") == 2
    assert page_of(as_, people["coordinator"], campaign, "/nothing").status_code == 404


def test_the_sheet_holds_the_same_figures_as_numbers(made, as_):
    campaign, _reports, people = made
    data = page_of(as_, people["coordinator"], campaign, ".xlsx").data
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = book.get_sheet_by_index(0).to_python()[1:]
    totals = {row[-1]: (row[0], row[4]) for row in rows}
    assert (totals["01"], totals["per_reader"]) == (("01", 12.0), ("", 2.4))
    schools = book.get_sheet_by_index(1).to_python()
    assert schools[1][:2] == ["Школа № 1", 5.0]


def facts_of(as_, person, campaign):
    """What the sheet says about how complete the summary is; the document says the same."""
    data = page_of(as_, person, campaign, ".xlsx").data
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    facts = [row[0] for row in book.get_sheet_by_index(2).to_python()[1:]]
    data = page_of(as_, person, campaign, ".docx").data
    paragraphs = [each.text for each in docx.Document(BytesIO(data)).paragraphs]
    assert not set(facts) - set(paragraphs)
    return facts


def test_both_files_name_who_is_not_in_it(made, as_, keep):
    campaign, reports, people = made
    excused = make.report(campaign, make.organisation("Школа № 5"), state=State.EXCUSED)
    keep(excused)
    facts = facts_of(as_, people["coordinator"], campaign)
    assert "Not handed in: Школа № 4." in facts
    assert "Wait for review: Школа № 3." in facts
    assert "Not asked: Школа № 5." in facts


def test_what_is_pinned_and_how_it_stands_today_are_told_apart(made, as_):
    campaign, reports, people = made
    browser = as_(people["coordinator"])
    browser.post(f"/reports/{reports[0].id}/reopening", data={"reason": "a figure", "seen": 1})
    pinned, today, *_rest = facts_of(as_, people["coordinator"], campaign)
    assert pinned.startswith("Summary no. 1 of ")
    assert pinned.endswith("made of 2 accepted reports.")
    assert today.startswith("As it stands on ")
    assert today.endswith("handed in 2, accepted 1 of 4.")
    standing = page_of(as_, people["coordinator"], campaign).text
    standing = standing.split('id="summary-standing"')[1].split("</section>")[0]
    assert standing.index(pinned.removesuffix(".")) < standing.index(today.removesuffix("."))


def test_the_document_holds_the_same_figures(made, as_):
    campaign, _reports, people = made
    paper = docx.Document(BytesIO(page_of(as_, people["coordinator"], campaign, ".docx").data))
    words = [p.text for p in paper.paragraphs]
    assert any(each.endswith("handed in 3, accepted 2 of 4.") for each in words)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert {"12", "2.40"} <= set(cells)
    narrow, *_others, figure = paper.tables[0].rows[1].cells
    assert narrow.width < figure.width < paper.tables[0].rows[1].cells[1].width
    heads = [table.rows[0].cells[0].text for table in paper.tables]
    assert heads == ["No.", "Indicator"]
    assert not {"readers", "per_reader"} & set(cells)


def test_only_official_numbers_stand_on_the_page(made, as_):
    campaign, _reports, people = made
    text = page_of(as_, people["coordinator"], campaign).text
    assert text.count(">No.</th>") == 1
    assert ">per_reader<" not in text


def test_it_is_pinned_and_says_when_it_is_outdated(made, as_, keep):
    campaign, reports, people = made
    browser = as_(people["coordinator"])
    browser.post(f"/reports/{reports[0].id}/reopening", data={"reason": "a figure", "seen": 1})
    text = page_of(as_, people["coordinator"], campaign).text
    assert "This summary is outdated" in text
    assert ">12</a>" in text, "the figures stay as they were"
    assert "12 → 7" in text


def test_who_corrects_a_report_is_not_called_missing(made, as_):
    campaign, reports, people = made
    browser = as_(people["coordinator"])
    browser.post(f"/reports/{reports[0].id}/reopening", data={"reason": "a figure", "seen": 1})
    text = page_of(as_, people["coordinator"], campaign).text
    standing = text.split('id="summary-standing"')[1].split("</section>")[0]
    assert "<dt>Not handed in</dt><dd>Школа № 4</dd>" in standing
    assert "<dt>Returned</dt><dd>Школа № 1</dd>" in standing

    data = page_of(as_, people["coordinator"], campaign, ".docx").data
    said = [each.text for each in docx.Document(BytesIO(data)).paragraphs]
    assert any(each.endswith("handed in 2, accepted 1 of 4.") for each in said)
    assert "Not handed in: Школа № 4." in said
    assert "Returned: Школа № 1." in said
    outdated = "This summary is outdated: it adds up the reports of Школа № 1, Школа № 2."
    assert outdated in said, "the figures below are theirs"


def test_made_again_without_a_change_it_is_the_same(made, as_):
    campaign, _reports, people = made
    as_(people["coordinator"]).post(f"/reports/campaigns/{campaign.id}/summary")
    assert "Summary no. 1 " in page_of(as_, people["coordinator"], campaign).text


def test_it_is_passed_up_returned_with_a_reason_and_taken(made, as_):
    campaign, _reports, people = made
    address = f"/reports/campaigns/{campaign.id}/summary"
    above = as_(people["specialist"])
    assert above.post(f"{address}/taking", data={"number": 1}).status_code == 403
    as_(people["coordinator"]).post(f"{address}/passing", data={"number": 1})
    assert above.post(f"{address}/return", data={"number": 1, "reason": ""}).status_code == 422
    above.post(f"{address}/return", data={"number": 1, "reason": "loans of school 2"})
    text = page_of(as_, people["coordinator"], campaign).text
    assert "loans of school 2" in text
    assert "A summary was passed to you" in above.get("/notices").text
    assert "returned: “Report on the Model, April 2026”: loans of school 2" in (
        as_(people["coordinator"]).get("/notices").text
    )
    as_(people["coordinator"]).post(f"{address}/passing", data={"number": 1})
    above.post(f"{address}/taking", data={"number": 1})
    assert "Taken on" in page_of(as_, people["coordinator"], campaign).text
    assert "took your summary" in as_(people["coordinator"]).get("/notices").text


def test_passing_it_up_stands_above_the_figures(made, as_):
    campaign, _reports, people = made
    text = page_of(as_, people["coordinator"], campaign).text
    assert text.index('id="summary-passing"') < text.index('id="block-')


def test_the_level_above_changes_nothing(made, as_):
    campaign, reports, people = made
    above = as_(people["specialist"])
    assert page_of(as_, people["specialist"], campaign).status_code == 200
    for tail in (f"campaigns/{campaign.id}/summary", f"campaigns/{campaign.id}/summary/passing"):
        assert above.post(f"/reports/{tail}", data={"number": 1}).status_code == 403


def test_a_school_sees_no_summary(made, as_):
    campaign, _reports, people = made
    for tail in ("", "/01", ".xlsx", ".docx"):
        assert page_of(as_, people["librarian"], campaign, tail).status_code == 404


def test_what_was_decided_on_an_older_summary_is_a_conflict(made, as_):
    campaign, _reports, people = made
    address = f"/reports/campaigns/{campaign.id}/summary/note"
    answer = as_(people["coordinator"]).post(address, data={"number": 7, "note": "x"})
    assert answer.status_code == 409


def test_nothing_accepted_is_nothing_to_add_up(keep, as_):
    district = make.organisation()
    campaign = make.campaign(district, state="open")
    coordinator = keep(make.person(at=district), campaign)
    answer = as_(coordinator).post(f"/reports/campaigns/{campaign.id}/summary")
    assert answer.status_code == 422
    assert "first report is accepted" in page_of(as_, coordinator, campaign).text


def test_more_schools_cost_no_more_statements(made, as_, keep, queries):
    campaign, _reports, people = made
    for number in range(40):
        school = make.organisation(f"Ещё школа {number}")
        report = make.report(campaign, school, state=State.ACCEPTED, number=1, accepted_number=1)
        keep(make.version(report, values=values(FIGURES[0])))
    browser, address = as_(people["coordinator"]), f"/reports/campaigns/{campaign.id}/summary"
    browser.get(address)
    with queries(14):
        assert "outdated" in browser.get(address).text

"""The acceptance scenarios of a report campaign, in order and over HTTP, with the real road map.

A district of seventeen schools collects the report on the Model twice: in October 2025, and in
April 2026, which is the year that is looked at.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
from python_calamine import CalamineWorkbook

from intranet.core import clock
from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.core.notices import Notice
from intranet.people.models import Kind, RoleKind
from intranet.reports import jobs
from intranet.reports.models import Campaign, Report, ReportFile, Slot
from intranet.roadmap.models import Card, Contribution
from tests.support import files, make

KARGASOK = Path("tests/data/plans/kargasok.txt").read_text()
COLUMNS = "received: поступило\ngone: выбыло\nend: состоит на конец"
ROWS = {
    "01": "Фонд, всего", "06": "печатные", "07": "аудиовизуальные", "08": "микроформы",
    "09": "электронные", "02": "учебники",
}  # fmt: skip
STOCK = {"01.end": "8175", "06.end": "8029", "07.end": "3", "08.end": "0", "09.end": "143"}
NAME = "Положение об ИБЦ, «Школа № 5».pdf"


TOMSK = ZoneInfo("Asia/Tomsk")


def in_words(answer):
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


class District:
    """Seventeen schools, who works there, and what they do in a browser."""

    def __init__(self, app, as_, keep, monkeypatch):
        self.app, self.as_, self.monkeypatch = app, as_, monkeypatch
        self.at(2025, 10, 2, 10, 0)
        department = make.organisation("ДО ТО", kind=Kind.DEPARTMENT)
        institute = make.organisation("ТОИПКРО", parent=department, kind=Kind.INSTITUTE)
        self.place = make.organisation("УООиП Каргасокского района", parent=department)
        self.schools = [
            make.organisation(f"Школа № {n}", parent=self.place, kind=Kind.SCHOOL)
            for n in range(1, 18)
        ]
        self.coordinator = make.person(at=self.place)
        self.specialist = make.person(RoleKind.SPECIALIST, at=department)
        self.administrator = make.person(RoleKind.ADMINISTRATOR, at=self.place)
        self.librarians = [make.person(RoleKind.LIBRARIAN, at=school) for school in self.schools]
        people = (self.coordinator, self.specialist, self.administrator, *self.librarians)
        keep(department, institute, self.place, *self.schools, *people)

    @property
    def office(self):
        """The coordinator's browser: signed in anew, for sessions end in half a year."""
        return self.as_(self.coordinator)

    def at(self, *moment):
        """It is so late by the district's clock."""
        there = datetime(*moment, tzinfo=TOMSK)
        self.monkeypatch.setattr(clock, "now", lambda: there.astimezone(UTC))

    def rows(self, query):
        with self.app.app_context():
            return db.session.scalars(query).all()

    def post(self, url, data=None, *, by=None, status=303, **more):
        answer = (by or self.office).post(url, data or {}, **more)
        assert answer.status_code == status, re.findall(r"field__error.*", answer.text)
        return answer

    def bring_road_map(self, year):
        words = {"text": KARGASOK, "year": year, "year_kind": "calendar"}
        draft = self.post("/roadmap/imports/new", words).location
        self.post(f"{draft}/confirmation")

    def card(self, year, month):
        cards = self.rows(db.select(Card).where(Card.number == "7.1"))
        return next(
            each for each in cards if (each.due_on.year, each.due_on.month) == (year, month)
        )

    def build(self, campaign):
        """A form of eighteen figures, with its checks, and one required file."""
        form = f"{campaign}/form"
        seen = self.seen(campaign)
        self.post(form, {"seen": seen, "start": "empty"})
        section = {"seen": seen + 1, "title": "Фонд", "columns": COLUMNS}
        self.post(f"{form}/sections/new", section)
        code = self.campaign(campaign).form["sections"][-1]["code"]
        for code_of_row, title in ROWS.items():
            row = {"section": code, "title": title, "code": code_of_row, "kind": "integer"}
            self.post(f"{form}/indicators/new", row | {"adds_up": "y", "seen": self.seen(campaign)})
        hard = {"title": "Фонд", "expression": "01 = 06 + 07 + 08 + 09", "how": "hard"}
        self.post(f"{form}/checks/new", hard | {"seen": self.seen(campaign)})
        place = {
            "title": "Положение об ИБЦ",
            "kinds": ["documents"],
            "most_files": 1,
            "is_required": "y",
        }
        place |= {
            "most_mb": 1,
            "name_pattern": "{organisation} — {slot}",
            "seen": self.seen(campaign),
        }
        self.post(f"{campaign}/slots/new", place)

    def campaign(self, url):
        (found,) = self.rows(db.select(Campaign).where(Campaign.id == int(url.split("/")[3])))
        return found

    def seen(self, url):
        return self.campaign(url).version

    def reports(self, campaign):
        number = int(campaign.split("/")[3])
        owed = self.rows(db.select(Report).where(Report.campaign_id == number))
        place = {school.id: n for n, school in enumerate(self.schools)}
        return sorted(owed, key=lambda report: place[report.organisation_id])

    def fill(self, n, report, **cells):
        """The librarian of school `n` writes the figures of a whole report and sends the file."""
        browser = self.as_(self.librarians[n])
        known = {f"{row}.{column}": "0" for row in ROWS for column in ("received", "gone", "end")}
        url = f"/reports/{report.id}"
        assert browser.post(f"{url}/cells", known | STOCK | cells).status_code in {200, 303}
        (slot,) = self.rows(db.select(Slot).where(Slot.campaign_id == report.campaign_id))
        sent = {"slot": slot.id, "files": [(BytesIO(files.pdf(3000 + n)), NAME)]}
        self.post(f"{url}/files", sent, by=browser, content_type="multipart/form-data")

    def hand_in(self, n, report):
        (fresh,) = self.rows(db.select(Report).where(Report.id == report.id))
        words = {"seal": fresh.seal, "operation": f"hand-in-{report.id}-{fresh.seal}"}
        url = f"/reports/{report.id}/submission"
        return self.post(url, words, by=self.as_(self.librarians[n])).location

    def decide(self, report, deed, **words):
        (fresh,) = self.rows(db.select(Report).where(Report.id == report.id))
        return self.post(f"/reports/{report.id}/{deed}", {"seen": fresh.seal} | words)


@pytest.fixture
def district(app, as_, keep, monkeypatch):
    return District(app, as_, keep, monkeypatch)


def test_a_campaign_of_seventeen_schools(district):
    october = collect_in_october(district)
    april = scenario_5_the_campaign_follows_from_the_road_map(district, october)
    scenario_9_one_action_reminds_exactly_those_who_have_not_sent(district, april)
    scenario_7_a_report_is_returned_corrected_and_accepted(district, april)
    scenario_5_the_day_ends_at_midnight_in_tomsk(district, april)
    scenario_8_the_summary_names_the_missing_and_sums_the_accepted(district, april)
    scenario_15_another_school_reaches_nothing_and_it_is_in_the_journal(district, april)
    the_road_map_feels_it(district, april)


def collect_in_october(district):
    for year in (2025, 2026):
        district.bring_road_map(year)
    card = district.card(2025, 10)
    words = {
        "title": "Отчёт о внедрении Модели, октябрь 2025", "organisation": district.place.id,
        "period": "", "ground": "Приказ № 5", "instructions": "", "opens_on": "2025-10-01",
        "due_on": "2025-10-20", "late_until_on": "2025-10-25", "closes_on": "2025-10-31",
    }  # fmt: skip
    campaign = district.post(f"/reports/campaigns/new?card={card.id}", words).location
    district.build(campaign)
    district.post(f"{campaign}/opening", {"seen": district.seen(campaign)})
    for n, report in enumerate(district.reports(campaign)):
        district.fill(n, report)
        district.hand_in(n, report)
        district.decide(report, "acceptance")
    district.post(f"{campaign}/closing", {"seen": district.seen(campaign)})
    return campaign


def scenario_5_the_campaign_follows_from_the_road_map(district, october):
    district.at(2026, 4, 2, 10, 0)
    number = int(october.split("/")[3])
    follow = district.office.get(f"/reports/campaigns/new?from={number}").location
    assert follow.endswith(f"card={district.card(2026, 4).id}")
    page = district.office.get(follow).text
    assert "Отчёт о внедрении Модели, апрель 2026" in page
    assert 'value="2026-04-20"' in page
    words = {
        "title": "Отчёт о внедрении Модели, апрель 2026", "organisation": district.place.id,
        "period": "", "ground": "Приказ № 5", "instructions": "", "opens_on": "2026-04-01",
        "due_on": "2026-04-20", "late_until_on": "2026-04-25", "closes_on": "2026-04-30",
    }  # fmt: skip
    april = district.post(follow, words).location
    before = in_words(district.office.get(f"{april}/opening"))
    for told in ("17 organisations are asked", "18 figures of each", "≈ 9 minutes for each"):
        assert told in before
    district.post(f"{april}/opening", {"seen": district.seen(april)})

    owed = district.reports(april)
    assert len(owed) == 17
    for n, report in enumerate(owed):
        page = district.as_(district.librarians[n]).get(f"/reports/{report.id}").text
        assert "8,175" in page, "last October's figures stand beside"
    return april


def scenario_9_one_action_reminds_exactly_those_who_have_not_sent(district, april):
    district.at(2026, 4, 15, 10, 0)
    for n in (0, 1, 2):
        report = district.reports(april)[n]
        district.fill(n, report)
        receipt = district.hand_in(n, report)
        assert "in time" in district.as_(district.librarians[n]).get(receipt).text
    page = district.office.get(f"{april}/reminders").text
    assert [each.name in page for each in district.librarians] == [False] * 3 + [True] * 14
    reminded = db.select(Notice.person_id).where(Notice.name == "reports.due")
    assert district.rows(reminded) == []

    district.post(f"{april}/reminders")
    assert set(district.rows(reminded)) == {each.id for each in district.librarians[3:]}
    district.post(f"{april}/reminders", status=422)
    with district.app.app_context():
        jobs.remind()  # the ladder's own step of that day
    assert len(district.rows(reminded)) == 14, "no second one within the day"


def scenario_7_a_report_is_returned_corrected_and_accepted(district, april):
    report = district.reports(april)[0]
    librarian = district.as_(district.librarians[0])
    district.decide(report, "return", **{"cell-02.end": "Учебников не может быть 0"})
    assert "Учебников не может быть 0" in librarian.get(f"/reports/{report.id}").text
    librarian.post(f"/reports/{report.id}/cells", {"02.end": "5210", "seen:02.end": "0"})
    district.hand_in(0, report)

    compared = district.office.get(f"/reports/{report.id}/comparison?from=1&to=2").text
    assert "5,210" in compared
    district.decide(report, "acceptance")
    frozen = librarian.post(f"/reports/{report.id}/cells", {"02.end": "1"})
    assert frozen.status_code in {403, 409, 422}
    (fresh,) = district.rows(db.select(Report).where(Report.id == report.id))
    words = {"seen": fresh.seal, "reason": ""}
    district.post(f"/reports/{report.id}/reopening", words, status=422)


def scenario_5_the_day_ends_at_midnight_in_tomsk(district, april):
    owed = district.reports(april)
    for n in range(1, 14):
        if n > 2:
            district.at(2026, 4, 20, 23, 59)
            district.fill(n, owed[n])
            receipt = district.hand_in(n, owed[n])
            assert "<b>in time</b>" in district.as_(district.librarians[n]).get(receipt).text
        district.decide(owed[n], "acceptance")
    district.at(2026, 4, 21, 0, 0)
    district.fill(14, owed[14])
    receipt = district.hand_in(14, owed[14])
    assert "<b>late</b>" in district.as_(district.librarians[14]).get(receipt).text


def scenario_8_the_summary_names_the_missing_and_sums_the_accepted(district, april):
    page = district.office.get(f"{april}/summary").text
    assert "handed in 15, accepted 14 of 17" in page
    assert "Школа № 16" in page
    assert "Школа № 17" in page
    assert ">114,450</a>" in page, "14 × 8175"
    assert ">5,210</a>" in page, "of the one that corrected it"

    book = CalamineWorkbook.from_filelike(
        BytesIO(district.office.get(f"{april}/summary.xlsx").data)
    )
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert {114450.0, 5210.0} <= {cell for cell in cells if isinstance(cell, float)}
    paper = docx.Document(BytesIO(district.office.get(f"{april}/summary.docx").data))
    said = [each.text for each in paper.paragraphs]
    assert any(each.endswith("handed in 15, accepted 14 of 17.") for each in said)
    words = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {"114,450", "5,210"} <= words


def scenario_15_another_school_reaches_nothing_and_it_is_in_the_journal(district, april):
    theirs = district.reports(april)[0]
    (file,) = district.rows(db.select(ReportFile).where(ReportFile.report_id == theirs.id))
    neighbour = district.as_(district.librarians[1])
    tried = [f"/reports/{theirs.id}", f"/reports/{theirs.id}/files/{file.id}"]
    for url in tried:
        assert neighbour.get(url).status_code == 404
    above = district.as_(district.specialist)
    assert above.post(f"/reports/{theirs.id}/cells", {"01.end": "1"}).status_code in {403, 404}

    query = db.select(Activity).where(Activity.name == "people.access_refused")
    told = [(each.actor_id, each.particulars["address"]) for each in district.rows(query)]
    assert told[:2] == [(district.librarians[1].id, url) for url in tried]
    assert (district.specialist.id, f"/reports/{theirs.id}/cells") in told
    journal = district.as_(district.administrator).get("/people/journal?name=people.access_refused")
    assert tried[1] in journal.text


def the_road_map_feels_it(district, april):
    card = district.card(2026, 4)
    parts = district.rows(db.select(Contribution).where(Contribution.card_id == card.id))
    assert sorted(part.state for part in parts).count("done") == 14
    assert "14 of 17" in district.office.get(f"/roadmap/cards/{card.id}").text

"""Reports are found by what was written in them and in their files, by those who may know."""

from datetime import date
from io import BytesIO

import docx
import pytest

from intranet.core import jobs
from intranet.core.db import db
from intranet.core.storage import storage
from intranet.people.models import Kind, Person, RoleKind
from intranet.reports.actions import handing, reviewing
from intranet.reports.jobs import read_report
from intranet.reports.queries import reports as queries
from tests.support import make

GOOD = {"01": "5", "06": "3", "09": "2", "readers": "4", "loans": "2", "words": "Уголок сказок"}
GOOD |= {"opened": "2026-09-13"}
OPENED = {"code": "opened", "title": "Дата открытия", "kind": "date"}
FORM = make.FORM | {
    "sections": [
        *make.FORM["sections"],
        {"code": "days", "title": "Days", "indicators": [OPENED]},
    ]
}


def letter(text):
    made, file = docx.Document(), BytesIO()
    made.add_paragraph(text)
    made.save(file)
    return storage().put(BytesIO(file.getvalue()))


@pytest.fixture
def scene(app, keep):
    """A school whose report with a file was handed in and read, and people here and there."""
    district, other = make.organisation(), make.organisation()
    institute, bystander = make.organisation(), make.organisation()
    school = make.organisation("Школа", parent=district, kind=Kind.SCHOOL)
    far = dict.fromkeys(("due_on", "late_until_on", "closes_on"), date(2099, 1, 1))
    reviewer = make.person(RoleKind.METHODIST, at=make.organisation())
    campaign = make.campaign(district, form=FORM, state="open", slots=[make.slot()], **far)
    campaign.recipients, campaign.reviewers = [institute], [reviewer]
    why = {"busy": "Абонемент закрыт на ремонт"}
    report = make.report(campaign, school, draft=GOOD, explanations=why, state="draft")
    librarian = make.person(RoleKind.LIBRARIAN, at=school, name="Кузнецова Елена Дмитриевна")
    people = {
        "librarian": librarian,
        "observer": make.person(RoleKind.OBSERVER, at=school),
        "coordinator": make.person(at=district),
        "stranger": make.person(RoleKind.LIBRARIAN, at=other),
        "methodist": make.person(RoleKind.METHODIST, at=institute),
        "reviewer": reviewer,
        "outsider": make.person(RoleKind.METHODIST, at=bystander),
        "clerk": make.person(None, at=institute),
    }
    keep(report, *people.values())
    with app.app_context():
        blob = letter("О выставках новых книг и читательских конференциях")
        mine = queries.report(report.id)
        slot = mine.campaign.slots[0]
        me = db.session.get(Person, librarian.id)
        make.file(mine, slot, by=me, name="Отчёт.docx", key=blob.key)
        db.session.commit()
        handing.hand_in(mine, seen=1, by=me)
        while jobs.work_once():
            pass
    return report.id, people


def found(as_, person, words):
    return as_(person).get(f"/search?q={words}").text


@pytest.mark.parametrize(
    "words", ["читательская конференция", "ВЫСТАВКА", "сказка", "отчет", "ремонт"]
)
def test_a_report_is_found_by_any_form_of_its_words(scene, as_, words):
    report_id, people = scene
    for name in ("librarian", "coordinator"):
        assert f'href="/reports/{report_id}"' in found(as_, people[name], words)


@pytest.mark.parametrize("name", ["methodist", "reviewer"])
def test_who_is_passed_or_reviews_a_campaign_of_another_branch_finds_it(scene, as_, name):
    report_id, people = scene
    assert f'href="/reports/{report_id}"' in found(as_, people[name], "выставка")
    answer = as_(people[name]).get(f"/reports/{report_id}", follow_redirects=True)
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["stranger", "outsider", "clerk"])
def test_who_may_not_see_it_finds_nothing(scene, as_, name):
    report_id, people = scene
    assert f"/reports/{report_id}" not in found(as_, people[name], "выставка")
    assert as_(people[name]).get(f"/reports/{report_id}").status_code == 404


def test_a_day_is_found_and_shown_as_people_write_it(scene, as_):
    report_id, people = scene
    text = found(as_, people["coordinator"], "дата открытия")
    assert f'href="/reports/{report_id}"' in text
    assert "13.09.2026;" in text
    assert "2026-09-13" not in text


def test_it_is_found_by_who_handed_it_in_and_who_remarked_on_it(scene, app, as_):
    report_id, people = scene
    found_at = f'href="/reports/{report_id}"'
    coordinator = people["coordinator"]
    assert found_at in found(as_, coordinator, "отчёт Кузнецовой")
    words = f"{coordinator.name} отчёт"
    assert found_at not in found(as_, coordinator, words)
    with app.app_context():
        report = queries.report(report_id)
        said = [reviewing.Pinned("Нет печати")]
        reviewing.return_(report, said, seen=report.seal, by=coordinator)
        while jobs.work_once():
            pass
    assert found_at in found(as_, coordinator, words)


def test_reading_twice_leaves_one_entry(scene, app, as_):
    report_id, people = scene
    with app.app_context():
        read_report(report_id=report_id)
    assert found(as_, people["coordinator"], "выставка").count(f'"/reports/{report_id}"') == 1


def test_a_file_that_is_lost_hinders_nothing(scene, app, as_):
    report_id, people = scene
    with app.app_context():
        for key in list(storage().keys()):
            storage().delete(key)
        read_report(report_id=report_id)
    assert f'href="/reports/{report_id}"' in found(as_, people["coordinator"], "сказка")


def test_who_only_looks_reads_the_report_of_the_own_school(scene, as_):
    report_id, people = scene
    page = as_(people["observer"]).get(f"/reports/{report_id}")
    assert (page.status_code, "Уголок сказок" in page.text) == (200, True)
    assert f'action="/reports/{report_id}/withdrawal"' not in page.text

"""The journal of actions and the condition of the site."""

import pytest

from intranet.core import jobs
from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.core.jobs import Job
from tests.support.make import MOMENT


@pytest.fixture
def deeds(as_, cast):
    as_(cast.head).post(f"/people/{cast.librarian.id}/closing")
    as_(cast.coordinator).post(f"/people/{cast.librarian.id}/opening")
    return cast


def test_the_journal_says_who_did_what(as_, deeds):
    text = as_(deeds.administrator).get("/people/journal").text

    assert "Директорова Дина closed the account of “Ёлкина Елена”" in text
    assert text.index("Кира opened the account") < text.index("Дина closed the account")


def test_the_journal_is_narrowed(as_, deeds):
    browser = as_(deeds.administrator, htmx=True)

    def rows(query):
        return browser.get(f"/people/journal?{query}").text.count("<time")

    assert rows("name=people.person_deactivated") == 1
    assert rows("name=people.person_deactivated&who=координатова") == 0
    assert rows("who=ДИРЕКТОР") == 2  # signed in, closed
    assert rows(f"person={deeds.librarian.id}") == 2
    assert rows("until=2020-01-01") == 0
    assert rows("since=2020-01-01") == 5
    assert rows("since=nonsense&until=32.13.2020&name=x&before=x&person=x") == 5


def test_the_journal_goes_on_page_after_page(app, as_, cast, keep):
    keep(
        *(
            Activity(
                at=MOMENT,
                name="people.signed_in",
                actor_id=cast.head.id,
                actor_name="X",
                subject_kind="person",
                subject_id=cast.head.id,
                subject_title="X",
                particulars={},
            )
            for _n in range(120)
        )
    )
    browser, url, seen = as_(cast.administrator), "/people/journal?who=Дина", 0
    for _page in range(3):
        text = browser.get(url).text
        seen += text.count("<time")
        if 'rel="next"' in text:
            url = text.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
            url = url.replace("&amp;", "&")
    assert seen == 120


def test_a_deed_of_a_forgotten_kind_is_still_shown(as_, cast, keep):
    keep(
        Activity(
            at=MOMENT,
            name="gone.away",
            actor_id=None,
            actor_name="",
            subject_kind="x",
            subject_id=1,
            subject_title="<b>X</b>",
            particulars={},
        )
    )

    text = as_(cast.administrator).get("/people/journal").text
    assert "The system: gone.away" in text and "<b>X" not in text


@pytest.mark.parametrize("page", ["/people/journal", "/people/condition"])
def test_only_administrators_look_into_the_house(as_, cast, page):
    assert as_(cast.administrator).get(page).status_code == 200
    for other in (cast.coordinator, cast.head, cast.librarian):
        assert as_(other).get(page).status_code == 403


def test_the_condition_is_told(as_, cast):
    text = as_(cast.administrator).get("/people/condition").text

    assert "up to date" in text
    assert "No worker is seen" in text


def test_a_worker_that_was_seen_lately_is_at_work(app, as_, cast, later):
    with app.app_context():
        jobs.beat()
    browser = as_(cast.administrator)
    assert "No worker is seen" not in browser.get("/people/condition").text

    later(minutes=4)
    assert "No worker is seen" in browser.get("/people/condition").text


def test_a_job_that_was_given_up_is_tried_again(app, as_, cast, keep):
    job = keep(
        Job(
            name="people.jobs.forget_drafts",
            arguments={},
            run_at=MOMENT,
            given_up=True,
            tries=6,
            error="ValueError: no luck",
        )
    )
    browser = as_(cast.administrator)
    assert "no luck" in browser.get("/people/condition").text

    url = f"/people/condition/jobs/{job.id}/retry"
    assert as_(cast.coordinator).post(url).status_code == 403
    assert browser.post(url).status_code == 303

    with app.app_context():
        fresh = db.session.get(Job, job.id)
        assert (fresh.given_up, fresh.tries) == (False, 0)

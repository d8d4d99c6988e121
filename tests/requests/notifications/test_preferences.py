"""Preferences: everybody's own; where no letters leave the house nobody speaks of them."""

import pytest

from intranet.core.mail import Mail
from intranet.notifications import queries
from intranet.notifications.models import Way
from intranet.people.models import RoleKind
from tests.support import make

CHOSEN = {
    "mentions": "now", "roadmap": "never", "reports": "digest", "reminders": "digest",
    "hour": "17", "is_weekdays_only": "y", "quiet_from": "20", "quiet_until": "9", "language": "en",
}  # fmt: skip


@pytest.fixture
def with_mail(app):
    more = {"MAIL_FROM": "site@example.ru", "URL": "https://intranet.example.ru"}
    app.config.update(SMTP_HOST="127.0.0.1", SMTP_PORT=1, **more)


def of(app, person):
    with app.app_context():
        return queries.preference(person.id)


def test_good_ones_hold_without_touching_anything(app, as_, scene, with_mail):
    page = as_(scene.me).get("/notices/preferences").text

    assert "Letters go to me@example.ru." in page
    assert page.count('<option selected value="digest">') == 4
    assert '<option selected value="8">08:00</option>' in page
    assert of(app, scene.me).way("reminders") is Way.DIGEST


def test_what_is_chosen_is_kept_and_nobody_elses_changes(app, as_, scene, with_mail):
    answer = as_(scene.me).post("/notices/preferences", CHOSEN)

    assert (answer.status_code, answer.location) == (303, "/notices/preferences")
    kept = of(app, scene.me)
    assert [kept.way(g) for g in ("mentions", "roadmap", "reports")] == ["now", "never", "digest"]
    assert (kept.hour, kept.is_weekdays_only, kept.language) == (17, True, "en")
    assert (kept.quiet_from, kept.quiet_until) == (20, 9)
    assert of(app, scene.other).hour == 8

    as_(scene.me).post("/notices/preferences", CHOSEN | {"hour": "6"})
    assert of(app, scene.me).hour == 6
    page = as_(scene.me).get("/notices/preferences").text
    assert '<option selected value="now">' in page and '<option selected value="6">' in page


@pytest.mark.parametrize("wrong", [{"mentions": "loudly"}, {"hour": "25"}, {"language": "xx"}])
def test_what_is_not_offered_is_not_taken(app, as_, scene, with_mail, wrong):
    answer = as_(scene.me, htmx=True).post("/notices/preferences", CHOSEN | wrong)

    assert (answer.status_code, "<html" in answer.text) == (422, False)
    assert of(app, scene.me).hour == 8


def test_a_missing_address_is_said_plainly(as_, keep, scene, with_mail):
    nobody = make.person(at=scene.me.organisation)
    keep(nobody)
    assert "No e-mail address is given" in as_(nobody).get("/notices/preferences").text
    assert "No e-mail address is given" in as_(nobody).get("/profile").text


def test_an_address_that_was_refused_is_said_to_its_person_and_to_the_administrator(
    as_, keep, scene, with_mail
):
    chief = make.person(RoleKind.ADMINISTRATOR)
    texts = dict.fromkeys(("subject", "text", "html", "message_id"), "")
    keep(
        chief,
        Mail(
            key="k", person_id=scene.me.id, name=scene.me.name, address=scene.me.email, tries=1,
            created_at=make.MOMENT, is_refused=True, error="550 No such person", **texts,
        ),
    )  # fmt: skip

    assert "550 No such person" in as_(scene.me).get("/notices/preferences").text
    assert "550 No such person" not in as_(scene.other).get("/notices/preferences").text
    assert "550 No such person" in as_(chief).get("/people/condition").text


def test_without_a_mail_server_nobody_speaks_of_letters(as_, scene):
    browser = as_(scene.me)

    assert browser.get("/notices/preferences").status_code == 404
    assert "/notices/preferences" not in browser.get("/profile").text
    assert "/notices/preferences" not in browser.get("/notices").text

"""People: the list, one's page, accounts, roles, and who may do what to whom."""

import pytest

from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people.models import Person, Role, RoleKind
from tests.support import make

DATA = {"post": "", "email": ""}


def names(answer):
    return [name for name in NAMES if name in answer.text]


NAMES = (
    "Админова Ада",
    "Директорова Дина",
    "Ёлкина Елена",
    "Координатова Кира",
    "Соседова Софья",
    "Чужова Инна",
)


def person(app, who):
    with app.app_context():
        fresh = db.session.get(Person, who.id)
        roles = db.select(Role.kind, Role.organisation_id).where(Role.person_id == who.id)
        return fresh, set(map(tuple, db.session.execute(roles)))


def last(app):
    with app.app_context():
        return db.session.scalars(db.select(Activity).order_by(Activity.id.desc())).first()


def test_each_sees_the_people_whom_they_administer(as_, cast):
    assert names(as_(cast.administrator).get("/people")) == list(NAMES)
    assert names(as_(cast.coordinator).get("/people")) == list(NAMES[:-1])
    assert names(as_(cast.head).get("/people")) == ["Директорова Дина", "Ёлкина Елена"]
    assert as_(cast.librarian).get("/people").status_code == 403


def test_the_list_is_searched_without_regard_to_case_and_yo(as_, cast):
    browser = as_(cast.administrator, htmx=True)

    assert names(browser.get("/people?q=елк")) == ["Ёлкина Елена"]
    assert names(browser.get("/people?q=ЁЛКИНА+школа")) == ["Ёлкина Елена"]
    assert names(browser.get(f"/people?q={cast.neighbour.login}")) == ["Соседова Софья"]
    assert names(browser.get("/people?q=100%25")) == []


def test_the_list_is_narrowed(as_, cast):
    browser = as_(cast.administrator, htmx=True)

    assert names(browser.get("/people?role=librarian")) == ["Ёлкина Елена", "Соседова Софья"]
    assert len(names(browser.get("/people?organisation=ук севЕр"))) == 0
    assert len(names(browser.get("/people?organisation=уо северного района"))) == 5
    assert names(browser.get("/people?state=closed")) == []
    assert len(names(browser.get("/people?role=nonsense&state=nonsense&sort=x&page=-3"))) == 6


def test_the_list_is_sorted_by_organisations_as_people_count(as_, cast):
    text = as_(cast.administrator).get("/people?sort=organisation&role=librarian").text

    assert text.index("Ёлкина") < text.index("Соседова")  # № 2 before № 10


def test_a_long_list_has_pages_and_few_statements(as_, cast, keep, queries):
    keep(*(make.person(RoleKind.LIBRARIAN, at=cast.school) for _n in range(120)))
    browser = as_(cast.administrator)
    browser.get("/people")

    with queries(9):
        first = browser.get("/people")
    assert first.text.count('<tr id="person-') == 50
    assert "1–50 of 126" in first.text
    assert browser.get("/people?page=3").text.count('<tr id="person-') == 26


def test_colleagues_see_each_other_and_strangers_are_missing(as_, cast):
    browser = as_(cast.librarian)

    own = browser.get(f"/people/{cast.head.id}")
    assert own.status_code == 200
    assert cast.head.login not in own.text.replace(f"person-{cast.head.id}", "")
    hidden = browser.get(f"/people/{cast.neighbour.id}")
    missing = browser.get("/people/9999999")
    assert (hidden.status_code, missing.status_code) == (404, 404)


def test_a_person_is_added_with_a_role(app, as_, cast):
    answer = as_(cast.coordinator).post(
        "/people/new",
        {
            "name": "Новая  Нина",
            "login": "novaya",
            "organisation": "школа №2",
            "role": "librarian",
            **DATA,
        },
    )

    assert answer.status_code == 303
    with app.app_context():
        added = db.session.scalar(db.select(Person).where(Person.login == "novaya"))
    fresh, roles = person(app, added)
    assert (fresh.name, fresh.password_hash) == ("Новая Нина", None)
    assert roles == {("librarian", cast.school.id)}
    assert last(app).name == "people.person_added"


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"login": "two words"}, 422, "no spaces"),
        ({"email": "nowhere"}, 422, "no e-mail"),
        ({"organisation": "УО Южного района"}, 422, "is not known"),
        ({"organisation": "Нет такой"}, 422, "is not known"),
        ({"role": "administrator"}, 422, "Role"),
        ({"role": "nonsense"}, 422, "Role"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said(as_, cast, change, status, words):
    data = {"name": "Новая Нина", "login": "novaya", "organisation": "Школа № 2", "role": ""}

    answer = as_(cast.coordinator, htmx=True).post("/people/new", data | DATA | change)

    assert (answer.status_code, "<html" in answer.text) == (status, False)
    assert words in answer.text


def test_a_taken_login_is_refused_in_any_case(as_, cast):
    data = {"name": "Новая Нина", "organisation": "Школа № 2", "role": "", **DATA}
    login = cast.librarian.login.upper()

    answer = as_(cast.administrator).post("/people/new", data | {"login": login})

    assert answer.status_code == 422
    assert "is taken" in answer.text


def test_fields_that_no_form_has_change_nothing(app, as_, cast):
    data = {"name": cast.librarian.name, "login": cast.librarian.login, **DATA}
    forged = {"is_active": "", "role": "administrator", "organisation_id": cast.district.id}
    forged |= {"password_hash": "x", "stamp": "99", "roles": "administrator", "is_admin": "1"}

    answer = as_(cast.head).post(
        f"/people/{cast.librarian.id}/data", data | forged | {"organisation": "Школа № 2"}
    )

    fresh, roles = person(app, cast.librarian)
    assert answer.status_code == 303
    assert (fresh.is_active, fresh.organisation_id) == (True, cast.school.id)
    assert fresh.password_hash == cast.librarian.password_hash
    assert roles == {("librarian", cast.school.id)}


def test_data_are_changed_and_felt_at_once(app, as_, cast):
    browser = as_(cast.librarian)
    browser.get("/")
    data = {"name": "Берёзкина Елена", "login": "elena", "organisation": "Школа № 2", **DATA}

    assert as_(cast.head).post(f"/people/{cast.librarian.id}/data", data).status_code == 303

    assert "Берёзкина Елена" in browser.get("/profile").text
    assert last(app).particulars == {"fields": ["login", "name"]}


def test_nobody_moves_people_out_of_the_own_branch(as_, cast):
    data = {"name": "Ёлкина Елена", "login": "elena", "organisation": "Школа № 10", **DATA}

    answer = as_(cast.head).post(f"/people/{cast.librarian.id}/data", data)

    assert answer.status_code == 422


DEEDS = ("data", "roles", "link", "closing", "opening", "sessions/end")


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_does_anything_to_somebody_with_more_rights(as_, cast, deed):
    for who, whom, status in (
        (cast.coordinator, cast.administrator, 403),
        (cast.head, cast.coordinator, 404),
        (cast.head, cast.head, 403),
        (cast.librarian, cast.head, 403),
        (cast.librarian, cast.neighbour, 404),
        (cast.coordinator, cast.foreigner, 404),
        (cast.coordinator, cast.coordinator, 403),
    ):
        assert as_(who).post(f"/people/{whom.id}/{deed}").status_code == status


def give(kind, place):
    return {"kind": str(kind), "organisation": place.short_name}


def test_a_role_is_given_and_felt_at_the_next_request(app, as_, cast):
    browser = as_(cast.librarian)
    assert browser.get("/people").status_code == 403

    as_(cast.coordinator).post(f"/people/{cast.librarian.id}/roles", give("head", cast.school))

    assert browser.get("/people").status_code == 200
    assert last(app).particulars == {
        "kind": "head",
        "place": "Школа № 2",
        "place_id": cast.school.id,
    }


def test_a_role_withdrawn_is_felt_at_the_next_request(app, as_, cast):
    browser = as_(cast.head)
    assert browser.get("/people").status_code == 200
    with app.app_context():
        role_id = db.session.scalar(db.select(Role.id).where(Role.person_id == cast.head.id))

    as_(cast.coordinator).post(f"/people/{cast.head.id}/roles/{role_id}/removal")

    assert browser.get("/people").status_code == 403
    assert browser.get(f"/people/{cast.librarian.id}/data").status_code == 403


@pytest.mark.parametrize("kind", ["administrator", "methodist", "specialist"])
def test_a_coordinator_gives_no_role_beyond_the_own(app, as_, cast, kind):
    answer = as_(cast.coordinator).post(
        f"/people/{cast.librarian.id}/roles", give(kind, cast.district)
    )

    assert answer.status_code == 403
    assert person(app, cast.librarian)[1] == {("librarian", cast.school.id)}


def test_a_head_gives_no_roles_outside_of_the_school(app, as_, cast):
    browser = as_(cast.head)
    url = f"/people/{cast.librarian.id}/roles"

    assert browser.post(url, give("head", cast.school)).status_code == 403
    assert browser.post(url, give("librarian", cast.other_school)).status_code == 422
    assert browser.post(url, give("observer", cast.school)).status_code == 303


def test_the_role_of_another_person_is_missing(app, as_, cast):
    with app.app_context():
        role_id = db.session.scalar(db.select(Role.id).where(Role.person_id == cast.head.id))

    answer = as_(cast.coordinator).post(f"/people/{cast.librarian.id}/roles/{role_id}/removal")

    assert answer.status_code == 404


def test_the_last_administrator_stays(app, as_, cast, keep):
    with app.app_context():
        role_id = db.session.scalar(
            db.select(Role.id).where(Role.person_id == cast.administrator.id)
        )
    browser, url = as_(cast.administrator), f"/people/{cast.administrator.id}"

    taken = browser.post(f"{url}/roles/{role_id}/removal")
    assert (taken.status_code, "last administrator" in taken.text) == (422, True)
    assert browser.post(f"{url}/closing").status_code == 403

    second = keep(make.person(RoleKind.ADMINISTRATOR, at=cast.district))
    assert as_(second).post(f"{url}/closing").status_code == 303


def test_a_closed_account_is_opened_again(app, as_, cast):
    browser, url = as_(cast.head), f"/people/{cast.librarian.id}"

    browser.post(f"{url}/closing")
    assert not person(app, cast.librarian)[0].is_active
    browser.post(f"{url}/opening")

    assert person(app, cast.librarian)[0].is_active


def test_rights_are_not_handed_out_by_an_old_session(app, as_, cast, later):
    browser, url = as_(cast.administrator), f"/people/{cast.librarian.id}"
    later(minutes=31)

    asked = browser.post(f"{url}/roles", give("head", cast.school))
    assert asked.location == f"/profile/proof?next={url}"
    assert browser.post(f"{url}/link").location == f"/profile/proof?next={url}"
    assert person(app, cast.librarian)[1] == {("librarian", cast.school.id)}

    wrong = browser.post(asked.location, {"password": "not this one at all"})
    assert wrong.status_code == 422
    right = browser.post(asked.location, {"password": "a quiet winter road"})
    assert (right.status_code, right.location) == (303, url)
    assert browser.post(f"{url}/roles", give("head", cast.school)).status_code == 303
    assert ("head", cast.school.id) in person(app, cast.librarian)[1]


def test_sessions_of_a_lost_laptop_are_ended(as_, cast):
    browser = as_(cast.librarian)

    assert as_(cast.head).post(f"/people/{cast.librarian.id}/sessions/end").status_code == 303

    assert browser.get("/profile").status_code == 303


def test_no_page_of_an_administrator_shows_a_secret(app, as_, cast):
    with app.app_context():
        secrets = [cast.librarian.password_hash, cast.librarian.password_hash.split("$")[-1]]
    browser = as_(cast.administrator)
    pages = ("/people", f"/people/{cast.librarian.id}", "/people/journal", "/profile")
    for page in (*pages, "/people/condition", f"/people/{cast.librarian.id}/data"):
        text = browser.get(page).text
        assert "$argon2" not in text
        assert not any(secret in text for secret in secrets)

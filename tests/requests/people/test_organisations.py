"""Organisations: the list, the tree, names, moves and their effect on those who are signed in."""

import pytest

from intranet.core.db import db
from intranet.people.models import Organisation, OrganisationAlias
from tests.support import make


def organisation(app, which):
    with app.app_context():
        fresh = db.session.get(Organisation, which.id)
        names = db.select(OrganisationAlias.text).where(
            OrganisationAlias.organisation_id == which.id
        )
        return fresh, set(db.session.scalars(names))


def data(organisation, **change):
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "kind": organisation.kind,
        "parent": "УО Северного района",
        "time_zone": organisation.time_zone,
        "aliases": "",
    } | change


def test_each_sees_the_own_branch(as_, cast):
    def shown(who):
        text = as_(who).get("/organisations").text
        places = (cast.department, cast.district, cast.other_district, cast.school)
        return [str(each) for each in places if f'<tr id="organisation-{each.id}"' in text]

    everything = ["ДО", "УО Северного района", "УО Южного района", "Школа № 2"]
    assert shown(cast.administrator) == everything
    assert shown(cast.coordinator) == ["УО Северного района", "Школа № 2"]
    assert shown(cast.head) == ["Школа № 2"]
    assert as_(cast.librarian).get("/organisations").status_code == 403
    assert as_(cast.librarian).get(f"/organisations/{cast.school.id}").status_code == 200
    assert as_(cast.librarian).get(f"/organisations/{cast.district.id}").status_code == 404


def test_what_stands_above_is_named_and_a_link_only_for_whom_it_is_open(as_, cast):
    def page(who):
        return as_(who).get(f"/organisations/{cast.district.id}").text

    link = f'<a href="/organisations/{cast.department.id}">ДО</a>'
    assert link in page(cast.administrator)
    assert link not in page(cast.coordinator) and "<dd>ДО</dd>" in page(cast.coordinator)


def test_the_list_is_searched_by_any_name_and_sorted_by_numbers(app, as_, cast, keep):
    cast_alias = OrganisationAlias(
        organisation_id=cast.school.id, text="Лесная ёлочка", folded="лесная елочка"
    )
    keep(cast_alias)
    browser = as_(cast.administrator, htmx=True)

    assert "Школа № 2" in browser.get("/organisations?q=ЕЛОЧКА").text
    schools = browser.get("/organisations?kind=school").text
    assert schools.index("Школа № 2<") < schools.index("Школа № 10<")
    assert "УО Северного района</a>" not in schools
    assert "No organisation is found" in browser.get("/organisations?state=closed").text


@pytest.mark.parametrize("path", ["/organisations", "/organisations/tree", "/people"])
def test_three_hundred_schools_cost_no_more_statements(as_, cast, keep, queries, path):
    keep(*(make.organisation(parent=cast.district) for _n in range(300)))
    browser = as_(cast.administrator)
    browser.get(path)

    with queries(9):
        assert browser.get(path).status_code == 200


def test_the_tree_has_every_organisation_once(as_, cast):
    text = as_(cast.administrator).get("/organisations/tree").text

    for each in (cast.department, cast.district, cast.other_district, cast.school):
        assert text.count(f'href="/organisations/{each.id}"') == 1


def test_an_organisation_is_added_with_its_names(app, as_, cast):
    new = data(cast.school, name="МБОУ «Новая школа»", short_name="Новая школа", time_zone="")

    answer = as_(cast.coordinator).post(
        "/organisations/new", new | {"aliases": "НШ\n\nновая Школа"}
    )

    assert answer.status_code == 303
    number = int(answer.location.rpartition("/")[2])
    with app.app_context():
        fresh = db.session.get(Organisation, number)
        assert (fresh.parent_id, fresh.path) == (cast.district.id, f"{cast.district.path}{number}/")
        assert fresh.time_zone == "Asia/Tomsk"
    assert len(organisation(app, fresh)[1]) == 3


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"name": ""}, 422, "Full name"),
        ({"short_name": "школа  №10"}, 422, "already a name of"),
        ({"aliases": "Школа № 10"}, 422, "already a name of"),
        ({"kind": "castle"}, 422, "Kind"),
        ({"time_zone": "Tomsk"}, 422, "no time zone"),
        ({"parent": "УО Южного района"}, 422, "is not known"),
        ({"parent": "Нет такого"}, 422, "is not known"),
        ({"parent": ""}, 403, ""),
    ],
)
def test_what_is_wrong_with_an_organisation_is_said(as_, cast, change, status, words):
    new = data(cast.school, name="Новая школа", short_name="Новая")

    answer = as_(cast.coordinator, htmx=True).post("/organisations/new", new | change)

    assert (answer.status_code, "<html" in answer.text) == (status, False)
    assert words in answer.text


def test_a_new_name_is_felt_at_once_and_the_old_is_forgotten(app, as_, cast):
    browser = as_(cast.librarian)
    assert "Школа № 2" in browser.get("/profile").text
    new = data(cast.school, short_name="Лицей", aliases="Лицей при реке")

    as_(cast.coordinator).post(f"/organisations/{cast.school.id}/data", new)

    assert "Лицей" in browser.get("/").text
    assert organisation(app, cast.school)[1] == {cast.school.name, "Лицей", "Лицей при реке"}


def test_a_move_takes_the_branch_along_and_changes_what_people_see(app, as_, cast):
    coordinator, foreigner = as_(cast.coordinator), as_(cast.foreigner)
    page = f"/organisations/{cast.school.id}"
    assert (coordinator.get(page).status_code, foreigner.get(page).status_code) == (200, 404)
    head = as_(cast.head)
    assert head.get("/people").status_code == 200

    moved = as_(cast.administrator).post(
        f"{page}/data", data(cast.school, parent="УО Южного района")
    )

    assert moved.status_code == 303
    assert (coordinator.get(page).status_code, foreigner.get(page).status_code) == (404, 200)
    assert "Ёлкина" in head.get("/people").text  # the own seat has moved along
    assert "Ёлкина" in foreigner.get("/people").text
    path = organisation(app, cast.school)[0].path
    assert path == f"{cast.other_district.path}{cast.school.id}/"


def test_the_paths_of_a_whole_branch_are_mended(app, as_, cast):
    url = f"/organisations/{cast.district.id}/data"

    as_(cast.administrator).post(url, data(cast.district, parent="УО Южного района"))

    with app.app_context():
        for each in db.session.scalars(db.select(Organisation)):
            above = db.session.get(Organisation, each.parent_id) if each.parent_id else None
            assert each.path == f"{above.path if above else '/'}{each.id}/"


@pytest.mark.parametrize("parent", ["Школа № 2", "УО Северного района"])
def test_nothing_stands_below_itself(app, as_, cast, parent):
    url = f"/organisations/{cast.district.id}/data"

    answer = as_(cast.administrator).post(url, data(cast.district, parent=parent))

    assert answer.status_code == 422
    assert organisation(app, cast.district)[0].parent_id == cast.department.id


def test_a_coordinator_does_not_move_the_own_district_nor_out_of_it(app, as_, cast):
    browser = as_(cast.coordinator)
    own = data(cast.district, parent="УО Южного района")
    away = data(cast.school, parent="УО Южного района")

    assert browser.post(f"/organisations/{cast.district.id}/data", own).status_code == 403
    assert browser.post(f"/organisations/{cast.school.id}/data", away).status_code == 422
    assert browser.post(f"/organisations/{cast.district.id}/closing").status_code == 403
    assert organisation(app, cast.school)[0].parent_id == cast.district.id


def test_an_organisation_with_people_or_schools_is_not_closed(as_, cast):
    browser = as_(cast.administrator)

    below = browser.post(f"/organisations/{cast.district.id}/closing")
    people = browser.post(f"/organisations/{cast.school.id}/closing")

    assert (below.status_code, "below it" in below.text) == (422, True)
    assert (people.status_code, "2 people still work here" in people.text) == (422, True)


def test_an_empty_organisation_is_closed_and_opened(app, as_, cast, keep):
    school = keep(make.organisation("Малая школа", parent=cast.district))
    browser, url = as_(cast.coordinator), f"/organisations/{school.id}"

    assert browser.post(f"{url}/closing").status_code == 303
    assert not organisation(app, school)[0].is_active
    person = {"name": "Новая Нина", "login": "nina", "organisation": "Малая школа", "role": ""}
    refused = browser.post("/people/new", person | {"post": "", "email": ""})
    assert (refused.status_code, "is closed" in refused.text) == (422, True)
    assert browser.post(f"{url}/opening").status_code == 303
    assert organisation(app, school)[0].is_active


@pytest.mark.parametrize("deed", ["data", "closing", "opening"])
def test_only_keepers_change_organisations(as_, cast, deed):
    own, foreign = cast.school.id, cast.other_school.id

    assert as_(cast.head).post(f"/organisations/{own}/{deed}").status_code == 403
    assert as_(cast.head).post(f"/organisations/{foreign}/{deed}").status_code == 404
    assert as_(cast.librarian).post(f"/organisations/{own}/{deed}").status_code == 403
    assert as_(cast.foreigner).post(f"/organisations/{own}/{deed}").status_code == 404


def test_those_far_below_a_moved_organisation_feel_it_at_once(as_, cast):
    head = as_(cast.head)
    assert "Ёлкина" in head.get("/people").text
    url = f"/organisations/{cast.district.id}/data"

    as_(cast.administrator).post(url, data(cast.district, parent="УО Южного района"))

    assert "Ёлкина" in head.get("/people").text
    assert head.get(f"/people/{cast.librarian.id}/data").status_code == 200
    assert "Ёлкина" in as_(cast.foreigner).get("/people").text

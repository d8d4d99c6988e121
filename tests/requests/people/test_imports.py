"""Lists of organisations and people: looked through, confirmed, repeated, refused."""

import re
import time
from io import BytesIO

import pytest
import xlsxwriter

from intranet.core.activity import Activity
from intranet.core.db import db
from intranet.people.models import DirectoryDraft, Organisation, Person, Role
from tests.support import make

SCHOOLS = (
    "Наименование;Краткое;Вид;Вышестоящая;Другие названия",
    "МБОУ «Сосновская школа»;Сосновская школа;Школа;УО Северного района;Сосновская СОШ; ",
    "МБОУ «Кедровая школа»;Кедровая школа;школа;;",
    "Школа № 2, in full;Школа № 2;;;Вторая школа",
    "Школа № 10, in full;школа №10;;;",
)
PEOPLE = (
    "Ф.И.О.;Логин;Должность;Организация;Роль;Почта;Телефон",
    "Новикова Нина Ивановна;;педагог-библиотекарь;Школа № 2;библиотекарь;n@example.ru;1",
    "Волкова Вера Петровна;volkova;директор;школа №10;Руководитель ОО, наблюдатель;;2",
    "Ёлкина Елена;;главный библиотекарь;Школа № 2;;;3",
    "Соседова Софья;;;Школа № 10;;;4",
)


def bring(browser, lines, *, kind="people", encoding="utf-8", name="list.csv"):
    data = lines if isinstance(lines, bytes) else "\r\n".join(lines).encode(encoding)
    form = {"file": (BytesIO(data), name)}
    return browser.post(f"/people/imports/new/{kind}", form, content_type="multipart/form-data")


def confirm(browser, brought, rows="all"):
    return browser.post(f"{brought.location}/confirmation", {"rows": rows})


def draft(app):
    with app.app_context():
        return db.session.scalars(db.select(DirectoryDraft).order_by(DirectoryDraft.id)).all()[-1]


def fates(app):
    return [verdict["fate"] for verdict in draft(app).verdicts]


def sentences(app):
    return [" ".join(verdict["sentences"]) for verdict in draft(app).verdicts]


def test_organisations_are_examined_and_nothing_happens_yet(app, as_, cast):
    browser = as_(cast.coordinator)

    brought = bring(browser, SCHOOLS, kind="organisations")

    assert fates(app) == ["new", "new", "change", "same"]
    text = browser.get(brought.location).text
    assert "will be added" in text and "Вторая школа" in text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Organisation.id))) == 5


def test_organisations_are_imported_and_a_repeat_changes_nothing(app, as_, cast):
    browser = as_(cast.coordinator)
    assert confirm(browser, bring(browser, SCHOOLS, kind="organisations")).status_code == 303

    with app.app_context():
        added = db.session.scalars(db.select(Organisation).where(Organisation.id > 0)).all()
        new = {o.short_name: o for o in added}
    assert new["Кедровая школа"].parent_id == cast.district.id  # the importer's own
    assert new["Сосновская школа"].path.startswith(cast.district.path)
    assert new["Сосновская школа"].time_zone == "Asia/Tomsk"

    bring(browser, SCHOOLS, kind="organisations")
    assert set(fates(app)) == {"same"}


def test_a_superior_may_stand_below_in_the_same_file(app, as_, cast):
    browser = as_(cast.administrator)
    lines = (
        "Наименование;Вид;Вышестоящая",
        "Малая школа;школа;Восточный район",
        "Восточный район;район;ДО",
        "Сама себе;школа;Сама себе",
        "А;школа;Б",
        "Б;школа;А",
        "Сирота;школа;Нет такой",
        "Ребёнок сироты;школа;Сирота",
        "Остров;школа;—",
    )
    brought = bring(browser, lines, kind="organisations")
    assert fates(app) == ["new", "new", "error", "error", "error", "error", "error", "new"]

    confirm(browser, brought, rows="good")

    with app.app_context():
        by_name = {o.name: o for o in db.session.scalars(db.select(Organisation))}
        child, parent = by_name["Малая школа"], by_name["Восточный район"]
        assert child.path == f"{parent.path}{child.id}/"
        assert parent.path == f"{cast.department.path}{parent.id}/"
        assert by_name["Остров"].path == f"/{by_name['Остров'].id}/"


def test_an_import_moves_organisations_and_those_signed_in_feel_it(app, as_, cast):
    coordinator = as_(cast.coordinator)
    page = f"/organisations/{cast.school.id}"
    assert coordinator.get(page).status_code == 200
    browser = as_(cast.administrator)
    lines = ("Наименование;Вышестоящая", "Школа № 2;УО Южного района")

    confirm(browser, bring(browser, lines, kind="organisations"))

    assert coordinator.get(page).status_code == 404


def test_people_are_imported_without_passwords_and_a_repeat_changes_nothing(app, as_, cast):
    browser = as_(cast.coordinator)
    brought = bring(browser, PEOPLE)
    assert fates(app) == ["new", "new", "change", "same"]
    assert "Телефон" in browser.get(brought.location).text  # left out, and said so

    assert confirm(browser, brought).status_code == 303

    with app.app_context():
        nina = db.session.scalar(db.select(Person).where(Person.name == "Новикова Нина Ивановна"))
        assert (nina.login, nina.password_hash) == ("novikova.ni", None)
        assert (nina.organisation_id, nina.email) == (cast.school.id, "n@example.ru")
        vera = db.session.scalar(db.select(Person.id).where(Person.login == "volkova"))
        kinds = db.select(Role.kind).where(Role.person_id == vera)
        assert set(db.session.scalars(kinds)) == {"head", "observer"}
        kept = db.session.get(Person, cast.librarian.id)
        assert (kept.post, kept.password_hash) == (
            "главный библиотекарь",
            cast.librarian.password_hash,
        )
        told = set(db.session.scalars(db.select(Activity.name)))
        assert {"people.directory_imported", "people.person_added"} <= told
    bring(browser, PEOPLE)
    assert set(fates(app)) == {"same"}


def test_links_are_made_once_for_those_who_were_added(app, as_, cast):
    browser = as_(cast.coordinator)
    brought = bring(browser, PEOPLE)
    assert browser.post(f"{brought.location}/links").status_code == 404  # not imported yet
    confirm(browser, brought)

    page = browser.post(f"{brought.location}/links")
    links = re.findall(r"http://localhost(/link/[\w-]{43})", page.text)
    assert (page.status_code, len(links)) == (200, 2)
    assert as_().get(links[0]).status_code == 200

    file = browser.post(f"{brought.location}/links", {"format": "csv"})
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.text.count("/link/") == 2
    assert as_().get(links[0]).status_code == 404  # the newer list killed the older


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Админ Ада;;;Школа № 2;администратор;", "may not give the role"),
        ("Методист Мая;;;УО Северного района;методист;", "may not give the role"),
        ("Чужая Инна;;;УО Южного района;библиотекарь;", "is not known"),
        ("Далёкая Инна;;;ДО;;", "is not known"),
        ("Нет Места;;;Нигде;;", "is not known"),
        ("Роль Странная;;;Школа № 2;волшебник;", "is no role. There are: Administrator"),
        ("Логин Плохой;два слова;;Школа № 2;;", "no spaces"),
        ("Почта Плохая;;;Школа № 2;;нет", "no e-mail"),
        (";;;Школа № 2;;", "must be filled"),
        ("=HYPERLINK(1);;;Школа № 2;;", "formula"),
        ("Соседова Софья;drugaya;;Школа № 10;;", "with the login"),
        ("Я" * 301 + ";;;Школа № 2;;", "longer than 300"),
        ("ADMIN;{administrator};;Школа № 2;;", "not yours to change"),
        ("Координатова Кира;;;УО Северного района;наблюдатель;", "not yours to change"),
    ],
)
def test_a_bad_row_is_said_to_be_bad(app, as_, cast, row, words):
    row = row.format(administrator=cast.administrator.login)

    bring(as_(cast.coordinator), ("ФИО;Логин;Должность;Организация;Роль;Почта", row))

    assert fates(app) == ["error"]
    assert words in sentences(app)[0]


def test_rows_that_repeat_each_other_are_said(app, as_, cast):
    lines = (
        "ФИО;Логин;Организация",
        "Новая Нина;nina;Школа № 2",
        "новая нина;;Школа №2",
        "Другая Нина;NINA;Школа № 10",
        "Новая Нина;;Школа № 10",
    )
    bring(as_(cast.coordinator), lines)

    assert fates(app) == ["new", "error", "error", "new"]
    assert "repeats row 2" in sentences(app)[1]


def test_all_or_nothing_is_nothing_with_one_error(app, as_, cast):
    browser = as_(cast.coordinator)
    brought = bring(browser, (*PEOPLE, "Нет Места;;;Нигде;;;"))

    assert confirm(browser, brought, rows="all").status_code == 422
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Person.id))) == 6

    assert confirm(browser, brought, rows="good").status_code == 303
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Person.id))) == 8


def test_a_list_is_not_confirmed_twice(as_, cast):
    browser = as_(cast.coordinator)
    brought = bring(browser, PEOPLE)

    assert confirm(browser, brought).status_code == 303
    assert confirm(browser, brought).status_code == 422


def test_the_world_may_change_between_the_two_steps(app, as_, cast):
    browser = as_(cast.coordinator)
    brought = bring(browser, PEOPLE)
    role = {"kind": "methodist", "organisation": "УО Северного района"}
    as_(cast.administrator).post(f"/people/{cast.librarian.id}/roles", role)

    assert confirm(browser, brought).status_code == 422
    assert confirm(browser, brought, rows="good").status_code == 303
    assert fates(app)[2] == "error"


def test_a_draft_is_its_authors_alone_and_forgotten_after_a_day(as_, cast, later):
    brought = bring(as_(cast.coordinator), PEOPLE)

    for other in (cast.administrator, cast.foreigner):
        assert as_(other).get(brought.location).status_code == 404
        assert confirm(as_(other), brought).status_code == 404
    later(hours=24)
    assert as_(cast.coordinator).get(brought.location).status_code == 404


@pytest.mark.parametrize("path", ["new/people", "new/organisations", "sample/people.csv"])
def test_only_keepers_bring_lists(as_, cast, path):
    assert as_(cast.coordinator).get(f"/people/imports/{path}").status_code == 200
    for other in (cast.head, cast.librarian):
        assert as_(other).get(f"/people/imports/{path}").status_code == 403
    assert as_(cast.administrator).get("/people/imports/new/castles").status_code == 404


def test_the_examples_can_be_imported(as_, app, cast):
    browser = as_(cast.administrator)
    for kind in ("organisations", "people"):
        sample = browser.get(f"/people/imports/sample/{kind}.csv").data
        confirm(browser, bring(browser, sample, kind=kind), rows="good")

    with app.app_context():
        assert db.session.scalar(db.select(Person.login).where(Person.login == "primerova"))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("ФИО;Организация;Пароль", "А;Школа № 2;x"), "Remove the column of passwords"),
        (("Что-то;Другое", "1;2"), "No header row"),
        (("ФИО;Организация",), "no row below"),
        (("ФИО;Сотрудник;Организация", "А;Б;В"), "there twice"),
        (b"", "Please correct"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "is not known here"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old XLS"),
        (b"PK\x03\x04nonsense", "damaged"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(as_, cast, lines, words):
    answer = bring(as_(cast.coordinator), lines)

    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_any_usual_encoding_is_read(app, as_, cast, encoding):
    bring(as_(cast.coordinator), PEOPLE, encoding=encoding)

    assert fates(app) == ["new", "new", "change", "same"]


def test_a_workbook_is_read_and_its_formulas_are_refused(app, as_, cast):
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    book.add_worksheet("Пояснения").write(0, 0, "Заполните второй лист")
    sheet = book.add_worksheet("Люди")
    sheet.write_row(0, 0, ["Список сотрудников"])
    sheet.write_row(1, 0, ["ФИО", "Организация", "Логин"])
    sheet.write_row(2, 0, ["Новая Нина", "Школа № 2", 2026])
    sheet.write_formula(3, 0, '="Хитрая"&" Нина"', value="Хитрая Нина")
    sheet.write(3, 1, "Школа № 2")
    book.close()

    bring(as_(cast.coordinator), memory.getvalue(), name="list.xlsx")

    assert fates(app) == ["new", "error"]
    assert draft(app).rows[0] == {
        "number": 3,
        "values": {"name": "Новая Нина", "organisation": "Школа № 2", "login": "2026"},
        "formulas": [],
    }
    assert "formula" in sentences(app)[1]


def test_the_report_is_narrowed_and_has_pages(as_, cast):
    browser = as_(cast.coordinator)
    lines = ["ФИО;Организация"] + [f"Новая Нина {n};Школа № 2" for n in range(120)]
    brought = bring(browser, [*lines, "Плохая Нина;Нигде"])

    assert browser.get(brought.location).text.count("draft__row--") == 50
    assert browser.get(f"{brought.location}?page=3").text.count("draft__row--") == 21
    errors = browser.get(f"{brought.location}?fate=error").text
    assert (errors.count("draft__row--"), "Плохая Нина" in errors) == (1, True)


def test_an_import_asks_for_the_password_of_an_old_session(app, as_, cast, later):
    browser = as_(cast.coordinator)
    brought = bring(browser, PEOPLE)
    later(minutes=31)

    assert confirm(browser, brought).location.startswith("/profile/proof?next=/people/imports/")
    assert draft(app).applied_at is None


def test_three_hundred_schools_and_six_hundred_people_take_seconds(app, as_, cast):
    browser = as_(cast.administrator)
    schools = ["Наименование;Вышестоящая"]
    schools += [f"Школа с длинным именем {n};УО Южного района" for n in range(300)]
    people = ["ФИО;Организация;Роль"]
    people += [f"Новая Нина {n};Школа с длинным именем {n // 2};библиотекарь" for n in range(600)]

    began = time.perf_counter()
    confirm(browser, bring(browser, schools, kind="organisations"))
    confirm(browser, bring(browser, people))

    assert time.perf_counter() - began < 60
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Person.id))) == 606


@pytest.mark.slow
def test_ten_thousand_rows_with_five_hundred_bad_ones(app, as_, cast, keep):
    keep(*(make.organisation(f"Школа № {n}", parent=cast.district) for n in range(100, 400)))
    browser = as_(cast.coordinator)
    lines = ["ФИО;Организация;Роль"]
    for n in range(10_000):
        place = "Нигде" if n % 20 == 7 else f"Школа № {100 + n % 300}"
        lines.append(f"Новая Нина {n};{place};библиотекарь")

    began = time.perf_counter()
    brought = bring(browser, lines, encoding="cp1251")
    assert draft(app).count("error") == 500
    assert confirm(browser, brought, rows="good").status_code == 303
    took = time.perf_counter() - began

    assert took < 60
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Person.id))) == 9506


@pytest.mark.parametrize(
    "header",
    [
        "Фамилия;Имя;Отчество;Место работы;Занимаемая должность",
        "Фамилия;Имя;Отчество;Образовательная организация;Должность",
    ],
)
def test_a_name_may_stand_in_three_columns(app, as_, cast, header):
    bring(as_(cast.coordinator), (header, "Новикова;Нина;;Школа № 2;", ";;;Школа № 2;учитель"))

    assert [row["values"]["name"] for row in draft(app).rows] == ["Новикова Нина", ""]
    assert fates(app) == ["new", "error"]


@pytest.mark.parametrize("header", ["Ф.И.О. сотрудника", "ФИО (полностью)", "Ф.И.О. работника"])
def test_lists_of_people_name_their_columns_in_many_ways(app, as_, cast, header):
    bring(as_(cast.coordinator), (f"{header};Наименование ОО", "Новикова Нина;Школа № 2"))

    assert fates(app) == ["new"]


@pytest.mark.parametrize(
    ("kind", "fate"),
    [("СОШ", "new"), ("Школа-интернат", "new"), ("детский сад", "new"), ("кружок", "error")],
)
def test_kinds_of_schools_are_understood_and_the_known_ones_named(app, as_, cast, kind, fate):
    bring(as_(cast.coordinator), ("Наименование;Вид", f"Лесная;{kind}"), kind="organisations")

    assert fates(app) == [fate]
    assert ("Institute" in sentences(app)[0]) is (fate == "error")

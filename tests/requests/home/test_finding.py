"""Finding: by words, numbers and names, whatever the case; never what one may not see."""

from intranet.people.models import RoleKind
from tests.support import make


def scene(keep):
    district = make.organisation("УООиП")
    school = make.organisation("Лицей № 4", parent=district)
    board = make.board(district)
    report = make.card(board, "Сбор отчётов о внедрении Модели", number="7.1", for_=(school,))
    coordinator = make.person(at=district, name="Иванова Анна Петровна")
    librarian = make.person(RoleKind.LIBRARIAN, at=school, name="Ёлкина Елена Дмитриевна")
    elsewhere = make.person(at=make.organisation("Другой район"), name="Чужая Ольга Львовна")
    keep(board, report, coordinator, librarian, elsewhere)
    return coordinator, librarian, elsewhere


def found(as_, person, words):
    return as_(person).get("/search", query_string={"q": words}).text


def test_a_card_is_found_by_words_in_any_case_and_with_e_for_yo(as_, keep):
    coordinator, librarian, _ = scene(keep)

    for words in ("ОТЧЕТОВ сбор", "отчётов"):
        assert "Сбор отчётов" in found(as_, coordinator, words)
        assert "Сбор отчётов" in found(as_, librarian, words)


def test_people_and_organisations_are_found_by_their_names(as_, keep):
    coordinator, _, _ = scene(keep)

    assert "Ёлкина" in found(as_, coordinator, "елкина елена")
    assert "Лицей № 4" in found(as_, coordinator, "лицей")


def test_what_belongs_to_another_district_is_not_found(as_, keep):
    coordinator, librarian, elsewhere = scene(keep)

    assert "Сбор отчётов" not in found(as_, elsewhere, "сбор")
    assert "Ёлкина" not in found(as_, elsewhere, "елкина")
    assert "Чужая" not in found(as_, coordinator, "чужая")
    assert "Иванова" not in found(as_, librarian, "иванова").split("<main")[1]


def test_nothing_typed_and_nothing_found_say_so(as_, keep):
    coordinator, _, _ = scene(keep)

    assert "Type a word" in found(as_, coordinator, "")
    assert "Nothing was found" in found(as_, coordinator, "ничегопохожего")

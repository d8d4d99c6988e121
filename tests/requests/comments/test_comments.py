"""Comments on a card: said, rewritten, deleted; whom they call, and that once."""

import pytest

from intranet.comments.models import Comment, mentioned
from intranet.core.db import db
from intranet.core.notices import Notice
from intranet.people.models import RoleKind
from intranet.roadmap.models import Card, Column
from tests.support import make


@pytest.fixture
def scene(keep):
    district = make.organisation("УООиП")
    school = make.organisation(parent=district)
    board = make.board(district)
    card = make.card(board, "Card", for_=(school,))
    cast = {
        "coordinator": make.person(at=district, name="Иванова Анна Петровна", login="ivanova"),
        "librarian": make.person(
            RoleKind.LIBRARIAN, at=school, name="Кузнецова Елена Дмитриевна", login="kuz.elena"
        ),
        "observer": make.person(RoleKind.OBSERVER, at=district),
        "elsewhere": make.person(at=make.organisation(), name="Чужая Вера", login="vera"),
    }
    keep(board, card, *cast.values())
    return card, cast


def say(as_, person, card, text, *, htmx=False, **more):
    return as_(person, htmx=htmx).post(f"/comments/roadmap_card/{card.id}", {"text": text, **more})


def comments(app):
    with app.app_context():
        return list(db.session.scalars(db.select(Comment).order_by(Comment.id)))


def notices(app):
    with app.app_context():
        return [each.person_id for each in db.session.scalars(db.select(Notice))]


def test_a_comment_is_seen_and_counted(app, as_, scene):
    card, cast = scene
    with app.app_context():
        before = db.session.get(Column, card.column_id).changed_in

    plain = say(as_, cast["librarian"], card, "Первое")
    part = say(as_, cast["librarian"], card, "**Второе**", htmx=True)

    assert plain.status_code == 303
    assert plain.location.endswith(f"/roadmap/cards/{card.id}#roadmap_card-{card.id}-comments")
    assert "<strong>Второе</strong>" in part.text and "Первое" in part.text
    assert f'id="roadmap_card-{card.id}-comments"' in part.text
    with app.app_context():
        assert db.session.get(Card, card.id).comment_count == 2
        assert db.session.get(Column, card.column_id).changed_in > before


def test_an_empty_comment_is_asked_for_again(app, as_, scene):
    card, cast = scene

    assert say(as_, cast["librarian"], card, "  ").status_code == 422
    part = say(as_, cast["librarian"], card, "", htmx=True)
    assert part.status_code == 422 and part.text.strip().startswith("<form")
    assert comments(app) == []


def test_the_same_comment_sent_twice_is_said_once(app, as_, scene):
    card, cast = scene

    for _time in range(2):
        say(as_, cast["librarian"], card, "Раз", operation="once")

    assert len(comments(app)) == 1


def test_an_observer_reads_and_says_nothing(app, as_, scene):
    card, cast = scene
    say(as_, cast["librarian"], card, "Слова")

    assert say(as_, cast["observer"], card, "x").status_code == 403
    assert "Слова" in as_(cast["observer"]).get(f"/comments/roadmap_card/{card.id}").text
    assert as_(cast["observer"]).get(f"/comments/roadmap_card/{card.id}/people").status_code == 403


def test_comments_of_a_hidden_card_are_missing(app, as_, scene):
    card, cast = scene
    say(as_, cast["librarian"], card, "Слова")
    number = comments(app)[0].id
    browser = as_(cast["elsewhere"])

    assert say(as_, cast["elsewhere"], card, "x").status_code == 404
    for url in (f"roadmap_card/{card.id}", f"roadmap_card/{card.id}/people", f"{number}"):
        assert browser.get(f"/comments/{url}").status_code == 404
    assert browser.post(f"/comments/{number}", {"text": "x"}).status_code == 404
    assert browser.post(f"/comments/{number}/deletion").status_code == 404
    assert browser.get("/comments/person/1").status_code == 404


def test_nobody_rewrites_the_words_of_another(app, as_, scene):
    card, cast = scene
    say(as_, cast["librarian"], card, "Мои слова")
    number = comments(app)[0].id

    assert as_(cast["coordinator"]).get(f"/comments/{number}").status_code == 403
    assert as_(cast["coordinator"]).post(f"/comments/{number}", {"text": "x"}).status_code == 403
    assert as_(cast["observer"]).post(f"/comments/{number}/deletion").status_code == 403
    assert comments(app)[0].text == "Мои слова"


def test_ones_own_words_can_be_rewritten(app, as_, scene):
    card, cast = scene
    say(as_, cast["librarian"], card, "Было")
    number = comments(app)[0].id

    assert "Было" in as_(cast["librarian"], htmx=True).get(f"/comments/{number}").text
    plain = as_(cast["librarian"]).post(f"/comments/{number}", {"text": "Стало"})
    part = as_(cast["librarian"], htmx=True).post(f"/comments/{number}", {"text": "И так"})

    assert (plain.status_code, part.status_code) == (303, 200)
    assert "И так" in part.text and "edited" in part.text
    assert as_(cast["librarian"]).post(f"/comments/{number}", {"text": ""}).status_code == 422
    assert comments(app)[0].text == "И так"


def test_the_controller_deletes_and_a_mark_stays(app, as_, scene):
    card, cast = scene
    say(as_, cast["librarian"], card, "Лишнее")
    number = comments(app)[0].id

    for _twice in range(2):
        answer = as_(cast["coordinator"], htmx=True).post(f"/comments/{number}/deletion")
        assert answer.status_code == 200

    assert "deleted" in answer.text and "Лишнее" not in answer.text
    assert (comments(app)[0].text, comments(app)[0].is_deleted) == ("", True)
    page = as_(cast["librarian"]).get(f"/roadmap/cards/{card.id}").text
    assert "Лишнее" not in page
    assert as_(cast["librarian"]).post(f"/comments/{number}", {"text": "x"}).status_code == 403
    with app.app_context():
        assert db.session.get(Card, card.id).comment_count == 0


def test_who_is_mentioned_gets_one_notice(app, as_, scene):
    card, cast = scene

    say(as_, cast["coordinator"], card, "@kuz.elena, и ещё раз @Кузнецова Елена: жду")
    number = comments(app)[0].id
    again = as_(cast["coordinator"]).post(f"/comments/{number}", {"text": "Ещё: @kuz.elena"})

    assert again.status_code == 303
    assert notices(app) == [cast["librarian"].id]


def test_one_newly_called_by_an_edit_is_told_too(app, as_, scene):
    card, cast = scene
    say(as_, cast["librarian"], card, "Готово")

    as_(cast["librarian"]).post(f"/comments/{comments(app)[0].id}", {"text": "@ivanova, готово"})

    assert notices(app) == [cast["coordinator"].id]


def test_who_may_not_see_the_card_is_not_called(app, as_, scene):
    card, cast = scene

    say(as_, cast["coordinator"], card, "@vera @Чужая Вера @ivanova")

    assert notices(app) == []


def test_a_name_chosen_in_the_field_is_put_before_the_words(app, as_, scene):
    card, cast = scene

    say(as_, cast["coordinator"], card, "жду", mention="Кузнецова Елена Дмитриевна")

    assert comments(app)[0].text == "@Кузнецова Елена Дмитриевна, жду"
    assert notices(app) == [cast["librarian"].id]


def test_a_name_that_nobody_has_is_said_to_be_so(app, as_, scene):
    card, cast = scene

    answer = say(as_, cast["coordinator"], card, "жду", mention="Чужая Вера")

    assert answer.status_code == 422
    assert "жду" in answer.text
    assert comments(app) == []


def test_only_those_who_see_the_card_are_offered(as_, scene):
    card, cast = scene

    text = as_(cast["coordinator"], htmx=True).get(f"/comments/roadmap_card/{card.id}/people").text

    assert "Кузнецова Елена Дмитриевна" in text
    assert "Чужая Вера" not in text


def test_fields_that_are_not_asked_for_are_not_heard(app, as_, scene):
    card, cast = scene

    say(as_, cast["librarian"], card, "x", author_id=cast["coordinator"].id, subject_id=999)

    said = comments(app)[0]
    assert (said.author_id, said.subject_id) == (cast["librarian"].id, card.id)


@pytest.mark.parametrize(
    "text, called",
    [
        ("@ivan", ["ivan"]),
        ("@ivan.petrov", ["ivan.petrov"]),
        ("@ivan.", ["ivan"]),
        ("@ivanov", []),
        ("a@ivan", []),
        ("@Пётр  Первый", ["petr"]),
        ("@петр первый!", ["petr"]),
        ("@Петр Первый-Второй", []),
        ("(@IVAN) и @petr", ["ivan", "petr"]),
    ],
)
def test_a_call_is_a_whole_name(text, called):
    people = [
        make.person(login="ivan", name="Один Иван"),
        make.person(login="ivan.petrov", name="Два Иван"),
        make.person(login="petr", name="Пётр Первый Алексеевич"),
    ]
    for number, person in enumerate(people):
        person.id = number

    assert [person.login for person in mentioned(text, people)] == called

"""Plans that are wrong or strange in one way each: read all the same, with a warning."""

import re

import pytest

from intranet.lib.documents import Document, Table, Unreadable, read_bytes, read_html, read_text
from intranet.lib.documents.model import Cell
from intranet.lib.plans import Plan, read_plan
from intranet.lib.plans.columns import role_of
from intranet.lib.plans.executors import read_executors
from tests.support import plan_documents
from tests.support.plan_documents import Layout, Place
from tests.unit.lib.plans.test_kargasok_plan import kargasok


def plan_of(*rows: str, before: str = "План") -> Plan:
    lines = [re.sub(r" ?\| ?", "\t", row) for row in rows]
    return read_plan(read_text("\n".join([before, *lines])))


def codes(plan: Plan) -> list[str]:
    return [warning.code for warning in plan.warnings]


HEADER = "№ | Мероприятие | Ответственный | Срок"


@pytest.mark.parametrize("kind", plan_documents.WRITERS)
def test_the_first_real_road_map_is_the_same_in_every_format(kind: str):
    document = read_bytes((plan_documents.LAYOUTS.parent / "kargasok.txt").read_bytes())
    cells = [[Place(cell.text) for cell in row] for row in document.tables[0].rows]
    data = plan_documents.WRITERS[kind](Layout(document.before, [cells], [], []))

    plan, wanted = read_plan(read_bytes(data)), kargasok()

    assert plan.title == wanted.title
    assert [(i.number, i.title, i.deadline, i.executors) for i in plan.items] == [
        (i.number, i.title, i.deadline, i.executors) for i in wanted.items
    ]
    assert [[(s.number, s.text, s.deadline) for s in i.subitems] for i in plan.items] == [
        [(s.number, s.text, s.deadline) for s in i.subitems] for i in wanted.items
    ]
    assert codes(plan) == ["inherited", "missing_numbers"]


def test_a_table_drawn_with_strokes_and_numbers_beside_titles():
    drawn = (
        "              ПЛАН МЕРОПРИЯТИЙ\n        по сохранности фондов библиотек\n"
        "┌───────────────────────────┬──────────────┬───────────────┐\n"
        "│ Наименование мероприятия  │ Срок         │ Исполнитель   │\n"
        "├───────────────────────────┼──────────────┼───────────────┤\n"
        "│ 1                         │ 2            │ 3             │\n"
        "├───────────────────────────┼──────────────┼───────────────┤\n"
        "│ 1. Организация проверки   │ II квартал   │ Отдел культу- │\n"
        "│ фондов редких книг        │ 2026 года    │ ры, школы     │\n"
        "├───────────────────────────┼──────────────┼───────────────┤\n"
        "│ 2. Обучение работников    │ ежегодно     │ Центральная   │\n"
        "│                           │              │ библиотека    │\n"
        "└───────────────────────────┴──────────────┴───────────────┘\n"
    )

    plan = read_plan(read_bytes(drawn.encode("cp866")))

    assert plan.title == "ПЛАН МЕРОПРИЯТИЙ по сохранности фондов библиотек"
    assert [(i.number, i.title, i.deadline, [e.name for e in i.executors]) for i in plan.items] == [
        (
            "1",
            "Организация проверки фондов редких книг",
            "II квартал 2026 года",
            ["Отдел культуры", "школы"],
        ),
        ("2", "Обучение работников", "ежегодно", ["Центральная библиотека"]),
    ]


def table(*rows: str) -> Table:
    return Table([[Cell(text) for text in row.split(" | ")] for row in rows])


def test_headings_between_the_pieces_of_a_table_are_sections():
    document = Document(
        [
            *("Дорожная карта развития", "I. Кадры"),
            table(HEADER, "1 | Курсы | РМЦ | май"),
            *("2", "II. Фонды"),
            table(HEADER, "1 | Сверка | РМЦ | июнь"),
            "Продолжение таблицы 1",
            table("2 | Закупка | РМЦ | июль"),
            "Согласовано",
        ]
    )

    plan = read_plan(document)

    assert plan.title == "Дорожная карта развития"
    assert [(s.number, s.title, [i.title for i in s.items]) for s in plan.sections] == [
        ("I", "Кадры", ["Курсы"]),
        ("II", "Фонды", ["Сверка", "Закупка"]),
    ]
    assert [item.row for item in plan.items] == [2, 4, 5]
    assert plan.notes == ["Согласовано"]


def test_a_stamp_in_a_table_of_its_own_is_no_plan():
    stamp = table("СОГЛАСОВАНО | УТВЕРЖДАЮ", "Начальник РМЦ | Директор школы")
    document = Document([stamp, "План мероприятий", table(HEADER, "1 | Курсы | РМЦ | май")])

    plan = read_plan(document)

    assert (plan.title, [i.title for i in plan.items]) == ("План мероприятий", ["Курсы"])
    assert codes(plan) == ["table_skipped"]
    assert "УТВЕРЖДАЮ" in plan.notes


def test_the_right_sheet_is_the_one_with_a_plan():
    document = Document(
        [
            Table(table("Список школ | Адрес", "СОШ № 1 | Каргасок").rows, "Школы"),
            Table(table(HEADER, "1 | Курсы | РМЦ | май").rows, "План"),
        ]
    )

    assert [item.title for item in read_plan(document).items] == ["Курсы"]


def test_a_number_excel_took_for_a_day_is_told():
    plan = plan_of(
        HEADER, "1 | Раздел | |", "01.01 | Курсы | РМЦ | май", "01.02 | Сбор | РМЦ | май"
    )

    assert [item.number for item in plan.items] == ["1.1", "1.2"]
    assert codes(plan) == ["number_from_date", "number_from_date"]


def test_a_column_of_terms_and_executors_is_cut_in_two():
    plan = plan_of("№ | Мероприятие | Сроки, ответственные", "1 | Сбор | до 1 мая, Белова И.И.")

    item = next(plan.items)
    assert (item.deadline, [e.name for e in item.executors]) == ("до 1 мая", ["Белова И.И."])
    assert codes(plan) == ["combined_column"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1-2 | Сбор | РМЦ | май", "odd_number"),
        ("1 | Сбор | | май", "no_executor"),
        ("1 | Сбор | РМЦ |", "no_deadline"),
        (" | Сбор | РМЦ | май", "unnumbered_item"),
        ("2 | Сбор | РМЦ | май", "missing_numbers"),
        ("Всего | | 5 | ", "total_row"),
        ("7 | | | ", "not_placed"),
    ],
)
def test_what_is_odd_in_a_row_is_told_with_its_row(row: str, code: str):
    plan = plan_of(HEADER, row, "8 | Конец | РМЦ | май")

    assert [w.where for w in plan.warnings if w.code == code][:1] == [2]


def test_notes_and_footers_are_kept():
    plan = plan_of(HEADER, "1 | Сбор | РМЦ | май", "* Кроме филиалов | | |", "Исп. Белова, 2-12")

    assert [item.title for item in plan.items] == ["Сбор"]
    assert plan.notes == ["* Кроме филиалов", "Исп. Белова, 2-12"]


@pytest.mark.parametrize(
    "signature",
    [
        " | Начальник | | С.В. Перемитин",
        " | И.о. директора школы | Белова И. И. |",
        "Заместитель начальника | | | П.П. Чернов",
    ],
)
def test_who_signed_below_the_rows_is_a_note_and_no_item(signature: str):
    plan = plan_of(HEADER, "1 | Сбор | РМЦ | май", " | | | ", signature)

    assert [item.title for item in plan.items] == ["Сбор"]
    assert [" ".join(note.split()) for note in plan.notes] == [
        " ".join(signature.replace("|", " ").split())
    ]
    assert codes(plan) == []


def test_a_row_led_by_a_person_stays_an_item():
    plan = plan_of(
        HEADER, "1 | Сбор | РМЦ | май", " | Директор проводит приём | Белова И.И. | июнь"
    )

    assert [item.title for item in plan.items] == ["Сбор", "Директор проводит приём"]


@pytest.mark.parametrize("text", ["Просто письмо.\nБез таблицы.", "План мероприятий"])
def test_a_letter_holds_no_table(text: str):
    with pytest.raises(Unreadable, match="no_table"):
        read_plan(read_text(text))


@pytest.mark.parametrize("text", ["Имя\tГород\nИван\tТомск", "1\t2\t3\n4\t5\t6"])
def test_a_table_without_the_parts_of_a_plan_is_refused(text: str):
    with pytest.raises(Unreadable, match="no_header"):
        read_plan(read_text(text))


def test_a_header_alone_is_an_empty_plan():
    plan = plan_of(HEADER)

    assert plan.sections == [] and codes(plan) == ["no_rows"]


def test_a_merge_from_above_ends_before_a_heading_over_the_table():
    html = (
        "<p>План</p><table><tr><td>№<td>Дело<td>Кто отвечает<td>Срок</tr>"
        "<tr><td>1<td>Сбор<td rowspan=2>РМЦ<td rowspan=2>май</tr><tr><td>2<td>Сверка</tr>"
        "<tr><td colspan=4>Итоги года</tr><tr><td>3<td>Отчёт<td>УО<td>июнь</tr></table>"
    ).replace("Дело", "Мероприятие")

    plan = read_plan(read_html(html))

    assert [(s.title, [(i.number, i.deadline) for i in s.items]) for s in plan.sections] == [
        ("", [("1", "май"), ("2", "май")]),
        ("Итоги года", [("3", "июнь")]),
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2.1. Сбор. 2.2. Сверка.", ["2.1", "2.2"]),
        ("2.1. Сбор по п. 2.3. Положения. 2.2. Сверка.", ["2.1", "2.2"]),
        ("2.1. Сбор 2.7. Чужое 2.2. Сверка", ["2.1", "2.2"]),
        ("2.1. Сбор. 2.3. Сверка. 2.1. Снова", ["2.1", "2.3"]),
        ("Работа: 2.1.Сбор; 2.2.Сверка", ["", "2.1", "2.2"]),
        ("1.1. Сбор. 1.2. Сверка", ["1.1", "1.2"]),
        ("Сбор до 15.12 и сверка до 20.12 в школах", [""]),
        ("1) Сбор; 2) сверка", ["1)", "2)"]),
        ("Сбор (п. 1) и сверка (п. 2) данных", [""]),
        ("1. Сбор. 2. Сверка.", ["1", "2"]),
        ("Работа с учениками 1. и 2. классов", [""]),
        ("Сбор данных.\nСверка данных.", ["", ""]),
        ("Сбор данных,\nсверка данных", [""]),
    ],
)
def test_parts_of_a_cell_are_told_by_their_numbers(text: str, numbers: list[str]):
    quoted = '"' + text + '"'
    plan = plan_of("№ | Мероприятие | Содержание | Срок", f"2 | Дело | {quoted} | май")

    assert [part.number for part in next(plan.items).subitems] == numbers


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ("Приложение к приказу об утверждении плана мероприятий\nПлан мероприятий", None),
        ("УТВЕРЖДЁН\nприказом о плане работы\nПЛАН РАБОТЫ\nна 2026 год", "ПЛАН РАБОТЫ на 2026 год"),
        ("Школа № 2\nРабота библиотеки в мае", "Школа № 2 Работа библиотеки в мае"),
        ("План мероприятий.\nНастоящий план принят советом.", "План мероприятий."),
        ("П Л А Н  работы", "ПЛАН работы"),
    ],
)
def test_the_title_is_found_among_stamps(before: str, title: str | None):
    plan = plan_of(HEADER, "1 | Сбор | РМЦ | май", before=before)

    assert plan.title == (title or "План мероприятий")


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("№№ п/п", "number"), ("N п/п", "number"), ("п/п", "number"), ("Номер строки", "number"),
        ("Название мероприятия", "title"), ("Пошаговые мероприятия", "title"),
        ("Содержание деятельности и примерный план мероприятий", "content"),
        ("Направления,\nмероприятия", "title"), ("Ответственный за исполнение", "executor"),
        ("Исполни-\nтели", "executor"), ("Ответственные лица", "executor"),
        ("Соисполнители", "executor"), ("Сроки предоставления", "term"),
        ("Дата и место проведения", "term"), ("Период реализации", "term"),
        ("Дата начала", "term_start"), ("Срок окончания реализации", "term_end"),
        ("Сроки (начало – окончание)", "term"), ("Результат. Вид документа", "result"),
        ("Контрольные показатели", "result"), ("Отчётный документ", "result"),
        ("Предполагаемый результат мероприятия", "result"), ("Место проведения", "other"),
        ("Объём финансирования, тыс. руб.", "money"), ("Отметка об исполнении", "other"),
        ("Наименование этапа", "stage"), ("Cpoк", "term"), ("СРОК ИСПОЛНЕНИЯ:", "term"),
        ("Срок исполнения, ответственный", "term_executor"), ("Город", ""),
    ],
)  # fmt: skip
def test_columns_go_by_many_names(header: str, role: str):
    assert role_of(header) == role


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("УО, РМЦ; школы", ["УО", "РМЦ", "школы"]),
        ("УО и РМЦ", ["УО", "РМЦ"]),
        ("Управление образования и молодёжной политики", None),
        (
            "Управление культуры, спорта и молодёжной политики, РМЦ",
            ["Управление культуры, спорта и молодёжной политики", "РМЦ"],
        ),
        (
            "Управление образования, школы и библиотеки",
            ["Управление образования", "школы", "библиотеки"],
        ),
        (
            "Заведующий библиотекой, заместитель директора",
            ["Заведующий библиотекой", "заместитель директора"],
        ),
        ("МБУ «Центр, школа и дом», УО", ["МБУ «Центр, школа и дом»", "УО"]),
        ("Школы (1, 2; 3)\nУО", ["Школы (1, 2; 3)", "УО"]),
        ("УО (Белова И.И.), РМЦ (отв. П. П. Чернов)", ["УО", "РМЦ"]),
        ("УО (Белова И.И., Чернов П.П.)", ["УО"]),
        (
            "директор\nзаместители директора\nучителя",
            ["директор", "заместители директора", "учителя"],
        ),
        (
            "Управление образования\nадминистрации района,\nРМЦ",
            ["Управление образования администрации района", "РМЦ"],
        ),
        ("- УО\n- РМЦ", ["УО", "РМЦ"]),
        ("1. УО\n2. РМЦ", ["УО", "РМЦ"]),
        ("Белова И.И. Чернов П. П.", ["Белова И.И.", "Чернов П. П."]),
        ("И.И. Белова П.П. Чернов", ["И.И. Белова", "П.П. Чернов"]),
        ("Школы и др.", None),
        ("Учителя русского языка и литературы", None),
        ("Школы.", ["Школы"]),
        (
            "органы, осуществляющие управление в сфере образования, школы",
            ["органы, осуществляющие управление в сфере образования", "школы"],
        ),
        ("Скобка (не закрыта, УО", ["Скобка (не закрыта, УО"]),
        ("—", []),
    ],
)
def test_executors_are_cut_where_one_ends(cell: str, names: list[str] | None):
    assert [e.name for e in read_executors(cell)] == ([cell] if names is None else names)


@pytest.mark.parametrize("typed", ["IV", "IY", "ІУ", "1У", "IУ"])
def test_a_fourth_section_is_roman_whatever_letters_it_was_typed_with(typed: str):
    plan = plan_of(HEADER, f"{typed}. Итоги | | |", "1 | Отчёт | РМЦ | декабрь")

    assert [(section.number, section.title) for section in plan.sections] == [("IV", "Итоги")]

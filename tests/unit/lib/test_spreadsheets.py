"""Lists that people bring: encodings, delimiters, headers, workbooks, bombs."""

from io import BytesIO

import pytest
import xlsxwriter

from intranet.lib.documents.model import Unreadable
from intranet.lib.spreadsheets import MAX_ROWS, read
from tests.support.plan_documents import zipped

SYNONYMS = {"name": ("ФИО", "Ф. И. О."), "place": ("Организация", "Место работы")}


def rows(data, **more):
    return [row.values for row in read(data, synonyms=SYNONYMS, **more).rows]


def workbook(fill):
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    fill(book)
    book.close()
    return memory.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_text_is_read(encoding, delimiter, end):
    lines = ("ФИО;Организация;Ещё", "Ёлкина Елена;Школа № 2;x", "Иванова;;y")
    text = end.join(lines).replace(";", delimiter)
    if encoding == "cp1251":
        text = text.replace("№", "N")

    read_rows = rows(text.encode(encoding))

    assert [row["name"] for row in read_rows] == ["Ёлкина Елена", "Иванова"]
    assert read_rows[1]["place"] == ""


def test_quoted_cells_hold_delimiters_and_lines():
    data = 'ФИО;Организация\n"Иванова; Анна";"МБОУ ""Школа""\nимени Героя"\n'.encode()

    assert rows(data) == [{"name": "Иванова; Анна", "place": 'МБОУ "Школа"\nимени Героя'}]


def test_the_header_may_stand_below_a_title_and_say_it_otherwise():
    data = "Список;\n;\n №;ф.и.о. ;МЕСТО  РАБОТЫ*\n1;Анна;Школа".encode()
    sheet = read(data, synonyms=SYNONYMS)

    assert (sheet.columns, sheet.unknown) == (["name", "place"], ["№"])
    assert (sheet.rows[0].number, sheet.rows[0].values["name"]) == (4, "Анна")


def test_empty_rows_are_left_out_but_counted():
    data = "ФИО;Организация\n;\nАнна;Школа\n\nВера;Лицей".encode()

    assert [row.number for row in read(data, synonyms=SYNONYMS).rows] == [3, 5]


def test_what_cannot_be_seen_is_gone():
    data = "ФИО;Организация\n\u200b Анна\u00a0 \u00adПетровна\t;Шко\x07ла".encode()

    assert rows(data) == [{"name": "Анна Петровна", "place": "Школа"}]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", '=cmd|"/c calc"!A1'])
def test_a_text_that_is_a_formula_is_marked(text):
    data = f"ФИО\tОрганизация\n{text}\tШкола".encode()

    assert read(data, synonyms=SYNONYMS).rows[0].formulas == ["name"]


def test_a_formula_of_a_workbook_is_marked_whatever_it_shows():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ФИО", "Организация"])
        sheet.write_formula(1, 0, '="А"', value="Анна")
        sheet.write(1, 1, "Школа")
        sheet.write_row(2, 0, ["=как текст", "Школа"])

    (first, second) = read(workbook(fill), synonyms=SYNONYMS).rows
    assert (first.values["name"], first.formulas) == ("Анна", ["name"])
    assert second.number == 3


def test_cells_that_stand_apart_keep_their_places():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write(4, 2, "ФИО")
        sheet.write(4, 5, "Организация")
        sheet.write(5, 2, "Анна")
        sheet.write(7, 5, 12.0)

    sheet = read(workbook(fill), synonyms=SYNONYMS)
    assert [(row.number, row.values) for row in sheet.rows] == [
        (6, {"name": "Анна", "place": ""}),
        (8, {"name": "", "place": "12"}),
    ]


def test_hidden_sheets_and_sheets_without_a_header_are_passed_over():
    def fill(book):
        book.add_worksheet("Пояснения").write(0, 0, "Заполните «Люди»")
        hidden = book.add_worksheet("Старое")
        hidden.write_row(0, 0, ["ФИО", "Организация"])
        hidden.hide()
        sheet = book.add_worksheet("Люди")
        sheet.write_row(0, 0, ["ФИО", "Организация"])
        sheet.write_row(1, 0, ["Анна", "Школа"])

    assert rows(workbook(fill)) == [{"name": "Анна", "place": "Школа"}]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        ("ФИО".encode(), "no_table"),
        ("Имя;Место\nА;Б".encode(), "no_header"),
        ("ФИО;ФИО;Организация\nА;Б;В".encode(), "double_header"),
        (b"PK\x03\x04" + bytes(50), "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "legacy_doc"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (bytes(range(256)) * 20, "unknown_type"),
        (b"x" * (25 * 1024 * 1024 + 1), "too_large"),
        (("ФИО;Организация\n" + "А;Б\n" * (MAX_ROWS + 30)).encode(), "too_large"),
        (zipped({"word/document.xml": "<x/>"}), "unknown_type"),
        (zipped({"xl/workbook.xml": "<x/>", "xl/vbaProject.bin": b"x"}), "macro"),
    ],
)
def test_what_is_no_list_has_a_code(data, code):
    with pytest.raises(Unreadable) as caught:
        read(data, synonyms=SYNONYMS, required=("name", "place"))
    assert caught.value.code == code


def test_a_cell_at_the_far_corner_does_not_take_the_memory():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["ФИО", "Организация"])
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(Unreadable) as caught:
        read(workbook(fill), synonyms=SYNONYMS)
    assert caught.value.code == "too_large"


def test_a_bomb_is_not_opened():
    bomb = zipped({"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000})
    bomb = bomb.replace(b"PK\x03\x04", b"PK\x03\x04", 1)

    with pytest.raises(Unreadable):
        read(bomb, synonyms=SYNONYMS)

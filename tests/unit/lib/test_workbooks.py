"""XLSX files: what is written is what is read, and the page is ready for paper."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

from intranet.lib.workbooks import LONGEST_CELL, Heading, workbook

HEADINGS = [Heading("What", 20), Heading("When", 12), Heading("How many", 8)]


def written(*rows, name="Sheet", title="Plan & fact"):
    return workbook(name, HEADINGS, rows, title=title)


def read(data):
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def parts(data):
    with ZipFile(BytesIO(data)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
        return sheet, file.read("xl/workbook.xml").decode()


def test_days_are_days_and_numbers_are_numbers():
    found = read(written(["Ёлка", date(2026, 4, 30), 3], ["=1+1", None, -2]))

    assert found[0] == ["What", "When", "How many"]
    assert found[1:] == [["Ёлка", date(2026, 4, 30), 3.0], ["=1+1", "", -2.0]]


def test_the_head_stays_filters_and_is_repeated_on_landscape_a4():
    sheet, book = parts(written(["a", None, 1]))

    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:C2"/>' in sheet
    assert "Plan &amp;&amp; fact" in sheet
    assert "Print_Titles" in book


def test_an_empty_table_is_a_head():
    assert read(written()) == [["What", "When", "How many"]]


def test_odd_text_is_kept_within_what_the_format_holds():
    found = read(written(["x" * 40_000, None, 1], ["a\x0bb\nc", None, 1]))

    assert len(found[1][0]) == LONGEST_CELL
    assert found[2][0].endswith("b\nc")


def test_any_name_makes_a_sheet():
    for name in ("", "[]:*?", "История", "a" * 99, "План 2026/2027"):
        assert read(written(name=name, title="т" * 400))

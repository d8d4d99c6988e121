"""Excel and OpenDocument sheets: values as they are shown, merges, hidden sheets."""

import io
from datetime import date

import pytest
import xlsxwriter

from intranet.lib.documents import Document, Table, read_bytes
from tests.support.plan_documents import zipped

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def sheet_of(*values: object, form: str = "") -> list[str]:
    """What is read of a row written with a number format."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    sheet = book.add_worksheet()
    style = book.add_format({"num_format": form}) if form else None
    for column, value in enumerate(values):
        sheet.write(0, column, value, style)
    book.close()
    return [cell.text for cell in read_bytes(memory.getvalue()).tables[0].rows[0]]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (5.0, "", "5"),
        (2.1, "", "2.1"),
        (0.1 + 0.2, "", "0.3"),
        (1.1, "0.00", "1.10"),
        (1e6, "#,##0.0", "1000000.0"),
        (0.25, "0%", "25%"),
        (date(2026, 4, 30), "dd.mm.yyyy", "30.04.2026"),
        (date(2026, 4, 30), "[$-419]d mmmm yyyy;@", "30.04.2026"),
        (date(2026, 4, 1), "mmmm yyyy", "апрель 2026"),
        (date(2026, 2, 1), "d-mmm", "01.02"),
        ("2.1.", "", "2.1."),
        (True, "", "ИСТИНА"),
        ("две\nстроки", "", "две\nстроки"),
    ],
)
def test_a_value_is_read_as_it_is_shown(value: object, form: str, shown: str):
    assert sheet_of(value, form=form) == [shown]


def test_hidden_and_empty_sheets_are_left_out_and_rows_keep_their_places():
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    book.add_worksheet("Справочник").write(0, 0, "скрыто")
    book.worksheets()[0].hide()
    shown = book.add_worksheet("План")
    shown.activate()
    shown.merge_range(2, 0, 2, 2, "Раздел")
    shown.write(3, 2, "в")
    book.add_worksheet("Пустой")
    book.close()

    document = read_bytes(memory.getvalue())

    assert [table.name for table in document.tables] == ["План"]
    rows = document.tables[0].rows
    assert [[cell.text for cell in row] for row in rows[2:]] == [["Раздел", "", ""], ["", "", "в"]]
    assert rows[2][0].colspan == 3 and rows[2][1].is_continued


def test_addresses_and_styles_may_be_left_out():
    document = read_bytes(
        zipped(
            {
                "xl/workbook.xml": '<workbook><sheets><sheet name="1"/></sheets></workbook>',
                "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>1</v></c>"
                '<c t="inlineStr"><is><r><t>а_x0031_</t></r><rPh><t>z</t></rPh></is></c></row>'
                '<row><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>',
            }
        )
    )

    assert [[c.text for c in row] for row in document.tables[0].rows] == [
        ["1", "а1"],
        ["#REF!", ""],
    ]


def open_text(body: str, styles: str = "") -> Document:
    names = "".join(f' xmlns:{n}="{OFFICE}{n}:1.0"' for n in ("office", "text", "table", "style"))
    content = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    return read_bytes(
        zipped(
            {"content.xml": f"<office:document-content{names}>{content}</office:document-content>"}
        )
    )


LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" '
    'style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="R"><text:list-level-style-number text:level="1" '
    'style:num-format="I" style:num-suffix=")" text:start-value="3"/></text:list-style>'
)


def test_open_document_lists_bear_their_numbers():
    item = "<text:list-item><text:p>%s</text:p>%s</text:list-item>"
    inner = f"<text:list>{item % ('б', '')}{item % ('в', '')}</text:list>"
    body = f'<text:list text:style-name="L">{item % ("а", inner)}</text:list><text:p>между</text:p>'
    body += '<text:list text:style-name="L" text:continue-numbering="true">'
    body += f"{item % ('г', '')}</text:list>"
    body += f'<text:list text:style-name="R">{item % ("д", "")}</text:list>'
    body += f'<text:list text:style-name="L">{item % ("е", "")}</text:list>'

    document = open_text(body, LISTS)

    assert document.before == ["1. а", "1.1. б", "1.2. в", "между", "2. г", "III) д", "1. е"]


def test_open_document_spaces_breaks_changes_and_notes():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>удалено</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Срок<text:s text:c='3'/>до<text:line-break/>1<text:tab/>мая<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Сноска</text:p>"
        "</text:note-body></text:note>.</text:p>"
    )

    document = open_text(body)

    assert document.before == ["Срок до", "1 мая."]
    assert document.footnotes == ["Сноска"]


def test_repeated_rows_and_columns_of_nothing_take_no_room():
    cell = "<table:table-cell%s>%s</table:table-cell>"
    empty = cell % (' table:number-columns-repeated="16000"', "")
    rows = f"<table:table-row>{cell % ('', '<text:p>а</text:p>')}{empty}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'

    document = open_text(f"<table:table>{rows}</table:table>")

    assert isinstance(document.blocks[0], Table)
    assert [[c.text for c in row] for row in document.tables[0].rows] == [["а"]]

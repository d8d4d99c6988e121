"""Workbooks that say they are larger than any memory."""

from collections.abc import Callable

from tests.support.good_files import open_document, zipped

PROBLEMS = {
    "sheet/the last cell there is.xlsx": "too_large",
    "sheet/a million rows of text.ods": "too_large",
}


def every(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        "sheet/2^20 rows declared.xlsx": lambda: _book(
            '<row r="1048576" spans="1:16384"/>', before='<dimension ref="A1:XFD1048576"/>'
        ),
        "sheet/the last cell there is.xlsx": lambda: _book(_cell("XFD1048576")),
        "sheet/a cell beyond the last.xlsx": lambda: _book(_cell("ZZZ9999999")),
        "sheet/addresses that are none.xlsx": lambda: _book(_cell("-5") + _cell("Я1") + _cell("")),
        "sheet/a merge over everything.xlsx": lambda: _book(
            _cell("A1"), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "sheet/100 000 merges.xlsx": lambda: _book(
            _cell("A1") + _cell("B200"),
            after="<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 100_000))
            + "</mergeCells>",
        ),
        "sheet/a text of 20 000 000 letters.xlsx": lambda: _book(
            '<c r="A1" t="s"><v>0</v></c>', strings="<si><t>" + "ж" * 20_000_000 + "</t></si>"
        ),
        "sheet/one long text in 800 cells.xlsx": lambda: _book(
            "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 800)),
            strings="<si><t>" + "ы" * 30_000 + "</t></si>",
        ),
        "sheet/300 000 texts.xlsx": lambda: _book(
            _cell("A1"), strings="<si><t>a</t></si>" * 300_000
        ),
        "sheet/text that is not there.xlsx": lambda: _book('<c r="A1" t="s"><v>99999999</v></c>'),
        "sheet/numbers beyond numbers.xlsx": lambda: _book(
            '<c r="A1"><v>1e999</v></c><c r="B1"><v>nan</v></c><c r="C1" s="999999"><v>-1</v></c>'
        ),
        "sheet/10 000 sheets.xlsx": lambda: zipped(
            {"xl/workbook.xml": "<w><sheets>" + "<sheet name='а'/>" * 10_000 + "</sheets></w>"}
        ),
        "sheet/a sheet that is the book.xlsx": lambda: zipped(
            {
                "xl/workbook.xml": '<w xmlns:r="r"><sheets><sheet r:id="r1"/></sheets></w>',
                "xl/_rels/workbook.xml.rels": '<r><x Id="r1" Target="workbook.xml"/></r>',
            }
        ),
        "sheet/a million rows of text.ods": lambda: _open_sheet(
            '<table:table-row table:number-rows-repeated="999999999">'
            "<table:table-cell><text:p>а</text:p></table:table-cell></table:table-row>"
        ),
        "sheet/a billion columns of text.ods": lambda: _open_sheet(
            '<table:table-row><table:table-cell table:number-columns-repeated="999999999">'
            "<text:p>а</text:p></table:table-cell></table:table-row>"
        ),
        "sheet/empty rows without end.ods": lambda: _open_sheet(
            '<table:table-row table:number-rows-repeated="999999999"><table:table-cell '
            'table:number-columns-repeated="999999999"/></table:table-row>' * 100
        ),
        "sheet/the new binary kind.xlsb": lambda: zipped({"xl/workbook.bin": b"\x83\x01\0"}),
    }


def slow(address: str) -> dict[str, Callable[[], bytes]]:
    rows = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 1_048_577))
    return {"sheet/2^20 rows indeed.xlsx": lambda: _book(rows)}


def _cell(address: str) -> str:
    return f'<row><c r="{address}" t="inlineStr"><is><t>а</t></is></c></row>'


def _book(rows: str, *, before: str = "", after: str = "", strings: str = "") -> bytes:
    return zipped(
        {
            "xl/workbook.xml": '<workbook><sheets><sheet name="1"/></sheets></workbook>',
            "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
            "xl/worksheets/sheet1.xml": f"<w>{before}<sheetData>{rows}</sheetData>{after}</w>",
        }
    )


def _open_sheet(rows: str) -> bytes:
    return open_document(
        "spreadsheet", f"<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>"
    )

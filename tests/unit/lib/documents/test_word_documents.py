"""Word: numbers that stand in no text, merges, traces of editing, notes and boxes."""

import pytest

from intranet.lib.documents import Document, read_bytes
from tests.support.plan_documents import W, docx_package


def numbering(levels: str, nums: str) -> str:
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f"{nums}</w:numbering>"
    )


def level(n: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def num(n: int, override: str = "") -> str:
    return f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{override}</w:num>'


def p(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str = "", n: int = 1, at: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{n}"/></w:numPr>')


def read(body: str, **parts: str) -> Document:
    return read_bytes(docx_package(body, parts))


def texts(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.tables[0].rows]


@pytest.mark.parametrize(
    ("kind", "shape", "third"),
    [
        ("decimal", "%1.", "3."),
        ("decimal", "%1)", "3)"),
        ("decimalZero", "%1", "03"),
        ("upperRoman", "%1.", "III."),
        ("lowerRoman", "(%1)", "(iii)"),
        ("russianLower", "%1)", "в)"),
        ("russianUpper", "%1.", "В."),
        ("lowerLetter", "%1.", "c."),
        ("bullet", "\uf0b7", "•"),
        ("bullet", "-", "–"),
    ],
)
def test_the_third_of_a_list_bears_its_number(kind: str, shape: str, third: str):
    document = read(
        numbered("а") + p("между") + numbered("б") + numbered("в"),
        numbering=numbering(level(0, kind, shape), num(1)),
    )

    assert document.before[-1] == f"{third} в"


def test_levels_count_under_each_other_and_begin_anew():
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>")
    body = "".join(numbered("", 1, at) for at in (0, 1, 1, 0, 1))

    document = read(body, numbering=numbering(levels, num(1)))

    assert document.before == ["I.", "1.1.", "1.2.", "II.", "2.1."]


def test_two_lists_of_one_kind_go_on_until_one_is_told_to_restart():
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = numbered("", 1) + numbered("", 2) + numbered("", 3) + numbered("", 3) + numbered("", 1)

    document = read(
        body,
        numbering=numbering(level(0, "decimal", "%1."), num(1) + num(2) + num(3, override)),
    )

    assert document.before == ["1.", "2.", "5.", "6.", "7."]


def test_a_number_may_come_from_a_style_and_from_what_the_style_is_based_on():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" '
        'w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = p("один", '<w:pStyle w:val="A"/>') + p("два", '<w:pStyle w:val="B"/>')
    off = '<w:pStyle w:val="B"/><w:numPr><w:numId w:val="0"/></w:numPr>'

    document = read(
        body + p("без номера", off),
        numbering=numbering(level(0, "decimal", "%1.", '<w:pStyle w:val="A"/>'), num(1)),
        styles=styles,
    )

    assert document.before == ["1. один", "2. два", "без номера"]


def test_empty_numbered_cells_show_their_numbers_and_covered_ones_do_not_count():
    row = "<w:tr><w:tc><w:tcPr>%s</w:tcPr>%s</w:tc><w:tc>%s</w:tc></w:tr>"
    body = "<w:tbl>" + row % ("", numbered(), p("один"))
    body += row % ('<w:vMerge w:val="restart"/>', numbered(), p("два"))
    body += row % ("<w:vMerge/>", numbered(), p("два, дальше"))
    body += row % ("", numbered(), p("три")) + "</w:tbl>"

    document = read(body, numbering=numbering(level(0, "decimal", "%1."), num(1)))

    assert [row[0] for row in texts(document)] == ["1.", "2.", "", "3."]
    assert document.tables[0].rows[1][0].rowspan == 2
    assert document.tables[0].rows[2][0].is_continued


def test_what_is_deleted_or_hidden_is_not_read_and_what_is_inserted_is():
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Срок </w:t></w:r><w:del><w:r><w:delText>май'
        "</w:delText></w:r></w:del><w:ins><w:r><w:t>июнь</w:t></w:r></w:ins><w:r><w:rPr>"
        "<w:vanish/></w:rPr><w:t>тайна</w:t></w:r><w:r><w:softHyphen/><w:br/><w:t>2026</w:t>"
        "<w:tab/><w:t>год</w:t><w:noBreakHyphen/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "</w:p>"
    )

    assert read(body).before == ["Срок июнь\n2026 год-"]


def test_rows_and_cells_inside_content_controls_are_read():
    cell = f"<w:tc>{p('ячейка')}</w:tc>"
    wrapped = f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt>"
    body = (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr>{cell}{wrapped}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )

    assert texts(read(body)) == [["ячейка", "ячейка"]]


def test_text_boxes_come_before_and_footnotes_after():
    box = (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>УТВЕРЖДЕНО</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict><w:t>План</w:t></w:r></w:p>"
    )
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{p("—")}</w:footnote>'
        f"<w:footnote>{p('Кроме филиалов.')}</w:footnote></w:footnotes>"
    )
    table = f"<w:tbl><w:tr><w:tc>{p('а')}</w:tc></w:tr></w:tbl>"

    document = read(box + table + p("Подпись"), footnotes=notes)

    assert document.before == ["УТВЕРЖДЕНО", "План"]
    assert document.after == ["Подпись", "Кроме филиалов."]


def test_cells_before_a_row_and_cells_over_columns_keep_the_grid():
    body = (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("ab")}</w:tc>'
        f"<w:tc>{p('c')}</w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
        f"<w:tc>{p('b')}</w:tc><w:tc>{p('c')}{p('d')}</w:tc></w:tr></w:tbl>"
    )

    assert texts(read(body)) == [["ab", "", "c"], ["", "b", "c\nd"]]

"""Writes one described plan as TSV, pasted text, HTML, DOCX, XLSX and ODT, for the tests.

A description is a text: paragraphs, a line of =====, the table, =====, paragraphs. A row of the
table is a line, its cells are divided by " | ". "<" is covered from the left, "^" from above,
"\\n" starts a paragraph, {1.} is a number the program would print by itself, ----- ends a table
that goes on as another one. The first line may name the formats: "#formats: tsv docx".
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAYOUTS = Path(__file__).parents[1] / "data" / "plans" / "layouts"


@dataclass
class Place:
    """A cell of a description; `number` is the automatic one before its text."""

    text: str
    number: str = ""
    rowspan: int = 1
    colspan: int = 1
    covered: str = ""

    @property
    def printed(self) -> str:
        return f"{self.number} {self.text}".strip()


@dataclass
class Layout:
    before: list[str]
    tables: list[list[list[Place]]]
    after: list[str]
    formats: list[str]


def layout(name: str) -> Layout:
    """The description of this name, merges measured."""
    text = (LAYOUTS / f"{name}.txt").read_text("utf-8")
    formats = list(WRITERS)
    if text.startswith("#formats:"):
        first, _, text = text.partition("\n")
        formats = first.removeprefix("#formats:").split()
    before, grid, after = re.split(r"^=====\n", text + "\n", flags=re.MULTILINE)
    tables: list[list[list[Place]]] = [[]]
    for line in grid.splitlines():
        if line.startswith("-----"):
            tables.append([])
        elif line.strip():
            tables[-1].append([_place(cell) for cell in re.split(r" ?\| ?", line)])
    for table in tables:
        _measure(table)
    lines = [[line for line in part.splitlines() if line] for part in (before, after)]
    return Layout(lines[0], tables, lines[1], formats)


def _place(cell: str) -> Place:
    cell = cell.strip().replace("\\n", "\n")
    if cell in ("<", "^"):
        return Place("", covered=cell)
    found = re.match(r"\{(.+?)\}\s*(.*)", cell, re.DOTALL)
    return Place(found[2], found[1]) if found else Place(cell)


def _measure(table: list[list[Place]]) -> None:
    for n, row in enumerate(table):
        for column, place in enumerate(row):
            if place.covered:
                continue
            while column + place.colspan < len(row) and row[column + place.colspan].covered == "<":
                place.colspan += 1
            while n + place.rowspan < len(table) and (
                table[n + place.rowspan][column].covered == "^"
            ):
                place.rowspan += 1


def _rows(plan: Layout) -> list[list[Place]]:
    return [row for table in plan.tables for row in table]


def tsv(plan: Layout) -> bytes:
    """As Excel puts it on the clipboard: cells of several lines in quotes."""
    lines = list(plan.before)
    for row in _rows(plan):
        cells = [place.printed for place in row]
        quoted = [f'"{c.replace(chr(34), chr(34) * 2)}"' if "\n" in c else c for c in cells]
        lines.append("\t".join(quoted))
    return ("\r\n".join([*lines, *plan.after])).encode()


def cp1251(plan: Layout) -> bytes:
    return tsv(plan).decode().encode("cp1251")


def utf16(plan: Layout) -> bytes:
    return b"\xff\xfe" + tsv(plan).decode().encode("utf-16-le")


def csv(plan: Layout) -> bytes:
    """Semicolons, every cell in quotes, a byte order mark."""
    width = len(plan.tables[0][0])
    lines = [f'"{line}"' + ";" * (width - 1) for line in plan.before]
    for row in _rows(plan):
        lines.append(";".join(f'"{p.printed.replace(chr(34), chr(34) * 2)}"' for p in row))
    return b"\xef\xbb\xbf" + "\n".join([*lines, *plan.after]).encode()


def pasted(plan: Layout) -> bytes:
    """As Word puts plain text: paragraphs inside cells break the line, without quotes."""
    lines = list(plan.before)
    for row in _rows(plan):
        shown = [place.printed for place in row if place.covered != "<"]
        lines.append("\t".join(shown))
    return "\n".join([*lines, *plan.after]).encode()


def word_html(plan: Layout) -> bytes:
    """As Word does on the clipboard: conditional comments, mso-list numbers, split spans."""
    body = "".join(f"<p class=MsoNormal>{_spans(line)}<o:p></o:p></p>\n" for line in plan.before)
    for table in plan.tables:
        body += "<table class=MsoTableGrid border=1 cellspacing=0>\n"
        for row in table:
            cells = "".join(_html_cell(place, _word_paragraph) for place in row)
            body += f" <tr style='mso-yfti-irow:1'>\n{cells} </tr>\n"
        body += "</table>\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n"
    body += "".join(f"<p class=MsoNormal>{_spans(line)}</p>" for line in plan.after)
    head = "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></xml><![endif]-->"
    page = (
        "Version:1.0\r\nStartHTML:0000000105\r\n<html xmlns:o='urn:schemas-microsoft-com:office'>"
        f"<head><meta charset=utf-8>{head}<style><!-- p {{margin:0}} --></style></head>"
        f"<body lang=RU><!--StartFragment-->{body}<!--EndFragment--></body></html>"
    )
    return page.encode()


def _word_paragraph(text: str, number: str) -> str:
    if not number:
        return f"<p class=MsoNormal>{_spans(text)}<o:p></o:p></p>"
    mark = (
        f"<![if !supportLists]><span style='mso-list:Ignore'>{number}<span style='font:7.0pt "
        f'"Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>'
    )
    return f"<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>{mark}{_spans(text)}</p>"


def _spans(text: str) -> str:
    middle = len(text) // 2
    return f"<span\n style='font-size:12.0pt'>{escape(text[:middle])}</span>{escape(text[middle:])}"


def _html_cell(place: Place, paragraph: Callable[[str, str], str]) -> str:
    if place.covered:
        return ""
    spans = f" rowspan={place.rowspan}" if place.rowspan > 1 else ""
    spans += f" colspan={place.colspan}" if place.colspan > 1 else ""
    lines = place.text.split("\n")
    inside = paragraph(lines[0], place.number) + "".join(paragraph(t, "") for t in lines[1:])
    return f"  <td width=64{spans} style='border:solid 1.0pt'>\n  {inside}\n  </td>\n"


def excel_html(plan: Layout) -> bytes:
    """As Excel does: one cell, one text, line breaks that stay in their cell."""
    width = len(plan.tables[0][0])
    title = "".join(f"<tr><td colspan={width}>{escape(line)}</td></tr>" for line in plan.before)
    rows = ""
    for row in _rows(plan):
        cells = ""
        for place in row:
            shown = Place(place.printed, "", place.rowspan, place.colspan, place.covered)
            cells += _html_cell(shown, lambda text, number: escape(text) + "<br>")
        rows += f"<tr height=20>{cells}</tr>"
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
        f'<style>td {{mso-number-format:"\\@";}}</style></head><body><table>{title}{rows}</table>'
        "</body></html>"
    )
    return page.encode()


def xlsx(plan: Layout) -> bytes:
    """A workbook with an empty hidden sheet first; whole numbers are numbers."""
    memory = BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    book.add_worksheet("Списки").hide()
    sheet = book.add_worksheet("План")
    sheet.activate()
    n = 0
    for line in plan.before:
        sheet.write_string(n, 0, line)
        n += 1
    for row in _rows(plan):
        for column, place in enumerate(row):
            text = place.printed
            is_number = re.fullmatch(r"\d{1,3}", text)
            if place.rowspan * place.colspan > 1:
                last = (n + place.rowspan - 1, column + place.colspan - 1)
                sheet.merge_range(n, column, *last, text)
            elif text and not place.covered:
                sheet.write(n, column, float(text) if is_number else text)
        n += 1
    for line in plan.after:
        sheet.write_string(n, 0, line)
        n += 1
    book.close()
    return memory.getvalue()


def zipped(members: dict[str, str | bytes]) -> bytes:
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return memory.getvalue()


class _DocxNumbers:
    """Gives automatic numbers so that Word would print exactly the labels described."""

    def __init__(self) -> None:
        self.starts: list[list[int]] = []  # of each list: where its levels start
        self.counters = [0, 0, 0]

    def of(self, label: str) -> str:
        parts = [int(figure) for figure in re.findall(r"\d+", label)]
        level = len(parts) - 1
        goes_on = self.counters[:level] == parts[:-1] and self.counters[level] + 1 == parts[-1]
        if not self.starts or not goes_on:
            self.starts.append([*parts, 1, 1, 1][:3])
        self.counters = [*parts, 0, 0, 0][:3]
        number = f'<w:numId w:val="{len(self.starts)}"/>'
        return f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/>{number}</w:numPr></w:pPr>'

    def xml(self) -> str:
        shapes = ("%1.", "%1.%2.", "%1.%2.%3.")
        abstract = lists = ""
        for n, starts in enumerate(self.starts, 1):
            levels = "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>'
                f'<w:lvlText w:val="{shape}"/></w:lvl>'
                for level, (start, shape) in enumerate(zip(starts, shapes, strict=True))
            )
            abstract += f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>'
            lists += f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        return f'<w:numbering xmlns:w="{W}">{abstract}{lists}</w:numbering>'


def docx(plan: Layout) -> bytes:
    """As Word saves: runs cut anywhere, traces of editing, automatic numbers, merges."""
    numbers = _DocxNumbers()
    body = "".join(_docx_paragraph(line, "") for line in plan.before)
    for table in plan.tables:
        rows = "".join(
            "<w:tr>" + "".join(_docx_cell(row, n, numbers) for n in range(len(row))) + "</w:tr>"
            for row in table
        )
        columns = '<w:gridCol w:w="1800"/>' * len(table[0])
        body += f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>"
    body += "".join(_docx_paragraph(line, "") for line in plan.after)
    return docx_package(body, {"numbering": numbers.xml()})


def docx_package(body: str, parts: dict[str, str]) -> bytes:
    """A Word document that Word itself would open. parts: name → XML of further parts."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}{name}+xml"/>' for name in parts
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        f'ContentType="{kind}document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{related}</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    return zipped(members | {f"word/{name}.xml": xml for name, xml in parts.items()})


def _docx_cell(row: list[Place], n: int, numbers: _DocxNumbers) -> str:
    place = row[n]
    if place.covered == "<":
        return ""
    width = place.colspan
    if place.covered:
        while n + width < len(row) and row[n + width].covered == "<":
            width += 1
    merge = "<w:vMerge/>" if place.covered else ""
    merge = '<w:vMerge w:val="restart"/>' if place.rowspan > 1 else merge
    measure = f'<w:tcW w:w="{1800 * width}" w:type="dxa"/>'
    properties = f'<w:tcPr>{measure}<w:gridSpan w:val="{width}"/>{merge}</w:tcPr>'
    numbering = numbers.of(place.number) if place.number else ""
    lines = place.text.split("\n")
    inside = _docx_paragraph(lines[0], numbering)
    inside += "".join(_docx_paragraph(line, "") for line in lines[1:])
    return f"<w:tc>{properties}{inside}</w:tc>"


def _docx_paragraph(text: str, properties: str) -> str:
    middle = len(text) // 2
    left, right = escape(text[:middle]), escape(text[middle:])
    run = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
    removed = '<w:del w:id="1"><w:r><w:delText>удалено</w:delText></w:r></w:del>'
    added = f'<w:ins w:id="2">{run}{right}</w:t></w:r></w:ins>'
    return f"<w:p>{properties}{run}{left}</w:t></w:r><w:proofErr/>{removed}{added}</w:p>"


ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(plan: Layout) -> bytes:
    """As LibreOffice saves: covered cells, spaces and breaks as elements."""
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in plan.before)
    for table in plan.tables:
        rows = "".join(
            f"<table:table-row>{''.join(_odt_cell(place) for place in row)}</table:table-row>"
            for row in table
        )
        body += f'<table:table table:name="Таблица1">{rows}</table:table>'
    body += "".join(f"<text:p>{escape(line)}</text:p>" for line in plan.after)
    names = "".join(f' xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "table"))
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content{names}>{content}</office:document-content>",
        }
    )


def _odt_cell(place: Place) -> str:
    if place.covered:
        return "<table:covered-table-cell/>"
    spans = f' table:number-rows-spanned="{place.rowspan}"' if place.rowspan > 1 else ""
    spans += f' table:number-columns-spanned="{place.colspan}"' if place.colspan > 1 else ""
    lines = "".join(f"<text:p>{_odt_text(line)}</text:p>" for line in place.printed.split("\n"))
    return f"<table:table-cell{spans}>{lines}</table:table-cell>"


def _odt_text(line: str) -> str:
    first, space, rest = escape(line).partition(" ")
    return f"<text:span>{first}</text:span>{'<text:s/>' if space else ''}{rest}"


WRITERS: dict[str, Callable[[Layout], bytes]] = {
    "tsv": tsv,
    "cp1251": cp1251,
    "utf16": utf16,
    "csv": csv,
    "pasted": pasted,
    "word_html": word_html,
    "excel_html": excel_html,
    "xlsx": xlsx,
    "docx": docx,
    "odt": odt,
}

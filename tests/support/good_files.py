"""Ordinary files of a school, one of each kind, with words that a test can look for."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter
from PIL import Image, ImageDraw

from tests.support import pdf_files

HEADING = "Отчёт школьной библиотеки"
LINE = "Ёлкина Анна Петровна, Северская СОШ №5"
ITEMS = ("Книжная выставка", "Обзор новинок")
TABLE = (("Показатель", "Значение"), ("Читателей", "418"), ("Выдано, экз.", "12 306"))

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
_LIST = (
    '<office:automatic-styles><text:list-style style:name="L1"><text:list-level-style-bullet '
    'text:level="1" text:bullet-char="•"/></text:list-style></office:automatic-styles>'
)
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive; the days in it never change."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", method) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name), data, method)
    return memory.getvalue()


def pdf() -> bytes:
    """Two pages."""
    return pdf_files.of_lines(
        [HEADING, LINE, *ITEMS], [" ".join(row) for row in TABLE] + ["Вторая страница"]
    )


def word_members(**more: str | bytes) -> dict[str, str | bytes]:
    """The members of a Word document: a heading, a line, a list, a table."""
    items = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{item}</w:t></w:r></w:p>"
        for item in ITEMS
    )
    rows = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in row)
        + "</w:tr>"
        for row in TABLE
    )
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="a1"/></w:pPr><w:r><w:t>{HEADING}</w:t></w:r></w:p>'
        f"<w:p><w:r><w:t>{LINE}</w:t></w:r></w:p>{items}<w:tbl>{rows}</w:tbl>"
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="a1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>',
        "word/numbering.xml": f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>",
    } | more


def docx() -> bytes:
    return zipped(word_members())


def xlsx() -> bytes:
    """Two sheets that are seen, one that is not."""
    memory = BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Показатели")
        for n, row in enumerate(TABLE):
            sheet.write_row(n, 0, row)
        sheet.write_number(3, 1, 0.57)
        book.add_worksheet("Черновик").hide()
        book.add_worksheet("Итоги").write_string(0, 0, LINE)
    return memory.getvalue()


def open_document(kind: str, body: str) -> bytes:
    content = (
        f"<office:document-content {_OFFICE}>{_LIST}<office:body>{body}</office:body>"
        "</office:document-content>"
    )
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def _open_rows() -> str:
    cells = (
        "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row)
        for row in TABLE
    )
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)


def odt() -> bytes:
    items = "".join(f"<text:list-item><text:p>{i}</text:p></text:list-item>" for i in ITEMS)
    return open_document(
        "text",
        f'<office:text><text:h text:outline-level="1">{HEADING}</text:h><text:p>{LINE}</text:p>'
        f'<text:list text:style-name="L1">{items}</text:list>'
        f'<table:table table:name="Т">{_open_rows()}</table:table>'
        "</office:text>",
    )


def ods() -> bytes:
    return open_document(
        "spreadsheet",
        f'<office:spreadsheet><table:table table:name="Показатели">{_open_rows()}</table:table>'
        '<table:table table:name="Итоги"><table:table-row><table:table-cell>'
        f"<text:p>{LINE}</text:p>"
        "</table:table-cell></table:table-row></table:table></office:spreadsheet>",
    )


def odp() -> bytes:
    box = "<draw:frame><draw:text-box><text:p>%s</text:p></draw:text-box></draw:frame>"
    return open_document(
        "presentation",
        f"<office:presentation><draw:page>{box % HEADING}{box % LINE}</draw:page>"
        "</office:presentation>",
    )


def pptx() -> bytes:
    slide = '<p:sld xmlns:p="p" xmlns:a="{}"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide2.xml": slide.format(_A, LINE),
            "ppt/slides/slide1.xml": slide.format(_A, HEADING),
        }
    )


def rtf() -> bytes:
    """One half of the letters by code page, the other by number."""
    coded = "".join(f"\\'{byte:02x}" for byte in HEADING.encode("cp1251"))
    numbered = "".join(f"\\u{ord(letter)}?" for letter in LINE)
    rows = "".join("".join(f"\\u{ord(c)}?" for c in "\t".join(r)) + "\\row " for r in TABLE)
    return (
        "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 Times;}}"
        "{\\*\\generator Word}{\\pict\\pngblip 89504e47}\\f0 "
        f"{coded}\\par {numbered}\\par {rows}}}"
    ).encode("ascii")


def text() -> str:
    return "\r\n".join([HEADING, LINE, *ITEMS, *("\t".join(row) for row in TABLE)])


def csv() -> bytes:
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in TABLE).encode("cp1251")


def photo(kind: str = "JPEG", size: tuple[int, int] = (1600, 1200), turned: int = 0) -> bytes:
    """A picture whose upper left quarter is red; `turned` is its EXIF orientation."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red")
    exif = Image.Exif()
    if turned:
        exif[0x0112] = turned
    exif[0x010E] = "Secret place of the photograph"
    memory = BytesIO()
    image.save(memory, kind, **({"exif": exif} if kind in ("JPEG", "PNG", "WEBP", "TIFF") else {}))
    return memory.getvalue()


#: Kind of the file, its ending, and what makes it.
EVERY = {
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "pptx": pptx,
    "odt": odt,
    "ods": ods,
    "odp": odp,
    "rtf": rtf,
}

"""Documents that would run something or call somebody when an office program opens them."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.support.good_files import open_document, word_members, xlsx, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MACROS = (
    '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    "</Types>"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def every(address: str) -> dict[str, Callable[[], bytes]]:
    unc = "\\\\" + address.replace(":", "@") + "\\share\\x"
    made: dict[str, Callable[[], bytes]] = {
        "caller/macros under another name.docx": lambda: zipped(
            word_members(**{"[Content_Types].xml": _MACROS, "word/vbaProject.bin": _OLE})
        ),
        "caller/macros in a sheet.xlsx": lambda: _with(xlsx(), "xl/vbaProject.bin", _OLE),
        "caller/macros of the fourth edition.xlsx": lambda: _with(
            xlsx(), "xl/macrosheets/sheet1.xml", b"<xm:macrosheet xmlns:xm='x'/>"
        ),
        "caller/object inside.docx": lambda: zipped(
            word_members(**{"word/embeddings/oleObject1.bin": _OLE + b"cmd.exe"})
        ),
        "caller/program inside.docx": lambda: zipped(
            word_members(**{"word/embeddings/Microsoft_Excel.exe": b"MZ" + b"\0" * 90})
        ),
        "caller/command in a field.docx": lambda: _field(
            'DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'
        ),
        "caller/picture in a field.docx": lambda: _field(f"INCLUDEPICTURE http://{address}/x.png"),
        "caller/text in a field.docx": lambda: _field(f"INCLUDETEXT {unc}"),
        "caller/page inside.docx": lambda: zipped(
            word_members(
                **{
                    "word/document.xml": f"<w:document {_W}><w:body>"
                    '<w:altChunk r:id="r1" xmlns:r="r"/>'
                    "</w:body></w:document>",
                    "word/chunk.html": f"<script src='http://{address}/x.js'></script>",
                    "word/_rels/document.xml.rels": _relation("aFChunk", "chunk.html", "Internal"),
                }
            )
        ),
        "caller/command of another program.xlsx": lambda: _with(
            xlsx(),
            "xl/externalLinks/externalLink1.xml",
            b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
        ),
        "caller/question to a page.xlsx": lambda: _with(
            xlsx(), "xl/connections.xml", f'<c><webPr url="http://{address}/q"/></c>'.encode()
        ),
        "caller/formulas.xlsx": _formulas,
        "caller/macros of an open office.odt": lambda: _with(
            open_document("text", "<office:text/>"), "Basic/Standard/Module1.xml", b"<m/>"
        ),
        "caller/picture from outside.odt": lambda: open_document(
            "text",
            f'<office:text><text:p><draw:frame><draw:image xmlns:x="http://www.w3.org/1999/xlink" '
            f'x:href="http://{address}/x.png"/></draw:frame></text:p></office:text>',
        ),
        "caller/sheet from outside.ods": lambda: open_document(
            "spreadsheet",
            f'<office:spreadsheet><table:table><table:table-source xmlns:x="x" '
            f'x:href="http://{address}/x.ods"/></table:table></office:spreadsheet>',
        ),
        "caller/object inside.odt": lambda: _with(
            open_document("text", "<office:text/>"), "ObjectReplacements/1", _OLE
        ),
    }
    for what in ("attachedTemplate", "image", "oleObject", "frame", "hyperlink"):
        for how, target in (
            ("page", f"http://{address}/x"),
            ("file", "file:///etc/passwd"),
            ("share", unc),
        ):
            made[f"caller/{what} at a {how}.docx"] = lambda what=what, target=target: zipped(
                word_members(
                    **{"word/_rels/document.xml.rels": _relation(what, target, "External")}
                )
            )
    return made


def _relation(what: str, target: str, mode: str) -> str:
    return (
        f'<Relationships><Relationship Id="r1" Type="{_TYPE}{what}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'
    )


def _field(command: str) -> bytes:
    field = f"<w:p><w:fldSimple w:instr='{command}'><w:r><w:instrText>{command}</w:instrText>"
    field += "<w:t>видно</w:t></w:r></w:fldSimple></w:p>"
    return zipped(
        word_members(
            **{"word/document.xml": f"<w:document {_W}><w:body>{field}</w:body></w:document>"}
        )
    )


def _formulas() -> bytes:
    cells = "".join(
        f'<c r="A{n}" t="str"><f>{formula}</f><v>{formula}</v></c>'
        for n, formula in enumerate(
            ("=cmd|'/c calc'!A1", "=WEBSERVICE(&quot;http://x&quot;)", "@SUM(1)", "-1+1"), 1
        )
    )
    return zipped(
        {
            "xl/workbook.xml": '<workbook><sheets><sheet name="1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f"<w><sheetData><row>{cells}</row></sheetData></w>",
        }
    )


def _with(archive: bytes, name: str, data: bytes) -> bytes:
    """The archive with one member more."""
    with zipfile.ZipFile(BytesIO(archive)) as old:
        members: dict[str, str | bytes] = {n: old.read(n) for n in old.namelist()}
    return zipped(members | {name: data})

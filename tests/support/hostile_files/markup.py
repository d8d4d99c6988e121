"""XML that grows, reaches for files or nests without end, in every document that is XML."""

from collections.abc import Callable

from tests.support.good_files import word_members, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ха-ха"}">' for n in range(10))
LONG = "<!DOCTYPE a [<!ENTITY x '" + "х" * 90_000 + "'>]><a>"

#: Which member of which document is taken over.
_PLACES = {
    "docx": lambda xml: zipped(word_members(**{"word/document.xml": xml})),
    "xlsx": lambda xml: zipped({"xl/workbook.xml": xml}),
    "odt": lambda xml: zipped({"mimetype": "x", "content.xml": xml}),
    "pptx": lambda xml: zipped({"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": xml}),
    "svg": lambda xml: xml.encode(),
    "xml": lambda xml: xml.encode(),
}

PROBLEMS = {
    f"markup/{what}.{ending}": "not_readable"
    for what in ("billion laughs", "file from outside", "page from outside")
    for ending in ("docx", "xlsx", "odt", "pptx", "svg", "xml")
}


def _attacks(address: str) -> dict[str, str]:
    return {
        "billion laughs": f"<!DOCTYPE a [{LAUGHS}]><a>&l9;</a>",
        "one long entity many times": LONG + "&x;" * 9_000 + "</a>",
        "file from outside": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "page from outside": f'<!DOCTYPE a [<!ENTITY x SYSTEM "http://{address}/x">]><a>&x;</a>',
        "definition from outside": f'<!DOCTYPE a SYSTEM "http://{address}/x.dtd"><a/>',
        "parameter from outside": f'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://{address}/p">%x;]><a/>',
    }


def every(address: str) -> dict[str, Callable[[], bytes]]:
    made: dict[str, Callable[[], bytes]] = {}
    for what, xml in _attacks(address).items():
        for ending, place in _PLACES.items():
            made[f"markup/{what}.{ending}"] = lambda place=place, xml=xml: place(xml)
    for what, xml in _shapes().items():
        made[f"markup/{what}.docx"] = lambda xml=xml: _PLACES["docx"](xml)
    made["markup/a list in a list in a list.odt"] = lambda: _PLACES["odt"](_deep_odt())
    made["markup/letters of two bytes.docx"] = lambda: zipped(
        word_members(
            **{"word/document.xml": ("<!DOCTYPE a [<!ENTITY x 'y'>]><a/>").encode("utf-16")}
        )
    )
    return made


def _shapes() -> dict[str, str]:
    body = f"<w:document {_W}><w:body>%s</w:body></w:document>"
    paragraph = "<w:p><w:r><w:t>а</w:t></w:r></w:p>"
    return {
        "elements 50 000 deep": "<a>" * 50_000,
        "runs 300 deep": body % ("<w:ins>" * 250 + paragraph + "</w:ins>" * 250),
        "tables 200 deep": body
        % ("<w:tbl><w:tr><w:tc>" * 80 + paragraph + "</w:tc></w:tr></w:tbl>" * 80),
        "100 000 attributes": "<a " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
        "a cell over a billion columns": body
        % (
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr>' * 50
            + "</w:tbl>"
        ),
        "3 000 columns and rows": body
        % ("<w:tbl>" + ("<w:tr>" + "<w:tc/>" * 3000 + "</w:tr>") * 30),
        "no body": f"<w:document {_W}/>",
        "another program's": "<html><body>нет</body></html>",
        "not closed": body[:-20] % paragraph,
        "not a letter": "\0\1\2<a/>",
        "30 000 paragraphs": body % (paragraph * 30_000),
        "a word of 3 000 000 letters": body % f"<w:p><w:r><w:t>{'ю' * 3_000_000}</w:t></w:r></w:p>",
    }


def _deep_odt() -> str:
    names = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    inside = "<t:list><t:list-item>" * 120 + "<t:p>а</t:p>" + "</t:list-item></t:list>" * 120
    return f"<d {names}><body><text>{inside}</text></body></d>"

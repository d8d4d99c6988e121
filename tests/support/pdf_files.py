"""PDF put together by hand: objects by number, a table of where they stand, a trailer."""

import zlib

#: The Russian letters of the built-in encoding of our one font, from code 128 on.
LETTERS = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЁё«»—№"


def assembled(objects: dict[int, bytes], *, trailer: bytes = b"", root: int = 1) -> bytes:
    """A file of `objects`, each without its «obj» and «endobj»."""
    made = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    size = max(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        made += b"%010d 00000 n \n" % places.get(number, 0)
    made += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, root, trailer)
    return made + b"startxref\n%d\n%%%%EOF\n" % start


def stream(data: bytes, attributes: bytes = b"", *, is_packed: bool = False) -> bytes:
    """A stream object of `data`, deflated if asked."""
    if is_packed:
        data, attributes = zlib.compress(data, 9), attributes + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), attributes, data)


def objects_of(*pages: list[str], page: bytes = b"/MediaBox [0 0 595 842]") -> dict[int, bytes]:
    """The objects of a file whose pages hold these lines: 1 catalogue, 2 pages, 3 and 4 font."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(len(pages)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
        4: stream(_to_unicode()),
    }
    for n, lines in enumerate(pages):
        objects[10 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R %s >>" % (11 + 2 * n, page)
        )
        objects[11 + 2 * n] = stream(_words(lines))
    return objects


def of_lines(*pages: list[str]) -> bytes:
    """A good file whose pages hold these lines."""
    return assembled(objects_of(*pages))


def _words(lines: list[str]) -> bytes:
    shown = b"".join(b"(%s) Tj T*\n" % _coded(line) for line in lines)
    return b"BT /F1 14 Tf 18 TL 60 780 Td\n" + shown + b"ET"


def _coded(line: str) -> bytes:
    codes = bytes(128 + LETTERS.index(c) if c in LETTERS else ord(c) for c in line)
    return codes.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _to_unicode() -> bytes:
    lines = b"".join(b"<%02x> <%04x>\n" % (128 + n, ord(c)) for n, c in enumerate(LETTERS))
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"1 beginbfrange <20> <7e> <0020> endbfrange\n%d beginbfchar\n%sendbfchar\n"
        b"endcmap end end" % (len(LETTERS), lines)
    )

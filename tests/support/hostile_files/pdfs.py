"""PDF that acts, calls, turns in circles, swells, or is not what it says."""

import random
import zlib
from collections.abc import Callable

from tests.support import pdf_files
from tests.support.good_files import pdf as good
from tests.support.good_files import zipped
from tests.support.pdf_files import assembled, objects_of, stream

MEGABYTE = 1024 * 1024
PROBLEMS = {
    "pdf/nothing at all.pdf": "empty",
    "pdf/behind a password.pdf": "encrypted",
    "pdf/behind an unknown lock.pdf": "encrypted",
    "pdf/first line alone.pdf": "damaged",
    "pdf/random bytes.pdf": "damaged",
}
_PASSWORD = (
    b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"4e" * 32 + b"> /U <" + b"71" * 32
    + b"> >>"
)  # fmt: skip


def every(address: str) -> dict[str, Callable[[], bytes]]:
    made = {f"pdf/{name}.pdf": make for name, make in _whole(address).items()}
    for name, objects in _twisted(address).items():
        made[f"pdf/{name}.pdf"] = lambda objects=objects: assembled(_some() | objects)
    for name, (data, attributes) in _streams().items():
        made[f"pdf/{name}.pdf"] = lambda d=data, a=attributes: _content(stream(d, a))
    return made


def slow(address: str) -> dict[str, Callable[[], bytes]]:
    return {
        "pdf/20 000 pages.pdf": lambda: pdf_files.of_lines(*[["Страница"]] * 20_000),
        "pdf/3 000 000 strokes.pdf": lambda: _content(
            stream(b"0 0 m 500 500 l S\n" * 3_000_000, is_packed=True)
        ),
        "pdf/a gigabyte in a stream.pdf": lambda: _content(_bomb(1000)),
    }


def _some() -> dict[int, bytes]:
    return objects_of(["Первая"], ["Вторая"])


def _content(body: bytes) -> bytes:
    return assembled(_some() | {11: body})


def _bomb(megabytes: int, rounds: int = 1) -> bytes:
    data = b" " * (megabytes * MEGABYTE)
    for _ in range(rounds):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [" + b"/FlateDecode " * rounds + b"]")


def _whole(address: str) -> dict[str, Callable[[], bytes]]:
    made: dict[str, Callable[[], bytes]] = {
        "nothing at all": lambda: b"",
        "first line alone": lambda: b"%PDF-1.7\n",
        "random bytes": lambda: b"%PDF-1.4\n" + random.Random(7).randbytes(20_000),
        "behind a password": lambda: assembled(_some(), trailer=_locked(_PASSWORD)),
        "behind an unknown lock": lambda: assembled(
            _some(), trailer=_locked(b"<< /Filter /Public /V 9 /R 9 >>")
        ),
        "table that leads to itself": lambda: _with_trailer(b"/Prev %d"),
        "table beyond the end": lambda: good().replace(b"startxref\n", b"startxref\n9"),
        "table below zero": lambda: good().replace(b"startxref\n", b"startxref\n-"),
        "table of a billion": lambda: good().replace(b"xref\n0 ", b"xref\n0 99999999"),
        "size of a billion": lambda: assembled(_some(), trailer=b"/Size 2147483647"),
        "root that is not there": lambda: assembled(_some(), root=999),
        "root that is a page": lambda: assembled(_some(), root=10),
        "a web page in front.html": lambda: b"<html><script>alert(1)</script>\n" + good(),
        "an archive behind": lambda: good() + zipped({"a.txt": "x"}),
        "a picture in front": lambda: b"GIF89a/*" + good(),
        "twice in one": lambda: good() + good(),
        "junk behind": lambda: good() + b"\0" * MEGABYTE,
        "trailers in a circle": lambda: (
            good()[: good().rfind(b"startxref")] + b"startxref\n9\n%%EOF"
        ),
        "1 000 pages": lambda: pdf_files.of_lines(*[["Страница"]] * 1_000),
        "objects without end": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<" * 200_000,
        "brackets 1 000 000 deep": lambda: assembled(_some() | {1: b"[" * 1_000_000}),
        "a bomb of 60 MB": lambda: _content(_bomb(60)),
        "a bomb in a bomb": lambda: _content(_bomb(30, 3)),
    }
    for share in (10, 35, 60, 85, 99):
        made[f"cut off at {share} percent"] = lambda s=share: good()[: len(good()) * s // 100]
    for seed in range(5):
        made[f"flipped bits {seed}"] = lambda s=seed: flipped(good(), s, 12)
    return made


def flipped(data: bytes, seed: int, count: int) -> bytes:
    """`data` with `count` bits turned, the same for the same seed."""
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(count):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(5)
    return bytes(made)


def _locked(dictionary: bytes) -> bytes:
    return b"/Encrypt " + dictionary + b" /ID [<00112233445566778899aabbccddeeff> <00>]"


def _with_trailer(words: bytes) -> bytes:
    place = assembled(_some()).rfind(b"xref\n0")
    return assembled(_some(), trailer=words % place)


def _twisted(address: str) -> dict[str, dict[int, bytes]]:
    """Good files with objects put in place of theirs."""
    page = b"<< /Type /Page /Parent 2 0 R /Contents 11 0 R %s >>"
    catalogue = b"<< /Type /Catalog /Pages 2 0 R %s >>"
    url = address.encode()
    deep = {
        n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1)
        for n in range(100, 5_100)
    }
    bomb = b"/MediaBox [0 0 200 200] /Resources << /XObject << /X 20 0 R >> >>"
    drawn = stream(b"/X Do")
    return {
        "script at the opening": {
            1: catalogue % b"/OpenAction << /S /JavaScript /JS (app.launchURL\\(1\\)) >>",
        },
        "script by name": {
            1: catalogue
            % b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>",
        },
        "program at the opening": {
            1: catalogue % b"/OpenAction << /S /Launch /F (cmd.exe) /Win << /F (cmd.exe) >> >>",
        },
        "page at the opening": {
            1: catalogue % (b"/OpenAction << /S /URI /URI (http://%s/x) >>" % url),
        },
        "form that is sent": {
            1: catalogue % (b"/OpenAction << /S /SubmitForm /F (http://%s/x) >>" % url),
        },
        "another document at a share": {
            1: catalogue % (b"/OpenAction << /S /GoToR /F (\\\\\\\\%s\\\\x) /D [0 /Fit] >>" % url),
        },
        "stream from outside": {
            11: b"<< /Length 0 /F << /FS /URL /F (http://%s/x) >> >>\nstream\n\nendstream" % url,
        },
        "a file inside": {
            1: catalogue % b"/Names << /EmbeddedFiles << /Names [(a.exe) 20 0 R] >> >>",
            20: b"<< /Type /Filespec /F (a.exe) /EF << /F 21 0 R >> >>",
            21: stream(b"MZ" + b"\0" * 100),
        },
        "a form of another kind": {
            1: catalogue % b"/AcroForm << /XFA 20 0 R /Fields [] >> /NeedsRendering true",
            20: stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><config/></xdp:xdp>"),
        },
        "pages that hold themselves": {2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>"},
        "page that is its own parent": {10: page % b"/Parent 10 0 R"},
        "page tree 5 000 deep": {2: b"<< /Type /Pages /Kids [100 0 R] /Count 1 >>"} | deep,
        "two billion pages": {2: b"<< /Type /Pages /Kids [10 0 R] /Count 2147483647 >>"},
        "less than no pages": {2: b"<< /Type /Pages /Kids [10 0 R] /Count -5 >>"},
        "no pages": {2: b"<< /Type /Pages /Kids [] /Count 0 >>"},
        "page as large as a continent": {10: page % b"/MediaBox [0 0 1000000000 1000000000]"},
        "page as long as a river": {10: page % b"/MediaBox [0 0 1000000000 1]"},
        "page without size": {10: page % b"/MediaBox [0 0 0 0]"},
        "page of negative size": {10: page % b"/MediaBox [10 10 -1e38 -1e38] /Rotate 7"},
        "page of words for numbers": {10: page % b"/MediaBox [/a (b) null 1e99]"},
        "page of huge units": {10: page % b"/MediaBox [0 0 595 842] /UserUnit 1e30"},
        "drawing that draws itself": {
            10: page % bomb,
            11: drawn,
            20: stream(
                b"/X Do /X Do",
                b"/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 20 0 R >> >>",
            ),
        },
        "drawing of ten to the tenth": {10: page % bomb, 11: drawn}
        | {
            20 + n: stream(
                b"/X Do " * 10,
                b"/Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X %d 0 R >> >>"
                % (21 + n),
            )
            for n in range(5)
        },
        "picture of ten billion points": {
            10: page % bomb,
            11: drawn,
            20: stream(
                b"\0",
                b"/Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 "
                b"/ColorSpace /DeviceRGB",
            ),
        },
        "contents in a circle": {11: b"[11 0 R 11 0 R]"},
        "length in a circle": {11: b"<< /Length 11 0 R >>\nstream\nBT ET\nendstream"},
        "length below zero": {11: b"<< /Length -1 >>\nstream\nBT ET\nendstream"},
        "length of a terabyte": {11: b"<< /Length 1099511627776 >>\nstream\nBT ET\nendstream"},
        "font that is itself": {3: b"<< /Type /Font /Subtype /Type0 /DescendantFonts [3 0 R] >>"},
        "font of junk": {
            3: b"<< /Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 20 0 R >>",
            20: b"<< /Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 21 0 R >>",
            21: stream(b"\0\1\0\0\0\x0f" + random.Random(3).randbytes(3_000)),
        },
        "letters of junk": {4: stream(b"beginbfrange <00> <ffffffff> <0000> endbfrange " * 1000)},
        "annotations without end": {
            10: page % (b"/MediaBox [0 0 99 99] /Annots [" + b"20 0 R " * 20_000 + b"]"),
            20: b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Next 20 0 R >>",
        },
        "chapters in a circle": {
            1: catalogue % b"/Outlines 20 0 R",
            20: b"<< /First 21 0 R /Last 21 0 R >>",
            21: b"<< /Title (a) /Parent 20 0 R /Next 21 0 R /First 21 0 R >>",
        },
        "objects in a stream that is itself": {
            20: stream(b"20 0 21 5 << >>", b"/Type /ObjStm /N 99999999 /First 10 /Extends 20 0 R"),
        },
    }


def _streams() -> dict[str, tuple[bytes, bytes]]:
    """Contents of a page: bytes and the filters they say they went through."""
    junk = random.Random(5).randbytes(4_000)
    return {
        "junk said to be JBIG2": (junk, b"/Filter /JBIG2Decode"),
        "junk said to be JPEG 2000": (b"\0\0\0\x0cjP  \r\n\x87\n" + junk, b"/Filter /JPXDecode"),
        "junk said to be JPEG": (b"\xff\xd8\xff\xe0" + junk, b"/Filter /DCTDecode"),
        "junk said to be a fax": (
            junk,
            b"/Filter /CCITTFaxDecode /DecodeParms << /Columns 2000000000 /Rows 2000000000 >>",
        ),
        "junk said to be LZW": (junk, b"/Filter /LZWDecode"),
        "junk behind 500 filters": (junk, b"/Filter [" + b"/ASCIIHexDecode " * 500 + b"]"),
        "predictor of a billion": (
            zlib.compress(junk),
            b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 >>",
        ),
        "runs of one letter": (b"\x81 " * 200_000, b"/Filter /RunLengthDecode"),
        "states 300 000 deep": (b"q " * 300_000, b""),
        "brackets in the contents": (b"[" * 300_000 + b"<<" * 300_000, b""),
        "numbers beyond numbers": (b"1e999 -1e999 m 99999999999999999999 nan l S " * 500, b""),
        "letters of size 1e9": (b"BT /F1 1000000000 Tf 60 60 Td (a) Tj ET " * 20, b""),
        "dashes as fine as dust": (b"[0.00001] 0 d 0 0 m 600 800 l S " * 3, b""),
        "a picture in a line": (b"BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID " + junk + b" EI", b""),
    }  # fmt: skip

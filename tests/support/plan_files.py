"""Documents that a person may bring to the importer: a good one, amended ones, bad ones."""

import zipfile
from io import BytesIO
from pathlib import Path

KARGASOK = (
    Path(__file__).parents[2] / "intranet" / "demo_data" / "kargasok-roadmap.txt"
).read_text("utf-8")

#: A document of one item, for tests that look at one row.
HEAD = "№ п/п\tМероприятие\tОтветственный исполнитель\tСрок реализации\n"


def table(*rows: str, title: str = "План работы") -> str:
    """A plan as pasted text; each row is «number|title|executors|deadline»."""
    return f"{title}\n{HEAD}" + "\n".join(row.replace("|", "\t") for row in rows)


def many(count: int) -> str:
    """A plan of `count` items with the commonest kinds of deadlines."""
    terms = ("ежегодно", "апрель, октябрь", "до 15 марта", "ежеквартально", "2-е полугодие")
    rows = (f"{n}|Мероприятие номер {n}|ДО ТО, школы|{terms[n % 5]}" for n in range(1, count + 1))
    return table(*rows)


def amended() -> str:
    """The Kargasok plan: 6 taken out, 8 added, 7 in November, 1 said otherwise."""
    lines = [line for line in KARGASOK.splitlines() if not line.startswith("6.")]
    lines.append("8.\tКонкурс чтецов\t8.1. Районный этап\tТОИПКРО\tдо 15 марта")
    text = "\n".join(lines)
    text = text.replace("Ежегодно (апрель, октябрь)", "Ежегодно (апрель, ноябрь)")
    return text.replace("Организация конкурсных", "Проведение конкурсных")


def archive(**members: bytes) -> bytes:
    """A zip; `word__document_xml` stands for word/document.xml."""
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return memory.getvalue()


def docx(body: bytes, **more: bytes) -> bytes:
    """A Word document with `body` as its XML; `more` are further members."""
    kinds = b"<Types/>"
    return archive(**{"[Content_Types].xml": kinds, "word__document_xml": body} | more)


WORD = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = docx(
    b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document ' + WORD + b">&a;"
    b"</w:document>"
)
BOMB = docx(b"<w:document " + WORD + b">" + b" " * 60_000_000 + b"</w:document>")
MACRO = docx(b"<w:document " + WORD + b"/>", **{"word/vbaProject.bin": b"\0"})
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 2000

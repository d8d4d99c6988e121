"""The child that reads one file: `python -m intranet.lib.contents CPU MEMORY WISH < file`.

It limits itself first, tells the kind by the first bytes, imports that kind's reader, shuts
every door, and only then reads. Its answer is bytes of `wire`.
"""

import codecs
import json
import os
import sys
from importlib import import_module
from typing import Any

from intranet.lib.contents.kinds import kind_in_compound, kind_of
from intranet.lib.contents.model import Contents, Wish
from intranet.lib.contents.wire import packed
from intranet.lib.documents.model import Unreadable
from intranet.lib.sandbox import child

HEAD = 4_096  # bytes that a kind is told by
MAX_COMPOUND = 32 * 1024 * 1024  # bytes searched for the name of what is in it
_PICTURES = dict.fromkeys(("png", "jpeg", "gif", "webp", "tiff", "bmp"), "pictures")
_LETTERS = dict.fromkeys(("text", "html", "rtf"), "letters")
READERS = {"pdf": "pdf", "zip": "packages"} | _PICTURES | _LETTERS
#: Encodings of names and texts: in the child nothing can be imported once it is confined.
ENCODINGS = (
    *("ascii", "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("cp437", "cp866", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "koi8-r", "mac_roman"),
)
_PROBLEMS = {
    "encrypted": "encrypted",
    "too_large": "too_large",
    "zip_bomb": "too_large",
    "broken": "damaged",
    "empty": "empty",
}


def answer(wish: Wish) -> Contents:
    """What is in the file on standard input, or why it is not known."""
    head = os.pread(0, HEAD, 0)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe") and os.fstat(0).st_size <= HEAD:
        return Contents(problem="empty")
    kind = kind_of(head)
    reader: Any = (
        import_module(f"intranet.lib.contents.{READERS[kind]}") if kind in READERS else None
    )
    for name in ENCODINGS:
        codecs.lookup(name)
    child.confine()
    os.lseek(0, 0, os.SEEK_SET)
    with open(0, "rb", closefd=False) as file:
        if kind == "compound":
            kind = kind_in_compound(file.read(MAX_COMPOUND))
            return Contents("unknown" if kind == "encrypted" else kind, problem=_of_compound(kind))
        if reader is None:
            return Contents(kind, problem="" if kind == "heic" else "not_readable")
        return _read(reader, file, wish, kind)


def _read(reader: Any, file: Any, wish: Wish, kind: str) -> Contents:
    try:
        contents: Contents = reader.read(file, wish, kind)
        return contents
    except Unreadable as refusal:
        told = str(refusal.detail.get("kind", ""))
        known = told if told in ("docx", "xlsx", "pptx", "odt", "ods", "odp") else kind
        problem = _PROBLEMS.get(refusal.code, "not_readable")
        return Contents("unknown" if refusal.code == "unknown_type" else known, problem=problem)
    except RecursionError:
        return Contents(kind, problem="damaged")
    except MemoryError:
        raise
    except Exception:  # whatever a reader stumbles over, the parent gets an answer
        return Contents(kind, problem="not_readable")


def _of_compound(kind: str) -> str:
    return "encrypted" if kind == "encrypted" else "not_readable"


def main() -> None:
    """Answer, whatever happens while there is memory to say it."""
    child.limit(int(sys.argv[1]), int(sys.argv[2]))
    wish = Wish(**json.loads(sys.argv[3]))
    try:
        said = packed(answer(wish))
    except MemoryError:
        said = b""
    said = said or packed(Contents(problem="out_of_memory"))
    while said:
        said = said[os.write(1, said) :]
    child.leave(0)


if __name__ == "__main__":
    main()

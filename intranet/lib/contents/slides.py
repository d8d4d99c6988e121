"""The words on the slides of a presentation, slide by slide."""

import re
from typing import Any

from intranet.lib.documents.archive import Archive
from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.markup import local, parse_xml
from intranet.lib.documents.model import Document, Heading

MAX_SLIDES = 500
_SLIDE = re.compile(r"ppt/slides/slide([0-9]{1,5})\.xml\Z")


def read_pptx(archive: Archive) -> Document:
    """The paragraphs of the slides in their order; the first of each is its heading."""
    found = [(int(match[1]), name) for name in archive.names if (match := _SLIDE.match(name))]
    blocks: list[Any] = []
    for _, name in sorted(found)[:MAX_SLIDES]:
        lines = _lines(parse_xml(archive.read(name) or b"<none/>"))
        blocks += [Heading(line, 1) if n == 0 else line for n, line in enumerate(lines)]
    return Document(blocks)


def _lines(slide: Any) -> list[str]:
    lines = []
    for paragraph in slide.iter():
        if local(paragraph) == "p":
            runs = (part.text or "" for part in paragraph.iter() if local(part) == "t")
            if line := clean("".join(runs)):
                lines.append(line)
    return lines

"""What is known of a file once it was read: its text, facts about it, a preview of it."""

from dataclasses import dataclass, field

#: Why there is nothing, or not all: words that a room turns into sentences.
PROBLEMS = frozenset(
    [
        "",
        "encrypted",
        "damaged",
        "empty",
        "too_large",
        "not_readable",
        "timed_out",
        "out_of_memory",
    ]
)
#: What a file is, told by its content and never by its name.
KINDS = frozenset(
    [
        *("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf", "text", "csv", "html"),
        *("png", "jpeg", "gif", "webp", "tiff", "bmp", "heic"),
        *("doc", "xls", "ppt", "xlsb", "zip", "xml", "unknown"),
    ]
)
#: Facts that may be told, and their types. Lengths are in pixels.
FACTS: dict[str, type] = {
    "has_macros": bool,
    "has_script": bool,
    "has_embedded_files": bool,
    "links_outside": bool,
    "has_hidden_sheets": bool,
    "sheets": int,
    "width": int,
    "height": int,
    "encoding": str,
}
Facts = dict[str, bool | int | str]
PICTURE_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


@dataclass(frozen=True)
class Picture:
    """A page or an image, ready to be shown: no metadata, at most Wish.side pixels long."""

    kind: str  # of PICTURE_TYPES
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Paragraph:
    """A line of text; level 1…6 makes it a heading."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Place:
    """A cell of a table, with what it covers to the right and below."""

    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class Grid:
    """A table or a sheet: rows of places; what a merge covers is left out."""

    rows: tuple[tuple[Place, ...], ...]
    name: str = ""
    is_cut: bool = False


Block = Paragraph | Grid


@dataclass(frozen=True)
class Preview:
    """What can be shown of a file without opening it: pictures of pages, or blocks of text.

    Nothing here is HTML of the file; `blocks.html_of` makes HTML of our own from the blocks.
    first: the number of the first picture's page, counted from 1.
    """

    pictures: tuple[Picture, ...] = ()
    blocks: tuple[Block, ...] = ()
    first: int = 1
    is_cut: bool = False


@dataclass(frozen=True)
class Contents:
    """A file that was read, or the word for why it was not.

    kind:    of KINDS; "unknown" when not even that is known.
    text:    at most Wish.characters; is_cut tells that there was more.
    pages:   of a PDF, slides of a presentation, sheets of a workbook; None where there are none.
    facts:   of FACTS; a fact that is not told is not known.
    problem: of PROBLEMS; "" when all went well. There may be some text even so.
    """

    kind: str = "unknown"
    text: str = ""
    is_cut: bool = False
    pages: int | None = None
    facts: Facts = field(default_factory=dict)
    problem: str = ""
    preview: Preview = field(default_factory=Preview)


@dataclass(frozen=True)
class Wish:
    """What is asked of a file.

    ending: the file's, such as ".csv": settles only what content cannot; characters: of text
    at most, 0 for none; first, count: pages to picture, counted from 1; side: of a picture, in
    pixels at most; rows, columns: of a table shown.
    """

    ending: str = ""
    characters: int = 2_000_000
    first: int = 1
    count: int = 3
    side: int = 1400
    rows: int = 200
    columns: int = 40
    blocks: int = 600
    seconds: float = 10.0  # of computing, after which it ends with what it has

"""How the child's answer travels: a short JSON head, then the parts it names, byte by byte.

The parent believes none of it: `unpacked` checks every length, type and word, and raises
ValueError for anything that a child of ours would not have said.
"""

import json
import struct
from typing import Any

from intranet.lib.contents.model import (
    FACTS,
    KINDS,
    PICTURE_TYPES,
    PROBLEMS,
    Block,
    Contents,
    Grid,
    Paragraph,
    Picture,
    Place,
    Preview,
    Wish,
)

MAX_HEAD = 64 * 1024
MAX_BLOCKS = 2 * 1024 * 1024  # bytes of JSON
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "webp": b"RIFF"}


def packed(contents: Contents) -> bytes:
    """The answer as bytes."""
    preview = contents.preview
    text = contents.text.encode("utf-8", errors="replace")
    blocks = json.dumps([_listed(block) for block in preview.blocks], ensure_ascii=False)
    shown = blocks.encode("utf-8", errors="replace")
    head = {
        "kind": contents.kind,
        "is_cut": contents.is_cut,
        "pages": contents.pages,
        "facts": contents.facts,
        "problem": contents.problem,
        "preview_first": preview.first,
        "preview_is_cut": preview.is_cut,
        "text": len(text),
        "blocks": len(shown),
        "pictures": [[p.kind, p.width, p.height, len(p.data)] for p in preview.pictures],
    }
    line = json.dumps(head).encode()
    return b"".join(
        [struct.pack(">I", len(line)), line, text, shown, *(p.data for p in preview.pictures)]
    )


def _listed(block: Block) -> list[Any]:
    if isinstance(block, Paragraph):
        return [block.text, block.level]
    rows = [[[p.text, p.rowspan, p.colspan] for p in row] for row in block.rows]
    return [block.name, rows, block.is_cut]


def unpacked(answer: bytes, wish: Wish) -> Contents:
    """The answer to `wish` as it was said. ValueError when it is not one."""
    if len(answer) < 4 or (length := struct.unpack(">I", answer[:4])[0]) > MAX_HEAD:
        raise ValueError("no head")
    head = _json(answer[4 : 4 + length])
    _expect(isinstance(head, dict))
    parts = _Parts(memoryview(answer)[4 + length :])
    text = str(parts.take(head.get("text")), "utf-8")
    shown = bytes(parts.take(head.get("blocks")))
    _expect(len(text) <= wish.characters and len(shown) <= MAX_BLOCKS)
    listed = head.get("pictures")
    _expect(isinstance(listed, list) and len(listed) <= max(1, wish.count))
    pictures = tuple(_picture(entry, parts, wish) for entry in listed)
    _expect(not parts.rest)
    blocks = _json(shown)
    _expect(isinstance(blocks, list))
    preview = Preview(
        pictures,
        tuple(_block(block) for block in blocks),
        _whole(head.get("preview_first")),
        _flag(head.get("preview_is_cut")),
    )
    pages = head.get("pages")
    return Contents(
        _word(head.get("kind"), KINDS),
        text,
        _flag(head.get("is_cut")),
        None if pages is None else _whole(pages),
        _facts(head.get("facts")),
        _word(head.get("problem"), PROBLEMS),
        preview,
    )


class _Parts:
    def __init__(self, rest: memoryview) -> None:
        self.rest = rest

    def take(self, length: Any) -> memoryview:
        size = _whole(length)
        _expect(size <= len(self.rest))
        part, self.rest = self.rest[:size], self.rest[size:]
        return part


def _picture(entry: Any, parts: _Parts, wish: Wish) -> Picture:
    _expect(isinstance(entry, list) and len(entry) == 4)
    kind = _word(entry[0], frozenset(PICTURE_TYPES))
    width, height = _whole(entry[1]), _whole(entry[2])
    _expect(0 < width <= wish.side and 0 < height <= wish.side)
    data = bytes(parts.take(entry[3]))
    _expect(data.startswith(_SIGNATURES[kind]) and (kind != "webp" or data[8:12] == b"WEBP"))
    return Picture(kind, width, height, data)


def _block(block: Any) -> Block:
    _expect(isinstance(block, list) and len(block) in (2, 3))
    name = _text(block[0])
    if len(block) == 2:
        _expect(_whole(block[1]) <= 6)
        return Paragraph(name, block[1])
    _expect(isinstance(block[1], list))
    return Grid(tuple(_row(row) for row in block[1]), name, _flag(block[2]))


def _row(row: Any) -> tuple[Place, ...]:
    _expect(isinstance(row, list))
    for place in row:
        _expect(isinstance(place, list) and len(place) == 3)
    return tuple(Place(_text(text), _whole(high), _whole(wide)) for text, high, wide in row)


def _facts(facts: Any) -> dict[str, bool | int | str]:
    _expect(isinstance(facts, dict))
    for name, value in facts.items():
        _expect(name in FACTS and type(value) is FACTS[name])
        _expect(not isinstance(value, str) or len(value) <= 40)
    return dict(facts)


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _word(value: Any, words: frozenset[str]) -> str:
    _expect(isinstance(value, str) and value in words)
    return str(value)


def _text(value: Any) -> str:
    _expect(isinstance(value, str))
    return str(value)


def _flag(value: Any) -> bool:
    _expect(isinstance(value, bool))
    return bool(value)


def _whole(value: Any) -> int:
    _expect(type(value) is int and 0 <= value <= 10**9)
    return int(value)


def _expect(is_so: bool) -> None:
    if not is_so:
        raise ValueError("not an answer of ours")

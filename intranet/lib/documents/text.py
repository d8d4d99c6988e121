"""Plain text: which letters its bytes mean, and which kind of table it holds."""

import re

from intranet.lib.documents.cleaning import breaks_only, clean
from intranet.lib.documents.delimited import records_of, table_blocks
from intranet.lib.documents.model import Document, Table, Unreadable
from intranet.lib.documents.pseudographics import drawn_blocks, is_drawn

MAX_TEXT = 8_000_000  # characters; a plan of 500 rows has about 300 000

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_FREQUENT = re.compile("[оеаинтсрвлкмдпу]")
_DOS_BORDER = re.compile("[│┃─═║├┤┼┬┴┌┐└┘╔╗╚╝╠╣╬]")


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, CP1251, CP866 or KOI8-R, with or without a mark.

    Raises Unreadable("unknown_type") when the bytes are no text at all.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if encoding := _utf_16_without_mark(data[:4000]):
        return _plausible(data.decode(encoding, errors="replace"))
    try:
        return _plausible(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _plausible(data.decode(_one_byte_encoding(data[:200_000]), errors="replace"))


def _utf_16_without_mark(sample: bytes) -> str:
    """The encoding when every second byte is the upper one of Latin or Cyrillic letters."""
    for encoding, uppers in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(sample) > 3 and uppers.count(0) + uppers.count(4) > 0.8 * len(uppers):
            return encoding
    return ""


def _one_byte_encoding(sample: bytes) -> str:
    def score(encoding: str) -> int:
        text = sample.decode(encoding, errors="replace")
        return len(_FREQUENT.findall(text)) + len(_DOS_BORDER.findall(text))

    return max(("cp1251", "cp866", "koi8-r"), key=score)


def _plausible(text: str) -> str:
    head = text[:20_000]
    strange = len(_CONTROL.findall(head)) + head.count("\ufffd")
    if strange > 2 + len(head) // 200:
        raise Unreadable("unknown_type", kind="binary")
    return text


def read_text(text: str) -> Document:
    """Read pasted text: tab or semicolon separated, or a table drawn with lines.

    Raises Unreadable: empty, too_large.
    """
    if len(text) > MAX_TEXT:
        raise Unreadable("too_large", limit_characters=MAX_TEXT)
    text = breaks_only(text)
    if not text.strip():
        raise Unreadable("empty")
    delimiter = _delimiter(text)
    if delimiter:
        return Document(table_blocks(records_of(text, delimiter)))
    if is_drawn(text):
        return Document(drawn_blocks(text))
    paragraphs: list[str | Table] = [clean(line) for line in text.split("\n")]
    return Document([line for line in paragraphs if line])


def _delimiter(text: str) -> str:
    """The character between cells: a tab; a semicolon or comma when the lines agree on it."""
    if "\t" in text:
        return "\t"
    for delimiter in (";", ","):
        counts = [len(record) for record in records_of(text, delimiter) if any(record)]
        usual = max(set(counts), key=counts.count) if counts else 0
        share = counts.count(usual) / len(counts) if counts else 0
        if usual >= 3 and len(counts) >= 2 and share >= (0.6 if delimiter == ";" else 1):
            return delimiter
    return ""

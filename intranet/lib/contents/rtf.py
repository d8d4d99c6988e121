"""The text of Rich Text Format: groups, code pages and Unicode letters, no objects."""

import re

from intranet.lib.documents.cleaning import breaks_only
from intranet.lib.documents.model import Unreadable

MAX_DEPTH = 500
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n\\]+",
    re.IGNORECASE | re.DOTALL,
)
#: Groups whose text is no text of the document.
_UNSEEN = frozenset(
    b"fonttbl colortbl stylesheet info pict object objdata listtable listoverridetable rsidtbl "
    b"generator themedata colorschememapping datastore latentstyles xmlnstbl mmathpr fldinst "
    b"header footer headerl headerr headerf footerl footerr footerf bkmkstart bkmkend nonshppict "
    b"filetbl revtbl passwordhash".split()
)
_LETTERS = {
    b"par": "\n", b"line": "\n", b"page": "\n", b"sect": "\n", b"row": "\n", b"tab": "\t",
    b"cell": "\t", b"nestcell": "\t", b"nestrow": "\n", b"emdash": "—", b"endash": "–",
    b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "-", b"-": "", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n"}
_CHARSETS = {
    0: "cp1252",
    204: "cp1251",
    238: "cp1250",
    161: "cp1253",
    162: "cp1254",
    77: "mac_roman",
}
_PAGES = frozenset(("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp866", "cp437", "koi8_r"))


def rtf_text(data: bytes, most: int) -> str:
    r"""At most `most` characters of the text. Raises Unreadable: broken, too_large.

    >>> rtf_text(rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 X;}}\f0 \'cf\'eb\u1072?\'ed\par 1}", 9)
    'План\n1'
    """
    reader = _Reader(data, most)
    reader.run()
    return breaks_only("".join(reader.pieces)).strip()[:most]


class _Reader:
    """One walk over the file; a group keeps what it changes for itself."""

    def __init__(self, data: bytes, most: int) -> None:
        self._data = data
        self._left = most
        self.pieces: list[str] = []
        self._page = "cp1251"
        self._fonts: dict[int, str] = {}
        self._font = 0  # the font that \fonttbl is just describing
        # Of each open group: is it unseen, its code page, how many letters stand for a \u.
        self._groups: list[tuple[bool, str, int]] = [(False, "", 1)]
        self._skipped = 0  # letters still to be left out after a \u

    def run(self) -> None:
        place, end = 0, len(self._data)
        while place < end and self._left > 0:
            found = _TOKEN.match(self._data, place)
            if not found:
                raise Unreadable("broken", kind="rtf")
            place = found.end()
            word, number, code, sign, brace, letters = found.groups()
            if word == b"bin":
                place += max(0, int(number or 0))
            elif word:
                self._word(word.lower(), int(number) if number else None)
            elif code:
                self._put(bytes([int(code, 16)]))
            elif brace:
                self._brace(brace)
            elif sign:
                self._sign(sign)
            elif letters:
                self._put(letters)

    def _brace(self, brace: bytes) -> None:
        self._skipped = 0
        if brace == b"{":
            if len(self._groups) > MAX_DEPTH:
                raise Unreadable("too_large", limit_depth=MAX_DEPTH)
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":  # a destination that older programs may leave out; so do we
            self._change(is_unseen=True)
        elif sign in _SIGNS:
            self._say(_SIGNS[sign])

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _UNSEEN:
            self._change(is_unseen=True)
        elif word in _LETTERS:
            self._say(_LETTERS[word])
        elif word == b"u" and number is not None:
            self._say(chr(number % 65536))
            self._skipped = self._groups[-1][2]
        elif word == b"uc":
            self._change(skip=min(max(number or 0, 0), 4))
        elif word == b"ansicpg" and f"cp{number}" in _PAGES:
            self._page = f"cp{number}"
        elif word == b"f" and number is not None:
            self._font = number
            self._change(page=self._fonts.get(number, ""))
        elif word == b"fcharset" and number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number] if number else ""

    def _change(self, is_unseen: bool = False, page: str | None = None, skip: int = -1) -> None:
        unseen, own_page, own_skip = self._groups[-1]
        self._groups[-1] = (
            unseen or is_unseen,
            own_page if page is None else page,
            own_skip if skip < 0 else skip,
        )

    def _put(self, letters: bytes) -> None:
        left_out = min(self._skipped, len(letters))
        self._skipped -= left_out
        page = self._groups[-1][1] or self._page
        self._say(letters[left_out:].decode(page, errors="replace"))

    def _say(self, text: str) -> None:
        if not self._groups[-1][0]:
            self.pieces.append(text)
            self._left -= len(text)

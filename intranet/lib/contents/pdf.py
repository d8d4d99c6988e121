"""PDF: its text page by page, and pages as pictures. Native code: only ever in the child."""

import time
from collections.abc import Iterator
from contextlib import closing
from typing import BinaryIO

import pypdfium2
from pypdfium2 import raw

from intranet.lib.contents.model import Contents, Facts, Picture, Preview, Wish
from intranet.lib.contents.pictures import encoded
from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.model import Unreadable

MAX_PAGES = 5_000  # whose text is looked at
_PASSWORD = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


def read(file: BinaryIO, wish: Wish, kind: str) -> Contents:
    """The text, pages and facts of a PDF. Raises Unreadable: encrypted, broken."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in _PASSWORD
        raise Unreadable("encrypted" if is_locked else "broken", kind=kind) from error
    pages = len(document)
    if not pages:
        raise Unreadable("broken", kind=kind)
    until = time.process_time() + wish.seconds
    pictures = tuple(_pictures(document, wish, until))
    text, is_cut = _text(document, wish, until)
    facts: Facts = {
        "has_script": raw.FPDFDoc_GetJavaScriptActionCount(document) > 0,
        "has_embedded_files": raw.FPDFDoc_GetAttachmentCount(document) > 0,
    }
    shown = wish.first - 1 + len(pictures)
    preview = Preview(pictures, (), wish.first, bool(wish.count) and shown < pages)
    return Contents(kind, text, is_cut, pages, facts, preview=preview)


def _text(document: pypdfium2.PdfDocument, wish: Wish, until: float) -> tuple[str, bool]:
    """The text of the pages, an empty line between them; whether some is missing."""
    pieces: list[str] = []
    left = wish.characters
    for n in range(min(len(document), MAX_PAGES) if left else 0):
        if left <= 0 or time.process_time() > until:
            return "\n\n".join(pieces)[: wish.characters], True
        try:
            with closing(document[n]) as page, closing(page.get_textpage()) as letters:
                count = min(letters.count_chars(), left)
                piece = clean(letters.get_text_range(0, count) if count > 0 else "")
        except pypdfium2.PdfiumError:
            continue  # a broken page among good ones
        pieces.append(piece)
        left -= len(piece) + 2
    text = "\n\n".join(piece for piece in pieces if piece)
    return text[: wish.characters], len(document) > MAX_PAGES or len(text) > wish.characters


def _pictures(document: pypdfium2.PdfDocument, wish: Wish, until: float) -> Iterator[Picture]:
    last = min(len(document), wish.first - 1 + wish.count)
    for n in range(wish.first - 1, last):
        if time.process_time() > until:
            return
        try:
            with closing(document[n]) as page:
                width, height = page.get_size()
                scale = wish.side / max(width, height, 1.0)
                with closing(page.render(scale=min(scale, 4.0), maybe_alpha=False)) as bitmap:
                    picture = encoded(bitmap.to_pil(), wish.side)
        except (pypdfium2.PdfiumError, ValueError):
            return
        yield picture

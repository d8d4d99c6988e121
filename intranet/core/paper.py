"""Papers as PDF: set by Typst from data that is handed over as data, never put into markup."""

import json
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import segno
import typst

HOUSE = Path(__file__).resolve().parent.parent.parent
TEMPLATES = HOUSE / "templates"
FONTS = HOUSE / "intranet" / "print_fonts"


def pdf(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """The paper `template` (a path below templates/) filled with `data`.

    at: the moment the paper speaks of; it becomes the date of the document, so the same data
    give the same bytes for ever.
    """
    day = {"year": at.year, "month": at.month, "day": at.day}
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data | {"day": day}, ensure_ascii=False)},
    )


def qr_path(address: str) -> tuple[str, int]:
    """The QR code of an address as an SVG path, and the side of its square in modules."""
    rows = [list(row) for row in segno.make_qr(address, error="m").matrix_iter(border=2)]
    bars = [
        f"M{sum(lengths[:n])} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for lengths, darks in [_runs(row)]
        for n, length in enumerate(lengths)
        if darks[n]
    ]
    return "".join(bars), len(rows)


def _runs(row: list[int]) -> tuple[list[int], list[int]]:
    """How long each run of equal modules is, and whether it is dark."""
    runs = [(len(list(same)), dark) for dark, same in groupby(row)]
    return [length for length, _dark in runs], [dark for _length, dark in runs]


def qr_svg(address: str) -> str:
    """The QR code of an address as a whole SVG."""
    path, size = qr_path(address)
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
    return f'<svg {box}><path d="{path}"/></svg>'

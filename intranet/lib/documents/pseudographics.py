"""Tables drawn with characters: │ and ─, or | and +---+, as typewriters and old programs did."""

import re

from intranet.lib.documents.cleaning import clean
from intranet.lib.documents.grid import Grid
from intranet.lib.documents.model import Table

_UPRIGHT = re.compile("[│┃║|¦]")
_BORDER = re.compile(
    r"\s*[│┃║|¦+├┤┼┬┴┌┐└┘╔╗╚╝╠╣╬╦╩╟╢╤╧╪]?[-─━═=+┼┬┴├┤└┘┌┐╔╗╚╝╠╣╬╦╩╤╧╪|│:\s]{3,}\s*\Z"
)
_RULE = re.compile("[-─━═=]{2}")


def is_drawn(text: str) -> bool:
    """Whether at least two lines are cut by upright strokes."""
    return sum(len(_UPRIGHT.findall(line)) >= 2 for line in text.split("\n")) >= 2


def drawn_blocks(text: str) -> list[str | Table]:
    """Paragraphs and one table: from the first line with upright strokes to the last."""
    lines = text.split("\n")
    strokes = [n for n, line in enumerate(lines) if len(_UPRIGHT.findall(line)) >= 2]
    first, last = strokes[0], strokes[-1]
    blocks: list[str | Table] = [clean(line) for line in lines[:first] if not _is_border(line)]
    blocks.append(_table(lines[first : last + 1]))
    blocks += [clean(line) for line in lines[last + 1 :] if not _is_border(line)]
    return [block for block in blocks if block]


def _is_border(line: str) -> bool:
    return bool(_BORDER.match(line) and _RULE.search(line))


def _table(lines: list[str]) -> Table:
    grid = Grid()
    groups = _groups(lines)
    width = max(len(line) for group in groups for line in group)
    for group in groups:
        grid.start_row()
        if len({len(line) for line in group}) == 1 and len(group[0]) == 1 < width:
            grid.add(_unwrapped([line[0] for line in group]), colspan=width)
            continue
        for column in range(width):
            grid.add(_unwrapped([line[column] if column < len(line) else "" for line in group]))
    return grid.table()


def _groups(lines: list[str]) -> list[list[list[str]]]:
    """The lines of each row. Rules between rows say where a row ends; without them a row
    begins where its first cell does."""
    ruled: list[list[list[str]]] = [[]]
    for line in lines:
        if _is_border(line):
            ruled.append([])
        elif line.strip():
            ruled[-1].append(_cells(line))
    ruled = [group for group in ruled if group]
    if len(ruled) > 3:
        return ruled
    groups: list[list[list[str]]] = []
    for group in ruled:
        for n, cells in enumerate(group):
            if n == 0 or cells[0].strip() or len(cells) == 1:
                groups.append([cells])
            else:
                groups[-1].append(cells)
    return groups


def _cells(line: str) -> list[str]:
    cells = _UPRIGHT.split(line.strip())
    if not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells or [""]


def _unwrapped(lines: list[str]) -> str:
    """Lines cut by the width of a drawn cell, put together; "меро-" and "приятие" too."""
    text = ""
    for line in (clean(line) for line in lines):
        if not line:
            continue
        if re.search(r"[а-яё]-\Z", text) and re.match("[а-яё]", line):
            text = (text if text.endswith(("но-", "ско-")) else text[:-1]) + line
        else:
            text = f"{text} {line}" if text else line
    return text

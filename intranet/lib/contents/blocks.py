"""Blocks of a preview as HTML of our own making: headings, paragraphs, lists, tables."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

import nh3

from intranet.lib.contents.model import Block, Grid, Place

TAGS = {"h3", "h4", "h5", "h6", "p", "br", "ul", "ol", "li", "table", "caption", "tbody", "tr"}
TAGS |= {"td"}
ATTRIBUTES = {"td": {"rowspan", "colspan"}, "li": {"value"}}
#: Headings of a document stand below those of the page that shows it.
HIGHEST, DEEPEST = 3, 6

_ITEM = re.compile(r"(?:[•◦▪·–-]|([0-9]{1,4})[.)])[ \t]+(?=\S)")


def html_of(blocks: Iterable[Block]) -> str:
    r"""The blocks as HTML in which nothing links, loads, runs or is styled.

    Two walls: every text is escaped here, and the cleaner then lets through TAGS alone.

    >>> from intranet.lib.contents.model import Paragraph
    >>> html_of([Paragraph("План", 1), Paragraph("• <b>раз</b>"), Paragraph("• два")])
    '<h3>План</h3><ul><li>&lt;b&gt;раз&lt;/b&gt;</li><li>два</li></ul>'
    >>> html_of([Grid(((Place("А", colspan=2),), (Place("1"), Place("2"))))])
    '<table><tbody><tr><td colspan="2">А</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>'
    """
    pieces = [piece for kind, run in groupby(blocks, _kind) for piece in _run(kind, run)]
    return nh3.clean("".join(pieces), tags=TAGS, attributes=ATTRIBUTES, link_rel=None)


def _kind(block: Block) -> str:
    if isinstance(block, Grid):
        return "grid"
    found = _ITEM.match(block.text)
    if block.level or not found:
        return "text"
    return "ol" if found[1] else "ul"


def _run(kind: str, run: Iterable[Block]) -> Iterator[str]:
    if kind in ("ol", "ul"):
        yield f"<{kind}>"
    for block in run:
        if isinstance(block, Grid):
            yield _table(block)
        elif kind in ("ol", "ul"):
            yield _item(block.text)
        elif block.level:
            level = min(block.level + HIGHEST - 1, DEEPEST)
            yield f"<h{level}>{_lines(block.text)}</h{level}>"
        else:
            yield f"<p>{_lines(block.text)}</p>"
    if kind in ("ol", "ul"):
        yield f"</{kind}>"


def _item(text: str) -> str:
    found = _ITEM.match(text)
    assert found
    value = f' value="{int(found[1])}"' if found[1] else ""
    return f"<li{value}>{_lines(text[found.end() :])}</li>"


def _table(grid: Grid) -> str:
    name = f"<caption>{escape(grid.name)}</caption>" if grid.name else ""
    rows = "".join(f"<tr>{''.join(_cell(place) for place in row)}</tr>" for row in grid.rows)
    return f"<table>{name}<tbody>{rows}</tbody></table>"


def _cell(place: Place) -> str:
    spans = f' rowspan="{place.rowspan}"' if place.rowspan > 1 else ""
    spans += f' colspan="{place.colspan}"' if place.colspan > 1 else ""
    return f"<td{spans}>{_lines(place.text)}</td>"


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")

"""XML read with distrust: no DTD, no entities, no network, no trees too big for us."""

import re
from typing import Any

from lxml import etree

from intranet.lib.documents.model import Unreadable

MAX_TAGS = 2_500_000  # opening, closing and empty ones together
MAX_ATTRIBUTES = 1_500_000

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def parse_xml(data: bytes) -> Any:
    """The root element. Raises Unreadable: xml_entities, too_large, broken."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        data = _as_utf_8(data)
    if _DECLARATION.search(data, 0, 100_000):
        raise Unreadable("xml_entities")
    if data.count(b"<") > MAX_TAGS or data.count(b"=") > MAX_ATTRIBUTES:
        raise Unreadable("too_large", limit_tags=MAX_TAGS)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken", kind="xml") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("xml_entities")
    return root


def _as_utf_8(data: bytes) -> bytes:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-le")
    except UnicodeDecodeError as error:
        raise Unreadable("broken", kind="xml") from error
    return re.sub(r"\A\ufeff?<\?xml[^>]*\?>", "", text).encode("utf-8", errors="replace")


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str, default: str = "") -> str:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return default


def child(element: Any, *path: str) -> Any | None:
    """The element down this path of names without namespaces, or None."""
    for name in path:
        element = next((e for e in element if local(e) == name), None)
        if element is None:
            return None
    return element


def whole(text: str, default: int) -> int:
    """A whole number out of an attribute; `default` when it is none or absurdly long."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text or "") else default

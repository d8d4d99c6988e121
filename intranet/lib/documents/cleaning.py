"""Text as people see it: no invisible characters, one kind of space, no empty lines."""

import re

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def breaks_only(text: str) -> str:
    """Line breaks of every kind become "\\n" and invisible characters go; tabs and spaces stay."""
    return _INVISIBLE.sub("", _BREAKS.sub("\n", text)).replace("\u2011", "-")


def clean(text: str) -> str:
    r"""Tidy the text of a cell or a paragraph, keeping its lines.

    >>> clean("  Срок\u00a0 реа\u00adлизации \r\n\r\n 2026\tгод ")
    'Срок реализации\n2026 год'
    """
    text = breaks_only(text)
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)

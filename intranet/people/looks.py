"""How the site is for one reader: theme, low-vision mode, size, keys; kept in a cookie.

Whoever wants the same everywhere has it kept with the account too: a sign-in sets the cookie.
"""

from dataclasses import dataclass, fields

from flask import request

COOKIE = "look"
CHOICES = {
    "theme": ("", "light", "dark"),
    "vision": ("", "bw", "wb", "blue"),
    "fs": ("100", "150", "200"),
    "spacing": ("1", "1.5"),
    "images": ("on", "off"),
    "shortcuts": ("on", "off"),
}


@dataclass(frozen=True)
class Look:
    """Empty theme: as the system has it. Empty vision: the ordinary version."""

    theme: str = ""
    vision: str = ""
    fs: str = "100"
    spacing: str = "1"
    images: str = "on"
    shortcuts: str = "on"

    def __str__(self) -> str:
        return "|".join(getattr(self, f.name) for f in fields(self))


def current() -> Look:
    """The look that this browser has chosen; what the cookie says wrongly is left out."""
    words = request.cookies.get(COOKIE, "").split("|")
    return _allowed(dict(zip(CHOICES, words, strict=False)))


def changed(look: Look, wishes: dict[str, str]) -> Look:
    """`look` with what `wishes` ask for."""
    present = {name: getattr(look, name) for name in CHOICES}
    return _allowed(present | {k: v for k, v in wishes.items() if k in CHOICES})


def _allowed(wishes: dict[str, str]) -> Look:
    return Look(**{name: value for name, value in wishes.items() if value in CHOICES[name]})

"""Static files: joined where many are one, named by a hash, compressed once, served for ever."""

import gzip
import hashlib
import os
from pathlib import Path
from wsgiref.headers import Headers

import brotli
from flask import Flask, current_app
from whitenoise import WhiteNoise

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
#: Layers in the order in which they win; within a folder by name.
STYLES = ("tokens.css", "base.css", "layout.css", "components/*.css", "rooms/*.css", "print.css")
#: Of the room whose pages load a sheet more than all others: the common one stays light.
REPORTS = "rooms/reports-*.css"
#: For the page that people fill in over bad lines: what its own parts are styled with.
PARTS = (
    "button",
    "card",
    "counter",
    "dialog",
    "drop",
    "field",
    "menu",
    "progress",
    "tabs",
    "tag",
    "toast",
)
LIGHT = (
    *STYLES[:3],
    *(f"components/{part}.css" for part in PARTS),
    "components/with-forced-colours.css",
    "rooms/reports-filling.css",
    STYLES[-1],
)
#: What every page does, in the order in which it listens.
PAGE = (
    "dom", "requests", "toasts", "answers", "connection", "focus", "windows", "menus", "keys",
    "start",
)  # fmt: skip
#: The same for pages without htmx.
LIGHT_PAGE = ("dom", "toasts", "windows", "menus", "keys", "start")
SCRIPTS = ("js/*.js", "vendor/*.js")
YEAR = 365 * 24 * 3600  # seconds


def init_app(app: Flask) -> None:
    """Build what changed into the instance folder and serve it before Flask is asked."""
    folder = app.config["INSTANCE"] / "assets"
    folder.mkdir(exist_ok=True)
    names = {name: _kept(folder, name, content) for name, content in _sources().items()}
    app.extensions["assets"] = names
    app.add_template_global(asset, "asset")
    front = WhiteNoise(
        app.wsgi_app,
        max_age=YEAR,  # fonts and pictures change their name when they change
        add_headers_function=_inert,
        immutable_file_test=lambda _path, url: url.startswith("/static/dist/"),
    )
    front.add_files(str(STATIC), prefix="static/")
    front.add_files(str(folder), prefix="static/dist/")
    app.wsgi_app = front  # type: ignore[method-assign]  # the way Flask documents


def asset(name: str) -> str:
    """The address of `app.css`, `app.js`, `sprite.svg`…: with its hash, so kept for ever."""
    names: dict[str, str] = current_app.extensions["assets"]
    return f"/static/dist/{names[name]}"


def _inert(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"


def _sources() -> dict[str, bytes]:
    page, light = (
        [STATIC / "js" / "page" / f"{name}.js" for name in names] for names in (PAGE, LIGHT_PAGE)
    )
    found = {
        "app.css": _joined(styles(STYLES, without=(REPORTS,))),
        "reports.css": _joined(styles((REPORTS,))),
        "light.css": _joined(styles(LIGHT)),
        "app.js": _joined(page),
        "light.js": _joined(light),
    }
    for pattern in SCRIPTS:
        found |= {path.name: path.read_bytes() for path in sorted(STATIC.glob(pattern))}
    found |= {path.name: path.read_bytes() for path in sorted(STATIC.glob("icons/*.svg"))}
    return found


def styles(patterns: tuple[str, ...], *, without: tuple[str, ...] = ()) -> list[Path]:
    """The stylesheets that match `patterns`, in the order in which they are joined."""
    root = STATIC / "css"
    left_out = {path for pattern in without for path in root.glob(pattern)}
    found = [path for pattern in patterns for path in sorted(root.glob(pattern))]
    return [path for path in found if path not in left_out]


def _joined(paths: list[Path]) -> bytes:
    return b"\n".join(path.read_bytes() for path in paths)


def _kept(folder: Path, name: str, content: bytes) -> str:
    """Write `content` under a name with its hash, once; return that name."""
    stem, _, ending = name.rpartition(".")
    kept = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}"
    if not (folder / f"{kept}.br").exists():
        _write(folder / kept, content)
        _write(folder / f"{kept}.gz", gzip.compress(content, 9, mtime=0))
        _write(folder / f"{kept}.br", brotli.compress(content))
    return kept


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_bytes(content)
    fresh.replace(path)

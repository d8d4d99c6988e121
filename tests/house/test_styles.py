"""Stylesheets and scripts stay within Chromium 109 and Firefox 115, and within their sizes."""

import gzip
import re
from pathlib import Path

import pytest

from intranet.core import assets

STYLES = sorted(Path("static/css").rglob("*.css"))
SCRIPTS = sorted(Path("static/js").rglob("*.js"))


@pytest.mark.parametrize("path", STYLES, ids=str)
def test_a_stylesheet_uses_only_what_old_browsers_know(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    new = ("oklch(", "color-mix(", "light-dark(", ":popover-open", "anchor(", "@import", "&:")
    for word in new:
        assert word not in text, word
    assert not re.search(r"url\(\s*['\"]?(https?:)?//", text), "nothing from other servers"


@pytest.mark.parametrize("path", STYLES, ids=str)
def test_a_stylesheet_stands_in_its_layer(path):
    assert "@layer" in path.read_text()


@pytest.mark.parametrize("path", SCRIPTS, ids=str)
def test_a_script_evaluates_nothing_and_calls_nobody_else(path):
    text = path.read_text()
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|document\.write", text)
    assert not re.search(r"https?://(?!www\.w3\.org)", text)


def test_what_every_page_loads_is_light():
    common = assets.styles(assets.STYLES, without=(assets.REPORTS,))
    styles = b"".join(path.read_bytes() for path in common)
    page = b"".join(path.read_bytes() for path in sorted(Path("static/js/page").glob("*.js")))
    scripts = [page, Path("static/vendor/htmx.min.js").read_bytes()]
    assert len(gzip.compress(styles)) <= 17_000
    assert sum(len(gzip.compress(script)) for script in scripts) <= 24_000

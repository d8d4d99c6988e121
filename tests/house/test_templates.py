"""Templates: parts say what they need, have one root, ask no database, run no script."""

import re
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from intranet.app import create_app
from tests.conftest import SETTINGS

TEMPLATES = sorted(Path("templates").rglob("*.html"))
PARTIALS = [path for path in TEMPLATES if path.name.startswith("_")]
#: Letters are read outside: no policy of ours holds there, and style sheets are not read.
PAGES = [p for p in TEMPLATES if "mail" not in p.parts and not p.stem.startswith("mail")]
#: What every template may use without saying so.
FOR_ALL = {
    "url_for", "get_flashed_messages", "dom_id", "csrf_token", "asset", "request", "config",
    "_", "ngettext", "gettext", "viewer", "look", "locale", "navigation", "installation_name",
    "request_id", "search_url", "due_words", "is_shortcuts_on",
    "titled",
}  # fmt: skip


@pytest.fixture(scope="module")
def jinja(migrated):
    return create_app(SETTINGS | {"INSTANCE": str(migrated)}).jinja_env


@pytest.mark.parametrize("path", PARTIALS, ids=str)
def test_a_partial_declares_what_it_needs(path, jinja):
    text = path.read_text()
    declared = re.match(r"\{# needs: (.*?) #\}", text, re.S)
    assert declared, "the first line is {# needs: … #}"
    names = set(re.findall(r"\w+", declared[1])) - {"nothing"}
    used = meta.find_undeclared_variables(jinja.parse(text)) - FOR_ALL
    assert used <= names, f"undeclared: {used - names}"


@pytest.mark.parametrize("path", PARTIALS, ids=str)
def test_a_partial_has_one_root_with_an_id(path):
    html = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", path.read_text(), flags=re.S).strip()
    root = re.match(r"<([a-z][\w-]*)\s+id=", html)
    assert root, "the root element begins with its id"
    assert html.endswith(f"</{root[1]}>")


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_a_template_reads_and_never_asks_the_database(path, jinja):
    calls = jinja.parse(path.read_text()).find_all(nodes.Getattr)
    forbidden = {"query", "session", "scalars", "execute", "select", "commit"}
    assert not {call.attr for call in calls} & forbidden


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_nothing_inline_runs_or_paints(path):
    text = path.read_text()
    assert not re.search(r"""\sstyle\s*=|\son\w+=["']|hx-on|javascript:|js:\{""", text)
    assert not re.search(r'hx-trigger="[^"]*\[', text), "a filter in hx-trigger needs eval"
    for script in re.findall(r"<script[^>]*>(.*?)</script>", text, re.S):
        assert not script.strip()
    assert "|safe" not in text.replace(" ", ""), "what is safe is Markup where it was made"


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_what_htmx_posts_a_plain_form_posts_too(path):
    for tag in re.findall(r"<form\b[^>]*hx-post[^>]*>", path.read_text(), re.S):
        assert 'method="post"' in tag, tag
        assert "action=" in tag, tag
    for tag in re.findall(r"<a\b[^>]*hx-get[^>]*>", path.read_text(), re.S):
        assert "href=" in tag, tag


@pytest.mark.parametrize(
    "path",
    [p for p in TEMPLATES if 'extends "layouts/' in p.read_text() and "layouts" not in p.parts],
    ids=str,
)
def test_every_page_has_a_title(path):
    assert "{% block title %}" in path.read_text()

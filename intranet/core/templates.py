"""The environment in which templates speak."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment

from .web import dom_id


class _OneWorld(Environment):
    """No template has globals of its own, so all have the very same ones.

    The library would lay an empty layer over them for each template, and goes through it by
    name at every import: a tenth of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Before anything else touches `app.jinja_env`."""
    app.jinja_environment = _OneWorld
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_template_global(dom_id, "dom_id")

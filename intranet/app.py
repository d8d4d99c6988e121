"""create_app(): the only module that knows every room."""

from typing import Any

from flask import Flask, g, url_for
from flask_babel import get_locale
from flask_compress import Compress

from . import cli, config
from .attachments import wiring as attachments
from .comments import wiring as comments
from .core import (
    assets,
    errors,
    health,
    i18n,
    kept,
    logs,
    mail,
    markdown,
    notices,
    pages,
    pulse,
    scanner,
    schema,
    security,
    sqlite,
    storage,
    templates,
)
from .core.db import db
from .core.web import htmx
from .demo import demo
from .home import wiring as home
from .notifications import wiring as notifications
from .people import looks
from .people import wiring as people
from .people.session import stranger_or_viewer
from .reports import wiring as reports
from .roadmap import wiring as roadmap
from .uploads import wiring as uploads

ROOMS = (people, comments, attachments, uploads, roadmap, reports, notifications, home)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application. `overrides` are INTRANET_* settings by their short names (tests)."""
    settings = config.read() | (overrides or {})
    app = Flask(
        "intranet",
        root_path=str(config.HOUSE),
        template_folder="templates",
        static_folder=None,
        instance_path=str(config.flask(settings)["INSTANCE"]),
    )
    app.config.update(config.flask(settings))
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = sqlite.engine_options(
        app.config["SQLALCHEMY_DATABASE_URI"]
    )
    _cellar(app)
    for room in ROOMS:
        room.wire(app)
    app.context_processor(_for_templates)
    app.cli.add_command(demo)
    cli.wire(app)
    return app


def _cellar(app: Flask) -> None:
    templates.init_app(app)
    db.init_app(app)
    sqlite.init_app(app)
    logs.init_app(app)
    schema.init_app(app, config.HOUSE / "migrations")
    i18n.init_app(app)
    markdown.init_app(app)
    mail.init_app(app)
    kept.init_app(app)
    storage.init_app(app)
    scanner.init_app(app)
    assets.init_app(app)
    htmx.init_app(app)
    pages.init_app(app, _reader)
    Compress(app)
    security.init_app(app)
    errors.init_app(app)
    app.register_blueprint(pulse.bp)
    app.register_blueprint(health.bp)


def _reader() -> tuple[Any, ...]:
    """All that the frame of a page depends on besides its address: who reads, and how."""
    unread = notices.unread(g.get("person_id"))
    return stranger_or_viewer(), looks.current(), str(get_locale()), unread


def _for_templates() -> dict[str, Any]:
    """What every template may use; made once a request, however many parts it renders."""
    if "for_templates" not in g:
        g.for_templates = {
            "viewer": stranger_or_viewer(),
            "look": looks.current(),
            "locale": str(get_locale()),
            "navigation": home.Navigation(),
            "installation_name": home.installation_name(),
            "request_id": g.get("request_id", ""),
            "search_url": url_for("home.found"),
        }
    return g.for_templates

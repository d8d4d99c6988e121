"""Sentences, dates and numbers in the reader's language."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_datetime
from babel.messages import mofile, pofile
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import (
    Babel,
    force_locale,
    format_date,
    format_decimal,
    get_locale,
    get_translations,
    gettext,
)

from . import clock

LANGUAGES = ("ru", "en")
COOKIE = "language"
KILOBYTE = 1024  # bytes
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


def init_app(app: Flask) -> None:
    """Compile what changed, choose the language of each request, give templates the filters."""
    folder = app.config["INSTANCE"] / "translations"
    compile_catalogues(folder)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(folder)
    Babel(app, locale_selector=language)
    install = getattr(app.jinja_env, "install_gettext_callables")  # noqa: B009 - of an extension
    install(_sentence, _sentence_of_number, newstyle=True)
    app.add_template_filter(day_in_words, "day")
    app.add_template_filter(short_day, "short_day")
    app.add_template_filter(moment_in_words, "moment")
    app.add_template_filter(size_in_words, "size")


def language() -> str:
    """The reader's language: chosen by the reader, else the installation's."""
    default: str = current_app.config["BABEL_DEFAULT_LOCALE"]
    if not has_request_context():
        return default
    chosen = g.get("language") or request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else default


def _sentence(message: str) -> str:
    """The reader's sentence for `message`, for templates: a page asks a hundred times."""
    return _catalogue().gettext(message)


def _sentence_of_number(one: str, many: str, number: int) -> str:
    return _catalogue().ngettext(one, many, number)


def _catalogue() -> Any:
    """The catalogue of this request, looked up once: the library looks at every sentence."""
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return g.catalogue


def compile_catalogues(folder: Path) -> None:
    """Make in `folder` the compiled form of every catalogue that is newer than its own."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        target = folder / source.relative_to(CATALOGUES).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = pofile.read_po(file, locale=source.parent.parent.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}.new")
        with fresh.open("wb") as file:
            mofile.write_mo(file, catalogue)
        fresh.replace(target)


def day_in_words(day: date | None) -> str:
    """«6 апреля 2026 г.» or “April 6, 2026”; nothing for no day."""
    return format_date(day, "long") if day else ""


def with_days(particulars: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """`particulars` of an event; the ISO days among them, which `names` tells, in words."""
    days = {name: particulars[name] for name in names if particulars.get(name)}
    said = {name: day_in_words(date.fromisoformat(day)) for name, day in days.items()}
    return {**particulars, **said}


def short_day(day: date | None) -> str:
    """«06.04.2026» as tables show it; English readers get “6 Apr 2026”."""
    if not day:
        return ""
    return format_date(day, "dd.MM.yyyy" if str(get_locale()) == "ru" else "d MMM yyyy")


def moment_in_words(moment: datetime, zone: str) -> str:
    """«6 апр. 2026, 14:05» by the clocks of `zone` (an IANA name)."""
    there = clock.there(moment, zone)
    return str(format_datetime(there, "d MMM y, HH:mm", locale=get_locale()))


def size_in_words(size_bytes: int) -> str:
    """«1,2 МБ», in the reader's language; small files in kB, never less than one."""
    kilobytes = max(size_bytes / KILOBYTE, 1)
    if kilobytes < KILOBYTE:
        return gettext("%(size)s kB", size=format_decimal(round(kilobytes)))
    return gettext("%(size)s MB", size=format_decimal(round(kilobytes / KILOBYTE, 1)))


@contextmanager
def force_language(language: str | None) -> Iterator[None]:
    """Speak `language` inside, or with None the installation's, whoever is reading."""
    kept = g.pop("catalogue", None)
    with force_locale(language or current_app.config["BABEL_DEFAULT_LOCALE"]):
        yield
    g.pop("catalogue", None)
    if kept is not None:
        g.catalogue = kept

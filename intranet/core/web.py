"""The three answers a view may give: page, update, go. And its two questions: found, allow."""

import re
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, abort, flash, g, make_response, redirect, render_template, request
from flask_htmx import HTMX
from flask_htmx import make_response as htmx_response
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from . import activity, notices
from .actions import Refusal

htmx = HTMX()
T = TypeVar("T")

#: Elements that HTML allows only inside others; htmx takes them out of a <template>.
TABLE_PARTS = {"tr", "td", "th", "tbody", "thead", "li"}


def found(thing: T | None) -> T:
    """`thing`, or 404 when it does not exist or this person may not know that it does."""
    if thing is None:
        abort(404)
    return thing


def allow(verdict: bool) -> None:
    """Go on when the policy agreed, else 403. Every view asks once: the house insists."""
    g.asked_policy = True
    if not verdict:
        abort(403)


def page(
    template: str,
    *,
    fragment: str | Markup | None = None,
    also: tuple[str, ...] = (),
    status: int = 200,
    **context: Any,
) -> Response:
    """Show something: `template` whole, or only its `fragment` when htmx asks for it.

    fragment: a template, or a part that is rendered already.
    also: partials of the page around the fragment that change with it, out of band.
    """
    if fragment and wants_fragment():
        is_ready = isinstance(fragment, Markup)
        html = str(fragment) if is_ready else render_template(fragment, **context)
        html += "".join(out_of_band(render_template(part, **context), "morph") for part in also)
    else:
        since, unread = notices.glance(g.get("person_id"))
        html = render_template(template, since=since, unread=unread, **context)
    response = make_response(html, status)
    response.vary.add("HX-Request")
    return response


def wants_fragment() -> bool:
    """Whether htmx asks for a part of a page; else a browser waits for the whole of it."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def update(
    fragment: str | None,
    *also: str | tuple[str, dict[str, Any]],
    url: str,
    message: str | None = None,
    **context: Any,
) -> AnyResponse:
    """Answer a change made in place.

    htmx gets `fragment`, and each partial in `also` out of band. A browser without
    htmx is sent to `url`, where the change can be seen. Without `fragment` only the
    parts out of band change; a form that is a page of its own has none of them on it, and
    leads to `url`. A partial with names of its own is a pair.
    """
    if fragment is None and _is_own_page():
        return go(url, message)
    if message:
        flash(message)
    if not htmx:
        return redirect(url, 303)
    html = render_template(fragment, **context) if fragment else ""
    for part in also:
        partial, own = (part, {}) if isinstance(part, str) else part
        html += out_of_band(render_template(partial, **(context | own)), "morph")
    html += out_of_band(render_template("layouts/_flashes.html"))
    response = make_response(html)
    if not fragment:
        response.headers["HX-Reswap"] = "none"
    return response


def _is_own_page() -> bool:
    """Whether htmx sends a form that was opened as a page: the address that it posts to."""
    return bool(htmx) and urlsplit(htmx.current_url or "").path == request.path


def go(url: str, message: str | None = None) -> AnyResponse:
    """Send the person to another page: a real navigation, with or without htmx."""
    if message:
        flash(message)
    return htmx_response(redirect=url) if htmx else redirect(url, 303)


def out_of_band(html: str, how: str = "true") -> str:
    """Mark the one root element of a partial as swapped by its own id.

    how: «true» puts it in place of the old one; «morph» changes the old one, which keeps
    the focus of what stands in it.
    """
    html = html.strip()
    root = re.search(r"<([a-z][\w-]*)", html)
    if root is None:
        raise ValueError("a partial without a root element")
    marked = f'{html[: root.end()]} hx-swap-oob="{how}"{html[root.end() :]}'
    return f"<template>{marked}</template>" if root[1] in TABLE_PARTS else marked


def dom_id(thing: Any, part: str | None = None) -> str:
    """`course_run-7`, or `course_run-7-seats`: the same id in template, selector and test."""
    return "-".join(filter(None, (thing.__tablename__, str(thing.id), part)))


def refused(refusal: Refusal) -> AnyResponse:
    """A refusal nobody caught: its status and sentence, the page left as it was.

    Elements that showed the deed before it was allowed hear `refused` and ask again.
    """
    if not htmx:
        html = render_template(
            f"errors/{refusal.status}.html", sentence=str(refusal), since=activity.latest()
        )
        return make_response(html, refusal.status)
    flash(str(refusal), "refusal")
    body = out_of_band(render_template("layouts/_flashes.html"))
    answer: Response = htmx_response(body, refusal.status, reswap="none", trigger="refused")
    return answer


def own_address(address: str | None, default: str) -> str:
    """`address` when it is a path of this site, else `default`: never a way to elsewhere."""
    if not address or not address.startswith("/") or "\\" in address:
        return default
    if any(ord(sign) < ord(" ") for sign in address):
        return default
    parts = urlsplit(address)
    is_elsewhere = parts.scheme or parts.netloc or address.startswith("//")
    return default if is_elsewhere else address


def is_htmx() -> bool:
    """Whether htmx asks, for the few places of the cellar that answer by themselves."""
    return bool(htmx)

"""Text of people, written in Markdown, as HTML that can do nothing but be read.

Two walls: the renderer escapes every tag that was typed, and the cleaner then lets through
only elements, attributes and addresses on its own lists.
"""

from typing import Any

import mistune
import nh3
from flask import Flask
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
#: Headings of people stand below those of the page.
HIGHEST, DEEPEST = 3, 6


class _Quiet(mistune.HTMLRenderer):
    """Headings below the page's own; pictures only as links, for they tell who reads.

    A link that would do anything but lead somewhere is shown as the text that it is.
    """

    SAFE_PROTOCOLS = ("http:", "https:", "mailto:")
    GOOD_DATA_PROTOCOLS = ()
    REFUSED = "#harmful-link"  # what mistune puts in place of such an address

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if self.sanitize_url(url) == self.REFUSED:
            return f"{text} ({mistune.escape(url)})"
        return super().link(text, url, title)

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return super().heading(text, min(level + HIGHEST - 1, DEEPEST))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return self.link(mistune.escape(text or url), url, title)


_render = mistune.create_markdown(
    renderer=_Quiet(escape=True), hard_wrap=True, plugins=["table", "strikethrough", "url"]
)


def markdown(text: str | None) -> Markup:
    """`text` as safe HTML; stand it inside an element with hx-disable.

    >>> str(markdown("**Да** <b>нет</b>"))
    '<p><strong>Да</strong> &lt;b&gt;нет&lt;/b&gt;</p>\\n'
    """
    html = nh3.clean(
        str(_render(text or "")),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(html)  # noqa: S704 - both walls are behind us


def init_app(app: Flask) -> None:
    """Give templates the filter."""
    app.add_template_filter(markdown, "markdown")

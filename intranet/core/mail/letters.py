"""A letter as mail servers want it: headers of one line, a text and its HTML, links with a host."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Any

from flask import current_app
from markupsafe import Markup

LONGEST_SUBJECT = 150  # characters
LONGEST_NAME = 120


def is_on() -> bool:
    """Whether letters leave the house at all: a mail server is in the settings."""
    return bool(current_app.config["SMTP_HOST"])


def link(endpoint: str, **values: Any) -> str:
    """The whole address of a page, with the host of the settings, never of a request."""
    path = current_app.url_map.bind("house").build(endpoint, values)
    return f"{current_app.config['URL']}{path}"


def render(template: str, **context: Any) -> Markup:
    """A letter's HTML. It gets `context` only: who reads it is not who looks at a page now."""
    html = current_app.jinja_env.get_template(template).render(link=link, **context)
    return Markup(html)  # noqa: S704 - the template has escaped what came from people


def one_line(text: str, most: int = LONGEST_SUBJECT) -> str:
    """`text` as a header may carry it: no control characters, no line breaks, cut to `most`.

    >>> one_line("Отчёт\\r\\nBcc: all@example.ru")
    'Отчёт Bcc: all@example.ru'
    """
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"


def new_message_id() -> str:
    """A name for a letter that no other has, in the domain it is from."""
    _name, sender = parseaddr(current_app.config["MAIL_FROM"])
    return make_msgid(domain=deliverable(sender).partition("@")[2])


def deliverable(address: str) -> str:
    """`address` with its domain as servers know it: школа.рф in Latin letters.

    Raises ValueError when it is no address.
    """
    local, at, domain = address.strip().rpartition("@")
    if not (local and at and domain) or one_line(address) != address.strip() or " " in address:
        raise ValueError(f"no address: {address!r}")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def message(
    *, to: str, name: str, subject: str, text: str, html: str, at: datetime, message_id: str
) -> EmailMessage:
    """The letter to one address. Raises ValueError when `to` is no address."""
    made = EmailMessage(policy=SMTP)
    sender_name, sender = parseaddr(current_app.config["MAIL_FROM"])
    made["From"] = _mailbox(sender_name, sender)
    made["To"] = _mailbox(name, to)
    made["Subject"] = one_line(subject)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id
    made["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday answers it
    made["X-Auto-Response-Suppress"] = "All"  # the same in the words of Exchange
    made.set_content(text, cte="base64")
    made.add_alternative(html, subtype="html", cte="base64")
    return made


def _mailbox(name: str, address: str) -> Address:
    local, _at, domain = deliverable(address).rpartition("@")
    return Address(display_name=one_line(name, LONGEST_NAME), username=local, domain=domain)

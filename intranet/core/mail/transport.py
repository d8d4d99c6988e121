"""The talk with the mail server of the settings."""

import smtplib
import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app

from .. import clock
from .letters import deliverable, is_on, message, new_message_id

PATIENCE = 15.0  # seconds for each answer of the server
#: A server that was not there is left alone for so long, or a heap of letters would hold up
#: everything else the worker does.
REST = timedelta(minutes=1)
#: Codes by which a server says «never», but not «say who you are first».
PERMANENT = {*range(500, 600)} - {530}


class Refused(Exception):  # noqa: N818 - a server's answer, no bug
    """The server will never take this letter for this address; the message is its words."""


class Resting(OSError):  # noqa: N818 - a state, no bug
    """The server was not there a moment ago, so it was not asked again."""


class _Plain(smtplib.SMTP):
    """Remembers what the server said when it took the letter."""

    said = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, words = super().data(msg)
        self.said = _words(code, words)
        return code, words


class _Secret(_Plain, smtplib.SMTP_SSL):
    """The same, secret from the first word."""


def init_app(app: Flask) -> None:
    """Remember for each process when the server was missing; tell templates of letters."""
    app.extensions["mail"] = {"rests_until": datetime.min.replace(tzinfo=UTC)}
    app.add_template_global(is_on, "is_mail_on")


def send(letter: EmailMessage, to: str) -> str:
    """Hand `letter` over; the server's words when it took it.

    Raises Refused when it never will, and OSError or SMTPException when it may later.
    """
    state = current_app.extensions["mail"]
    if clock.now() < state["rests_until"]:
        raise Resting("the mail server did not answer a moment ago")
    try:
        server = _connect(current_app.config)
    except OSError as error:
        if not isinstance(error, smtplib.SMTPResponseException):
            state["rests_until"] = clock.now() + REST
        raise
    return _hand_over(server, letter, to)


def _hand_over(server: _Plain, letter: EmailMessage, to: str) -> str:
    try:
        with server:
            server.send_message(letter, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        if code in PERMANENT:
            raise Refused(_words(code, words)) from error
        raise
    except smtplib.SMTPDataError as error:
        if error.smtp_code in PERMANENT:
            raise Refused(_words(error.smtp_code, error.smtp_error)) from error
        raise
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(f"the server knows no such addresses: {error}") from error
    return server.said


def _connect(settings: Any) -> _Plain:
    """A server that knows us. Raises OSError or SMTPException (which is one) when it cannot be."""
    host, port = settings["SMTP_HOST"], settings["SMTP_PORT"]
    # Without our name the library asks the name service who we are, which may take long.
    more: dict[str, Any] = {
        "timeout": PATIENCE,
        "local_hostname": urlsplit(settings["URL"]).hostname or "localhost",
    }
    if settings["SMTP_TLS"] == "tls":
        return _known(_Secret(host, port, context=_trust(settings), **more), settings)
    return _known(_Plain(host, port, **more), settings)


def _known(server: _Plain, settings: Any) -> _Plain:
    try:
        if settings["SMTP_TLS"] == "starttls":
            server.starttls(context=_trust(settings))
        if settings["SMTP_USER"]:
            server.login(settings["SMTP_USER"], settings["SMTP_PASSWORD"])
    except BaseException:
        server.close()
        raise
    return server


def _trust(settings: Any) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=settings["SMTP_CA"] or None)


def trial(address: str, *, subject: str, text: str, html: str) -> str:
    """Send one letter now, past the outbox; the server's words. Raises as `send` does."""
    to = deliverable(address)
    letter = message(
        to=to, name="", subject=subject, text=text, html=html,
        at=clock.now(), message_id=new_message_id(),
    )  # fmt: skip
    return _hand_over(_connect(current_app.config), letter, to)


def explain(error: Exception) -> str:
    """What went wrong, in plain words, for whoever runs the installation."""
    server = f"{current_app.config['SMTP_HOST']}:{current_app.config['SMTP_PORT']}"
    if isinstance(error, Refused):
        return f"The server refuses this letter: {error}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        said = _words(error.smtp_code, error.smtp_error)
        return f"The server does not accept INTRANET_SMTP_USER and its password: {said}"
    if isinstance(error, smtplib.SMTPSenderRefused):
        said = _words(error.smtp_code, error.smtp_error)
        return f"The server takes no letters from INTRANET_MAIL_FROM: {said}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"The server does not take the letter now: {_words(code, words)}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{server} does not do what the settings ask for: {error}"
    return _of_the_line(error, server)


def _of_the_line(error: Exception, server: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{server} shows a certificate that is not trusted (INTRANET_SMTP_CA): {error}"
    if isinstance(error, ssl.SSLError):
        return f"{server} does not speak TLS as INTRANET_SMTP_TLS says: {error}"
    if isinstance(error, TimeoutError):
        return f"{server} does not answer within {PATIENCE:.0f} seconds."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{server} answers: {_words(error.smtp_code, error.smtp_error)}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"{server} broke off the talk: {error} (INTRANET_SMTP_TLS may be wrong)"
    if isinstance(error, OSError):
        return f"{server} cannot be reached: {error}"
    return f"This cannot be sent: {error}"


def _words(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(said.split())}"

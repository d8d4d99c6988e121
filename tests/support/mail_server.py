"""A real mail server in a thread of its own: what it took, and how it behaves."""

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class MailServer:
    """letters: what was taken. answers: address → what is said to it instead of 250."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    user: tuple[str, str] | None = None
    taken: Callable[[], None] = lambda: None

    async def handle_RCPT(  # noqa: N802 - as the library calls it
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.user and not session.authenticated:
            return "530 5.7.0 Say who you are first"
        if said := self.answers.get(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        if said := self.answers.get("DATA"):
            return said
        self.letters.append(letter)
        self.recipients.extend(envelope.rcpt_tos)
        self.taken()
        return "250 2.0.0 taken as number 7"

    def knows(
        self, _server: SMTP, _session: Any, _envelope: Any, _how: str, data: Any
    ) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == self.user, handled=False)


@contextmanager
def mail_server(
    *, tls: str = "none", certificate: Path | None = None, **more: Any
) -> Iterator[MailServer]:
    """A server at `port` of this machine, speaking as INTRANET_SMTP_TLS says."""
    server, loop = MailServer(**more), asyncio.new_event_loop()
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)

    def talk() -> SMTP:
        return SMTP(
            server,
            hostname="mail.test",
            tls_context=context if tls == "starttls" else None,
            require_starttls=tls == "starttls",
            auth_require_tls=tls == "starttls",
            authenticator=server.knows,
            loop=loop,
        )

    # All of it happens in the thread: the one of the test may have a loop of its own running.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = loop.create_server(talk, "127.0.0.1", 0, ssl=context if tls == "tls" else None)
    listening = asyncio.run_coroutine_threadsafe(opening, loop).result(30)
    server.port = listening.sockets[0].getsockname()[1]
    yield server

    async def end() -> None:
        listening.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0.05)  # for what was said last to be sent and closed

    asyncio.run_coroutine_threadsafe(end(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(30)
    loop.close()


def certificate_in(folder: Path) -> Path:
    """A file with a fresh key and a certificate for 127.0.0.1, signed by itself."""
    path, key = folder / "mail.pem", folder / "mail.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "3650", "-subj", "/CN=mail.test", "-keyout", str(key)),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-out", str(path)),
        ],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + key.read_text())
    return path


def settings(server: MailServer, **more: Any) -> dict[str, Any]:
    """What the application is told so that it writes through `server`."""
    return {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": server.port,
        "SMTP_TLS": "none",
        "MAIL_FROM": "Библиокарта <site@example.ru>",
        "URL": "https://intranet.example.ru",
    } | more

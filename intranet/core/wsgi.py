"""What PEP 3333 calls things that granian's RSGI calls otherwise."""

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from werkzeug.wsgi import FileWrapper

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Headers = list[tuple[str, str]]

BEGAN_AT = "bibliokarta.began_at"
#: What concerns one connection only and is the server's to say, in requests and in answers.
HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
#: CGI would make HTTP_PROXY of Proxy; granian has said 100 Continue; Host is looked at apart.
DROPPED = HOP_BY_HOP | {"proxy", "expect", "host"}


class StreamedAnswer:
    """A body that is made while it is read, its length told before; sent as it is.

    The server takes a block when the last one has gone, so a slow reader holds no thread.
    """

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks = blocks

    def __iter__(self) -> Iterator[bytes]:
        return self.blocks

    def close(self) -> None:
        """Let go of what the blocks are read from."""
        getattr(self.blocks, "close", bool)()


class FileAnswer(FileWrapper):
    """What send_file answers with: a file, to be sent as it is."""


def environment(scope: Any, body: IO[bytes], began_at: datetime | None = None) -> "WSGIEnvironment":
    """What the application is told of a request; `body` is what has come of it.

    began_at: when its headers were there, before the body came.

    granian has decoded the path already (bytes that are no UTF-8 became U+FFFD). Names with
    an underscore are dropped: X_Forwarded_For must not be taken for a proxy's word.
    """
    named: dict[str, str] = {}
    for name, value in scope.headers.items():
        if name in DROPPED or "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        between = "; " if name == "cookie" else ","
        named[key] = f"{named[key]}{between}{_latin(value)}" if key in named else _latin(value)
    if host := scope.authority or scope.headers.get("host"):
        named["HTTP_HOST"] = _latin(host)
    server, _, port = scope.server.rpartition(":")
    client = scope.client.rpartition(":")[0].strip("[]")
    return named | {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _latin(scope.path),
        "QUERY_STRING": _latin(scope.query_string),
        "REMOTE_ADDR": client.removeprefix("::ffff:"),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.0" if scope.http_version == "1" else "HTTP/1.1",
        BEGAN_AT: began_at,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileAnswer,
    }


def began_at(environ: "WSGIEnvironment") -> datetime | None:
    """When the request began to come; None behind a server that does not tell."""
    return environ.get(BEGAN_AT)


def own_headers(headers: Headers, size: int | None = None) -> Headers:
    """The application's headers without the server's; with `size` that is the true length."""
    server = HOP_BY_HOP if size is None else HOP_BY_HOP | {"content-length"}
    own = [(name, value) for name, value in headers if name.lower() not in server]
    return own if size is None else [*own, ("content-length", str(size))]


def _latin(text: str) -> str:
    """`text` in the disguise that WSGI wants: its UTF-8 bytes as if they were Latin-1."""
    return text.encode().decode("latin-1")

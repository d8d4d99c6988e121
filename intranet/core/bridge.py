"""The application behind granian's RSGI: a thread works only where there is work.

The event loop takes the body first, however slowly it comes, and gives out the answer, however
slowly it is read; between the two the application has one of a few threads. Why so, and where
the limits come from: docs/decisions/0002-wsgi-server.md.
"""

import asyncio
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any

import structlog
from flask import Flask

from . import clock
from .pieces import Pieces, Turn
from .wsgi import FileAnswer, Headers, StreamedAnswer, environment, own_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = structlog.get_logger()

MEMORY_BYTES = 1 << 20  # of a body or an answer kept in memory
PIECE_BYTES = 8 << 20  # of a piece of an upload, which may stay there for a moment only
BODY_SECONDS = 120  # the longest a body may take to come: 25 MB at 1.7 Mbit/s
HEAR_SECONDS = 30  # how long one who is refused may go on sending, or the answer is not heard
FILE_SECONDS = 10  # how soon granian has opened the file it is asked to send
PLAIN = ("content-type", "text/plain; charset=utf-8")
SENTENCES = {
    400: "Запрос оборван или неверен. / The request is broken or not whole.",
    408: "Данные шли слишком долго. / The data took too long to come.",
    411: "Нужен размер данных. / Tell the size of the data (Content-Length).",
    413: (
        "Это больше {most} МБ: столько сайт за один раз не принимает. Вернитесь назад и отправьте "
        "файл поменьше. / This is larger than {most} MB, more than the site accepts at a time. "
        "Go back and send a smaller file."
    ),
    500: "Ошибка на сервере, она записана. / An error of the server, written down.",
    507: "На диске сервера нет места. / The disk of the server is full.",
}
#: Refusals of a body that has begun: of a piece of an upload its beginning is worth keeping.
BROKEN_OFF = {400, 408}
#: Status, headers, and the body as bytes, as an open file, or made while it is sent.
Answer = tuple[int, Headers, bytes | IO[bytes] | StreamedAnswer]


class Bridge:
    """What granian calls; `threads` of the application run at once."""

    def __init__(self, app: Flask, threads: int) -> None:
        self.app = app
        self.pieces: Pieces | None = app.extensions.get("pieces")
        self.most_bytes: int = app.config["MAX_CONTENT_LENGTH"]
        self.pool = ThreadPoolExecutor(threads, "work")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request, whatever happens."""
        if self.pieces is None or not self.pieces.concerns(scope):
            await self.serve(scope, protocol)
            return
        async with self.pieces.turn(scope) as turn:
            is_whole = await self.serve(scope, protocol, turn)
        if not is_whole:
            await hear_out(protocol)

    async def serve(self, scope: Any, protocol: Any, turn: Turn | None = None) -> bool:
        """Answer one request; False when the application was given a piece that broke off."""
        began_at = clock.now()
        size, refusal = self.judge(scope)
        with SpooledTemporaryFile(PIECE_BYTES if turn else MEMORY_BYTES) as body:
            is_whole = True
            if size and not refusal:
                refusal = await self.take(protocol, body, size, turn)
                is_whole = not (turn and refusal in BROKEN_OFF)
            if refusal and is_whole:
                await refuse(protocol, refusal, self.most_bytes)
                return True
            environ = environment(scope, body, began_at)
            if not is_whole:
                environ["CONTENT_LENGTH"] = str(body.tell())
            body.seek(0)
            loop = asyncio.get_running_loop()
            status, headers, answer = await loop.run_in_executor(self.pool, self.run, environ)
        if not is_whole:
            headers = [*headers, ("connection", "close")]
        if isinstance(answer, StreamedAnswer):
            await self.stream(protocol, status, headers, answer)
        elif not isinstance(answer, bytes):  # under /proc it has a name even if it has none else
            protocol.response_file(status, headers, f"/proc/self/fd/{answer.fileno()}")
            loop.call_later(FILE_SECONDS, answer.close)
        elif answer:
            protocol.response_bytes(status, headers, answer)
        else:
            protocol.response_empty(status, headers)
        return is_whole

    async def stream(
        self, protocol: Any, status: int, headers: Headers, answer: StreamedAnswer
    ) -> None:
        """Send block after block; a thread works only while the next one is made.

        They go through a pipe, which granian takes for a file: it holds back while the reader
        is slow (granian's own streams take all there is into memory), and breaks when the
        reader is gone.
        """
        loop, blocks = asyncio.get_running_loop(), iter(answer)
        outlet, inlet = os.pipe()
        protocol.response_file(status, headers, f"/proc/self/fd/{outlet}")
        loop.call_later(FILE_SECONDS, os.close, outlet)
        pipe, flow = await loop.connect_write_pipe(
            lambda: asyncio.streams.FlowControlMixin(loop), os.fdopen(inlet, "wb")
        )
        writer = asyncio.StreamWriter(pipe, flow, None, loop)
        try:
            while block := await loop.run_in_executor(self.pool, next, blocks, b""):
                writer.write(block)
                await writer.drain()
        except ConnectionError:
            pass  # nobody reads any more
        finally:
            writer.close()
            await loop.run_in_executor(self.pool, answer.close)

    def judge(self, scope: Any) -> tuple[int, int]:
        """The size of the body in bytes, and the status of a refusal or 0.

        A body in chunks is refused: granian does not tell a broken one from a whole one.
        """
        if "transfer-encoding" in scope.headers:
            return 0, 411
        hosts = sum(name == "host" for name, _ in scope.headers.items())
        size = scope.headers.get("content-length") or "0"
        if hosts > 1 or not scope.path.startswith("/") or not size.isdecimal():
            return 0, 400
        return int(size), 413 if int(size) > self.most_bytes else 0

    async def take(
        self, protocol: Any, body: IO[bytes], size: int, turn: Turn | None = None
    ) -> int:
        """Read a body of `size` bytes into `body`; the status of a refusal or 0."""
        watch: asyncio.Task[None] | None = None
        try:
            async with asyncio.timeout(BODY_SECONDS) as limit:
                if turn:
                    watch = asyncio.create_task(turn.stop_when_asked(limit, body))
                async for piece in protocol:
                    body.write(piece)
                    if body.tell() > self.most_bytes:
                        return 413
            return 0 if body.tell() == size else 400  # less: the sender has gone
        except TimeoutError:
            return 408
        except OSError:
            return 507
        finally:
            if watch:
                watch.cancel()

    def run(self, environ: "WSGIEnvironment") -> Answer:
        """In a thread: the application's whole answer; 500 when there is none."""
        try:
            return self.ask(environ)
        except BaseException as error:  # nobody may be left waiting, whatever was raised
            log.exception("the application broke", kind=type(error).__name__, exc_info=error)
            return 500, [PLAIN], f"{SENTENCES[500]}\n".encode()

    def ask(self, environ: "WSGIEnvironment") -> Answer:
        """Call the application and gather what it says."""
        spool: IO[bytes] = SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115 - it may be the answer
        told: list[Any] = []

        def start(status: str, headers: Headers, _error: object = None) -> Any:
            told[:] = int(status[:3]), headers
            return spool.write

        pieces = self.app(environ, start)
        if isinstance(pieces, StreamedAnswer) and environ["REQUEST_METHOD"] != "HEAD":
            status, headers = told
            return status, own_headers(headers, int(dict(headers)["Content-Length"])), pieces
        try:
            answer = plain_file(pieces) or spool
            if answer is spool:
                spool.writelines(pieces)
        finally:
            getattr(pieces, "close", bool)()
        status, headers = told
        size = answer.seek(0, os.SEEK_END)
        if environ["REQUEST_METHOD"] == "HEAD" or status in {204, 304}:
            answer.close()
            return status, own_headers(headers), b""
        if size > MEMORY_BYTES:
            answer.flush()
            return status, own_headers(headers, size), answer
        answer.seek(0)
        with answer:
            return status, own_headers(headers, size), answer.read()


def plain_file(pieces: Any) -> IO[bytes] | None:
    """The file on the disk that `pieces` is from its beginning, opened once more; or None."""
    with suppress(AttributeError, OSError):  # what is no file has no descriptor
        descriptor = pieces.file.fileno() if isinstance(pieces, FileAnswer) else -1
        if stat.S_ISREG(os.fstat(descriptor).st_mode) and pieces.file.tell() == 0:
            return os.fdopen(os.dup(descriptor), "rb")
    return None


async def refuse(protocol: Any, status: int, most_bytes: int) -> None:
    """Say no, then let the sender finish."""
    sentence = SENTENCES[status].format(most=most_bytes >> 20)
    answer = f"{sentence}\n".encode()
    protocol.response_bytes(status, [PLAIN, ("connection", "close")], answer)
    await hear_out(protocol)


async def hear_out(protocol: Any) -> None:
    """Read and forget what still comes: a browser listens only when it has sent.

    granian raises RSGIProtocolError, a RuntimeError, when the sender has gone.
    """
    with suppress(TimeoutError, RuntimeError):
        async with asyncio.timeout(HEAR_SECONDS):
            async for _ in protocol:
                pass

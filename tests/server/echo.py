"""A small application behind the bridge, which tells what it was told."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_file
from werkzeug.exceptions import InternalServerError

from intranet.core import bridge
from intranet.core.wsgi import StreamedAnswer

MOST_BYTES = 3_000_000
FILE = Path(os.environ.get("ECHO_FILE", "/dev/null"))
BLOCK, BLOCKS = bytes(range(256)) * 4096, 100
ENDED: list[int] = []
BODY_SECONDS = 5  # of which a busy machine may take some for itself


def blocks(is_broken: bool) -> Iterator[bytes]:
    """A hundred megabytes, or half of them; notes when nobody wants more."""
    try:
        for number in range(BLOCKS):
            if is_broken and number == BLOCKS // 2:
                raise EOFError
            yield BLOCK
    finally:
        ENDED.append(1)


def create() -> bridge.Bridge:
    """What granian is told to call."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["PROPAGATE_EXCEPTIONS"] = True

    @app.route("/", methods=["GET", "POST"])
    @app.route("/echo/<path:rest>")
    def echo(rest: str = "") -> dict[str, Any]:
        environ = {key: str(value) for key, value in request.environ.items()}
        body = request.get_data()
        return {"environ": environ, "rest": rest, "args": request.args, "bytes": len(body)}

    app.add_url_rule("/file", "file", lambda: send_file(FILE, conditional=True))
    app.add_url_rule("/big", "big", lambda: Response(b"z" * 100_000 for _ in range(30)))
    app.add_url_rule("/nothing", "nothing", lambda: ("", 204))
    app.add_url_rule("/same", "same", lambda: ("", 304, {"ETag": '"1"'}))
    app.add_url_rule("/lies", "lies", lambda: ("true", {"Content-Length": "2", "Upgrade": "x"}))

    @app.get("/stream")
    def stream() -> Response:
        answer = Response(mimetype="application/zip")
        answer.response = StreamedAnswer(blocks("broken" in request.args))
        answer.direct_passthrough = True
        answer.content_length = BLOCKS * len(BLOCK)
        return answer

    @app.get("/ended")
    def ended() -> str:
        return str(len(ENDED))

    @app.get("/boom")
    def boom() -> str:
        raise InternalServerError("boom") if "polite" in request.args else SystemExit(1)

    @app.get("/nap")
    def nap() -> str:
        time.sleep(0.3)
        return "rested"

    bridge.BODY_SECONDS = BODY_SECONDS
    return bridge.Bridge(app, 2)

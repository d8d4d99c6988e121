"""`python -m intranet`: prepare the installation, then serve it with its job worker."""

import argparse
import gc
import importlib
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _

from . import config
from .app import create_app
from .core import schema, tree
from .core.bridge import Bridge
from .core.db import db
from .core.i18n import force_language
from .demo import PASSWORD, cast, fill
from .people import queries

if sys.platform == "linux":
    import fcntl
    import resource

try:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    HAS_GRANIAN = True
except ImportError:  # Windows, and wherever there is no wheel of it
    HAS_GRANIAN = False

# docs/decisions/0002-wsgi-server.md says why.
BACKLOG = 2048
CONNECTIONS = 1024  # of one process, idle ones too
HEAD_MILLISECONDS = 15_000  # to tell the headers of a request
KILL_SECONDS = 10  # for what is under way when the server is told to stop
WAITRESS_THREADS = 8


def main() -> None:
    """Migrate, fill an empty installation with the demo district, serve until told to stop."""
    options = argparse.ArgumentParser(prog="bin/serve", description=__doc__)
    options.add_argument("--empty", action="store_true", help="no demo: the first person sets up")
    options.add_argument("--quiet", action="store_true", help="print nothing")
    chosen = options.parse_args()
    settings = config.read()
    host, port = settings["HOST"], number(settings, "PORT")
    workers, threads = number(settings, "WORKERS"), number(settings, "THREADS")
    with claimed(host, port) as address:
        app = create_app()
        gc.enable()  # `intranet/__main__.py` had it rest
        lines = [f"http://{f'[{host}]' if ':' in host else host}:{port}"]

        def get_ready() -> None:
            with app.app_context():
                lines.extend(prepare(with_demo=not chosen.empty))
            if not chosen.quiet:
                print("", *(f"  {line}".rstrip() for line in lines), "", sep="\n", flush=True)

        if not HAS_GRANIAN:
            get_ready()
            serve_waitress(app, address, port)
        else:
            serve(app, get_ready, lambda: run_granian(app, address, port, workers, threads))


def number(settings: dict[str, str], name: str) -> int:
    """The number in setting `name`; SystemExit names the setting when it is none or 0."""
    found = config.number(settings, name)
    if found < 1:
        raise SystemExit(f"INTRANET_{name}: must be 1 or more")
    return found


@contextmanager
def claimed(host: str, port: int) -> Iterator[str]:
    """Hold the port for us alone; the address behind the name `host`.

    granian's processes share their port (SO_REUSEPORT), so without this a second start would
    quietly take half of the visitors of the first.
    """
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, OverflowError, UnicodeError) as error:
        raise SystemExit(f"INTRANET_HOST: {host}: {error}") from None
    with socket.socket(family, kind) as claim:
        if os.name == "posix":  # elsewhere this would let us take what another has
            claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            claim.bind(place)
        except (OSError, OverflowError) as error:
            raise SystemExit(f"INTRANET_PORT: {host}:{port}: {error}") from None
        if not HAS_GRANIAN:
            claim.close()  # waitress binds it by itself
        else:
            claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        yield str(place[0])


def prepare(*, with_demo: bool) -> list[str]:
    """Bring the database to this version; the lines to be shown with the address."""
    if not schema.is_migrated():
        schema.bring_up()
    with force_language(None):
        if queries.is_empty() and with_demo:
            with first_of_several():
                db.session.remove()  # what we have read may be from before our turn
                if queries.is_empty():
                    fill()
        if queries.is_empty():
            return ["", _("The site is empty: open the address and name its administrator.")]
        return demo_lines()


def demo_lines() -> list[str]:
    """One sign-in per role of the demo, as long as its people are here."""
    people = cast()
    if not people:
        return []
    signs = [
        f"{person.login:<12} {', '.join(sorted({role.kind_name for role in person.roles}))}: "
        f"{person.name}"
        for person in people
    ]
    return ["", _("Demo district. The password of each: %(password)s", password=PASSWORD), *signs]


@contextmanager
def first_of_several() -> Iterator[None]:
    """Wait until nobody else fills this installation."""
    if sys.platform != "linux":
        yield
        return
    with (current_app.config["INSTANCE"] / "demo-queue").open("w") as queue:
        fcntl.flock(queue, fcntl.LOCK_EX)  # closing lets it go
        yield


def serve(app: Flask, get_ready: Callable[[], None], run_server: Callable[[], None]) -> None:
    """The tree: preparation in a child, then the server with its processes, and the worker."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C during preparation needs no words
    child = tree.fork("biblio-prepare", get_ready)
    if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise SystemExit(abs(code))
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))  # connections and their files
    gc.collect()
    gc.freeze()  # what is here already is not looked through again, so its pages stay shared
    tree.keep_running(
        tree.Child("biblio-server", run_server),
        tree.Child("biblio-jobs", lambda: run_jobs(app)),
    )


def run_granian(app: Flask, address: str, port: int, workers: int, threads: int) -> None:
    """granian's main process; it forks one for each worker and starts a dead one again."""
    main_process = os.getpid()
    multiprocessing.set_start_method("fork", force=True)

    def bridge() -> Any:  # what granian calls, whatever it thinks that may be
        tree.die_with(main_process, "biblio-web")
        return Bridge(app, threads)

    Granian(
        "intranet.server",
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        address=address,
        port=port,
        workers=workers,
        backlog=BACKLOG,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MILLISECONDS),
        websockets=False,
        workers_kill_timeout=KILL_SECONDS,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    ).serve(target_loader=bridge, wrap_loader=False)


def run_jobs(app: Flask) -> None:
    """What `flask jobs work` does, in this process."""
    with app.app_context():
        app.cli.main(["jobs", "work"], "flask", standalone_mode=False)


def serve_waitress(app: Flask, address: str, port: int) -> None:
    """One process with threads, and `flask jobs work` beside it: for Windows."""
    waitress = importlib.import_module("waitress")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    worker = subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"])
    try:
        waitress.serve(
            app,
            host=address,
            port=port,
            threads=WAITRESS_THREADS,
            # Windows has no poll, and its select counts 512.
            asyncore_use_poll=os.name == "posix",
            connection_limit=1000 if os.name == "posix" else 400,
            channel_timeout=60,
            inbuf_overflow=2 << 20,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
            ident=None,
        )
    finally:
        worker.terminate()
        worker.wait()

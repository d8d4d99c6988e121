"""The child's side: it takes from itself whatever it will not need, and cannot take it back.

On Linux: limits of the kernel, no other user's rights, a network namespace with nothing in it
where that is allowed, and a filter of system calls. Where the kernel refuses one of these the
others stand. Everywhere: an audit hook that refuses sockets, processes and writing.
"""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from typing import Any, NoReturn

from intranet.lib.sandbox import calls

if sys.platform != "win32":
    import resource

NOBODY = 65534
OPEN_FILES = 24
_PDEATHSIG, _NO_NEW_PRIVILEGES = 1, 38  # prctl(2)
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # unshare(2)
_REFUSED = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system",
    "os.startfile", "pty.", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link",
    "os.symlink", "os.chmod", "os.chown", "os.truncate", "shutil.", "urllib.", "ftplib.",
    "smtplib.", "http.client", "webbrowser.",
)  # fmt: skip


def limit(cpu_seconds: int, memory_bytes: int) -> None:
    """Take on the kernel's limits, before anything else is imported."""
    if sys.platform == "win32":
        return
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(kind, (most, most))
    # First SIGXCPU, by which the parent knows why; a second later SIGKILL.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def confine() -> None:
    """Shut every door: privileges, network, processes, writing. All imports come before."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        is_root = os.geteuid() == 0
        libc.unshare(_NEW_NETWORK if is_root else _NEW_USER | _NEW_NETWORK)
        if is_root:
            _become_nobody()
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # changing the user forgot it
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        calls.refuse(libc)
    sys.addaudithook(_refuse)


def _become_nobody() -> None:
    """Another user than root; a container that maps none stays who it is."""
    with suppress(OSError):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Python's own door: what the kernel refuses on Linux is refused here on any system."""
    is_writing = event == "open" and _is_for_writing(arguments)
    if is_writing or event.startswith(_REFUSED):
        raise PermissionError(event)


def _is_for_writing(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def leave(code: int) -> NoReturn:
    """End at once: nothing is tidied, no destructor of a half-read document runs."""
    os._exit(code)

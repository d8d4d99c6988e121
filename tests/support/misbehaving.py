"""A child that tries what no reader of documents should: run by sandbox.run, for its tests.

`python -m tests.support.misbehaving CPU MEMORY DEED`; what it managed to do it says.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from intranet.lib.sandbox import child

LIBC = ctypes.CDLL(None, use_errno=True)
SOCKET, FORK, EXECVE, UNLINK = 41, 57, 59, 87  # system calls of x86-64


def call_out() -> str:
    with socket.socket() as made:
        made.connect(("127.0.0.1", int(sys.argv[4])))
    return "called"


def call_out_below_python() -> str:
    return "called" if LIBC.syscall(SOCKET, 2, 1, 0) >= 0 else "refused"


def fork_below_python() -> str:
    pid = LIBC.syscall(FORK)
    if pid == 0:
        time.sleep(60)
    return "forked" if pid > 0 else "refused"


def run_program() -> str:
    return subprocess.run(["/bin/echo", "ran"], capture_output=True, text=True).stdout


def write_here() -> str:
    Path("left").write_text("x")
    return "written"


def write_below_python() -> str:
    descriptor = LIBC.open(b"left", os.O_CREAT | os.O_WRONLY, 0o600)
    return "written" if descriptor >= 0 else "refused"


def delete_below_python() -> str:
    return "deleted" if LIBC.syscall(UNLINK, sys.argv[4].encode()) == 0 else "refused"


def take_memory() -> str:
    return str(len(bytearray(2 * 1024**3)))


def compute() -> str:
    while True:
        pass


def sleep() -> str:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(600)
    return "slept"


def talk() -> str:
    while True:
        os.write(1, b"x" * 65536)


def crash() -> str:
    return str(ctypes.string_at(0))


def kill_itself() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def stay_after_the_answer() -> str:
    os.write(1, b"said")
    os.close(1)
    time.sleep(600)
    return ""


def look_around() -> str:
    seen = sorted(os.environ)
    return f"{seen} root {os.geteuid() == 0} open {len(os.listdir('/proc/self/fd')) - 1}"


#: Deeds that are done before the child confines itself.
_FREE = ("kill_itself",)


def main() -> None:
    deed = sys.argv[3]
    what: Callable[[], str] = globals()[deed]
    child.limit(int(sys.argv[1]), int(sys.argv[2]))
    if deed not in _FREE:
        child.confine()
    try:
        said = what()
    except MemoryError:
        said = "no memory"
    except OSError as error:
        said = f"refused {type(error).__name__}"
    os.write(1, said.encode())
    child.leave(0)


if __name__ == "__main__":
    main()

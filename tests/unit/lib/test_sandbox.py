"""A child can do nothing but answer, and whatever becomes of it is an answer too."""

import os
import platform
import socket
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from intranet.lib.sandbox.parent import End, Limits, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these walls are the kernel's")
QUICK = Limits(cpu_seconds=2, wall_seconds=60)
has_filter = pytest.mark.skipif(platform.machine() != "x86_64", reason="the filter knows x86-64")


@pytest.fixture
def misbehave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a deed of tests.support.misbehaving; nothing may lie about afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def run_deed(deed: str, *more: str, limits: Limits = QUICK):
        with open(os.devnull, "rb") as nothing:
            outcome = run(
                "tests.support.misbehaving", nothing.fileno(), [deed, *more], limits=limits
            )
        assert not list(tmp_path.iterdir())
        return outcome

    return run_deed


def test_it_reaches_no_socket_of_this_machine(misbehave):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        outcome = misbehave("call_out", str(server.getsockname()[1]))

        assert outcome.output == b"refused PermissionError"
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("deed", ["run_program", "write_here"])
def test_python_refuses_processes_and_writing(misbehave, deed):
    assert misbehave(deed).output == b"refused PermissionError"


@has_filter
@pytest.mark.parametrize(
    "deed", ["call_out_below_python", "fork_below_python", "write_below_python"]
)
def test_the_kernel_refuses_what_python_does_not_see(misbehave, deed):
    outcome = misbehave(deed)

    assert (outcome.end, outcome.output) == (End.DONE, b"refused")


@has_filter
def test_it_deletes_nothing(misbehave, tmp_path_factory):
    precious = tmp_path_factory.mktemp("precious") / "file"
    precious.touch(mode=0o666)
    precious.parent.chmod(0o777)

    assert misbehave("delete_below_python", str(precious)).output == b"refused"
    assert precious.exists()


def test_it_inherits_nothing(misbehave, monkeypatch):
    monkeypatch.setenv("INTRANET_SECRET_KEY", "x")

    said = misbehave("look_around").output.decode()

    environment, _, rest = said.partition("] ")
    assert "INTRANET" not in environment and "PYTHONPATH" in environment
    assert rest == "root False open 3"


def test_too_much_memory_is_not_given(misbehave):
    assert misbehave("take_memory").output == b"no memory"


def test_endless_computing_is_ended(misbehave):
    outcome = misbehave("compute", limits=Limits(cpu_seconds=1, wall_seconds=60))

    assert (outcome.end, outcome.output) == (End.TIMED_OUT, b"") and outcome.cpu_seconds < 3


def test_endless_sleep_is_ended(misbehave):
    assert misbehave("sleep", limits=Limits(wall_seconds=1.5)).end == End.TIMED_OUT


def test_endless_talk_is_not_listened_to(misbehave):
    assert misbehave("talk", limits=Limits(output_bytes=10_000)).end == End.SAID_TOO_MUCH


@pytest.mark.parametrize(
    ("deed", "end"),
    [
        ("crash", End.CRASHED),
        ("kill_itself", End.OUT_OF_MEMORY),
        ("stay_after_the_answer", End.CRASHED),
        ("no_such_deed", End.CRASHED),
    ],
)
def test_a_death_is_an_answer(misbehave, deed, end):
    outcome = misbehave(deed)

    assert (outcome.end, outcome.output) == (end, b"")


def test_many_threads_may_ask_at_once(misbehave):
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(lambda _: misbehave_quietly(), range(12)))

    assert {outcome.output for outcome in outcomes} == {b"no memory"}


def misbehave_quietly():
    with open(os.devnull, "rb") as nothing:
        return run("tests.support.misbehaving", nothing.fileno(), ["take_memory"], limits=QUICK)

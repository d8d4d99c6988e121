"""Hundreds of files that mean harm: none crashes us, hangs, swells, calls out or stays."""

import os
import re
import socket
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from intranet.lib.contents import asking, blocks
from intranet.lib.contents.model import KINDS, PROBLEMS, Contents, Wish
from intranet.lib.sandbox.parent import Limits, Outcome
from tests.support import hostile_files
from tests.support.hostile_files import Makers

NAMES = sorted(hostile_files.every("127.0.0.1:1"))
#: What computes is judged by its own time; the wall only catches what sleeps, however busy we are.
LIMITS = Limits(cpu_seconds=8, wall_seconds=120)
Answers = dict[str, tuple[Contents, Outcome]]


def answers(makers: Makers, folder: Path) -> Answers:
    """What is said of each file; two are looked at at once."""

    def look(name: str) -> tuple[str, tuple[Contents, Outcome]]:
        path = folder / str(hash(name))
        path.write_bytes(makers[name]())
        try:
            wish = Wish(Path(name).suffix, count=2, side=500)
            return name, asking.ask_and_measure(path, wish, limits=LIMITS)
        finally:
            path.unlink()

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(look, makers))


@pytest.fixture(scope="module")
def ear() -> Iterator[socket.socket]:
    """Hears whoever connects to the address that the files name."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Where the files lie, and where temporary files are made meanwhile."""
    temporary = tmp_path_factory.mktemp("temporary")
    before, tempfile.tempdir = tempfile.tempdir, str(temporary)
    yield tmp_path_factory.mktemp("files"), temporary
    tempfile.tempdir = before


@pytest.fixture(scope="module")
def looked(ear: socket.socket, folders: tuple[Path, Path]) -> Answers:
    return answers(hostile_files.every(f"127.0.0.1:{ear.getsockname()[1]}"), folders[0])


def check(contents: Contents, outcome: Outcome) -> None:
    """What holds of every answer."""
    assert contents.kind in KINDS and contents.problem in PROBLEMS
    assert len(contents.text) <= 2_000_000
    assert outcome.peak_bytes <= 512 * 1024 * 1024
    assert outcome.cpu_seconds <= LIMITS.cpu_seconds + 1
    html = blocks.html_of(contents.preview.blocks)
    assert len(html) < 4_000_000
    assert set(re.findall("<[/!?]?([^ >]*)", html)) <= blocks.TAGS


def test_there_are_enough_of_them():
    assert len(NAMES) >= 150


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_gets_an_ordinary_answer(looked: Answers, name: str):
    contents, outcome = looked[name]

    check(contents, outcome)
    assert contents.problem != "timed_out"
    if name in hostile_files.PROBLEMS:
        assert contents.problem == hostile_files.PROBLEMS[name]


def test_nobody_was_called_and_nothing_stayed(
    looked: Answers, ear: socket.socket, folders: tuple[Path, Path]
):
    with pytest.raises(BlockingIOError):
        ear.accept()
    assert not list(folders[0].iterdir()) and not list(folders[1].iterdir())
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("caller/macros under another name.docx", "has_macros"),
        ("caller/macros in a sheet.xlsx", "has_macros"),
        ("caller/macros of an open office.odt", "has_macros"),
        ("caller/object inside.docx", "has_embedded_files"),
        ("caller/attachedTemplate at a share.docx", "links_outside"),
        ("caller/image at a page.docx", "links_outside"),
        ("caller/command of another program.xlsx", "links_outside"),
        ("pdf/script by name.pdf", "has_script"),
        ("pdf/a file inside.pdf", "has_embedded_files"),
    ],
)
def test_what_a_file_would_do_is_told(looked: Answers, name: str, fact: str):
    assert looked[name][0].facts[fact] is True


def test_an_ordinary_link_is_no_fact(looked: Answers):
    assert looked["caller/hyperlink at a page.docx"][0].facts["links_outside"] is False


def test_words_are_still_found_in_what_is_only_partly_bad(looked: Answers):
    assert "Вторая" in looked["pdf/junk said to be JBIG2.pdf"][0].text
    assert "Ёлкина" in looked["archive/eicar in word.docx"][0].text


@pytest.mark.slow
def test_large_ones_too(ear: socket.socket, folders: tuple[Path, Path]):
    makers = hostile_files.slow(f"127.0.0.1:{ear.getsockname()[1]}")
    for contents, outcome in answers(makers, folders[0]).values():
        check(contents, outcome)
    with pytest.raises(BlockingIOError):
        ear.accept()

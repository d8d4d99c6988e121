"""An archive made while it is read: any reader opens it, its length and its parts are as told."""

import random
import shutil
import subprocess
import zipfile
from datetime import datetime
from io import BytesIO
from zlib import crc32

import pytest

from intranet.lib.zip_stream import CHUNK, Entry, ZipStream

AT = datetime(2026, 4, 20, 23, 58, 30)  # noqa: DTZ001 - the clocks of its reader
GIBIBYTE = 1 << 30


def entry(name, content):
    return Entry(name, len(content), crc32(content), AT, lambda: BytesIO(content))


def whole(stream):
    return b"".join(stream.chunks())


def test_the_standard_library_reads_what_was_put_in():
    put = {"Школа № 2/отчёт.pdf": b"%PDF" * 100, "пусто.txt": b"", "a/b.bin": bytes(3 * CHUNK + 7)}
    stream = ZipStream([entry(name, content) for name, content in put.items()])
    made = whole(stream)
    assert len(made) == stream.length
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == put
        assert archive.infolist()[0].date_time == (2026, 4, 20, 23, 58, 30)
        assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())


def test_an_archive_of_nothing_is_an_archive():
    made = whole(ZipStream([]))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.namelist() == []


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed here")
def test_unzip_finds_nothing_wrong(tmp_path):
    made = tmp_path / "made.zip"
    made.write_bytes(whole(ZipStream([entry(f"п{n}/ф.bin", bytes([n]) * n) for n in range(50)])))
    subprocess.run(["unzip", "-tq", str(made)], check=True, capture_output=True)


def test_two_thousand_files():
    stream = ZipStream([entry(f"школа {n % 300}/{n}.txt", b"%d" % n) for n in range(2000)])
    with zipfile.ZipFile(BytesIO(whole(stream))) as archive:
        assert archive.testzip() is None
        assert archive.read("школа 299/1799.txt") == b"1799"


def test_more_files_than_the_old_format_counts():
    stream = ZipStream([entry(f"{n}", b"") for n in range(70_000)])
    with zipfile.ZipFile(BytesIO(whole(stream))) as archive:
        assert len(archive.namelist()) == 70_000


def test_any_part_is_the_same_bytes():
    pick = random.Random(4)
    stream = ZipStream([entry(f"{n}/имя.bin", pick.randbytes(n * 37)) for n in range(20)])
    made = whole(stream)
    for _ in range(300):
        first = pick.randrange(len(made))
        last = pick.randrange(first, len(made))
        assert b"".join(stream.chunks(first, last)) == made[first : last + 1]


class Sparse(BytesIO):
    """So many zero bytes, of which none is kept anywhere."""

    def __init__(self, size):
        super().__init__()
        self.size, self.at = size, 0

    def seek(self, at, _whence=0):
        self.at = at
        return at

    def read(self, most=-1):
        given = min(most, self.size - self.at)
        self.at += given
        return bytes(given)


class Window:
    """The archive as a file that is read where one looks, so that gigabytes cost nothing."""

    def __init__(self, stream):
        self.stream, self.at = stream, 0

    def seekable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, offset, whence=0):
        self.at = offset + (0, self.at, self.stream.length)[whence]
        return self.at

    def read(self, most=-1):
        left = self.stream.length - self.at
        count = left if most is None or most < 0 else min(most, left)
        got = b"".join(self.stream.chunks(self.at, self.at + count - 1)) if count else b""
        self.at += len(got)
        return got


def test_beyond_four_gibibytes():
    large, between = 5 * GIBIBYTE, 3 * GIBIBYTE
    stream = ZipStream(
        [
            Entry("большой.bin", large, 0, AT, lambda: Sparse(large)),
            Entry("ещё.bin", between, 0, AT, lambda: Sparse(between)),
            entry("последний.txt", b"the end"),
        ]
    )
    assert stream.length > large + between
    with zipfile.ZipFile(Window(stream)) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
        assert sizes == {"большой.bin": large, "ещё.bin": between, "последний.txt": 7}
        assert archive.read("последний.txt") == b"the end"
        with archive.open("ещё.bin") as file:
            assert file.read(10) == bytes(10)


def test_a_file_that_is_shorter_than_was_said_breaks_the_archive_off():
    stream = ZipStream([Entry("a", 10, 0, AT, lambda: BytesIO(b"short"))])
    with pytest.raises(EOFError):
        whole(stream)


def test_a_year_that_the_format_cannot_tell():
    old = Entry("a", 0, 0, datetime(1970, 1, 1), lambda: BytesIO())  # noqa: DTZ001 - as above
    with zipfile.ZipFile(BytesIO(whole(ZipStream([old])))) as archive:
        assert archive.infolist()[0].date_time[0] == 1980

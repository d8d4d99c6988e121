"""Files by the SHA-256 of what is in them. On a disk folder; S3 can join behind the same verbs."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol, cast
from uuid import uuid4

from flask import Flask, current_app

from ..lib.part_files import sync_folder

CHUNK = 1024 * 1024  # bytes read at once


@dataclass(frozen=True)
class Blob:
    """What was kept: its key is the SHA-256 of its bytes."""

    key: str
    size_bytes: int


class Storage(Protocol):
    """The six verbs."""

    def put(self, stream: IO[bytes]) -> Blob:
        """Keep what `stream` holds; when this returns it survives a power cut."""
        ...

    def take_over(self, path: Path, key: str) -> None:
        """Keep the file at `path`, which is whole and known to hash to `key`.

        Afterwards nothing is at `path`. Twice is once; FileNotFoundError when the bytes are
        neither here nor there.
        """
        ...

    def open(self, key: str) -> IO[bytes]:
        """The bytes kept under `key`; FileNotFoundError when there are none."""
        ...

    def delete(self, key: str) -> None:
        """Forget `key`; forgetting what is not there is no error."""
        ...

    def keys(self, *, kept_before: datetime | None = None) -> Iterator[str]:
        """Every key there is, or those kept before a moment: to find what nobody points at."""
        ...

    def forget(self, key: str, *, kept_before: datetime) -> bool:
        """Delete `key` unless it was kept again since that moment; whether it is gone now."""
        ...


class FolderStorage:
    """A folder: temporary name → write → fsync → rename to the hash → fsync of the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, stream: IO[bytes]) -> Blob:
        """Keep what `stream` holds. OSError when the disk is full: nothing is left behind."""
        fresh = self.folder / f"{uuid4().hex}.new"
        try:
            with fresh.open("xb") as file:
                digest, size = hashlib.sha256(), 0
                while chunk := stream.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            key = digest.hexdigest()
            self._rename(fresh, key)
        finally:
            fresh.unlink(missing_ok=True)
        return Blob(key, size)

    def take_over(self, path: Path, key: str) -> None:
        """By renaming, without a copy, when `path` is on the same file system."""
        try:
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
                self._take(path, key, stream)
        except FileNotFoundError:
            if not self._path(key).exists():
                raise

    def _take(self, path: Path, key: str, stream: IO[bytes]) -> None:
        try:
            self._rename(path, key)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            if self.put(stream).key != key:
                raise OSError(f"{path} is not {key}") from error
            path.unlink()

    def _rename(self, path: Path, key: str) -> None:
        target = self._path(key)
        if not target.parent.exists():
            target.parent.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self.folder)
        os.utime(path)  # kept now, whenever its bytes came
        path.replace(target)
        sync_folder(target.parent)

    def open(self, key: str) -> IO[bytes]:
        return self._path(key).open("rb")

    def delete(self, key: str) -> None:
        with suppress(FileNotFoundError):
            self._path(key).unlink()

    def keys(self, *, kept_before: datetime | None = None) -> Iterator[str]:
        found = self.folder.glob("??/*")
        return (p.name for p in found if not kept_before or _was_kept_before(p, kept_before))

    def forget(self, key: str, *, kept_before: datetime) -> bool:
        """Whoever keeps the same bytes meanwhile makes the file anew: then it is left alone."""
        path = self._path(key)
        aside = self.folder / f"{uuid4().hex}.new"
        if not _was_kept_before(path, kept_before):
            return False
        with suppress(FileNotFoundError):
            path.rename(aside)
        if not aside.exists() or _was_kept_before(aside, kept_before):
            aside.unlink(missing_ok=True)
            return True
        with suppress(FileExistsError):
            path.hardlink_to(aside)
        aside.unlink()
        return False

    def _path(self, key: str) -> Path:
        if len(key) != 64 or not all(sign in "0123456789abcdef" for sign in key):
            raise FileNotFoundError(key)
        return self.folder / key[:2] / key


def _was_kept_before(path: Path, moment: datetime) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < moment.timestamp()
    return False


def init_app(app: Flask) -> None:
    """The installation's storage: a folder of the instance; beside it what is under way."""
    app.extensions["storage"] = FolderStorage(app.config["INSTANCE"] / "files")
    app.extensions["arrivals"] = app.config["INSTANCE"] / "uploads"
    app.extensions["arrivals"].mkdir(exist_ok=True, mode=0o700)


def storage() -> Storage:
    """The storage of this installation."""
    return cast(Storage, current_app.extensions["storage"])


def arrivals() -> Path:
    """The folder of files that are under way; on the storage's file system."""
    return cast(Path, current_app.extensions["arrivals"])

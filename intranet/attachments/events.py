"""What can happen to files. The subject is the thing that they hang on."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from ..core.events import Event


@dataclass(frozen=True, kw_only=True)
class FilesChanged(Event):
    """Files came or went; `files` are their names as they came."""

    files: list[str]


@dataclass(frozen=True, kw_only=True)
class FilesAttached(FilesChanged):
    """Files were put on a thing."""

    name = "attachments.files_attached"
    text = _l("%(actor)s attached files to “%(subject)s”")


@dataclass(frozen=True, kw_only=True)
class FileRemoved(FilesChanged):
    """A file was taken off a thing."""

    name = "attachments.file_removed"
    text = _l("%(actor)s removed a file from “%(subject)s”")

"""What can happen to files on their way in. Pieces are no events: there are thousands of them."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from ..core.events import Event


@dataclass(frozen=True, kw_only=True)
class FileReceived(Event):
    """The last byte of an upload came; `destination` is «kind:number»."""

    name = "uploads.file_received"
    text = _l("%(actor)s sent the file “%(subject)s”")

    destination: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FileScanned(Event):
    """The scanner has looked into the bytes `key`; the subject is the scan.

    found: the name of the virus, nothing when there is none.
    """

    key: str
    found: str = ""


@dataclass(frozen=True, kw_only=True)
class FileCleared(FileScanned):
    """Nothing was found."""

    name = "uploads.file_cleared"
    text = _l("A file was checked: no viruses were found")


@dataclass(frozen=True, kw_only=True)
class VirusFound(FileScanned):
    """The bytes are infected, and are given to nobody."""

    name = "uploads.virus_found"
    text = _l("A virus was found in a file: %(found)s")

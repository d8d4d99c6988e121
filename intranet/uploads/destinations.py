"""Where files may be sent: other rooms say so; this room knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from ..core.actions import Refusal
from ..lib.file_kinds import KINDS
from ..lib.file_names import ending_of, is_keepable, shown_name
from .refusals import TooLarge

MEGABYTE = 1024 * 1024  # bytes


@dataclass(frozen=True)
class Destination:
    """A thing that takes files, as the viewer meets it.

    kind, id: name it for ever; they come back with the upload.
    most_bytes: of one file. endings: in small letters, without the dot.
    may_upload: whether this viewer may send a file there at all.
    """

    kind: str
    id: int
    most_bytes: int
    endings: frozenset[str] = frozenset(KINDS)
    may_upload: bool = True

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def accept(self) -> str:
        """What a file dialog offers first."""
        return ",".join(f".{ending}" for ending in KINDS if ending in self.endings)

    @property
    def kinds(self) -> str:
        """The same for people: «PDF, DOCX, XLSX»."""
        return ", ".join(ending.upper() for ending in KINDS if ending in self.endings)

    @property
    def most_megabytes(self) -> int:
        """The limit in whole megabytes, as people are told it; never less than one."""
        return max(1, self.most_bytes // MEGABYTE)

    def check(self, name: str, size_bytes: int) -> None:
        """Refuse what can be refused by its name and its size alone."""
        shown = shown_name(name)
        if not is_keepable(name):
            raise Refusal(
                _l("The name “%(name)s…” cannot be kept. Rename the file.", name=shown[:60])
            )
        if size_bytes == 0:
            raise Refusal(
                _l("“%(name)s” is empty. Choose the file that has something in it.", name=shown)
            )
        if size_bytes > self.most_bytes:
            raise TooLarge(
                _l(
                    "“%(name)s” is larger than %(limit)s MB. Make it smaller, or send it in parts.",
                    name=shown,
                    limit=self.most_megabytes,
                )
            )
        if ending_of(name) not in self.endings & KINDS.keys():
            raise Refusal(
                _l(
                    "“%(name)s”: of this kind no files are taken here. What is taken: %(kinds)s.",
                    name=shown,
                    kinds=self.kinds,
                )
            )


_looks: dict[str, Callable[[int], Destination | None]] = {}


def register(kind: str, look: Callable[[int], Destination | None]) -> None:
    """Have things of `kind` take files.

    look: gives the destination by its number, None when it is not there or not for the viewer.
    """
    _looks[kind] = look


def destination(kind: str, number: int) -> Destination | None:
    """The destination with this number, if the viewer may know of it."""
    look = _looks.get(kind)
    return look(number) if look else None


def named(words: str) -> Destination | None:
    """The destination called `kind:number`, as forms and metadata write it."""
    kind, _, number = words.rpartition(":")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 18
    return destination(kind, int(number)) if is_number else None

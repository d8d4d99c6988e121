"""Names inside an archive: readable everywhere, Windows too, and never two alike."""

import re
import unicodedata

from intranet.lib.file_names import DEVICES, shown_name

#: Letters of one part of a path: two parts and a folder to unpack into fit into Windows' 260.
LONGEST_PART = 100
LONGEST_ENDING = 10
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def clean_part(name: str, longest: int = LONGEST_PART) -> str:
    """One part of a path that every system takes; the ending stays.

    >>> clean_part("МБОУ «СОШ № 2»: отчёт?.pdf"), clean_part("..."), clean_part("con.txt")
    ('МБОУ «СОШ № 2»_ отчёт_.pdf', '_', '_con.txt')
    """
    text = unicodedata.normalize("NFC", shown_name(name))
    text = _FORBIDDEN.sub("_", " ".join(text.split())).strip(" .")
    if not text or text == "…":
        return "_"
    if text.partition(".")[0].strip().upper() in DEVICES:
        text = f"_{text}"
    if len(text) > longest:
        stem, ending = split_ending(text)
        text = stem[: longest - len(ending)].rstrip(" .") + ending
    return text


def split_ending(name: str) -> tuple[str, str]:
    """What stands before the last dot, and the ending with its dot.

    >>> split_ending("отчёт.pdf"), split_ending("README")
    (('отчёт', '.pdf'), ('README', ''))
    """
    stem, dot, ending = name.rpartition(".")
    is_ending = stem and 0 < len(ending) <= LONGEST_ENDING and " " not in ending
    return (stem, dot + ending) if is_ending else (name, "")


class Names:
    """The names of one archive: a second one that is alike gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, folder: str, name: str) -> str:
        """The path of `name` in `folder` («» for the top), unlike all that were taken before.

        >>> names = Names()
        >>> names.take("a", "Ёлка.pdf"), names.take("A", "ЁЛКА.pdf"), names.take("a", "Ёлка.pdf")
        ('a/Ёлка.pdf', 'A/ЁЛКА (2).pdf', 'a/Ёлка (3).pdf')
        """
        stem, ending = split_ending(clean_part(name))
        count, path = 1, _path(folder, stem + ending)
        while _key(path) in self._taken:
            count += 1
            path = _path(folder, f"{stem} ({count}){ending}")
        self._taken.add(_key(path))
        return path


def _path(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _key(path: str) -> str:
    """What systems take for the same: letters of any case, however they are composed."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFKC", path).casefold())

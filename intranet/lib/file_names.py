"""Names of files: kept as they came, shown without tricks, given back exactly."""

import unicodedata
from urllib.parse import quote

from intranet.lib.transliteration import in_latin

LONGEST_NAME = 255  # characters, as file systems have it
#: Names that Windows keeps for its devices, whatever their ending.
DEVICES = {"CON", "PRN", "AUX", "NUL", "CLOCK$"}
DEVICES |= {f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³"}
#: Of RFC 8187: what stands in the header as it is.
_PLAIN = "!#$&+-.^_`|~"


def is_keepable(name: str) -> bool:
    """Whether a file may be called so at all.

    >>> is_keepable("отчёт.pdf"), is_keepable("a\\0b.pdf"), is_keepable("x" * 256)
    (True, False, False)
    """
    return 0 < len(name) <= LONGEST_NAME and "\0" not in name


def ending_of(name: str) -> str:
    """What follows the last dot, in small letters; nothing without a dot.

    >>> ending_of("Отчёт.PDF"), ending_of("README")
    ('pdf', '')
    """
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def shown_name(name: str) -> str:
    """`name` without signs that are not seen or turn the line around.

    >>> shown_name("фото\\u202egpj.exe\\n")
    'фотоgpj.exe'
    """
    seen = "".join(
        sign for sign in name if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
    return seen.strip() or "…"


def plain_name(name: str) -> str:
    """A name for programs that read no Unicode: ASCII, no path, no device of Windows.

    >>> plain_name("../CON.txt"), plain_name("Отчёт № 5.pdf")
    ('_CON.txt', 'Otchet _ 5.pdf')
    """
    last = in_latin(shown_name(name)).replace("\\", "/").rpartition("/")[2]
    safe = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in " .-_()") else "_" for sign in last
    ).strip(" .")
    is_device = safe.partition(".")[0].strip().upper() in DEVICES
    return f"_{safe}" if is_device else safe or "file"


def disposition(name: str) -> str:
    """The header that gives `name` back: plain and harmless, and exactly (RFC 8187).

    >>> disposition("отчёт.pdf")[:35]
    'attachment; filename="otchet.pdf"; '
    """
    exact = quote(name, safe=_PLAIN)
    return f"attachment; filename=\"{plain_name(name)}\"; filename*=UTF-8''{exact}"

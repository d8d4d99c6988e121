"""Names in an archive: harmless, readable by Windows, and never two alike."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.lib.archive_names import LONGEST_PART, Names, clean_part

HOSTILE = [
    "../../etc/passwd", "..\\..\\boot.ini", "/absolute", "C:\\x", "a\0b", "line\r\nbreak", "CON",
    "nul.txt", "com1.pdf", "отчёт‮fdp.exe", "trailing. ", ". ", "", "...", "a" * 400 + ".pdf",
    "con .txt", "x\ud800y", "aux.tar.gz", "<script>.html", "prn", "LPT9.docx", "é", "~", "*?",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_becomes_a_harmless_one(name):
    part = clean_part(name)
    assert part and len(part) <= LONGEST_PART
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', part)
    assert part == part.strip(" .") and part not in {".", ".."}
    assert part.partition(".")[0].strip().upper() not in {
        "CON",
        "NUL",
        "PRN",
        "AUX",
        "COM1",
        "LPT9",
    }
    part.encode()


def test_a_long_name_keeps_its_ending():
    assert clean_part("о" * 300 + ".docx").endswith("о.docx")


@given(
    st.lists(st.sampled_from(["ё.pdf", "Ё.PDF", "е\u0308.pdf", "a", "A", "a (2)", "a.", "ﬁ", "fi"]))
)
def test_no_two_are_alike_on_any_system(wishes):
    names = Names()
    taken = [names.take("папка", wish) for wish in wishes]
    folded = {unicodedata.normalize("NFKD", path.casefold()) for path in taken}
    assert len(folded) == len(wishes)

"""Every sentence of the house is there in Russian, with its three plural forms."""

import re
from pathlib import Path

import pytest
from babel.messages import extract, pofile

MAPPING = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = extract.DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
CATALOGUE = Path("intranet/translations/ru/LC_MESSAGES/messages.po")


def sentences() -> set[str]:
    found = set()
    for folder in ("intranet", "templates"):
        for _file, _line, message, _comments, _context in extract.extract_from_dir(
            folder, MAPPING, {"**.html": {"silent": "false"}}, KEYWORDS
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


@pytest.fixture(scope="module")
def catalogue():
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="ru")


def test_the_russian_catalogue_is_complete(catalogue):
    known = {message.id[0] if message.pluralizable else message.id for message in catalogue}
    assert not sorted(sentences() - known - {""})


def test_no_sentence_is_left_over(catalogue):
    known = {message.id[0] if message.pluralizable else message.id for message in catalogue}
    assert not sorted(known - sentences() - {""})


def test_every_translation_is_whole(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        strings = message.string if message.pluralizable else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy, message.id
        assert len(strings) == (3 if message.pluralizable else 1), message.id


def test_translations_keep_the_names_in_them(catalogue):
    for message in catalogue:
        if not message.id or message.pluralizable:
            continue
        names = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
        assert set(names.findall(message.id)) == set(names.findall(message.string)), message.id

"""Extracts the sentences of code and templates and updates translations/ru."""

import sys
from pathlib import Path

from babel.messages import Catalog, extract, pofile

CATALOGUE = Path("intranet/translations/ru/LC_MESSAGES/messages.po")
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = extract.DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
OPTIONS = {"**.html": {"silent": "false"}}


def main() -> int:
    known = read()
    fresh = Catalog(locale="ru", project="Bibliokarta", charset="utf-8")
    for folder in ("intranet", "templates"):
        for file, _line, message, _comments, _context in extract.extract_from_dir(
            folder, METHODS, OPTIONS, KEYWORDS
        ):
            old = known.get(message[0] if isinstance(message, tuple) else message)
            string = old.string if old and old.pluralizable == isinstance(message, tuple) else None
            fresh.add(message, string, locations=[(f"{folder}/{file}", None)])
    for path in sys.argv[1:]:
        merge(fresh, Path(path))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as target:
        pofile.write_po(target, fresh, sort_output=True, width=100, ignore_obsolete=True)
    missing = [m.id for m in fresh if m.id and not all(strings_of(m))]
    print(*missing, sep="\n")
    print(f"{len(missing)} to translate of {len(fresh)}", file=sys.stderr)
    return 1 if missing else 0


def read() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="ru")
    with CATALOGUE.open("rb") as source:
        return pofile.read_po(source, locale="ru")


def strings_of(message) -> tuple[str, ...]:
    return message.string if message.pluralizable else (message.string,)


def merge(catalogue: Catalog, path: Path) -> None:
    """Take translations from lines `sentence<TAB>translation`, forms of a plural with | between."""
    for line in path.read_text().splitlines():
        english, tab, russian = line.partition("\t")
        one = english.split("|")[0] if english.count("|") == 1 else english
        message = catalogue.get(english) or catalogue.get(one)
        if not (tab and russian.strip() and message) or all(strings_of(message)):
            continue
        forms = tuple(form.strip() for form in russian.split("|"))
        if message.pluralizable and len(forms) == 3:
            message.string = forms
        elif not message.pluralizable:
            message.string = russian.strip()


if __name__ == "__main__":
    raise SystemExit(main())

"""Words of school libraries with their forms, for tests of searching."""

from pathlib import Path

_LINES = (Path(__file__).parents[1] / "data" / "stems.txt").read_text("utf-8").splitlines()

#: Each word with its forms.
FORMS: dict[str, list[str]] = {
    lemma: forms.split()
    for lemma, _, forms in (line.partition(": ") for line in _LINES if not line.startswith("#"))
}
PAIRS = [(lemma, form) for lemma, forms in FORMS.items() for form in forms]

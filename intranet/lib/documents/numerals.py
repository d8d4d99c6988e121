"""Counters as documents print them: 3, III, iii, C, c, В, в."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"


def roman(number: int) -> str:
    """Roman figures in capitals; plain figures beyond 3999, where Roman ones end."""
    if not 0 < number < 4000:
        return str(number)
    figure = ""
    for value, letters in _ROMAN:
        figure += letters * (number // value)
        number %= value
    return figure


def letter(number: int, alphabet: str) -> str:
    """The letter at this place; beyond the alphabet it is doubled, as Word does: я, аа, бб."""
    if not 0 < number <= 20 * len(alphabet):
        return str(number)
    turns, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (turns + 1)


def formatted(number: int, kind: str) -> str:
    """A counter in one of Word's number formats; an unknown format gives plain figures.

    >>> [formatted(3, kind) for kind in ("decimal", "upperRoman", "russianLower", "decimalZero")]
    ['3', 'III', 'в', '03']
    """
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in ("upperRoman", "lowerRoman"):
        return roman(number) if kind == "upperRoman" else roman(number).lower()
    alphabets = {"Letter": _LATIN, "russian": _RUSSIAN}
    for name, alphabet in alphabets.items():
        if name in kind:
            figure = letter(number, alphabet)
            return figure.upper() if kind.startswith("upper") or kind.endswith("Upper") else figure
    return str(number)

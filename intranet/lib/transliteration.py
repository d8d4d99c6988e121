"""Russian names in Latin letters, as passports of the last years write them."""

_LATIN = (
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ъ": "ie", "ь": "", "ю": "iu", "я": "ia"}
)
_TABLE = str.maketrans(_LATIN)


def in_latin(text: str) -> str:
    """`text` with every Russian letter written in Latin ones; capitals stay capitals.

    >>> in_latin("Справка Щукиной")
    'Spravka Shchukinoi'
    """
    return "".join(
        to_latin(sign).capitalize()
        if sign.isupper() and sign.lower() in _LATIN
        else to_latin(sign)
        if sign in _LATIN
        else sign
        for sign in text
    )


def to_latin(text: str) -> str:
    """`text` in lower case with every Russian letter written in Latin ones.

    >>> to_latin("Кузнецова-Щукина Юлия")
    'kuznetsova-shchukina iuliia'
    """
    return text.lower().translate(_TABLE)

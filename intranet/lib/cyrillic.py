"""Russian text as people type it: in the wrong keyboard layout, for one."""

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~{}:\"<>?"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю.ёхъжэбю,"
_AS_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)


def in_russian_layout(text: str) -> str:
    """What the same keys give in the Russian layout; in lower case, as searches compare.

    Text that already has a Russian letter is somebody's meaning and stays as it is.

    >>> in_russian_layout("gkfy")
    'план'
    >>> in_russian_layout("GJ<TLF 2026")
    'победа 2026'
    >>> in_russian_layout("план Б")
    'план б'
    >>> in_russian_layout("7.1")
    '7.1'
    """
    text = text.casefold()
    is_typed_in_latin = any("a" <= sign <= "z" for sign in text)
    if not is_typed_in_latin or any("а" <= sign <= "ё" for sign in text):
        return text
    return text.translate(_AS_RUSSIAN)

"""Comparing words as people see them: look-alike letters, cases, punctuation."""

import re

_LATIN = "acekmopxytbhABCEHKMOPTXYѕіІ"
_CYRILLIC = "асекморхутвнавсенкмортхуsіі"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_ROMAN_LOOKALIKES = str.maketrans("ІіІХхУYСМӀ", "IIIXXVVCMI")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\Z")
_SHAPES = {"П": "II", "Ш": "III", "1У": "IV", "ІУ": "IV", "УІ": "VI", "УП": "VII", "УШ": "VIII"}

_DATED = re.compile(
    r"январ|феврал|март|апрел|\bма[йяею]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|кварт|"
    r"полугод|ежегод|ежемес|еженед|постоян|течени|\d{1,2}\.\d{2}|\d{4}|недел|декад|\bдо\b|систем",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Lower case, Cyrillic for look-alike Latin letters, one space for all punctuation.

    >>> plain("Отвeтственный\\n(исполни-\\nтель):")
    'ответственный исполнитель'
    """
    text = re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", text)
    text = text.lower().replace("ё", "е").replace("№", " № ")
    words = re.sub(r"[^\w№#]+|_", " ", text).split()
    return " ".join(_cyrillic(word) for word in words)


def _cyrillic(word: str) -> str:
    return word.translate(_TO_CYRILLIC) if re.search("[а-я]", word) else word


def roman(text: str) -> str:
    """The Roman figure meant by `text` in Latin capitals, or "" when it is none.

    >>> roman("ІІ"), roman("Ш"), roman("Х"), roman("IY"), roman("IIII")
    ('II', 'III', 'X', 'IV', '')
    """
    text = text.strip()
    text = _SHAPES.get(text.upper(), text)
    text = text.upper() if re.fullmatch("[IVXYІХ]+|[ivx]+", text) else text
    text = text.translate(_ROMAN_LOOKALIKES)
    return text if _ROMAN.match(text) else ""


def one_line(text: str) -> str:
    """Lines put together with spaces; a word cut by a hyphen at the end of a line is mended.

    >>> one_line("Проведение меро-\\nприятий\\nв школах")
    'Проведение мероприятий в школах'
    """
    text = re.sub(r"(?<=[а-яё])(?<!но)(?<!ско)-\n(?=[а-яё])", "", text)
    text = re.sub(r"(?<=[а-яё]-)\n(?=[а-яё])", "", text)
    return re.sub(r"\s*\n\s*", " ", text).strip()


def is_dated(text: str) -> bool:
    """Whether words of time stand in a text."""
    return bool(_DATED.search(text))
